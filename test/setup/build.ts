/** Before any test: dist/ is what src/ says, so that tests of the command line run what users run. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = new URL('../../', import.meta.url).pathname;
const STAMP = join(ROOT, 'dist/cli/main.js');

/** Builds if a source is newer than the last build. */
export default function setup(): void {
  if (existsSync(STAMP) && newest(join(ROOT, 'src')) < statSync(STAMP).mtimeMs) return;
  const { status, stdout } = spawnSync('npm', ['run', '-s', 'build'], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`the build failed:\n${stdout}`);
  // The compiler leaves files alone that do not change.
  const now = new Date();
  utimesSync(STAMP, now, now);
}

function newest(folder: string): number {
  let latest = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isFile()) latest = Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs);
  }
  return latest;
}
