import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSpectra } from '../../src/files/spectra/read.ts';
import { CranisError } from '../../src/model/errors.ts';

const read = (text: string) => readSpectra(text, 'runs/own.csv');
const own = async (text: string) => (await read(text)).spectra;

describe('a table of cranis', () => {
  const good = readFileSync(new URL('../cases/spectra/today.csv', import.meta.url), 'utf8');
  const refusal = async (text: string) => (await own(text).catch((error: unknown) => error)) as CranisError;

  test('its columns count, also if they were edited', async () => {
    const [spectrum] = await own(good.replace(/^1,[^,]+/mu, '1,5e-6'));
    expect(spectrum.C[1]).toBe(5e-6);
    expect((await own(good.replace(/^5,.*\n/mu, '')))[0].ell).toEqual([1, 2, 3, 4]);
  });

  test.each([
    [
      'a comment that contradicts the record',
      good.replace('# noise = 1e-9', '# noise = 2e-9'),
      /“# noise = 2e-9[^”]*” contradicts/,
    ],
    ['a record that is cut off', good.replace(/(# record = .{100}).*/u, '$1'), /the comment “# record = …” is damaged/],
    ['a record of no kind', good.replace('"kind":"spectrum"', '"kind":"constructor"'), /is damaged/],
    ['another format', good.replace('"format":1', '"format":2'), /it is in format 2/],
  ])('%s is refused', async (_, text, message) => {
    const { message: found, hint } = await refusal(text);
    expect(found).toMatch(message);
    expect(hint).toBeTruthy();
  });
});

describe('a table of the user’s own', () => {
  test('ℓ and C alone', async () => {
    const file = await read('ell,C\n1,1e-6\n2,-3e-8\n');
    expect(file).toMatchObject({ kind: 'measured', version: undefined });
    expect(file.spectra).toMatchObject([
      {
        ell: [1, 2],
        C: Float64Array.of(0, 1e-6, -3e-8),
        label: 'own',
        source: 'runs/own.csv',
        digitised: false,
        caveats: [],
        sky: { coverage: undefined, pseudo: false },
        errorsAreTotal: false,
      },
    ]);
  });

  test('errors and noise, other separators, other names, Windows line ends, byte order mark, comments', async () => {
    const [spectrum] = await own(
      '\uFEFF# label: Mine 2030\r\n# caveat: test data\r\nl;C_ell;sigma;noise\r\n1;2e-6;1e-7;1.5e-9 # dipole\r\n\r\n3;1e-7;2e-8;1.5e-9\r\n',
    );
    expect(spectrum).toMatchObject({
      ell: [1, 3],
      C: Float64Array.of(0, 2e-6, 0, 1e-7),
      error: Float64Array.of(0, 1e-7, 0, 2e-8),
      errorLow: Float64Array.of(0, 1e-7, 0, 2e-8),
      errorHigh: Float64Array.of(0, 1e-7, 0, 2e-8),
      noise: 1.5e-9,
      label: 'Mine 2030',
      caveats: ['test data'],
    });
  });

  test('asymmetric errors, comments for noise and digitising, blanks between columns', async () => {
    const [spectrum] = await own(
      '# noise: 2e-10\n# noise included: no\n# digitised: yes\nell C error_low error_high\n1 1e-6 1e-7 3e-7\n',
    );
    expect(spectrum).toMatchObject({
      errorLow: Float64Array.of(0, 1e-7),
      errorHigh: Float64Array.of(0, 3e-7),
      noise: 2e-10,
      noiseIncluded: false,
      digitised: true,
    });
    expect(spectrum.error).toBeUndefined();
  });

  test('all else that JSON can say, in comments', async () => {
    const [spectrum] = await own(
      [
        '# source: Journal 1, 2',
        '# energy: 13',
        '# rough above: 20',
        '# errorsAreTotal = yes',
        '# caveat: one',
        '# caveat: two',
        '# coverage: {"name": "icecube", "pseudo": true, "remove": "dipole"}',
        'ell,C',
        '0,3',
        '1,1e-6',
      ].join('\n'),
    );
    expect(spectrum).toMatchObject({
      ell: [0, 1],
      C: Float64Array.of(3, 1e-6),
      source: 'Journal 1, 2',
      energy: 13,
      roughAbove: 20,
      errorsAreTotal: true,
      caveats: ['one', 'two'],
      sky: { coverage: 'icecube', pseudo: true, remove: 'dipole' },
    });
  });

  test.each([
    ['', /own\.csv: the file is empty/],
    ['ell,C\n', /no rows below the header/],
    ['ell,C\n1,abc', /own\.csv:2: c = abc is not a number/],
    ['ell,C\n1,', /own\.csv:2: c is missing/],
    ['ell,C\n1,NaN', /own\.csv:2: c = NaN is not a number/],
    ['ell,C\n1,1e999', /own\.csv:2: c = 1e999 is not a number/],
    ['ell,C\n1,0x10', /own\.csv:2: c = 0x10 is not a number/],
    ['ell,C\n1,1e308', /own\.csv: C = 1e\+308 at ℓ = 1 is no power of a sky/],
    ['ell,C\n1,1e-6\n1,1e-7', /own\.csv:3: ℓ = 1 does not rise above 1/],
    ['ell,C\n-1,1e-6', /own\.csv:2: ℓ = -1 is not a whole number/],
    ['ell,C\n1.5,1e-6', /own\.csv:2: ℓ = 1\.5 is not a whole number/],
    ['# a\n\nell,C,error\n1,1e-6', /own\.csv:4: 2 columns, but the header has 3/],
    ['ell,C,error\n1,1e-6,-1', /own\.csv:2: error = -1 is negative/],
    ['ell,C,eror\n1,1e-6,1', /unknown column “eror”/],
    ['ell,error\n1,1e-6', /no column C/],
    ['C\n1', /no column ell/],
    ['ell,C,Cl\n1,1,1', /two columns of C/],
    ['ell,C,error_low\n1,1,1', /error_low and error_high come together/],
    ['ell,C,noise\n1,1,1e-9\n2,1,2e-9', /own\.csv:3: noise = 2e-9 differs from 1e-9/],
    ['# noise: many\nell,C\n1,1', /noise: many is not a number/],
    ['# digitised: perhaps\nell,C\n1,1', /digitised: perhaps is neither yes nor no/],
    ['# energy: 0\nell,C\n1,1', /energy = 0 is not above 0/],
    ['# coverage: {"name": icecube}\nell,C\n1,1', /coverage: not JSON/],
    ['# coverage: {"nam": "icecube"}\nell,C\n1,1', /coverage: unknown key nam, did you mean name\?/],
  ])('%j is refused with file and line', async (text, message) => {
    const error = (await own(text).catch((thrown: unknown) => thrown)) as CranisError;
    expect(error).toBeInstanceOf(CranisError);
    expect(error.message).toMatch(message);
    expect(error.message).toMatch(/^[^\n]+$/);
    expect(error.hint).toBeTruthy();
  });
});
