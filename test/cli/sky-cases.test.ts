/** Maps as healpy and astropy write them, with what healpy finds in them: see test/cases/fits. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSkyFiles } from '../../src/cli/sky/files.ts';
import { readFitsMap } from '../../src/files/fits/read.ts';
import { writeFitsMap } from '../../src/files/fits/write.ts';
import { skyStudy } from '../../src/studies/sky/study.ts';
import { uniform } from '../sky/support.ts';
import { agree, agreeEach } from '../within.ts';
import { cranis, cranisJson, ROOT, temporaryFolder } from './cranis.ts';
import { svgText } from './svg-text.ts';

const CASES = join(ROOT, 'test/cases/fits');
const file = (name: string) => join(CASES, `${name}.fits.gz`);
const { lMax, cases } = JSON.parse(readFileSync(join(CASES, 'expected.json'), 'utf8')) as {
  lMax: number;
  cases: Record<string, { pseudo: number[]; seen: number }>;
};
const folder = temporaryFolder();

interface Files {
  readonly mask?: string;
  readonly ordering?: 'RING' | 'NESTED';
}

async function skyOf(name: string, { mask: maskFile, ...options }: Files = {}) {
  const { map, mask } = await readSkyFiles(file(name), maskFile, { ratio: 0, ...options });
  return skyStudy({ map, sky: { mask }, lMax });
}

describe('pseudo-C_ℓ of a file is healpy’s anafast of it', () => {
  const alone = Object.keys(cases).filter((name) => name !== 'masked' && name !== 'nested-unlabelled');
  test('there are enough of them', () => {
    expect(alone.length).toBeGreaterThan(25);
  });

  agreeEach(
    alone.map((name) => [name, name] as const),
    'and as many pixels are seen',
    { ofLargest: 1e-12 },
    async (within, name) => {
      const { pseudo, seen } = await skyOf(name);
      within(pseudo, cases[name].pseudo);
      expect(seen.weights.filter((weight) => weight > 0).length).toBe(cases[name].seen);
    },
  );

  agreeEach(
    ['ring', 'bool', 'null', 'bits', 'unframed', 'b1950'].map((name) => [name, `mask-${name}`] as const),
    'under a mask of each kind',
    { ofLargest: 1e-12 },
    async (within, name) => {
      const { pseudo, seen } = await skyOf('ring', { mask: file(name) });
      within(pseudo, cases.masked.pseudo);
      expect(seen.weights.filter((weight) => weight > 0).length).toBe(cases.masked.seen);
    },
  );

  agree(
    'a map without ORDERING, read by --ordering, under a mask that has one',
    { ofLargest: 1e-12 },
    async (within) => {
      const { pseudo, notes } = await skyOf('nested-unlabelled', { ordering: 'NESTED', mask: file('mask-ring') });
      within(pseudo, cases.masked.pseudo);
      expect(notes.join()).toMatch(
        /mask-ring.fits.gz is read as RING, as it says; --ordering nested is for nested-unl/,
      );
      const whole = await skyOf('nested-unlabelled', { ordering: 'NESTED' });
      within(whole.pseudo, cases['nested-unlabelled'].pseudo);
      expect(whole.notes).toEqual([]);
    },
  );
});

describe.concurrent('cranis sky: what files say of themselves holds', () => {
  const sky = (...args: string[]) => cranis(['sky', ...args, '--l-max', '3', '--format', 'json'], { cwd: CASES });
  const parameters = (stdout: string) => (JSON.parse(stdout) as { parameters: Record<string, unknown> }).parameters;

  test.each<[string, string[], RegExp]>([
    ['no ordering at all', ['nested-unlabelled.fits.gz'], /no ORDERING \(give --ordering ring or --ordering nested\)/],
    [
      '--ordering against the map',
      ['ring.fits.gz', '--ordering', 'nested'],
      /--ordering nested: ring.fits.gz says that it is RING/,
    ],
    [
      '--ordering against the mask, for nothing else',
      ['ring.fits.gz', '--mask', 'mask-bool.fits.gz', '--ordering', 'nested'],
      /says that it is RING/,
    ],
    [
      'a galactic mask on an equatorial map',
      ['ring.fits.gz', '--mask', 'mask-galactic.fits.gz'],
      /ring.fits.gz is in equatorial coordinates, mask-galactic.fits.gz in galactic ones \(rotate mask-galactic.*\['G', 'C'\]/,
    ],
    [
      'the same under a coverage',
      ['ring.fits.gz', '--mask', 'mask-galactic.fits.gz', '--coverage', 'hawc'],
      /mask-galactic.fits.gz in galactic ones/,
    ],
    [
      'a galactic background',
      ['counts-int16.fits.gz', '--background', 'counts-galactic.fits.gz'],
      /counts-galactic.fits.gz in galactic ones/,
    ],
    [
      '--without-m0 on a galactic map',
      ['galactic.fits.gz', '--without-m0'],
      /in galactic coordinates, and m = 0 is removed along right ascension/,
    ],
    [
      '--coverage on a galactic map',
      ['galactic.fits.gz', '--coverage', 'hawc'],
      /in galactic coordinates, the coverage hawc in declinations/,
    ],
  ])('%s: one line, exit code 2', async (_, args, message) => {
    const { code, stdout, stderr } = await sky(...args);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n').length).toBe(1);
    expect([code, stdout]).toEqual([2, '']);
  });

  test('observe and fit lay declinations over no galactic mask either; skies seen through one are galactic', async () => {
    writeFileSync(join(folder, 'C.json'), JSON.stringify({ ell: [1, 2, 3, 4], C: [4e-6, 2e-6, 1e-6, 5e-7] }));
    const run = (...args: string[]) => cranis([...args, '--mask', file('mask-galactic')], { cwd: folder });
    const observe = ['observe', '--spectrum', 'C.json', '--realisations', '2'];
    const outcomes = await Promise.all([
      run(...observe, '--coverage', 'hawc'),
      run(...observe, '--without-m0'),
      run('fit', '--data', 'C.json', '--l-max', '10', '--coverage', 'hawc'),
    ]);
    for (const { code, stderr } of outcomes) {
      expect(stderr).toMatch(/mask-galactic.fits.gz is in galactic coordinates/);
      expect([code, stderr.trimEnd().split('\n').length]).toEqual([2, 1]);
    }
    const unlabelled = await cranis([...observe, '--mask', file('nested-unlabelled')], { cwd: folder });
    expect(unlabelled.stderr).toMatch(/no ORDERING \(add the keyword: RING or NESTED\)/);
    expect(await run(...observe, '--skies', 'skies')).toMatchObject({ code: 0 });
    expect((await readFitsMap(readFileSync(join(folder, 'skies/sky-0000.fits')))).coordinates).toBe('G');
  });

  test('--ordering that agrees, and the coverage of the full sky in any frame, are no matter', async () => {
    for (const args of [
      ['ring.fits.gz', '--ordering', 'ring'],
      ['galactic.fits.gz', '--coverage', 'full'],
    ]) {
      const { code, stderr } = await sky(...args);
      expect([code, stderr]).toEqual([0, '']);
    }
  });

  test('frames that are not known are taken as the others’, and that is said', async () => {
    const unframed = await sky('ring.fits.gz', '--mask', 'mask-unframed.fits.gz');
    expect(unframed.stderr).toMatch(/mask-unframed.fits.gz not known: taken as those of ring.fits.gz, equatorial/);
    expect(parameters(unframed.stdout).coordinates).toBe('C');
    const strange = await sky('galactic.fits.gz', '--mask', 'mask-b1950.fits.gz');
    expect(strange.stderr).toMatch(/mask-b1950.fits.gz says COORDSYS = 'B1950', which is no frame known here/);
    expect(parameters(strange.stdout).coordinates).toBe('G');
    const map = await sky('mask-unframed.fits.gz', '--mask', 'mask-galactic.fits.gz');
    expect(map.stderr).toMatch(/mask-unframed.fits.gz not known: taken as those of mask-galactic.fits.gz, galactic/);
    expect(parameters(map.stdout).coordinates).toBe('G');
    const rings = await sky('mask-unframed.fits.gz', '--without-m0');
    expect(rings.stderr).toMatch(/mask-unframed.fits.gz does not say its coordinates: taken as equatorial/);
    const alone = await sky('mask-unframed.fits.gz');
    expect(alone.stderr).toBe('');
    expect(parameters(alone.stdout).coordinates).toBeUndefined();
  });

  test('axes are named by the frame, in the table and in the picture', async () => {
    const names: [string, string, string, string[]][] = [
      ['ring', 'right ascension α, declination δ', 'right ascension growing', ['α', 'δ']],
      ['galactic', 'galactic longitude l, galactic latitude b', 'galactic longitude growing', ['l', 'b']],
      ['mask-unframed', 'not stated in the file', '; longitude growing', []],
    ];
    for (const [name, axes, caption, symbols] of names) {
      const { stdout } = await cranis(['sky', file(name), '--l-max', '3']);
      expect(stdout).toContain(axes);
      const picture = join(folder, `${name}.svg`);
      expect(await cranis(['sky', file(name), '--l-max', '3', '-o', picture])).toMatchObject({ code: 0, stderr: '' });
      const words = svgText(readFileSync(picture, 'utf8'));
      expect(words).toContain(caption);
      const marks = [...words.matchAll(/(\p{L}) = (?:0|\+60)°/gu)].map(([, symbol]) => symbol);
      expect(marks).toEqual(symbols);
    }
  });
});

describe.concurrent('cranis sky: a sky too small for bands', () => {
  const random = uniform(5);
  const values = Float64Array.from({ length: 49152 }, () => random() - 0.5);
  writeFileSync(join(folder, 'sky.fits'), writeFitsMap([{ name: 'I', values }], { coordinates: 'C' }));
  interface Result {
    pseudo: number[];
    C: number[] | null;
    error: number[] | null;
    bands: number[][];
    checks: Record<string, unknown>;
  }
  const args = ['sky', 'sky.fits', '--mask', file('disc5'), '--l-max', '100'];

  test('gives pseudo-C_ℓ, and flags that do give C_ℓ', async () => {
    const { code, stdout, stderr } = await cranis([...args, '--format', 'json'], { cwd: folder });
    expect(code).toBe(0);
    const alone = JSON.parse(stdout) as Result;
    expect(alone).toMatchObject({ C: null, error: null, bands: [], checks: { condition: null, errors: null } });
    const flags = /no C_ℓ, only pseudo-C_ℓ: .*; (--slope \S+ --band-width \d+) gives C_ℓ/u.exec(stderr);
    const banded = await cranisJson<Result>([...args, ...flags![1].split(' ')], { cwd: folder });
    expect(banded.pseudo).toEqual(alone.pseudo);
    expect(banded.C!.every((value) => value > -1 && value < 1)).toBe(true);
    const wide = await cranisJson<Result>([...args, '--slope', '0', '--band-width', '40'], { cwd: folder });
    expect(wide.pseudo).toEqual(alone.pseudo);
  });

  test('says so in the table and in CSV, and is drawn', async () => {
    const [table, csv, picture] = await Promise.all([
      cranis(args, { cwd: folder }),
      cranis([...args, '--format', 'csv'], { cwd: folder }),
      cranis([...args, '-o', 'disc.svg'], { cwd: folder }),
    ]);
    expect([table.code, csv.code, picture.code]).toEqual([0, 0, 0]);
    expect(table.stdout).toContain('C_ℓ: not decoupled');
    expect(csv.stdout).toMatch(/^ell,pseudo$/mu);
  });

  test('bands that were asked for and do not work: one line, with flags that do', async () => {
    const { code, stdout, stderr } = await cranis([...args, '--band-width', '10'], { cwd: folder });
    expect([code, stdout]).toEqual([2, '']);
    const flags = /--band-width: this sky .* 10 .* \((--slope \S+ --band-width \d+) gives C_ℓ\)\n$/u.exec(stderr);
    expect(await cranis([...args, ...flags![1].split(' ')], { cwd: folder })).toMatchObject({ code: 0, stderr: '' });
  });
});
