import { describe, expect, test } from 'vitest';
import { parseAnalysedRun } from '../../src/files/measured/analysed-run.ts';
import { parseMeasuredJson } from '../../src/files/measured/json.ts';
import { CranisError } from '../../src/model/errors.ts';

const read = (content: unknown) =>
  parseMeasuredJson(typeof content === 'string' ? content : JSON.stringify(content), {
    file: 'runs/own.json',
    version: '1.2.3',
  });

describe('a measured spectrum in JSON', () => {
  test('ℓ and C alone: a full sky, no errors', () => {
    const { spectrum, sky, errorsAreTotal } = read({ ell: [1, 2], C: [1e-6, -3e-8] });
    expect(spectrum).toMatchObject({
      ell: [1, 2],
      C: Float64Array.of(0, 1e-6, -3e-8),
      label: 'own',
      digitised: false,
      caveats: [],
    });
    expect(spectrum.error).toBeUndefined();
    expect(sky).toMatchObject({ pseudo: false, coverage: undefined, withoutM0: false });
    expect(errorsAreTotal).toBe(false);
  });

  test('everything that can be stated', () => {
    const { spectrum, sky, errorsAreTotal } = read({
      label: 'Mine 2030',
      source: 'Journal 1, 2',
      ell: [0, 1, 3],
      C: [9, 2e-6, 1e-7],
      errorLow: [0, 1e-7, 2e-8],
      errorHigh: [0, 3e-7, 2e-8],
      errorsAreTotal: true,
      noise: 1.5e-9,
      noiseIncluded: false,
      coverage: { declination: [-90, -25], pseudo: true, perFSky: true, remove: 'dipole', withoutM0: true },
      digitised: true,
      energy: 13,
      roughAbove: 20,
      caveats: ['test data'],
    });
    expect(spectrum).toMatchObject({
      ell: [1, 3],
      C: Float64Array.of(0, 2e-6, 0, 1e-7),
      errorLow: Float64Array.of(0, 1e-7, 0, 2e-8),
      errorHigh: Float64Array.of(0, 3e-7, 0, 2e-8),
      noise: 1.5e-9,
      noiseIncluded: false,
      label: 'Mine 2030',
      source: 'Journal 1, 2',
      digitised: true,
      energy: 13,
      roughAbove: 20,
      caveats: ['test data'],
    });
    expect(sky).toEqual({
      coverage: '-90..-25',
      fSky: undefined,
      pseudo: true,
      perFSky: true,
      remove: 'dipole',
      withoutM0: true,
    });
    expect(errorsAreTotal).toBe(true);
  });

  test('what cranis sky writes: its pseudo-C_ℓ, through its coverage', () => {
    const { spectrum, sky } = read({
      ell: [0, 1, 2],
      pseudo: [1, 2e-6, 3e-7],
      C: [0, 4e-6, 4e-6],
      error: [0, 1e-6, 1e-6],
      noise: null,
      bands: [[1, 2]],
      coverage: { label: 'IceCube', fSky: 0.3, w2: 0.3, w4: 0.3 },
      checks: { condition: 3 },
      parameters: { map: 'map.fits', coverage: 'icecube', remove: 'dipole', withoutM0: true },
      version: '0.1.0',
    });
    expect(spectrum).toMatchObject({ ell: [1, 2], C: Float64Array.of(0, 2e-6, 3e-7), noiseIncluded: true });
    expect(spectrum.error).toBeUndefined();
    expect(sky).toMatchObject({ coverage: 'icecube', pseudo: true, remove: 'dipole', withoutM0: true });
  });

  test('what cranis spectrum writes: a theory, its noise beside it', () => {
    const { spectrum } = read({
      ell: [1, 2],
      C: [1e-6, 1e-7],
      noise: 1e-9,
      checks: {},
      units: {},
      parameters: {},
      version: '0.1.0',
    });
    expect(spectrum).toMatchObject({ noise: 1e-9, noiseIncluded: false });
  });

  test.each([
    ['{ "ell": [1,', /own\.json: not JSON/],
    ['[1, 2]', /it is a list, not an object/],
    [{ C: [1] }, /ell is missing/],
    [{ ell: [1] }, /C is missing/],
    [{ ell: [0], C: [1] }, /no multipole from ℓ = 1/],
    [{ ell: [1, 2], C: [1] }, /C has 1 values, ell has 2/],
    [{ ell: [2, 1], C: [1, 1] }, /ℓ = 1 does not rise above 2/],
    [{ ell: [1.5], C: [1] }, /ℓ = 1\.5 is not a whole number/],
    [{ ell: [1, 2], C: [1, null] }, /C has nothing at entry 2/],
    ['{ "ell": [1], "C": [1e999] }', /C has Infinity at entry 1/],
    [{ ell: [1], C: ['1e-6'] }, /C has the text "1e-6" at entry 1/],
    [{ ell: [1], C: [1], error: [-1] }, /error = -1 at entry 1 is below 0/],
    [{ ell: [1], C: [1], errorLow: [1] }, /come together/],
    [{ ell: [1], C: [1], noise: -1 }, /noise = -1 is out of range/],
    [{ ell: [1], C: [1], noise: 'low' }, /noise is the text "low", not a number/],
    [{ ell: [1], C: [1], eror: [1] }, /unknown key eror, did you mean error\?/],
    [{ ell: [1], C: [1], coverage: 'icecube' }, /coverage is the text "icecube", not an object/],
    [{ ell: [1], C: [1], coverage: { fsky: 1 } }, /coverage: unknown key fsky, did you mean fSky\?/],
    [{ ell: [1], C: [1], coverage: { fSky: 2 } }, /coverage: fSky = 2 is out of range/],
    [{ ell: [1], C: [1], coverage: { declination: [1] } }, /declination is not two numbers/],
    [{ ell: [1], C: [1], coverage: { remove: 'all' } }, /remove = all is none of/],
    [{ ell: [1], C: [1], digitised: 'yes' }, /digitised is the text "yes", not true or false/],
  ])('%j is one clear line', (content, message) => {
    expect(() => read(content)).toThrow(CranisError);
    expect(() => read(content)).toThrow(message);
    try {
      read(content);
    } catch (error) {
      expect((error as CranisError).message).not.toContain('\n');
      expect((error as CranisError).hint).toBeTruthy();
    }
  });
});

