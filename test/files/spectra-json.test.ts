import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readSpectra } from '../../src/files/spectra/read.ts';
import { measurementOf } from '../../src/files/spectra/views.ts';
import { CranisError } from '../../src/model/errors.ts';

const text = (content: unknown) => (typeof content === 'string' ? content : JSON.stringify(content));
const read = (content: unknown) => readSpectra(text(content), 'runs/own.json');
const first = async (content: unknown) => (await read(content)).spectra[0];

/** The one line about what is wrong, and the hint. */
async function refusal(content: unknown): Promise<CranisError> {
  const error: unknown = await read(content).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(CranisError);
  expect((error as CranisError).message).not.toContain('\n');
  expect((error as CranisError).hint).toBeTruthy();
  return error as CranisError;
}

describe('a spectrum of the user’s own in JSON', () => {
  test('ℓ and C alone: a full sky, no errors, noise of which nothing is said', async () => {
    const file = await read({ ell: [1, 2], C: [1e-6, -3e-8] });
    expect(file).toMatchObject({ kind: 'measured', version: undefined, parameters: {} });
    expect(file.spectra).toHaveLength(1);
    const [spectrum] = file.spectra;
    expect(spectrum).toMatchObject({
      ell: [1, 2],
      C: Float64Array.of(0, 1e-6, -3e-8),
      label: 'own',
      source: 'runs/own.json',
      digitised: false,
      caveats: [],
      errorsAreTotal: false,
      sky: { pseudo: false, coverage: undefined, mask: undefined, withoutM0: false },
    });
    for (const key of ['error', 'errorLow', 'noise', 'noiseIncluded', 'pseudo', 'bands']) {
      expect(spectrum).not.toHaveProperty(key);
    }
  });

  test('everything that can be stated', async () => {
    const spectrum = await first({
      kind: 'measured',
      format: 1,
      label: 'Mine 2030',
      source: 'Journal 1, 2',
      ell: [0, 1, 3],
      C: [9, 2e-6, 1e-7],
      errorLow: [0, 1e-7, 2e-8],
      errorHigh: [0, 3e-7, 2e-8],
      errorsAreTotal: true,
      noise: 1.5e-9,
      noiseIncluded: false,
      coverage: {
        declination: [-90, -25],
        mask: { name: 'mask.fits', nSide: 64, fSky: 0.25, digest: '0123' },
        apodisation: { width: 5, kind: 'C1' },
        fSky: 0.25,
        pseudo: true,
        perFSky: true,
        remove: 'dipole',
        withoutM0: true,
        iterations: 2,
      },
      digitised: true,
      energy: 13,
      roughAbove: 20,
      caveats: ['test data'],
    });
    expect(spectrum).toMatchObject({
      ell: [0, 1, 3],
      C: Float64Array.of(9, 2e-6, 0, 1e-7),
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
      errorsAreTotal: true,
    });
    expect(spectrum.sky).toEqual({
      coverage: '-90..-25',
      mask: { name: 'mask.fits', nSide: 64, fSky: 0.25, digest: '0123' },
      apodisation: { width: 5, kind: 'C1' },
      fSky: 0.25,
      pseudo: true,
      perFSky: true,
      remove: 'dipole',
      withoutM0: true,
      iterations: 2,
    });
    expect(measurementOf(spectrum).spectrum).toMatchObject({ ell: [1, 3], C: Float64Array.of(0, 2e-6, 0, 1e-7) });
  });

  test('one error is the bar on both sides', async () => {
    const error = Float64Array.of(0, 1e-7);
    expect(await first({ ell: [1], C: [1], error: [1e-7] })).toMatchObject({
      error,
      errorLow: error,
      errorHigh: error,
    });
  });

  test.each([
    ['{ "ell": [1,', /own\.json: not JSON/],
    ['[1, 2]', /it is a list, not an object/],
    [{ C: [1] }, /own\.json: ell is missing/],
    [{ ell: [1] }, /own\.json: C is missing/],
    [{ ell: [], C: [] }, /ell is empty/],
    [{ ell: [1, 2], C: [1] }, /C has 1 values, ell has 2/],
    [{ ell: [2, 1], C: [1, 1] }, /ℓ = 1 does not rise above 2/],
    [{ ell: [1.5], C: [1] }, /ell = 1\.5 at entry 1 is not a whole number/],
    [{ ell: [1e7], C: [1] }, /ell = 10000000 at entry 1 is above 1000000/],
    [{ ell: [1, 2], C: [1, null] }, /C has nothing at entry 2, not a number/],
    ['{ "ell": [1], "C": [1e999] }', /C has Infinity at entry 1/],
    [{ ell: [1], C: ['1e-6'] }, /C has the text "1e-6" at entry 1, not a number/],
    [{ ell: [1], C: [[1]] }, /C has a list at entry 1/],
    [{ ell: 1, C: [1] }, /ell is 1, not a list/],
    [{ ell: [1], C: [1e99] }, /C = 1e\+99 at ℓ = 1 is no power of a sky/],
    [{ ell: [1], C: [1], error: [-1] }, /error = -1 at entry 1 is below 0/],
    [{ ell: [1], C: [1], error: [1, 1] }, /error has 2 values, ell has 1/],
    [{ ell: [1], C: [1], errorLow: [1] }, /errorLow and errorHigh come together/],
    [{ ell: [1], C: [1], noise: -1 }, /noise = -1 is below 0/],
    [{ ell: [1], C: [1], noise: 'low' }, /noise is the text "low", not a number/],
    [{ ell: [1], C: [1], eror: [1] }, /unknown key eror, did you mean error\?/],
    [{ ell: [1], c: [1] }, /unknown key c, did you mean C\?/],
    [{ ell: [1], C: [1], coverage: 'icecube' }, /coverage is the text "icecube", not an object/],
    [{ ell: [1], C: [1], coverage: { fsky: 1 } }, /coverage: unknown key fsky, did you mean fSky\?/],
    [{ ell: [1], C: [1], coverage: { fSky: 2 } }, /coverage: fSky = 2 is above 1/],
    [{ ell: [1], C: [1], coverage: { declination: [1] } }, /coverage: declination has 1 entries, not 2/],
    [
      { ell: [1], C: [1], coverage: { remove: 'all' } },
      /coverage: remove = the text "all" is none of none, monopole, dipole/,
    ],
    [{ ell: [1], C: [1], coverage: { mask: { nSide: 3 } } }, /coverage: mask: nSide = 3 is no power of two/],
    [{ ell: [1], C: [1], digitised: 'yes' }, /digitised is the text "yes", not true or false/],
    [{ kind: 'spectre', ell: [1], C: [1] }, /its kind is spectre, did you mean spectrum\?/],
    [
      { kind: 'measured', format: 2, ell: [1], C: [1] },
      /it is in format 2, and this version of cranis knows those up to 1/,
    ],
    [{ kind: 'spectrum', format: 1, ell: [1], C: [1] }, /noise is missing/],
    [{ kind: 'matrix' }, /own\.json: format is missing/],
    [{ zarr_format: 3, node_type: 'group' }, /unknown key zarr_format/],
  ])('%j is one clear line', async (content, message) => {
    expect((await refusal(content)).message).toMatch(message);
  });

  test('the hint says what the key is for', async () => {
    expect((await refusal({ ell: [1], C: [1], noise: -1 })).hint).toBe('noise: White noise level N');
    expect((await refusal({ ell: [1], C: [1], coverage: { mask: {} } })).hint).toContain('a power of two');
    expect((await refusal({ ell: [1], C: [1], coverage: { fsky: 1 } })).hint).toContain(
      'known are name, declination, mask',
    );
  });

  test('of an ℓ = 0 alone nothing can be measured', async () => {
    const alone = await first({ ell: [0], C: [1] });
    expect(() => measurementOf(alone)).toThrow(/no multipole from ℓ = 1 on/);
  });
});

