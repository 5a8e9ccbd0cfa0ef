/** Runs made by cranis 0.1.0 (test/reference/run-0.1.0.tar.gz) are read by every command and made larger by none. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openRun } from '../../src/campaign/open.ts';
import { readFitsMap } from '../../src/files/fits/read.ts';
import { cranis, cranisJson, ROOT, temporaryFolder } from '../cli/cranis.ts';
import { contentOf } from './runs.ts';

const folder = temporaryFolder();
const place = (name: string) => join(folder, name);
const ARGS = '--k0 0.1 --k1 10 --modes 8 --seed 7 --n-side 2 --times 0.5,2 --quiet'.split(' ');

beforeAll(() => {
  const { status } = spawnSync('tar', ['xzf', join(ROOT, 'test/reference/run-0.1.0.tar.gz'), '-C', folder]);
  expect(status).toBe(0);
});

const expected = (name: string) => JSON.parse(readFileSync(place(`expected/${name}.json`), 'utf8')) as unknown;

/** Numbers of plain data one after the other, with the path of each. */
function numbersOf(value: unknown, path = ''): [path: string, value: number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => numbersOf(one, `${path}/${name}`));
}

function sameNumbers(actual: unknown, wanted: unknown): void {
  const [found, stated] = [numbersOf(actual), numbersOf(wanted)];
  expect(found.map(([path]) => path)).toEqual(stated.map(([path]) => path));
  const scale = new Map<string, number>();
  const groupOf = (path: string) => path.split('/')[1];
  for (const [path, value] of stated) {
    scale.set(groupOf(path), Math.max(Math.abs(value), scale.get(groupOf(path)) ?? 0));
  }
  for (const [i, [path, value]] of found.entries()) {
    expect(Math.abs(value - stated[i][1]), path).toBeLessThanOrEqual(1e-12 * scale.get(groupOf(path))!);
  }
}

describe.each(['maps', 'spectra'])('a run of cranis 0.1.0 that kept its %s', (keep) => {
  test('analyse gives the numbers of 0.1.0 to 1e-12, and its version', async () => {
    const result = await cranisJson<Record<string, unknown>>(['analyse', place(keep)]);
    expect(result).toMatchObject({ version: '0.1.0', engine: 'single' });
    sameNumbers(result, expected(`analyse-${keep}`));
  });

  test('mixing gives the numbers of 0.1.0 to 1e-12', async () => {
    const result = await cranisJson(['mixing', place(keep), '--time', '2', '--l-max', '5']);
    sameNumbers(result, expected(`mixing-${keep}`));
  });

  test('fit takes it', async () => {
    const fit = ['fit', '--data', place(keep), '--free', 'alpha', '--l-max', '8', '--l-range', '1..4'];
    const { code, stderr } = await cranis([...fit, '--range', 'alpha=1..100', '--samples', '100', '--format', 'json']);
    expect({ code, stderr: stderr.replaceAll(/^cranis: (note|warning): .*\n/gm, '') }).toEqual({ code: 0, stderr: '' });
  });

  test('simulate does not make it larger, nor mend it, and says why in one line', async () => {
    const path = place(`${keep}-copy`);
    cpSync(place(keep), path, { recursive: true });
    const before = contentOf(path);
    const refusal = (also = '') =>
      new RegExp(
        `^cranis: \\S+ was made by cranis 0\\.1\\.0; this is \\S+, whose bytes differ${also} ` +
          '\\(analyse, mixing, map and fit read it as it is; to make more of it use that version, or give another folder\\)\\n$',
      );
    const simulate = (...args: string[]) => cranis(['simulate', ...ARGS, '--keep', keep, ...args, '-o', path]);
    for (const count of ['1', '2', '3']) {
      const { code, stdout, stderr } = await simulate('--realisations', count);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(refusal());
    }
    const other = await simulate('--realisations', '2', '--modes', '9');
    expect(other.stderr).toMatch(refusal('; it is of another model, too: --modes is 8 there, 9 here'));
    expect(contentOf(path)).toEqual(before);

    rmSync(join(path, 'zarr.json')); // its attributes stand in another file, too
    rmSync(join(path, 'spectrum/1.0.0.0'));
    expect((await simulate('--realisations', '2')).stderr).toMatch(refusal());
    for (const name of ['zarr.json', '.zattrs']) writeFileSync(join(path, name), '');
    expect((await simulate('--realisations', '2')).code).toBe(2);
  });
});

test('map gives the maps of 0.1.0', async () => {
  expect(
    (await cranis(['map', place('maps'), '--time', '2', '--realisation', '1', '-o', place('map.fits')])).code,
  ).toBe(0);
  const [now, then] = await Promise.all(
    ['map.fits', 'expected/map.fits'].map((name) => readFitsMap(readFileSync(place(name)))),
  );
  expect(now.maps.map(({ name }) => name)).toEqual(['DX', 'DY', 'DZ', 'DISTANCE', 'PX', 'PY', 'PZ']);
  expect(now.maps.map(({ values }) => values)).toEqual(then.maps.map(({ values }) => values));
});

test('its description is read in the terms of today', () => {
  const { spec } = openRun(place('spectra'));
  expect(spec).toMatchObject({
    version: '0.1.0',
    engine: 'single',
    keep: 'spectra',
    realisations: 2,
    schedule: { integrator: 'multi-rate', step: 0.15, levels: 1 },
  });
});
