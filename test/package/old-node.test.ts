import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BIN } from '../cli/cranis.ts';

/** Every node on this machine that is older than the oldest that cranis runs on. */
function oldNodes(): string[] {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/bin', '/usr/bin', '/bin'];
  const found = folders
    .map((folder) => join(folder, 'node'))
    .filter(existsSync)
    .map((path) => realpathSync(path));
  return [...new Set(found)].filter((path) => Number.parseInt(version(path).slice(1), 10) < 22);
}

const version = (path: string) => execFileSync(path, ['--version'], { encoding: 'utf8' });

describe('bin/cranis.js', () => {
  test('runs on this Node', () => {
    expect(spawnSync(process.execPath, [BIN, '--version'], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  // Only where there is such a Node: a test that is not there is not one that was skipped.
  for (const path of oldNodes()) {
    test(`on Node ${version(path).trim()}, says in one line what it needs, with exit code 2`, () => {
      const { status, stdout, stderr } = spawnSync(path, [BIN, 'spectrum'], { encoding: 'utf8' });
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/^cranis: needs Node 22.12 or newer, this is \d+\.\d+\.\d+: [^\n]+\n$/);
    });
  }
});
