/** The studies of test particles, called as a page or a script calls them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openRun } from '../../src/campaign/open.ts';
import { realisationTask } from '../../src/ensemble/record.ts';
import { createMemorySource, type RealisationSource } from '../../src/ensemble/source.ts';
import { nested } from '../../src/math/matrix.ts';
import { atMultipoles } from '../../src/model/spectrum.ts';
import { ensembleStudy } from '../../src/studies/ensemble/study.ts';
import { figure1Study } from '../../src/studies/figure1/study.ts';
import { mixingStudy } from '../../src/studies/mixing/study.ts';
import { cranis, cranisJson, temporaryFolder } from '../cli/cranis.ts';
import { makeRun } from '../cli/run-fixture.ts';

const folder = temporaryFolder();
const place = (name: string) => join(folder, name);
const FIGURE = '--k0 0.1 --k1 10 --modes 60 --n-side 4 --times 1,5,20 --realisations 4 --l-max 20'.split(' ');

let disk: RealisationSource;
let memory: RealisationSource;
beforeAll(async () => {
  disk = openRun(await makeRun(place('run')));
  const source = createMemorySource(disk.spec);
  const task = await realisationTask(disk.spec);
  for (const index of [3, 1, 0, 2]) source.add(index, await task(index));
  memory = source;
});

/** Without the model, which holds functions, and as it is once it has been written as JSON: no −0, no NaN, nothing undefined. */
const plain = ({ model: _, ...numbers }: { readonly model: unknown }): unknown => JSON.parse(JSON.stringify(numbers));

describe('ensembleStudy', () => {
  test('gives what cranis analyse prints as JSON', async () => {
    const { times, ell, realisations, theory, units, parameters, engine, version, notes } = await ensembleStudy({
      source: disk,
    });
    const json = await cranisJson<Record<string, unknown>>(['analyse', place('run')]);
    expect(json).toMatchObject({
      times: times.map(({ time }) => time),
      ell,
      C: times.map(({ C }) => atMultipoles(ell, C)),
      error: times.map(({ error }) => atMultipoles(ell, error!)),
      shotNoise: times.map(({ noise }) => noise),
      diffusion: times.map(({ diffusion }) => diffusion),
      checks: { theory },
      units,
      ...{ realisations, parameters, engine, version },
    });
    expect(notes).toEqual([]);
  });

  test('gives the same of a run in memory', async () => {
    expect(plain(await ensembleStudy({ source: memory }))).toEqual(plain(await ensembleStudy({ source: disk })));
  });

  test('says of an unfinished run how much of it is there', async () => {
    const source = createMemorySource(disk.spec);
    source.add(2, memory.read(2, memory.names)!);
    const { notes, realisations } = await ensembleStudy({ source });
    expect(realisations).toBe(1);
    expect(notes).toEqual(['1 of 4 realisations of the run in memory are there']);
  });
});

describe('mixingStudy', () => {
  test('gives what cranis mixing prints as JSON', async () => {
    const { simulated, error, theory, ...rest } = await mixingStudy({ source: disk, time: 2, lMax: 4 });
    const json = await cranisJson<Record<string, unknown>>(['mixing', place('run'), '--time', '2', '--l-max', '4']);
    expect(json).toMatchObject({
      simulated: nested(simulated),
      error: nested(error),
      perturbative: nested(theory!.perturbative),
      resummed: nested(theory!.resummed),
      checks: { resummedLMax: theory!.lMax, resummedCutEffect: theory!.cutEffect },
      ...{ time: rest.time, alpha: rest.alpha, shotNoise: rest.shotNoise, parameters: rest.parameters },
    });
  });

  test('gives the same of a run in memory, beyond what every run keeps too', async () => {
    for (const lMax of [3, 9]) {
      const [a, b] = [memory, disk].map((source) => mixingStudy({ source, time: 0.5, lMax }));
      expect(plain(await a)).toEqual(plain(await b));
    }
  });

  test.each([
    ['time', 3, 4, 'not among the times'],
    ['lMax', 2, 'exact', 'a matrix has a size'],
    ['lMax', 2, 12, 'is above 11'],
  ] as const)('an error about %s names it, and no flag', async (where, time, lMax, message) => {
    const error = await mixingStudy({ source: disk, time, lMax }).catch((reason) => reason);
    expect(error).toMatchObject({ name: 'CranisError', where });
    expect(error.message).toContain(message);
    expect(`${error.message} ${error.hint}`).not.toMatch(/--/);
  });
});

describe('figure1Study', async () => {
  const { code } = await cranis(['figure', '1', ...FIGURE, '-o', place('figures')]);
  const source = openRun(place('figures/figure-1-run'));
  const settings = { source, lMax: 20, sourceTerm: 'published' } as const;

  test('gives the points and curves that cranis figure 1 writes as CSV', async () => {
    expect(code).toBe(0);
    const { times, truncated, exact, fitted, diffusion, fits, notes } = await figure1Study(settings);
    const csv = readFileSync(place('figures/figure-1.csv'), 'utf8');
    const rows = csv.split('\n').map((line) => line.split(','));
    const column = (at: number, ...start: readonly string[]) =>
      rows.filter((cells) => start.every((text, i) => cells[i] === text)).map((cells) => Number(cells[at]));
    for (const { time, ell, C, error } of times) {
      expect(column(5, 'simulated', `${time}`)).toEqual(atMultipoles(ell, C));
      expect(column(6, 'simulated', `${time}`)).toEqual(atMultipoles(ell, error!));
    }
    for (const [spectra, cut] of [
      [truncated, '20'],
      [exact, 'exact'],
    ] as const) {
      for (const { alpha, ell, C } of spectra) {
        expect(column(5, 'theory', '', `${alpha}`, cut)).toEqual(atMultipoles(ell, C));
      }
    }
    for (const best of [fitted.truncated, fitted.exact]) {
      if (best) expect(column(5, 'best fit', '', `${best.alpha}`)).toEqual(atMultipoles(best.ell, best.C));
    }
    expect(csv).toContain(`# diffusion = ${diffusion}, `);
    for (const { chiSquare, degreesOfFreedom } of fits) expect(csv).toContain(`${chiSquare}/${degreesOfFreedom}`);
    expect([fits.length, notes]).toEqual([2, []]);
  });

  test('tells its progress from 0 to 1, and stops within 200 ms of an abort', async () => {
    const fractions: number[] = [];
    await figure1Study(settings, { onProgress: (fraction) => fractions.push(fraction) });
    expect([fractions[0], fractions.at(-1)]).toEqual([0, 1]);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.length).toBeGreaterThan(60);

    const controller = new AbortController();
    let aborted = 0;
    setTimeout(() => {
      aborted = performance.now();
      controller.abort();
    }, 100);
    await expect(figure1Study(settings, { signal: controller.signal })).rejects.toThrow('abort');
    expect(performance.now() - aborted).toBeLessThan(200);
  });

  test.each([
    ['lMax', () => figure1Study({ ...settings, lMax: 'exact' })],
    [
      'geometry',
      async () => figure1Study({ ...settings, source: openRun(await makeRun(place('slab'), '--geometry', 'slab')) }),
    ],
    [
      'meanField',
      async () => figure1Study({ ...settings, source: openRun(await makeRun(place('mean'), '--mean-field', '1')) }),
    ],
  ])('an error about %s names it, and no flag', async (where, study) => {
    const error = await study().catch((reason) => reason);
    expect(error).toMatchObject({ name: 'CranisError', where });
    expect(`${error.message} ${error.hint}`).not.toMatch(/--/);
  });
});
