import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createCoverage } from '../../src/coverage/coverage.ts';
import { maskDigest } from '../../src/coverage/mask-digest.ts';
import { pseudoSpectra } from '../../src/coverage/pseudo-spectrum.ts';
import { syntheticSkies } from '../../src/coverage/synthetic.ts';
import { type FitsMapOptions, UNSEEN, writeFitsMap } from '../../src/files/fits/write.ts';
import { pixelCentres } from '../../src/sky/healpix.ts';
import { bandMask, createMask } from '../../src/sky/mask.ts';
import { describeWithHealpy, healpy } from '../sky/healpy.ts';
import { largestDifference } from '../sky/support.ts';
import { cranis, cranisJson, temporaryFolder } from './cranis.ts';

interface Result {
  ell: number[];
  pseudo: number[];
  C: number[];
  error: number[];
  noise: number | null;
  pseudoNoise?: number[];
  bands: [number, number][];
  coverage: { label: string; fSky: number; w2: number };
  checks: { condition: number; errors: string };
  parameters: Record<string, unknown>;
  version: string;
}

const folder = temporaryFolder();
const sky = (...args: string[]) => cranisJson<Result>(['sky', ...args], { cwd: folder });

const nSide = 32;
const spectrum = Float64Array.from({ length: 81 }, (_, l) => (l === 0 ? 0 : 1e-6 * l ** -2.5));
const map = syntheticSkies(spectrum, { nSide, noise: 1e-10, seed: 8 })([0])[0];
const iceCube = bandMask(nSide, [-90, -25]);
const hidden = (values: Float64Array, weights: Float64Array) => values.map((v, p) => (weights[p] === 0 ? UNSEEN : v));

function write(
  name: string,
  columns: Record<string, ArrayLike<number>>,
  options: Partial<FitsMapOptions> = {},
): Uint8Array {
  const bytes = writeFitsMap(
    Object.entries(columns).map(([column, values]) => ({ name: column, values })),
    { coordinates: 'C', precision: 'double', ...options },
  );
  writeFileSync(join(folder, name), name.endsWith('.gz') ? gzipSync(bytes) : bytes);
  return bytes;
}

const fullBytes = write('full.fits', { INTENSITY: map });
write('nested.fits.gz', { INTENSITY: map }, { ordering: 'NESTED' });
write('south.fits', { INTENSITY: hidden(map, iceCube.weights) });
write('galactic.fits', { INTENSITY: map }, { coordinates: 'G' });
write('hidden.fits', { INTENSITY: new Float64Array(map.length).fill(UNSEEN) });
const v = pixelCentres(nSide);
const wedge = createMask(Float64Array.from(map, (_, p) => Math.min(1, Math.max(0, 1 + 2 * v[3 * p]))));
write('wedge.fits', { MASK: wedge.weights });
write('wedge16.fits', { MASK: bandMask(16, [-90, 0]).weights });
write('nothing.fits', { MASK: new Float64Array(map.length) });
const background = map.map((_, p) => (iceCube.weights[p] === 0 ? 0 : 1e6 * (1.5 + v[3 * p + 2])));
const counts = map.map((value, p) => Math.round(background[p] * (1 + 30 * value)));
write('counts.fits', { other: map, data: counts, background });
write('data.fits', { something: counts });
write('unnamed.fits', { COLUMN_1: counts, COLUMN_2: background });
write('aerie.fits', { 'DATA map': counts, 'BG map': background });
write('background.fits', { bkg: background });

