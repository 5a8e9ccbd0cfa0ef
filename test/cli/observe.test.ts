import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createCoverage } from '../../src/coverage/coverage.ts';
import { createPseudoModel } from '../../src/coverage/pseudo-model.ts';
import { pseudoSpectra } from '../../src/coverage/pseudo-spectrum.ts';
import { readFitsMap } from '../../src/files/fits/read.ts';
import { writeFitsMap } from '../../src/files/fits/write.ts';
import { pixelCentres } from '../../src/sky/healpix.ts';
import { createMask } from '../../src/sky/mask.ts';
import { largestDifference } from '../sky/support.ts';
import { cranis, cranisJson, temporaryFolder } from './cranis.ts';

interface Bands {
  median: number[];
  band68: { low: number[]; high: number[] };
  band95: { low: number[]; high: number[] };
}

interface Result extends Bands {
  ell: number[];
  C: number[];
  noise: number;
  pseudo: number[];
  pseudoNoise: number[];
  error: number[];
  degreesOfFreedom: number[];
  method: string;
  simulated?: Bands & { realisations: number; mean: number[]; error: number[] };
  coverage: { name: string; label: string; source: string; declination?: number[]; fSky: number; w2: number };
  checks: { beyond: number[] };
  parameters: Record<string, unknown>;
  version: string;
}

const folder = temporaryFolder();
const observe = (...args: string[]) => cranisJson<Result>(['observe', ...args], { cwd: folder });

const spectrum = Float64Array.from({ length: 61 }, (_, l) => (l === 0 ? 0 : 1e-6 * l ** -2.5));
const ell = Array.from({ length: 60 }, (_, i) => i + 1);
const file = (name: string, content: string) => writeFileSync(join(folder, name), content);
file('C.json', JSON.stringify({ ell, C: [...spectrum.slice(1)], noise: 0 }));
file('noisy.json', JSON.stringify({ ell, C: [...spectrum.slice(1)], noise: 3e-10 }));
file('C.csv', `# cranis\nell,C,C_plus_noise\n${ell.map((l) => `${l},${spectrum[l]},${spectrum[l]}`).join('\n')}\n`);
const v = pixelCentres(16);
const wedge = createMask(Float64Array.from({ length: 3072 }, (_, p) => Math.min(1, Math.max(0, 1 + 2 * v[3 * p]))));
writeFileSync(
  join(folder, 'wedge.fits'),
  writeFitsMap([{ name: 'MASK', values: wedge.weights }], { coordinates: 'C', precision: 'double' }),
);

