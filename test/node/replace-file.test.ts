/** Files whole or not at all, for good, and by one process alone where that is asked for. */
import { spawnSync } from 'node:child_process';
import type * as Fs from 'node:fs';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createFile, removeLeftovers, replaceFiles } from '../../src/node/replace-file.ts';
import { writeFileAtomic } from '../../src/node/write-file.ts';
import { temporaryFolder } from '../cli/cranis.ts';

/** What is asked of the file system, in order: the file's own name stands for all that is done under another. */
const { events } = vi.hoisted(() => ({ events: [] as string[] }));

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>();
  const names = new Map<number, string>();
  const nameOf = (path: unknown) =>
    `${path}`
      .split('/')
      .at(-1)!
      .replace(/^\.(.*)\.[0-9a-f]{8}-\d+-[0-9a-f]{12}\.part$/, '$1 (part)');
  return {
    ...fs,
    openSync(path: string, ...rest: [Fs.OpenMode, Fs.Mode?]) {
      const file = fs.openSync(path, ...rest);
      names.set(file, nameOf(path));
      return file;
    },
    fsyncSync(file: number) {
      events.push(`sync ${names.get(file)}`);
      fs.fsyncSync(file);
    },
    fsync(file: number, done: Fs.NoParamCallback) {
      fs.fsync(file, (error) => {
        events.push(`sync ${names.get(file)}`);
        done(error);
      });
    },
    renameSync(from: string, to: string) {
      events.push(`rename ${nameOf(from)} to ${nameOf(to)}`);
      fs.renameSync(from, to);
    },
    linkSync(from: string, to: string) {
      events.push(`link ${nameOf(from)} to ${nameOf(to)}`);
      if (to.includes('no-links')) throw Object.assign(new Error('no hard links here'), { code: 'EPERM' });
      fs.linkSync(from, to);
    },
  };
});

const folder = temporaryFolder();
const failure = (_path: string, error: unknown) => error;
beforeEach(() => {
  events.length = 0;
});

describe('what is written outlasts a power loss', () => {
  test('writeFileAtomic: the content before the name, then the folder', () => {
    writeFileAtomic(join(folder, 'a.json'), '{}');
    expect(events).toEqual(['sync a.json (part)', 'rename a.json (part) to a.json', `sync ${basename(folder)}`]);
  });

  test('replaceFiles: all contents before any name, then each folder once', async () => {
    for (const name of ['one', 'two']) mkdirSync(join(folder, name));
    const paths = ['one/x', 'one/y', 'two/z'].map((name) => join(folder, name));
    await replaceFiles(
      paths.map((path) => [path, path]),
      failure,
    );
    expect(events.slice(0, 3).sort()).toEqual(['sync x (part)', 'sync y (part)', 'sync z (part)']);
    expect(events.slice(3, 6)).toEqual(['x', 'y', 'z'].map((name) => `rename ${name} (part) to ${name}`));
    expect(events.slice(6).sort()).toEqual(['sync one', 'sync two']);
    for (const path of paths) expect(readFileSync(path, 'utf8')).toBe(path);
  });

  test('createFile: the content before the name', () => {
    expect(createFile(join(folder, 'made'), 'first')).toBe(true);
    expect(events).toEqual(['sync made (part)', 'link made (part) to made']);
    expect(createFile(join(folder, 'made'), 'second')).toBe(false);
    expect(readFileSync(join(folder, 'made'), 'utf8')).toBe('first');
  });
});

test('replaceFiles that cannot do all of it leaves no unfinished file behind, and says which file it was', async () => {
  const path = join(folder, 'partly');
  mkdirSync(path);
  const told = replaceFiles(
    [
      [join(path, 'fine'), '1'],
      [join(path, 'nowhere/else'), '2'],
    ],
    (name, error) => new Error(`${basename(name)}: ${(error as NodeJS.ErrnoException).code}`),
  );
  await expect(told).rejects.toThrow('else: ENOENT');
  expect(readdirSync(path)).toEqual([]);
});

test('createFile where the file system has no hard links: exclusive all the same', () => {
  const path = join(folder, 'no-links');
  expect(createFile(path, 'first')).toBe(true);
  expect(createFile(path, 'second')).toBe(false);
  expect(readFileSync(path, 'utf8')).toBe('first');
  expect(readdirSync(folder).filter((name) => name.includes('no-links'))).toEqual(['no-links']);
});

test('of many processes that create one file at once, one succeeds, and the file is whole', async () => {
  const path = join(folder, 'contested');
  const module = new URL('../../src/node/replace-file.ts', import.meta.url).href;
  const script = `
    const { createFile } = await import(${JSON.stringify(module)});
    console.log(createFile(${JSON.stringify(path)}, String(process.pid).repeat(5000)) ? process.pid : '');`;
  const { stdout } = spawnSync(
    'sh',
    ['-c', 'for i in 1 2 3 4 5 6; do "$0" --input-type=module -e "$1" & done; wait', process.execPath, script],
    { encoding: 'utf8' },
  );
  const winners = stdout.split('\n').filter((line) => line !== '');
  expect(winners).toHaveLength(1);
  expect(readFileSync(path, 'utf8')).toBe(winners[0].repeat(5000));
});

test('leftovers: of dead processes of this machine at once, of other machines after a day; nothing else', () => {
  const path = join(folder, 'left');
  mkdirSync(path);
  // The name that this machine gives: of a file that is about to be renamed.
  const script = `
    import { mkdirSync, readdirSync } from 'node:fs';
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    fs.renameSync = () => process.kill(process.pid, 'SIGKILL');
    syncBuiltinESMExports();
    const { replaceFile } = await import(${JSON.stringify(new URL('../../src/node/replace-file.ts', import.meta.url).href)});
    replaceFile(${JSON.stringify(join(path, 'data'))}, 'x');`;
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', script]).signal).toBe('SIGKILL');
  const [dead] = readdirSync(path);
  expect(dead).toMatch(/^\.data\.[0-9a-f]{8}-\d+-[0-9a-f]{12}\.part$/);
  const alive = dead.replace(/-\d+-/, `-${process.pid}-`);
  const [foreign, foreignOld] = ['a', 'b'].map((digit) => dead.replace(/\.[0-9a-f]{8}-/, `.${digit.repeat(8)}-`));
  const others = ['notes.part.txt', 'data'];
  for (const name of [alive, foreign, foreignOld, 'zarr.json.part', ...others]) writeFileSync(join(path, name), '');
  const yesterday = Date.now() / 1000 - 25 * 3600;
  for (const name of [foreignOld, 'zarr.json.part']) utimesSync(join(path, name), yesterday, yesterday);
  removeLeftovers(path);
  expect(readdirSync(path).sort()).toEqual([alive, foreign, ...others].sort());
  removeLeftovers(join(folder, 'no such folder'));
  expect(existsSync(join(folder, 'no such folder'))).toBe(false);
});

test('a name of 255 bytes, in letters of several', () => {
  const name = 'ℓ'.repeat(85);
  writeFileAtomic(join(folder, name), 'x');
  expect(readFileSync(join(folder, name), 'utf8')).toBe('x');
});