describe('noise', () => {
  test.each<{ noise: number; noiseIncluded?: boolean }>([
    { noise: 1e-6 },
    { noise: 1e-6, noiseIncluded: true },
    { noise: 1e-6, noiseIncluded: false },
  ])('%j of JSON is the same from comments and from a column of CSV', async (said) => {
    expect(await first({ ell: [1, 2], C: [2e-5, 1e-6], ...said })).toMatchObject(said);
    const included = said.noiseIncluded === undefined ? '' : `# noise included: ${said.noiseIncluded ? 'yes' : 'no'}\n`;
    for (const table of [
      `# noise: 1e-6\n${included}ell,C\n1,2e-5\n2,1e-6\n`,
      `# noise = 1e-6\n${included}ell,C\n1,2e-5\n2,1e-6\n`,
      `${included}ell,C,noise\n1,2e-5,1e-6\n2,1e-6,1e-6\n`,
    ]) {
      const { spectra } = await readSpectra(table, 'runs/own.csv');
      expect(spectra[0]).toMatchObject(said);
      expect(spectra[0].noiseIncluded).toBe(said.noiseIncluded);
    }
  });
});

describe('a file that is no spectrum says what it is', () => {
  test.each([
    ['matrix.json', /is a mixing matrix \(kind matrix\), not a spectrum/, /cranis spectrum/],
    ['matrix.csv', /is a mixing matrix \(kind matrix\), not a spectrum/, /cranis spectrum/],
    ['mixing.json', /is the mixing matrix of a run \(kind mixing\), not a spectrum/, /cranis analyse/],
  ])('%s', async (name, message, hint) => {
    const error = await readSpectra(firstVersion(name), name).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CranisError);
    expect((error as CranisError).message).toMatch(message);
    expect((error as CranisError).hint).toMatch(hint);
  });
});

function firstVersion(name: string): string {
  return readFileSync(new URL(`../cases/version-0.1.0/${name}`, import.meta.url), 'utf8');
}