describe.concurrent('cranis observe --format json', () => {
  test('has the promised fields; expectation and bands are those of the pixels at N_side = 64', async () => {
    const result = await observe(
      '--spectrum',
      'C.json',
      '--coverage',
      'icecube',
      '--noise',
      '1.85e-10',
      '--l-max',
      '40',
    );
    expect(Object.keys(result).sort()).toEqual([
      'C',
      'band68',
      'band95',
      'checks',
      'coverage',
      'degreesOfFreedom',
      'ell',
      'error',
      'format',
      'kind',
      'median',
      'method',
      'noise',
      'parameters',
      'pseudo',
      'pseudoNoise',
      'version',
    ]);
    expect(result.ell).toEqual(Array.from({ length: 41 }, (_, l) => l));
    expect(result.C).toEqual([...spectrum.slice(0, 41)]);
    expect(result.method).toContain('exact');
    expect(result.coverage.declination).toEqual([-90, -25]);
    expect(result.coverage.source).toContain('South Pole');
    const coverage = createCoverage({ name: 'icecube', nSide: 64, iterations: 0 });
    const { mean, covariance } = createPseudoModel(coverage, { lMax: 40, lMaxSky: 60 }).moments(spectrum, 1.85e-10);
    expect(largestDifference(result.pseudo, mean)).toBeLessThan(1e-12 * mean[0]);
    for (let l = 0; l <= 40; l++) {
      expect(result.error[l] / Math.sqrt(covariance.values[l * 42])).toBeCloseTo(1, 9);
      expect(result.pseudoNoise[l] / (1.85e-10 * coverage.w2)).toBeCloseTo(1, 9);
      const order = [
        0,
        result.band95.low[l],
        result.band68.low[l],
        result.median[l],
        result.band68.high[l],
        result.band95.high[l],
      ];
      expect([...order].sort((a, b) => a - b)).toEqual(order);
    }
  });

  test('synthetic skies beside it: their mean within 4.5 errors of the expectation, bands alike within 40 % of their width', async () => {
    const args = ['--spectrum', 'C.json', '--coverage', 'hawc', '--noise', '1e-9', '--l-max', '20', '--n-side', '32'];
    const result = await observe(...args, '--realisations', '300', '--remove', 'dipole');
    const { simulated, pseudo, band68, band95 } = result;
    expect(simulated!.realisations).toBe(300);
    expect(result.method).toContain('exact');
    for (let l = 2; l <= 20; l++) {
      expect(Math.abs(simulated!.mean[l] - pseudo[l])).toBeLessThan(4.5 * simulated!.error[l]);
      const width = band68.high[l] - band68.low[l];
      for (const side of ['low', 'high'] as const) {
        expect(Math.abs(simulated!.band68[side][l] - band68[side][l])).toBeLessThan(0.4 * width);
        expect(Math.abs(simulated!.band95[side][l] - band95[side][l])).toBeLessThan(0.8 * width);
      }
    }
  });

  test('a mask: its bands come from synthetic skies, and it says so', async () => {
    const result = await observe(
      '--spectrum',
      'C.json',
      '--mask',
      'wedge.fits',
      '--l-max',
      '12',
      '--realisations',
      '60',
    );
    expect(result.method).toBe('60 synthetic skies');
    expect(result.band68).toEqual(result.simulated!.band68);
    expect(result.parameters).toMatchObject({ nSide: 16, mask: 'wedge.fits', realisations: 60, seed: 1 });
    const { mean } = createPseudoModel(createCoverage({ mask: wedge, iterations: 0 }), {
      lMax: 12,
      lMaxSky: 47,
    }).moments(spectrum.slice(0, 48));
    expect(largestDifference(result.pseudo, mean)).toBeLessThan(1e-12 * mean[0]);
  });

  test('CSV or JSON, noise from the file or the flag: the same', async () => {
    const common = ['--coverage', 'lhaaso', '--n-side', '16', '--l-max', '20'];
    const [json, csv, ofFile, ofFlag] = await Promise.all([
      observe('--spectrum', 'C.json', ...common),
      observe('--spectrum', 'C.csv', ...common),
      observe('--spectrum', 'noisy.json', ...common),
      observe('--spectrum', 'C.json', '--noise', '3e-10', ...common),
    ]);
    expect(csv.pseudo).toEqual(json.pseudo);
    expect(ofFile.noise).toBe(3e-10);
    expect(ofFile.pseudo).toEqual(ofFlag.pseudo);
    expect(json.noise).toBe(0);
  });

  test('without --l-max it goes as far as the spectrum, and tells what is missing beyond: more at the end', async () => {
    const { ell: all, checks } = await observe('--spectrum', 'C.json', '--coverage', 'icecube');
    expect(all.at(-1)).toBe(60);
    expect(checks.beyond[60]).toBeGreaterThan(0.1);
    expect(checks.beyond[20]).toBeLessThan(0.01);
  });

  test('what cranis spectrum writes goes in as it is', async () => {
    await cranis(['spectrum', '--alpha', '20', '--l-max', '30', '-o', 'theory.json'], { cwd: folder });
    const { C } = await observe('--spectrum', 'theory.json', '--coverage', 'full', '--n-side', '16');
    const theory = JSON.parse(readFileSync(join(folder, 'theory.json'), 'utf8')) as { C: number[] };
    expect(C.slice(1)).toEqual(theory.C);
  });
});

