import { describe, expect, test } from 'vitest';
import { createCoverage } from '../../src/coverage/coverage.ts';
import { createPseudoModel } from '../../src/coverage/pseudo-model.ts';
import { COUPLED_BEYOND, seenThrough } from '../../src/coverage/seen-spectrum.ts';
import { FULL_SKY } from '../../src/coverage/sky-statement.ts';
import { createChiSquareSum } from '../../src/math/chi-square-sum.ts';

const C = Float64Array.from({ length: 31 }, (_, l) => (l === 0 ? 0 : 1e-5 * l ** -3));
const N = 2e-9;
const off = (value: number, expected: number) => Math.abs(value / expected - 1);

describe('a spectrum as it is seen', () => {
  test('on the whole sky is C_ℓ + N, its band that of χ² with 2ℓ+1 degrees of freedom, relative error < 1e-9', () => {
    const { mean, band68, band95 } = seenThrough(FULL_SKY, 30)(C, N);
    for (let l = 1; l <= 30; l++) {
      const { quantile } = createChiSquareSum([1 / (2 * l + 1)], [2 * l + 1]);
      expect(off(mean[l], C[l] + N)).toBeLessThan(1e-9);
      for (const [edge, p] of [
        [band95.low, 0.025],
        [band68.low, 0.16],
        [band68.high, 0.84],
        [band95.high, 0.975],
      ] as const) {
        expect(off(edge[l], (C[l] + N) * quantile(p))).toBeLessThan(1e-9);
      }
    }
  });

  test('without m = 0 has 2ℓ of its 2ℓ+1 harmonics, relative error < 1e-9', () => {
    const { mean } = seenThrough({ ...FULL_SKY, withoutM0: true }, 30)(C, N);
    for (let l = 1; l <= 30; l++) expect(off(mean[l], ((C[l] + N) * 2 * l) / (2 * l + 1))).toBeLessThan(1e-9);
  });

  test('over the fraction of the sky is the pseudo-C_ℓ over f_sky, bands included, relative error < 1e-12', () => {
    const sky = { ...FULL_SKY, coverage: 'icecube', pseudo: true, withoutM0: true };
    const [raw, divided] = [false, true].map((perFSky) => seenThrough({ ...sky, perFSky }, 20)(C, N));
    const { fSky } = createCoverage({ name: 'icecube' });
    for (let l = 1; l <= 20; l++) {
      expect(off(divided.mean[l], raw.mean[l] / fSky)).toBeLessThan(1e-12);
      expect(off(divided.band68.low[l], raw.band68.low[l] / fSky)).toBeLessThan(1e-12);
      expect(off(divided.band95.high[l], raw.band95.high[l] / fSky)).toBeLessThan(1e-12);
    }
  });

  test('is the response of the coverage, summed by hand, relative error < 1e-12; multipoles beyond the last one seen are in it', () => {
    const lMax = 12;
    const { mean } = seenThrough({ ...FULL_SKY, coverage: 'hawc', pseudo: true }, lMax)(C, N);
    const { response, noise } = createPseudoModel(createCoverage({ name: 'hawc' }), {
      lMax,
      lMaxSky: lMax + COUPLED_BEYOND,
    });
    let beyond = 0;
    for (let l = 1; l <= lMax; l++) {
      let sum = N * noise[l];
      for (let k = 1; k <= 30; k++) {
        const term = response.values[l * response.columns + k] * C[k];
        sum += term;
        if (k > lMax) beyond = Math.max(beyond, term / sum);
      }
      expect(off(mean[l], sum)).toBeLessThan(1e-12);
    }
    expect(beyond).toBeGreaterThan(1e-3);
  });
});
