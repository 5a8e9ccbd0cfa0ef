import { describe, expect, test } from 'vitest';

import { createCoverage } from '../../src/coverage/coverage.ts';
import { createDecoupling, DecouplingError } from '../../src/coverage/decouple.ts';
import { createPseudoModel } from '../../src/coverage/pseudo-model.ts';

import { applyMatrix, createMatrix, rowOf } from '../../src/math/matrix.ts';
import { largestDifference } from '../sky/support.ts';

const L = 60;
const STEEP = Float64Array.from({ length: L + 1 }, (_, l) => (l === 0 ? 0 : l ** -2.7));

/** Why this is refused; undefined where it is not. */
function refusal(attempt: () => unknown): DecouplingError | undefined {
  try {
    attempt();
  } catch (error) {
    expect(error).toBeInstanceOf(DecouplingError);
    return error as DecouplingError;
  }
  return undefined;
}

describe('decoupling', () => {
  test('of a full sky changes nothing, 1e-14', () => {
    const { response } = createPseudoModel(createCoverage({ name: 'full' }), { lMax: L });
    const found = createDecoupling(response, {});
    expect(found.width).toBe(1);
    expect(found.condition).toBeCloseTo(1, 10);
    expect(largestDifference(found.spectrum(STEEP), STEEP)).toBeLessThan(1e-14);
  });

  test.each(['hawc', 'hawc:43', 'lhaaso', 'hawc-icecube'])(
    '%s tells single multipoles apart: what was coupled comes back to 1e-12, under every treatment',
    (name) => {
      for (const options of [
        {},
        { remove: 'monopole' },
        { remove: 'dipole' },
        { withoutM0: true },
        { remove: 'dipole', withoutM0: true },
      ] as const) {
        const { response } = createPseudoModel(createCoverage({ name, treatment: options }), { lMax: L });
        const found = createDecoupling(response, options);
        const first = 'remove' in options && options.remove === 'dipole' ? 2 : 1;
        expect(found.width).toBe(1);
        expect(found.bands.at(-1)).toEqual({ from: L, to: L });
        const C = found.spectrum(applyMatrix(response, STEEP));
        for (let l = first; l <= L; l++) expect(Math.abs(C[l] / STEEP[l] - 1)).toBeLessThan(1e-12);
        for (let l = 0; l < first; l++) expect(Math.abs(C[l])).toBeLessThan(1e-12);
      }
    },
  );

  test('IceCube does not: bands of two, their means recovered for a spectrum of the assumed shape, 1e-12', () => {
    const { response } = createPseudoModel(createCoverage({ name: 'icecube' }), { lMax: L });
    const found = createDecoupling(response, { slope: 3 });
    expect(found.width).toBe(2);
    expect(found.bands.slice(0, 4)).toEqual([
      { from: 0, to: 0 },
      { from: 1, to: 1 },
      { from: 2, to: 3 },
      { from: 4, to: 5 },
    ]);
    const assumed = Float64Array.from({ length: L + 1 }, (_, l) => (l === 0 ? 0 : (l * (l + 1)) ** -1.5));
    const C = found.spectrum(applyMatrix(response, assumed));
    for (let l = 1; l <= L; l++) expect(Math.abs(C[l] / assumed[l] - 1)).toBeLessThan(1e-12);
    expect(() => createDecoupling(response, { width: 1 })).toThrow(/does not tell bands of 1 multipole apart/);
    expect(createDecoupling(response, { width: 5 }).width).toBe(5);
  });

  test('windows say what a band is the mean of: C_b = Σ F_bℓ C_ℓ, each with Σ_ℓ F_bℓ shape_ℓ = 1, 1e-12', () => {
    const { response } = createPseudoModel(createCoverage({ name: 'icecube' }), { lMax: L });
    const found = createDecoupling(response, {});
    const { bands, shape } = found;
    const windows = found.windows();
    const C = found.spectrum(applyMatrix(response, STEEP));
    bands.forEach(({ from, to }, b) => {
      const mean = rowOf(windows, b).reduce((sum, F, l) => sum + F * STEEP[l], 0);
      expect(Math.abs(C[from] / shape[from] - mean)).toBeLessThan(1e-12);
      let own = 0;
      for (let l = from; l <= to; l++) own += rowOf(windows, b)[l] * shape[l];
      expect(Math.abs(own - 1)).toBeLessThan(1e-12);
    });
  });

  test('errors are those of the linear map: of independent C̃_ℓ with variance v, full sky, √v to 1e-12', () => {
    const { response } = createPseudoModel(createCoverage({ name: 'full' }), { lMax: 10 });
    const covariance = createMatrix(11, 11);
    for (let l = 0; l <= 10; l++) covariance.values[l * 12] = (l + 1) ** 2;
    const errors = createDecoupling(response, {}).errors(covariance);
    errors.forEach((error, l) => {
      expect(error).toBeCloseTo(l + 1, 11);
    });
  });

  test('a sky that is not told apart: the bands that the error offers do work, whatever was asked for', () => {
    let offered = 0;
    for (const name of ['88..90', '87..90', '85..90', '80..90', '60..90']) {
      for (const lMax of [40, 100]) {
        const { response } = createPseudoModel(createCoverage({ name }), { lMax });
        for (const options of [{}, { slope: 3 }, { width: 1 }, { width: 7 }, { width: 15, slope: 4 }]) {
          const error = refusal(() => createDecoupling(response, options));
          if (!error?.working) continue;
          offered++;
          const found = createDecoupling(response, error.working);
          expect(found.width).toBe(error.working.width);
          expect(found.bands.length).toBeGreaterThan(1);
          expect(found.width).toBeGreaterThan(options.width ?? 0);
        }
      }
    }
    expect(offered).toBeGreaterThan(20);
  });

  test('a sky that is too small gets wide bands; nonsensical widths are refused', () => {
    const { response } = createPseudoModel(createCoverage({ name: '60..90' }), { lMax: L });
    expect(createDecoupling(response, {}).width).toBeGreaterThan(2);
    for (const width of [0, 1.5, L + 1, Number.NaN])
      expect(() => createDecoupling(response, { width })).toThrow(/bands of/);
    const tiny = createPseudoModel(createCoverage({ name: '89..90' }), { lMax: 20 }).response;
    expect(() => createDecoupling(tiny, {})).toThrow(/too small to be decoupled/);
  });
});