describe.concurrent('cranis observe --skies', () => {
  const args = ['observe', '--spectrum', 'C.json', '--coverage', 'icecube', '--noise', '1e-9', '--n-side', '16'];

  test('the skies as FITS: the pixels seen, the same bytes every time, and their spectra those of the result', async () => {
    const run = (name: string, ...more: string[]) =>
      cranis([...args, '--l-max', '10', '--skies', name, ...more], { cwd: folder });
    const outcomes = await Promise.all([
      run('a', '--realisations', '3'),
      run('b', '--realisations', '3'),
      run('c', '--realisations', '3', '--seed', '2'),
      run('many'),
    ]);
    for (const { code, stderr } of outcomes) expect([code, stderr]).toEqual([0, '']);
    expect(readdirSync(join(folder, 'a')).sort()).toEqual(['sky-0000.fits', 'sky-0001.fits', 'sky-0002.fits']);
    expect(readdirSync(join(folder, 'many')).length).toBe(10);
    const bytes = (name: string) => readFileSync(join(folder, name, 'sky-0001.fits'));
    expect(bytes('a').equals(bytes('b'))).toBe(true);
    expect(bytes('a').equals(bytes('many'))).toBe(true);
    expect(bytes('a').equals(bytes('c'))).toBe(false);
    const { maps, coordinates, header } = await readFitsMap(new Uint8Array(bytes('a')));
    const mask = createCoverage({ name: 'icecube', nSide: 16 }).mask(16);
    expect([...maps[0].seen]).toEqual([...mask.weights]);
    expect(coordinates).toBe('C');
    expect(header.get('seed')).toBe(1);
    expect(header.get('realisation')).toBe(1);
    const { simulated } = await observe(...args.slice(1), '--l-max', '10', '--realisations', '3');
    const analyse = pseudoSpectra(createCoverage({ mask, iterations: 0 }), { lMax: 10 });
    const mean = new Float64Array(11);
    for (const name of readdirSync(join(folder, 'a'))) {
      const { maps: one } = await readFitsMap(new Uint8Array(readFileSync(join(folder, 'a', name))));
      analyse([one[0].values])[0].forEach((value, l) => {
        mean[l] += value / 3;
      });
    }
    // Single precision in the files.
    for (let l = 0; l <= 10; l++) expect(Math.abs(mean[l] / simulated!.mean[l] - 1)).toBeLessThan(1e-5);
  });

  test('cranis sky finds in them what cranis observe put there: C_ℓ + N of 8 skies, summed over ℓ = 8 … 15, within 25 %', async () => {
    await cranis([...args, '--coverage', 'hawc', '--n-side', '32', '--skies', 'hawc', '--realisations', '8'], {
      cwd: folder,
    });
    const found = await Promise.all(
      readdirSync(join(folder, 'hawc')).map((name) =>
        cranisJson<Result>(['sky', join('hawc', name), '--l-max', '20'], { cwd: folder }),
      ),
    );
    let [sum, expected] = [0, 0];
    for (let l = 8; l <= 15; l++) {
      for (const { C } of found) sum += ((2 * l + 1) * C[l]) / 8;
      expected += (2 * l + 1) * (spectrum[l] + 1e-9);
    }
    expect(Math.abs(sum / expected - 1)).toBeLessThan(0.25);
  });
});

describe.concurrent('cranis observe, other forms', () => {
  test('a table with the bands, a CSV of them, pictures', async () => {
    const args = ['observe', '--spectrum', 'C.json', '--coverage', 'hawc', '--n-side', '16', '--l-max', '20'];
    const table = await cranis([...args, '--remove', 'dipole', '--without-m0'], { cwd: folder });
    expect(table.stdout).toContain('monopole and dipole, then m = 0');
    expect(table.stdout).toContain('exact, for a Gaussian sky');
    for (const ending of ['csv', 'svg', 'png', 'pdf']) {
      const { code, stderr } = await cranis([...args, '-o', `o.${ending}`], { cwd: folder });
      expect([code, stderr]).toEqual([0, '']);
      expect(statSync(join(folder, `o.${ending}`)).size).toBeGreaterThan(1500);
    }
    const rows = readFileSync(join(folder, 'o.csv'), 'utf8')
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(rows[0]).toBe('ell,C,pseudo,pseudo_noise,error,low95,low68,median,high68,high95,beyond');
    expect(rows.length).toBe(22);
  });
});

