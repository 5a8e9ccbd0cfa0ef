/** Imports run one way: each folder of src/ may import from itself and from those before it in this list, and from nothing behind it. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOMS } from './rooms.ts';

const SRC = join(import.meta.dirname, '../../src');

/** The rooms that may use Node; everything else runs in a browser. */
const KNOW_NODE = new Set(['node', 'campaign', 'cli']);

/** src/index.ts is the browser's entry point: it may import whatever a browser can run. */
const rankOf = (room: string) => (room === 'index.ts' ? ROOMS.indexOf('studies') + 0.5 : ROOMS.indexOf(room));
const roomOf = (path: string) => relative(SRC, path).split('/')[0];

const sources = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.parentPath.includes('assembly'))
  .map((entry) => join(entry.parentPath, entry.name));

const imports = sources.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g)].map(([, to]) => ({
    file,
    to,
  })),
);

describe('imports run one way', () => {
  test('each folder of src/ stands in the list of rooms', () => {
    expect(new Set(sources.map(roomOf))).toEqual(new Set([...ROOMS, 'index.ts']));
  });

  test('no room imports from one behind it', () => {
    const wrong = imports.filter(
      ({ file, to }) => to.startsWith('.') && rankOf(roomOf(resolve(dirname(file), to))) > rankOf(roomOf(file)),
    );
    expect(wrong.map(({ file, to }) => `${relative(SRC, file)} imports ${to}`)).toEqual([]);
  });

  test('only node, campaign and cli know Node', () => {
    const wrong = imports.filter(({ file, to }) => to.startsWith('node:') && !KNOW_NODE.has(roomOf(file)));
    expect(wrong.map(({ file, to }) => `${relative(SRC, file)} imports ${to}`)).toEqual([]);
  });
});