describe.concurrent('cranis sky --format json', () => {
  test('a full sky: the promised fields, C equal to pseudo, which is the spectrum of the map, bitwise', async () => {
    const result = await sky('full.fits', '--l-max', '40');
    expect(Object.keys(result).sort()).toEqual(
      [
        'C',
        'bands',
        'checks',
        'coverage',
        'ell',
        'error',
        'format',
        'kind',
        'noise',
        'noiseIncluded',
        'parameters',
        'pseudo',
        'version',
      ].sort(),
    );
    expect(result.ell).toEqual(Array.from({ length: 41 }, (_, l) => l));
    expect(result.C).toEqual(result.pseudo);
    expect(result.noise).toBeNull();
    expect(result.coverage).toEqual({
      name: 'full',
      label: 'the full sky, N_side = 32',
      source: 'the full sky',
      mask: { nSide: 32, fSky: 1, digest: maskDigest(createMask(map.map(() => 1))) },
      fSky: 1,
      w2: 1,
      w4: 1,
      pseudo: true,
      perFSky: false,
      remove: 'none',
      withoutM0: false,
      iterations: 3,
    });
    expect(result.pseudo).toEqual([
      ...pseudoSpectra(createCoverage({ mask: createMask(map.map(() => 1)) }), { lMax: 40 })([map])[0],
    ]);
    expect(result.parameters).toMatchObject({
      map: 'full.fits',
      nSide: 32,
      lMax: 40,
      remove: 'none',
      withoutM0: false,
    });
  });

  test('either ordering, compressed or not: the same, bitwise; without --l-max as far as the map goes', async () => {
    const [ring, nested] = await Promise.all([sky('full.fits'), sky('nested.fits.gz')]);
    expect(nested.pseudo).toEqual(ring.pseudo);
    expect(ring.ell.at(-1)).toBe(95);
  });

  test('a coverage is the pixels within it, whether the others are UNSEEN or not, bitwise', async () => {
    const [named, declinations, unseen, both] = await Promise.all([
      sky('full.fits', '--coverage', 'icecube', '--l-max', '40'),
      sky('full.fits', '--coverage', '-90..-25', '--l-max', '40'),
      sky('south.fits', '--l-max', '40'),
      sky('south.fits', '--coverage', 'icecube', '--l-max', '40'),
    ]);
    for (const other of [declinations, unseen, both]) {
      expect(other.pseudo).toEqual(named.pseudo);
      expect(other.C).toEqual(named.C);
    }
    expect(named.pseudo).toEqual([...pseudoSpectra(createCoverage({ mask: iceCube }), { lMax: 40 })([map])[0]]);
    expect(named.bands.slice(0, 4)).toEqual([
      [0, 0],
      [1, 1],
      [2, 3],
      [4, 5],
    ]);
    expect(named.coverage.label).toContain('IceCube, declination −90° … −25°');
  });

  test('masks, apodisation and treatment reach the spectrum', async () => {
    const [masked, treated, soft] = await Promise.all([
      sky('full.fits', '--mask', 'wedge.fits', '--l-max', '20', '--remove', 'dipole'),
      sky('full.fits', '--coverage', 'hawc', '--l-max', '20', '--remove', 'dipole', '--without-m0'),
      sky('full.fits', '--coverage', 'hawc', '--l-max', '20', '--apodise', '10', '--apodisation', 'C1'),
    ]);
    expect(masked.pseudo).toEqual([
      ...pseudoSpectra(createCoverage({ mask: wedge, treatment: { remove: 'dipole' } }), { lMax: 20 })([map])[0],
    ]);
    expect(masked.checks.errors).toBe('narrow-kernel approximation');
    const hawc = bandMask(nSide, [-38, 76]);
    expect(treated.pseudo).toEqual([
      ...pseudoSpectra(createCoverage({ mask: hawc, treatment: { remove: 'dipole', withoutM0: true } }), { lMax: 20 })([
        map,
      ])[0],
    ]);
    expect(treated.C.slice(0, 2)).toEqual([0, 0]);
    expect(soft.coverage.w2).toBeLessThan(0.95 * treated.coverage.w2);
    expect(soft.parameters).toMatchObject({ apodise: 10, apodisation: 'C1', coverage: 'hawc' });
  });

  test('counts with their background: found by name, by --column and --background, or in two files; noise told', async () => {
    const [named, stated, files] = await Promise.all([
      sky('counts.fits', '--l-max', '20'),
      sky('counts.fits', '--column', '2', '--background', 'background', '--l-max', '20'),
      sky('data.fits', '--background', 'background.fits', '--l-max', '20'),
    ]);
    const intensity = counts.map((n, p) => (background[p] > 0 ? n / background[p] - 1 : 0));
    expect(named.pseudo).toEqual([...pseudoSpectra(createCoverage({ mask: iceCube }), { lMax: 20 })([intensity])[0]]);
    expect(stated.pseudo).toEqual(named.pseudo);
    expect(files.pseudo).toEqual(named.pseudo);
    const seen = iceCube.weights.reduce((sum, w) => sum + w, 0);
    const square = counts.reduce((sum, n, p) => sum + (background[p] > 0 ? n / background[p] ** 2 : 0), 0) / seen;
    expect(named.noise! / ((4 * Math.PI * square) / map.length)).toBeCloseTo(1, 12);
    expect(named.pseudoNoise![5] / named.noise!).toBeCloseTo(seen / map.length, 12);
    const [unnamed, aerie, alone] = await Promise.all([
      cranis(['sky', 'unnamed.fits', '--l-max', '20', '--format', 'json'], { cwd: folder }),
      sky('aerie.fits', '--l-max', '20'),
      sky('unnamed.fits', '--column', '1', '--l-max', '20'),
    ]);
    expect((JSON.parse(unnamed.stdout) as Result).pseudo).toEqual(named.pseudo);
    expect(unnamed.stderr).toContain('columns 1 and 2 of unnamed.fits taken as counts');
    expect(aerie.pseudo).toEqual(named.pseudo);
    expect(alone.noise).toBeNull();
    const doubled = await sky('counts.fits', '--l-max', '20', '--background-ratio', '1');
    const scrambled =
      counts.reduce(
        (sum, n, p) => sum + (background[p] > 0 ? (n / background[p] ** 2) * (1 + n / background[p]) : 0),
        0,
      ) / seen;
    expect(doubled.noise! / named.noise!).toBeCloseTo(scrambled / square, 12);
    const whole = await sky('counts.fits', '--column', 'OTHER', '--l-max', '3');
    expect(whole.noise).toBeNull();
    expect(whole.coverage.fSky).toBe(1);
  });
});

