import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CranisError } from '../../src/model/errors.ts';
import { ensureFolder, writeFileAtomic } from '../../src/node/write-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cranis-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fails = (action: () => void, message: RegExp) => {
  expect(action).toThrow(CranisError);
  expect(action).toThrow(message);
  expect(action).toThrow(/^[^\n]+$/);
};

describe('writeFileAtomic', () => {
  test('makes a file, replaces it whole, leaves nothing else behind', () => {
    const path = join(folder, 'a.svg');
    writeFileAtomic(path, 'first, the longer one');
    writeFileAtomic(path, 'second');
    writeFileAtomic(join(folder, 'b.png'), new Uint8Array([0, 255, 10]));
    expect(readFileSync(path, 'utf8')).toBe('second');
    expect([...readFileSync(join(folder, 'b.png'))]).toEqual([0, 255, 10]);
    expect(readdirSync(folder).sort()).toEqual(['a.svg', 'b.png']);
  });

  test('keeps the mode of the file that it replaces, and a symbolic link a link', () => {
    const [file, link] = [join(folder, 'file'), join(folder, 'link')];
    writeFileSync(file, 'old');
    chmodSync(file, 0o640);
    symlinkSync('file', link);
    writeFileAtomic(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe('new');
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  test('says what is wrong with the path', () => {
    writeFileSync(join(folder, 'file'), '');
    symlinkSync('loop', join(folder, 'loop'));
    fails(() => writeFileAtomic(folder, 'x'), /is a directory/);
    fails(() => writeFileAtomic(join(folder, 'no', 'a.svg'), 'x'), /folder .*no does not exist/);
    fails(() => writeFileAtomic(join(folder, 'file', 'a.svg'), 'x'), /file is not a folder/);
    fails(() => writeFileAtomic(join(folder, 'n'.repeat(300)), 'x'), /name is too long/);
    fails(() => writeFileAtomic(join(folder, 'loop'), 'x'), /links go round in a circle/);
    fails(() => writeFileAtomic('', 'x'), /empty/);
    fails(() => writeFileAtomic('a\0b', 'x'), /zero byte/);
    expect(readdirSync(folder).sort()).toEqual(['file', 'loop']);
  });

  test.skipIf(!existsSync('/dev/full'))('a device is written to as it is, and a full one is told', () => {
    fails(() => writeFileAtomic('/dev/full', 'x'), /cannot write \/dev\/full: no space left/);
    writeFileAtomic('/dev/null', 'x');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  test.skipIf(!existsSync('/sys'))('a place without permission; a write-protected file, unless root asks', () => {
    fails(() => writeFileAtomic('/sys/cranis.svg', 'x'), /permission denied|not permitted|read-only/);
    if (process.getuid?.() === 0) return; // root may write anywhere else
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o500 });
    fails(() => writeFileAtomic(join(closed, 'a.svg'), 'x'), /permission denied/);
    writeFileSync(join(folder, 'read-only'), 'old', { mode: 0o400 });
    fails(() => writeFileAtomic(join(folder, 'read-only'), 'new'), /permission denied/);
  });

  test('a write that breaks off leaves the old file whole and no rest of the new one', () => {
    const path = join(folder, 'kept.csv');
    writeFileSync(path, 'the old content');
    const files = fileURLToPath(new URL('../../src/node/write-file.ts', import.meta.url));
    const script = `
      const { writeFileAtomic } = await import(${JSON.stringify(files)});
      try { writeFileAtomic(${JSON.stringify(path)}, 'x'.repeat(100_000)); console.log('written'); }
      catch (error) { console.log(error.name + ': ' + error.message); }`;
    // No file may grow beyond 8 blocks of 1 KiB; with the signal ignored, the write itself fails as on a full disk.
    const shell = `trap '' XFSZ; ulimit -f 8; exec "$0" --input-type=module -e "$1"`;
    const { stdout } = spawnSync('bash', ['-c', shell, process.execPath, script], { encoding: 'utf8' });
    expect(stdout).toMatch(/^CranisError: cannot write .*kept\.csv: the file would be too large/);
    expect(readFileSync(path, 'utf8')).toBe('the old content');
    expect(readdirSync(folder)).toEqual(['kept.csv']);
  });
});

describe('ensureFolder', () => {
  test('makes it with those above, twice without harm, and refuses a file', () => {
    const deep = join(folder, 'a', 'b');
    ensureFolder(deep);
    ensureFolder(deep);
    expect(statSync(deep).isDirectory()).toBe(true);
    writeFileSync(join(folder, 'file'), '');
    fails(() => ensureFolder(join(folder, 'file')), /exists and is no folder/);
    fails(() => ensureFolder(join(folder, 'file', 'x')), /is not a folder/);
  });
});
