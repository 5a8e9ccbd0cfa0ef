import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cleanDist } from '../../scripts/clean-dist.ts';
import { temporaryFolder } from '../cli/cranis.ts';

test('cleanDist removes what no source makes, and only that', () => {
  const folder = temporaryFolder();
  const [dist, src] = [join(folder, 'dist'), join(folder, 'src')];
  for (const place of [dist, src]) mkdirSync(join(place, 'room'), { recursive: true });
  writeFileSync(join(src, 'room/kept.ts'), '');
  for (const name of ['kept.js', 'kept.d.ts', 'gone.js', 'gone.d.ts']) writeFileSync(join(dist, 'room', name), '');
  expect(cleanDist(dist, src)).toEqual([join('room', 'gone.d.ts'), join('room', 'gone.js')]);
  expect(readdirSync(join(dist, 'room')).sort()).toEqual(['kept.d.ts', 'kept.js']);
  expect(cleanDist(join(folder, 'none'), src)).toEqual([]);
});
