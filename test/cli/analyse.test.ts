import { existsSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openRun } from '../../src/campaign/open.ts';
import { cranis, cranisJson, temporaryFolder } from './cranis.ts';
import { makeRun } from './run-fixture.ts';
import { svgText } from './svg-text.ts';

const folder = temporaryFolder();
const place = (name: string) => join(folder, name);

interface AnalyseJson {
  times: number[];
  ell: number[];
  C: number[][];
  error: (number | null)[][];
  raw: number[][];
  shotNoise: number[];
  meanSquareDisplacement: number[];
  diffusion: number[];
  realisations: number;
  scatter: (number | null)[][];
  scatteringRate: (number | null)[];
  checks: { noiseLevel: number[]; theory?: { scatteringRate: number } };
  parameters: Record<string, unknown>;
  version: string;
  engine: string;
}

describe('cranis analyse', () => {
  beforeAll(async () => {
    await makeRun(place('run'));
  });
  const analyse = (...args: string[]) => cranis(['analyse', place('run'), ...args]);
  const json = (path = place('run')) => cranisJson<AnalyseJson>(['analyse', path]);

  test('prints C_ℓ with errors as JSON: means over realisations and the three directions of the gradient', async () => {
    const result = await json();
    expect(result.times).toEqual([0.5, 2, 8]);
    expect(result.ell).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(result.realisations).toBe(4);
    expect(result.parameters).toMatchObject({ k0: 0.1, k1: 10, modes: 40, seed: 3, nSide: 4, times: [0.5, 2, 8] });
    expect(result.engine).toBe('single');
    for (const rows of [result.C, result.error, result.raw, result.scatter]) {
      expect(rows.map((row) => row.length)).toEqual([11, 11, 11]);
    }
    const store = openRun(place('run'));
    const all = [0, 1, 2, 3].map((i) => store.read(i, ['spectrum', 'meanSquare', 'diffusion'])!);
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    result.times.forEach((_, t) => {
      [1, 2, 7].forEach((l) => {
        const raw = mean(all.flatMap(({ spectrum }) => [0, 1, 2].map((c) => spectrum[(3 * t + c) * 12 + l])));
        expect(result.raw[t][l - 1] / raw).toBeCloseTo(1, 12);
        expect(result.C[t][l - 1] / (raw - result.shotNoise[t])).toBeCloseTo(1, 10);
      });
      const square = mean(
        all.map(({ meanSquare }) => meanSquare[3 * t] + meanSquare[3 * t + 1] + meanSquare[3 * t + 2]),
      );
      expect(result.meanSquareDisplacement[t] / square).toBeCloseTo(1, 12);
      const rate = mean(all.flatMap(({ diffusion }) => [0, 1, 2].map((c) => diffusion[3 * t + c])));
      expect(result.diffusion[t] / rate).toBeCloseTo(1, 12);
      expect(result.shotNoise[t]).toBeLessThanOrEqual(result.checks.noiseLevel[t] * (1 + 1e-12));
    });
    const memory = mean([0, 1, 2, 3].map((i) => store.read(i, ['alignment'])!.alignment[2]));
    expect(result.scatteringRate[2]).toBeCloseTo((1 - memory) / (3 * result.diffusion[2]), 12);
    expect(result.checks.theory!.scatteringRate).toBeGreaterThan(0.1);
  });

  test('is the same of spectra alone, and of the same bytes made by another number of workers', async () => {
    await makeRun(place('slim'), '--keep', 'spectra', '--workers', '1');
    expect(await json(place('slim'))).toEqual(await json());
  });

  test('a table for the terminal, CSV, and a picture', async () => {
    const { stdout, stderr, code } = await analyse();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Ensemble of 4 realisations\n/);
    expect(stdout).toMatch(/by \[P12\] of the turbulence: ν = /);
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(90);
    const csv = (await analyse('--format', 'csv')).stdout.split('\n');
    expect(csv[0]).toMatch(/^# cranis .* ensemble of 4 realisations/);
    const head = csv.findIndex((line) => !line.startsWith('#'));
    expect(csv[head]).toBe('time,ell,C,error,scatter,raw,halves,halves_error');
    expect(csv.slice(head + 1, -1)).toHaveLength(33);
    for (const ending of ['svg', 'png', 'pdf']) {
      expect((await analyse('-o', place(`c.${ending}`))).code).toBe(0);
      expect(existsSync(place(`c.${ending}`))).toBe(true);
    }
    expect(svgText(readFileSync(place('c.svg'), 'utf8'))).toContain('4 realisations of 40 waves');
  });

  test('one realisation has no error: null, never NaN', async () => {
    await makeRun(place('one'), '--realisations', '1');
    const result = await json(place('one'));
    expect(result.realisations).toBe(1);
    expect(result.error.flat().every((value) => value === null)).toBe(true);
    expect(result.C.flat().every(Number.isFinite)).toBe(true);
    expect((await cranis(['analyse', place('one')])).code).toBe(0);
    expect((await cranis(['analyse', place('one'), '-o', place('one.svg')])).code).toBe(0);
  });

  test('an unfinished run is analysed as far as it is, and said so; one without anything is refused', async () => {
    const path = await makeRun(place('unfinished'), '--keep', 'spectra');
    rmSync(join(path, 'checksum/2.0'));
    const { stdout, stderr, code } = await cranis(['analyse', path, '--format', 'json']);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^cranis: note: 3 of 4 realisations of \S+ are there\n$/);
    expect((JSON.parse(stdout) as AnalyseJson).realisations).toBe(3);
    for (const i of [0, 1, 3]) rmSync(join(path, `checksum/${i}.0`));
    const none = await cranis(['analyse', path]);
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(/none of its 4 realisations has been made/);
  });

  test('a damaged realisation is refused by name, not averaged over', async () => {
    const path = await makeRun(place('damaged'), '--keep', 'spectra');
    truncateSync(join(path, 'spectrum/2.0.0.0'), 24);
    const { code, stdout, stderr } = await cranis(['analyse', path]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^cranis: \S+: realisation 2 is damaged: .*\n$/);
  });

  test.each([
    [[], /missing required argument/],
    [['nowhere'], /nowhere holds no run/],
    [[folder], /holds no run/],
  ])('bad input: %j', async (args, message) => {
    const { code, stderr } = await cranis(['analyse', ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
