/** Makes the picture in the README, as `cranis figure 2` makes it: node scripts/docs-figure.ts */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Makes Figure 2 and puts its SVG at `path`. */
export function writeDocsFigure(path: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'cranis-figure-'));
  try {
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'bin/cranis.js'), 'figure', '2', '-o', folder], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    copyFileSync(join(folder, 'figure-2.svg'), path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) writeDocsFigure(join(ROOT, 'docs/figure2.svg'));