describe.concurrent('cranis sky, other forms', () => {
  test('a table with its facts; a CSV with every multipole; a note on stderr where something is assumed', async () => {
    const [table, csv] = await Promise.all([
      cranis(['sky', 'south.fits', '--l-max', '30'], { cwd: folder }),
      cranis(['sky', 'counts.fits', '--l-max', '30', '-o', 'out.csv'], { cwd: folder }),
    ]);
    expect(table.stdout).toContain('28.6 % of the sphere');
    expect(table.stdout).toContain('bands of 2 multipoles');
    expect(csv.code).toBe(0);
    const lines = readFileSync(join(folder, 'out.csv'), 'utf8').trimEnd().split('\n');
    const rows = lines.filter((line) => !line.startsWith('#'));
    expect(rows[0]).toBe('ell,pseudo,C,error');
    expect(rows.length).toBe(32);
    expect(lines.some((line) => line.startsWith('# noise: '))).toBe(true);
  });

  test('pictures of the sky by the ending', async () => {
    for (const ending of ['png', 'svg', 'pdf']) {
      const { code, stderr } = await cranis(['sky', 'south.fits', '--l-max', '10', '-o', `sky.${ending}`], {
        cwd: folder,
      });
      expect([code, stderr]).toEqual([0, '']);
      expect(statSync(join(folder, `sky.${ending}`)).size).toBeGreaterThan(5000);
    }
  });
});

/** The full map with some bytes of its header written over. */
function altered(name: string, from: string, to: string): string {
  const text = Buffer.from(fullBytes).toString('latin1');
  if (!text.includes(from)) throw new Error(`no ${from} in the header`);
  writeFileSync(join(folder, name), Buffer.from(text.replace(from, to), 'latin1'));
  return name;
}