describe.concurrent('cranis observe, bad input: one line, exit code 2', () => {
  file('gap.json', JSON.stringify({ ell: [1, 2, 4], C: [1, 1, 1] }));
  file('late.json', JSON.stringify({ ell: [2, 3], C: [1, 1] }));
  file('negative.json', JSON.stringify({ ell: [1, 2], C: [1, -1] }));
  file('text.json', JSON.stringify({ ell: [1, 2], C: [1, '2'] }));
  file('unequal.json', JSON.stringify({ ell: [1, 2], C: [1] }));
  file('noise.json', JSON.stringify({ ell: [1], C: [1], noise: -1 }));
  file('broken.json', '{"ell": [1');
  file('list.json', '[1, 2]');
  file('null.json', 'null');
  file('empty.csv', '');
  file('columns.csv', 'a,b\n1,2\n');
  file('bad.csv', 'ell,C\n1,one\n');
  const coverage = ['--coverage', 'icecube'];
  test.each<[string, string[], RegExp]>([
    ['no spectrum', coverage, /--spectrum/],
    ['no sky', ['--spectrum', 'C.json'], /which sky is seen\? \(give --coverage or --mask/],
    ['no file', ['--spectrum', 'nope.json', ...coverage], /nope\.json: no such file/],
    ['a gap', ['--spectrum', 'gap.json', ...coverage], /--spectrum: ℓ = 4 where 3 should be/],
    ['no dipole', ['--spectrum', 'late.json', ...coverage], /ℓ = 2 where 1 should be/],
    ['a negative power', ['--spectrum', 'negative.json', ...coverage], /C = -1 at ℓ = 2/],
    ['text for a number', ['--spectrum', 'text.json', ...coverage], /text\.json: C has the text "2" at entry 2/],
    ['unequal lists', ['--spectrum', 'unequal.json', ...coverage], /unequal\.json: C has 1 values, ell has 2/],
    ['negative noise in the file', ['--spectrum', 'noise.json', ...coverage], /noise = -1/],
    ['broken JSON', ['--spectrum', 'broken.json', ...coverage], /broken\.json: not JSON/],
    ['a list', ['--spectrum', 'list.json', ...coverage], /list\.json: it is a list, not an object/],
    ['null', ['--spectrum', 'null.json', ...coverage], /null\.json: it is nothing, not an object/],
    ['an empty table', ['--spectrum', 'empty.csv', ...coverage], /empty/],
    ['other columns', ['--spectrum', 'columns.csv', ...coverage], /columns\.csv: unknown column “a”/],
    ['a word in the table', ['--spectrum', 'bad.csv', ...coverage], /bad\.csv:2: c = one is not a number/],
    ['a FITS file', ['--spectrum', 'wedge.fits', ...coverage], /not text in UTF-8|no column/],
    ['negative noise', ['--spectrum', 'C.json', ...coverage, '--noise', '-1'], /--noise: -1 is below 0/],
    ['no coverage', ['--spectrum', 'C.json', '--coverage', 'ice'], /ice is not a sky coverage/],
    [
      'two N_sides',
      ['--spectrum', 'C.json', '--mask', 'wedge.fits', '--n-side', '32'],
      /wedge\.fits has N_side = 16, not 32/,
    ],
    ['no such mask', ['--spectrum', 'C.json', '--mask', 'nope.fits'], /nope\.fits: no such file/],
    ['ℓ_max beyond the pixels', ['--spectrum', 'C.json', ...coverage, '--n-side', '8', '--l-max', '24'], /up to 23/],
    ['one sky for bands', ['--spectrum', 'C.json', '--mask', 'wedge.fits', '--realisations', '1'], /at least 2/],
    ['no skies', ['--spectrum', 'C.json', ...coverage, '--realisations', '0'], /--realisations: 0 is below 1/],
    ['a band between rings', ['--spectrum', 'C.json', '--coverage', '0.1..0.2', '--n-side', '8'], /leaves no pixel/],
    ['a file for a folder', ['--spectrum', 'C.json', ...coverage, '--skies', 'C.json'], /exists and is no folder/],
    ['a seed', ['--spectrum', 'C.json', ...coverage, '--seed', '-1'], /--seed: -1 is below 0/],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await cranis(['observe', ...args], { cwd: folder });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n').length).toBe(1);
    expect([code, stdout]).toEqual([2, '']);
    expect(existsSync(join(folder, 'skies'))).toBe(false);
  });
});
