/** Removes from dist/ what no source makes any more, so that no file of the past is packed: node scripts/clean-dist.ts */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** Files below `dist` without a source of the same name below `src`, removed. @returns them, relative to `dist` */
export function cleanDist(dist: string, src: string): string[] {
  if (!existsSync(dist)) return [];
  const stale = readdirSync(dist, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dist, join(entry.parentPath, entry.name)))
    .filter((path) => !existsSync(join(src, path.replace(/(?:\.d\.ts|\.js)$/, '.ts'))))
    .sort();
  for (const path of stale) rmSync(join(dist, path));
  return stale;
}

if (import.meta.main) cleanDist(join(ROOT, 'dist'), join(ROOT, 'src'));
