/** The studies of the theory, called as a page or a script calls them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { matrixRecord } from '../../src/files/records/matrix.ts';
import { writeRecord } from '../../src/files/records/records.ts';
import { spectrumRecord } from '../../src/files/records/spectrum.ts';
import { createModel } from '../../src/model/model.ts';
import { atMultipoles } from '../../src/model/spectrum.ts';
import { packagedSpectra } from '../../src/node/packaged-data.ts';
import { packagedComparison } from '../../src/studies/figure2/compared.ts';
import { FIGURE2_DEFAULTS } from '../../src/studies/figure2/settings.ts';
import { figure2Study } from '../../src/studies/figure2/study.ts';
import { matrixStudy } from '../../src/studies/matrix/study.ts';
import { spectrumStudy } from '../../src/studies/spectrum/study.ts';
import { cranis, cranisJson, temporaryFolder } from '../cli/cranis.ts';

const compared = packagedComparison({
  hawcIceCube2019: packagedSpectra('hawcIceCube2019'),
  iceCube2025: packagedSpectra('iceCube2025'),
});

describe('spectrumStudy gives what cranis spectrum prints as JSON', () => {
  test.each([
    [{ alpha: 20, lMax: 24, ells: [1, 2, 9], noise: 1e-9 }, '--alpha 20 --l-max 24 --ells 1,2,9 --noise 1e-9'],
    [{ index: 1.5, lMax: 'exact' }, '--index 1.5'],
    [{ lMax: 12, lookBackTime: 3, source: 'consistent' }, '--l-max 12 --evolve 3 --source consistent'],
    [{ lMax: 6, rigidity: '10 TV', bRms: '4 uG', k0: '1/pc' }, '--l-max 6 --rigidity 10TV --b-rms 4uG --k0 1/pc'],
  ] as const)('%o', async (input, flags) => {
    const result = await spectrumStudy({ model: createModel(input) });
    const json = await cranisJson<Record<string, unknown>>(['spectrum', ...flags.split(' ')]);
    expect(JSON.parse(writeRecord(spectrumRecord(result)))).toEqual(json);
  });
});

describe('matrixStudy gives what cranis matrix prints as JSON', () => {
  test.each([
    [{ lMax: 8 }, []],
    [
      { lMax: 5, alpha: 3, diagram: '1c', method: 'wigner' },
      '--l-max 5 --alpha 3 --diagram 1c --method wigner'.split(' '),
    ],
  ] as const)('%o', async (input, flags) => {
    const result = await matrixStudy({ model: createModel(input) });
    const json = await cranisJson<Record<string, unknown>>(['matrix', ...flags]);
    expect(JSON.parse(writeRecord(matrixRecord(result)))).toEqual(json);
  });
});

test('figure2Study gives the curves and bands that cranis figure 2 writes as CSV', async () => {
  const folder = temporaryFolder();
  const [result, { code }] = await Promise.all([
    figure2Study({ model: createModel({ ...FIGURE2_DEFAULTS, lMax: 30 }), compared }),
    cranis(['figure', '2', '--l-max', '30', '-o', folder]),
  ]);
  expect(code).toBe(0);
  const rows = readFileSync(join(folder, 'figure-2.csv'), 'utf8')
    .split('\n')
    .map((line) => line.split(','));
  const column = (at: number, ...start: readonly string[]) =>
    rows.filter((cells) => start.every((text, i) => cells[i] === text)).map((cells) => Number(cells[at]));
  for (const [spectra, cut] of [
    [result.truncated, '30'],
    [result.exact, 'exact'],
  ] as const) {
    for (const { alpha, ell, C } of spectra) expect(column(4, 'theory', `${alpha}`, cut)).toEqual(atMultipoles(ell, C));
  }
  for (const { name, theories } of result.seen) {
    for (const { lMax, ell, expected, low95, high68 } of theories) {
      const of = (at: number) => column(at, `as seen by ${name}`, '50', `${lMax}`);
      expect([of(5), of(10), of(9)]).toEqual([expected, low95, high68].map((values) => atMultipoles(ell, values)));
    }
  }
});

describe('figure2Study in a page', () => {
  const model = createModel({ ...FIGURE2_DEFAULTS, lMax: 20 });

  test('needs no measurements', async () => {
    const { seen, measurements, truncated } = await figure2Study({ model, compared: [] });
    expect([seen, measurements, truncated.length]).toEqual([[], [], 5]);
  });

  test('tells its progress from 0 to 1, and lets timers have their turn', async () => {
    const fractions: number[] = [];
    let turns = 0;
    const others = setInterval(() => turns++, 1);
    await figure2Study({ model, compared }, { onProgress: (fraction) => fractions.push(fraction) });
    clearInterval(others);
    expect([fractions[0], fractions.at(-1)]).toEqual([0, 1]);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.length).toBe(13);
    expect(turns).toBeGreaterThan(1);
  });

  test('stops between two curves when it is aborted', async () => {
    const controller = new AbortController();
    const fractions: number[] = [];
    const onProgress = (fraction: number) => {
      fractions.push(fraction);
      if (fractions.length === 3) controller.abort();
    };
    await expect(figure2Study({ model, compared }, { signal: controller.signal, onProgress })).rejects.toThrow('abort');
    expect(fractions.length).toBeLessThanOrEqual(4);
  });
});

test.each([
  ['spectrumStudy', spectrumStudy],
  ['matrixStudy', matrixStudy],
  ['figure2Study', figure2Study],
])('%s does no work for a signal that is aborted at once after the call', async (_, study) => {
  const controller = new AbortController();
  const began = performance.now();
  const result = study({ model: createModel({ lMax: 2000 }), compared }, { signal: controller.signal });
  controller.abort(new Error('changed my mind'));
  await expect(result).rejects.toThrow('changed my mind');
  expect(performance.now() - began).toBeLessThan(500);
});

test.each([
  ['lMax', () => matrixStudy({ model: createModel({ lMax: 'exact' }) })],
  ['lMax', () => figure2Study({ model: createModel({ lMax: 'exact' }), compared: [] })],
  ['ells', () => spectrumStudy({ model: createModel({ lMax: 5, ells: [1, 9] }) })],
  ['lookBackTime', () => spectrumStudy({ model: createModel({ lookBackTime: 3 }) })],
])('an error about %s names it, and no flag', async (where, study) => {
  const error = await study().catch((reason) => reason);
  expect(error).toMatchObject({ name: 'CranisError', where });
  expect(`${error.message} ${error.hint}`).not.toMatch(/--/);
});