describe.concurrent('cranis sky, bad input: one line, exit code 2', () => {
  writeFileSync(join(folder, 'short.fits'), fullBytes.subarray(0, fullBytes.length / 2));
  writeFileSync(join(folder, 'stub.fits'), fullBytes.subarray(0, 5760));
  writeFileSync(join(folder, 'head.fits'), fullBytes.subarray(0, 3000));
  writeFileSync(join(folder, 'short.fits.gz'), gzipSync(fullBytes).subarray(0, 20_000));
  writeFileSync(join(folder, 'empty.fits'), '');
  writeFileSync(join(folder, 'text.fits'), 'not a map');
  test.each<[string, string[], RegExp]>([
    ['no file', ['nope.fits'], /nope\.fits: no such file/],
    ['a folder', ['.'], /is a folder/],
    ['empty', ['empty.fits'], /empty\.fits: this is not a FITS file/],
    ['no FITS', ['text.fits'], /text\.fits: this is not a FITS file/],
    ['truncated', ['short.fits'], /short\.fits: the FITS data end after/],
    ['truncated in the header', ['head.fits'], /head\.fits: a FITS header does not end/],
    ['truncated behind the header', ['stub.fits'], /stub\.fits: the FITS data end after 0/],
    ['truncated gzip', ['short.fits.gz'], /gzip compression/],
    ['wrong ordering keyword', [altered('order.fits', "'RING    '", "'RANG    '")], /ORDERING = 'RANG'/],
    ['no ordering keyword', [altered('noorder.fits', 'ORDERING', 'ORDURING')], /no ORDERING/],
    ['N_side that is no power of two', [altered('nside.fits', '32 / res', '33 / res')], /NSIDE = 33/],
    [
      'N_side that lies',
      [altered('lies.fits', '32 / res', '16 / res')],
      /holds 12288 pixels, but its header speaks of 3072/,
    ],
    ['all masked', ['hidden.fits'], /no pixel of the map holds data/],
    ['masked by the mask', ['full.fits', '--mask', 'nothing.fits'], /leaves no pixel to see/],
    [
      'nothing in common',
      ['south.fits', '--coverage', '60..90'],
      /declination 60° … 90° and the pixels of south\.fits with data have no pixel in common/,
    ],
    [
      'a mask of another N_side',
      ['full.fits', '--mask', 'wedge16.fits'],
      /--mask: wedge16\.fits has N_side = 16, not 32/,
    ],
    ['a background of another N_side', ['data.fits', '--background', 'wedge16.fits'], /N_side = 16/],
    ['no such column', ['counts.fits', '--column', 'dat'], /has no map dat.*1 other, 2 data, 3 background/],
    ['intensity taken for counts', ['full.fits', '--background', 'background.fits'], /events.*is this a map of counts/],
    ['galactic', ['galactic.fits', '--coverage', 'hawc'], /in galactic coordinates/],
    ['no coverage', ['full.fits', '--coverage', 'hawk'], /did you mean hawc/],
    ['m = 0 of a wedge', ['full.fits', '--mask', 'wedge.fits', '--without-m0'], /same at every right ascension/],
    ['ℓ_max beyond the map', ['full.fits', '--l-max', '96'], /multipoles up to 95/],
    ['ℓ_max exact', ['full.fits', '--l-max', 'exact'], /has an end/],
    ['a removal', ['full.fits', '--remove', 'quadrupole'], /not one of none, monopole, dipole/],
    ['apodisation', ['full.fits', '--apodise', '100'], /--apodise: 100 is above 90/],
    ['iterations', ['full.fits', '--iterations', '1.5'], /not a whole number/],
    ['slope', ['full.fits', '--slope', 'nan'], /--slope: nan is not a number/],
    ['bands', ['south.fits', '--band-width', '1'], /does not tell bands of 1 multipole apart/],
    ['an ordering', ['full.fits', '--ordering', 'nest'], /not one of ring, nested/],
    ['a format', ['full.fits', '-o', 'x.fits'], /unknown ending/],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await cranis(['sky', ...args], { cwd: folder });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n').length).toBe(1);
    expect([code, stdout]).toEqual([2, '']);
  });

  test('a wrong ordering keyword is overruled by --ordering', async () => {
    const [right, overruled] = await Promise.all([
      sky('full.fits', '--l-max', '20'),
      sky('order.fits', '--l-max', '20', '--ordering', 'ring'),
    ]);
    expect(overruled.pseudo).toEqual(right.pseudo);
  });
});

describeWithHealpy('cranis sky on maps that healpy wrote', () => {
  const kinds = {
    'partial sky, explicit pixel numbers': 'hp.write_map(path, m, partial=True, coord="C", dtype=np.float64)',
    'one pixel a row, double precision': 'hp.write_map(path, m, fits_IDL=False, coord="C", dtype=np.float64)',
    'nested, rows of 1024, NaN for UNSEEN':
      'hp.write_map(path, hp.reorder(np.where(m == hp.UNSEEN, np.nan, m), r2n=True), nest=True, coord="C", dtype=np.float64)',
    'nested, partial':
      'hp.write_map(path, hp.reorder(m, r2n=True), nest=True, partial=True, coord="C", dtype=np.float64)',
  };

  test.each(Object.entries(kinds))('%s: pseudo is anafast to 1e-12 of it', async (name, code) => {
    const path = join(folder, `${name.replaceAll(/\W+/gu, '-')}.fits`);
    const { cl } = healpy(
      `m = given['map'].copy()\npath = ${JSON.stringify(path)}\n${code}\nanswer['cl'] = hp.anafast(np.where(m == hp.UNSEEN, 0, m), lmax=40)`,
      { map: hidden(map, iceCube.weights) },
    );
    const { pseudo } = await sky(path, '--l-max', '40');
    expect(largestDifference(pseudo, cl)).toBeLessThan(1e-12 * Math.max(...cl));
  });
});
