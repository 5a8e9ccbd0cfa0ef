import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openRun } from '../../src/campaign/open.ts';
import { cranis, cranisJson, temporaryFolder } from './cranis.ts';
import { makeRun } from './run-fixture.ts';
import { svgText } from './svg-text.ts';

const folder = temporaryFolder();
const place = (name: string) => join(folder, name);

interface MixingJson {
  ell: number[];
  simulated: number[][];
  error: (number | null)[][];
  perturbative: number[][] | null;
  resummed: number[][] | null;
  time: number;
  alpha: number;
  realisations: number;
  shotNoise: number[];
}

describe('cranis mixing', () => {
  beforeAll(async () => {
    await makeRun(place('run'));
    await makeRun(place('slim'), '--keep', 'spectra');
  });
  const json = (path: string, ...args: string[]) => cranisJson<MixingJson>(['mixing', path, ...args]);

  test('prints the simulated matrix and the theory beside it as JSON, ℓ and ℓ0 from 0', async () => {
    const result = await json(place('run'), '--time', '0.5', '--l-max', '5');
    expect(result).toMatchObject({ ell: [0, 1, 2, 3, 4, 5], time: 0.5, alpha: 5, realisations: 4 });
    for (const matrix of [result.simulated, result.error, result.perturbative!, result.resummed!]) {
      expect(matrix.map((row) => row.length)).toEqual([6, 6, 6, 6, 6, 6]);
    }
    // The theory is that of cranis matrix.
    const { M } = await cranisJson<{ M: number[][] }>([
      'matrix',
      '--k0',
      '0.1',
      '--k1',
      '10',
      '--step',
      '0.5',
      '--l-max',
      '5',
    ]);
    for (let l = 0; l <= 5; l++) {
      for (let l0 = 0; l0 <= 5; l0++) expect(result.perturbative![l][l0]).toBeCloseTo(M[l][l0], 11);
    }
    // Column 0 is that of a constant; four realisations are enough to tell the sign of the rest.
    expect(result.simulated[0][0]).toBeCloseTo(1, 3);
    for (let l = 1; l <= 5; l++) expect(result.simulated[l][0]).toBeCloseTo(0, 3);
    for (let l = 1; l <= 5; l++) {
      expect(result.simulated[l][l]).toBeLessThan(1);
      expect(Math.abs(result.simulated[l][l] - result.resummed![l][l])).toBeLessThan(6 * result.error[l][l]!);
    }
  });

  test('goes on beyond what every run keeps if there are maps, and agrees with it below to 1e-12', async () => {
    const [small, large] = [
      await json(place('run'), '--time', '2'),
      await json(place('run'), '--time', '2', '--l-max', '10'),
    ];
    expect(small.ell).toHaveLength(9);
    expect(large.ell).toHaveLength(11);
    for (let l = 0; l <= 8; l++) {
      for (let l0 = 0; l0 <= 8; l0++) expect(large.simulated[l][l0]).toBeCloseTo(small.simulated[l][l0], 12);
    }
    const { code, stderr } = await cranis(['mixing', place('slim'), '--time', '2', '--l-max', '10']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/kept spectra alone, and of the mixing matrix ℓ0 ≤ 8/);
    expect(await json(place('slim'), '--time', '2')).toEqual(small);
  });

  test('serves random directions, too: beyond what is kept from the maps and their own directions', async () => {
    const path = await makeRun(place('random'), '--directions', 'random');
    const [small, large] = [await json(path, '--time', '0.5'), await json(path, '--time', '0.5', '--l-max', '9')];
    for (let l = 0; l <= 8; l++) {
      for (let l0 = 0; l0 <= 8; l0++) expect(large.simulated[l][l0]).toBeCloseTo(small.simulated[l][l0], 12);
    }
    expect(small.shotNoise[3]).toBeCloseTo(7 / 192, 12);
  });

  test('a table, CSV, and a figure', async () => {
    const { stdout, code } = await cranis(['mixing', place('run'), '--time', '0.5']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/1 − M_1,1 /);
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(90);
    const csv = (await cranis(['mixing', place('run'), '--time', '0.5', '--format', 'csv'])).stdout.split('\n');
    const head = csv.findIndex((line) => !line.startsWith('#'));
    expect(csv[head]).toBe('ell,ell0,simulated,error,perturbative,resummed');
    expect(csv.slice(head + 1, -1)).toHaveLength(81);
    expect((await cranis(['mixing', place('run'), '--time', '0.5', '-o', place('m.svg')])).code).toBe(0);
    const svg = svgText(readFileSync(place('m.svg'), 'utf8'));
    for (const word of ['perturbative', 'resummed', 'simulated', '(d)', 'residual in σ', '4 realisations'])
      expect(svg).toContain(word);
  });

  test('where the theory does not cover the simulation, the simulation stands alone, with a note', async () => {
    const path = await makeRun(place('slab'), '--geometry', 'slab', '--realisations', '2');
    const { code, stdout, stderr } = await cranis(['mixing', path, '--time', '2', '--format', 'json']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/note: the theory is for isotropic turbulence without a mean field/);
    expect(JSON.parse(stdout)).toMatchObject({ perturbative: null, resummed: null, realisations: 2 });
    expect((await cranis(['mixing', path, '--time', '2', '-o', place('slab.svg')])).code).toBe(0);
  });

  test.each([
    ['--time 3', /--time: 3 is not among the times of \S+ \(there are 0.5, 2, 8 r_g\/c\)/],
    ['--time never', /--time: never is not a number/],
    ['', /required option --time <time> not specified/],
    ['--time 2 --l-max exact', /a matrix has a size/],
    ['--time 2 --l-max 0', /--l-max: 0 is below 1/],
    ['--time 2 --l-max 12', /--l-max: 12 is above 11, the highest multipole that N_side = 4 resolves/],
  ])('bad input: %s', async (args, message) => {
    const { code, stderr, stdout } = await cranis(['mixing', place('run'), ...args.split(' ').filter(Boolean)]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('a time with a unit is one of the times of a run in physical units', async () => {
    const units = ['--rigidity', '10PV', '--b-rms', '4uG'];
    const path = await makeRun(place('years'), ...units, '--times', '20yr,40yr', '--realisations', '2');
    const { times } = openRun(path).spec.parameters as { times: number[] };
    expect((await json(path, '--time', '20yr', '--l-max', '2')).time).toBe(times[0]);
  });
});
