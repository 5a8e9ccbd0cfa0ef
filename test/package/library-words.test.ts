/** The library is called from pages and scripts, too: what it says names parameters and settings, never flags of the command line. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

const SRC = join(import.meta.dirname, '../../src');

const library = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(SRC, join(entry.parentPath, entry.name)))
  .filter((file) => !file.startsWith('cli/'));

/** Lines with a flag in them, but for the parameter table, which is where flags are declared. */
const flagged = (file: string) =>
  readFileSync(join(SRC, file), 'utf8')
    .split('\n')
    .filter((line) => /(?<![\w-])--[a-z]/.test(line.replace(/^ {4}flag: '--[\w-]+',$/, '').replace(/--left\b/, '')))
    .map((line) => `${file}: ${line.trim()}`);

test('no source outside of the command line writes out a flag', () => {
  expect(library.length).toBeGreaterThan(100);
  expect(library.flatMap(flagged)).toEqual([]);
});