describe('an analysed run', () => {
  const run = {
    times: [1, 10],
    ell: [1, 2],
    C: [
      [1, 0.1],
      [50, 4],
    ],
    error: [
      [0.1, 0.01],
      [5, 0.4],
    ],
    diffusion: [0.9, 4],
    scatteringRate: [null, 0.0625],
    realisations: 20,
    parameters: { kind: 'power-law', k0: 0.01, k1: 30, index: 1, modes: 600 },
    version: '0.1.0',
  };
  const parse = (content: unknown, at?: number) =>
    parseAnalysedRun(JSON.stringify(content), { file: 'run.json', version: '1.2.3' }, at);

  test('is the latest time, its errors, its turbulence and K = 1/3ν', () => {
    expect(parse(run)).toMatchObject({
      spectrum: {
        ell: [1, 2],
        C: Float64Array.of(0, 50, 4),
        error: Float64Array.of(0, 5, 0.4),
        noiseIncluded: false,
      },
      errorsAreTotal: true,
      time: 10,
      realisations: 20,
      diffusion: 1 / (3 * 0.0625),
      turbulence: { kind: 'power-law', k0: 0.01, k1: 30, index: 1 },
    });
  });

  test('or the time asked for, with K(t) where no rate was fitted', () => {
    expect(parse(run, 1)).toMatchObject({ spectrum: { C: Float64Array.of(0, 1, 0.1) }, time: 1, diffusion: 0.9 });
    expect(() => parse(run, 5)).toThrow(/no time 5/);
  });

  test.each([
    [{ ...run, realisations: 1 }, /one realisation has no errors/],
    [{ ...run, C: [[1, 0.1]] }, /C has not one row a time/],
    [{ ...run, error: [null, null] }, /error is missing/],
    [{ ...run, diffusion: [], scatteringRate: [] }, /diffusion is missing/],
    [{ ...run, parameters: { geometry: 'slab' } }, /not isotropic/],
    [{ ...run, parameters: { geometry: 'isotropic', meanField: 1 } }, /mean field/],
    [{ times: [1] }, /times, ell or realisations are missing/],
    [{ ...run, ell: [2, 1] }, /ℓ = 1 does not rise above 2/],
    [{ ...run, ell: [1, 2.5] }, /ℓ = 2\.5 is not a whole number/],
  ])('refuses what is not one', (content, message) => {
    expect(() => parse(content)).toThrow(message);
  });
});

test('10 000 mutations of a file: a spectrum of finite numbers, or one line', () => {
  const original = JSON.stringify({
    label: 'Mine',
    ell: [1, 2, 3, 10],
    C: [2e-6, 3e-7, 1e-8, 4e-9],
    errorLow: [1e-7, 2e-8, 3e-10, 1e-9],
    errorHigh: [1e-7, 2e-8, 3e-10, 1e-9],
    noise: 1.5e-9,
    coverage: { name: 'icecube', pseudo: true },
  });
  let state = 12345;
  const next = (n: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const pieces = ['', '-', 'e', '9', '0', ',', '[', ']', '"', 'null', '1e999', '{}', 'true', ' ', '\u0000', 'ℓ'];
  let read = 0;
  for (let i = 0; i < 10_000; i++) {
    let content = original;
    for (let m = 0; m <= next(3); m++) {
      const at = next(content.length);
      content = content.slice(0, at) + pieces[next(pieces.length)] + content.slice(at + next(4));
    }
    try {
      const { spectrum } = parseMeasuredJson(content, { file: 'x.json', version: '1' });
      for (const value of [...spectrum.ell, ...spectrum.C, ...(spectrum.errorLow ?? []), spectrum.noise ?? 0]) {
        expect(Number.isFinite(value)).toBe(true);
      }
      read++;
    } catch (error) {
      expect(error, content).toBeInstanceOf(CranisError);
      expect((error as Error).message.split('\n')).toHaveLength(1);
    }
  }
  expect(read).toBeGreaterThan(100);
});
