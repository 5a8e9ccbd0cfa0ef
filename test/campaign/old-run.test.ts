/** Runs made by cranis 0.1.0 (test/reference/run-0.1.0.tar.gz) are read by every command and made larger by none. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openRun } from '../../src/campaign/open.ts';
import { readFitsMap } from '../../src/files/fits/read.ts';
import { cranis, cranisJson, ROOT, temporaryFolder } from '../cli/cranis.ts';
import { agree, type Within } from '../within.ts';
import { contentOf } from './runs.ts';

const folder = temporaryFolder();
const place = (name: string) => join(folder, name);
const ARGS = '--k0 0.1 --k1 10 --modes 8 --seed 7 --n-side 2 --times 0.5,2 --quiet'.split(' ');

beforeAll(() => {
  const { status } = spawnSync('tar', ['xzf', join(ROOT, 'test/reference/run-0.1.0.tar.gz'), '-C', folder]);
  expect(status).toBe(0);
});

const expected = (name: string) => JSON.parse(readFileSync(place(`expected/${name}.json`), 'utf8')) as unknown;

/** The numbers of plain data, by the name of the entry that they are in, places included. */
function numbersOf(value: unknown): Map<string, number[]> {
  const found = new Map<string, number[]>();
  const collect = (one: unknown, path: readonly string[]) => {
    if (typeof one === 'number') found.set(path[0], [...(found.get(path[0]) ?? []), one]);
    if (typeof one !== 'object' || one === null) return;
    for (const [name, inner] of Object.entries(one)) collect(inner, [...path, name]);
  };
  collect(value, []);
  return found;
}

function same(within: Within, actual: unknown, wanted: unknown): void {
  const [found, stated] = [numbersOf(actual), numbersOf(wanted)];
  found.delete('format'); // of the record: 0.1.0 had none
  expect([...found.keys()]).toEqual([...stated.keys()]);
  for (const [name, numbers] of stated) within(found.get(name)!, numbers, name);
}

const ROUNDING = { ofLargest: 1e-12 };

describe.each(['maps', 'spectra'])('a run of cranis 0.1.0 that kept its %s', (keep) => {
  agree('analyse gives the numbers of 0.1.0, and its version', ROUNDING, async (within) => {
    const result = await cranisJson<Record<string, unknown>>(['analyse', place(keep)]);
    expect(result).toMatchObject({ version: '0.1.0', engine: 'single' });
    same(within, result, expected(`analyse-${keep}`));
  });

  agree('mixing gives the numbers of 0.1.0', ROUNDING, async (within) => {
    const result = await cranisJson(['mixing', place(keep), '--time', '2', '--l-max', '5']);
    same(within, result, expected(`mixing-${keep}`));
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

// Distances are roots of sums of squares, which 0.1.0 left to the engine: they may differ by one unit in the last place.
agree('map gives the maps of 0.1.0 to the byte, but for distances', { relative: 2.3e-16 }, async (within) => {
  expect(
    (await cranis(['map', place('maps'), '--time', '2', '--realisation', '1', '-o', place('map.fits')])).code,
  ).toBe(0);
  const [now, then] = await Promise.all(
    ['map.fits', 'expected/map.fits'].map((name) => readFitsMap(readFileSync(place(name)))),
  );
  expect(now.maps.map(({ name }) => name)).toEqual(['DX', 'DY', 'DZ', 'DISTANCE', 'PX', 'PY', 'PZ']);
  now.maps.forEach(({ name, values }, i) => {
    if (name === 'DISTANCE') within(values, then.maps[i].values, name);
    else expect(values, name).toEqual(then.maps[i].values);
  });
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
