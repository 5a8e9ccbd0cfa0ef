import { describe, expect, test } from 'vitest';
import { createCoverage } from '../../src/coverage/coverage.ts';
import { exactBands, sampleBands, sampleMean, shareFromBeyond } from '../../src/coverage/expected-sky.ts';
import { createPseudoModel } from '../../src/coverage/pseudo-model.ts';
import { pseudoSpectra } from '../../src/coverage/pseudo-spectrum.ts';
import { syntheticSkies } from '../../src/coverage/synthetic.ts';
import { incompleteGamma } from '../../src/math/incomplete-gamma.ts';
import { largestDifference } from '../sky/support.ts';

const C = Float64Array.from({ length: 48 }, (_, l) => (l === 0 ? 0 : l ** -2.5));

describe('bands of cosmic variance and noise', () => {
  test('a full sky: χ² with 2ℓ+1 degrees of freedom, in probability to 1e-6', () => {
    const bands = exactBands(
      createPseudoModel(createCoverage({ name: 'full' }), { lMax: 10 }).moments(new Float64Array(11).fill(1)),
    )!;
    for (let l = 1; l <= 10; l++) {
      const below = (x: number) => incompleteGamma((2 * l + 1) / 2, ((2 * l + 1) * x) / 2).P;
      expect(Math.abs(below(bands.band95.low[l]) - 0.025)).toBeLessThan(1e-6);
      expect(Math.abs(below(bands.band68.low[l]) - 0.16)).toBeLessThan(1e-6);
      expect(Math.abs(below(bands.median[l]) - 0.5)).toBeLessThan(1e-6);
      expect(Math.abs(below(bands.band68.high[l]) - 0.84)).toBeLessThan(1e-6);
      expect(Math.abs(below(bands.band95.high[l]) - 0.975)).toBeLessThan(1e-6);
    }
  });

  test('partial skies: exact bands hold 68 % and 95 % of 500 synthetic skies, within 4 binomial errors at every ℓ', () => {
    for (const [name, options] of [
      ['icecube', {}],
      ['hawc', { remove: 'dipole', withoutM0: true }],
    ] as const) {
      const coverage = createCoverage({ name, nSide: 16, iterations: 0, treatment: options });
      const moments = createPseudoModel(coverage, { lMax: 20, lMaxSky: 47 }).moments(C, 1e-3);
      const { band68, band95, median } = exactBands(moments)!;
      const skies = syntheticSkies(C, { nSide: 16, noise: 1e-3, seed: 4 })(Array.from({ length: 500 }, (_, i) => i));
      const spectra = pseudoSpectra(coverage, { lMax: 20 })(skies);
      const first = 'remove' in options ? 2 : 0;
      for (let l = first; l <= 20; l++) {
        const within = (low: number, high: number) =>
          spectra.filter((one) => one[l] >= low && one[l] < high).length / 500;
        const check = (share: number, p: number) =>
          expect(Math.abs(share - p), `${name}, ℓ = ${l}`).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 500));
        check(within(band68.low[l], band68.high[l]), 0.68);
        check(within(band95.low[l], band95.high[l]), 0.95);
        check(within(0, median[l]), 0.5);
      }
    }
  });

  test('where nothing is left the bands are zero; a ragged sky has none', () => {
    const moments = createPseudoModel(
      createCoverage({ name: 'icecube', treatment: { remove: 'dipole', withoutM0: true } }),
      { lMax: 4 },
    ).moments(C, 1e-3);
    const { band95 } = exactBands(moments)!;
    expect([band95.low[0], band95.high[0], band95.low[1], band95.high[1]]).toEqual([0, 0, 0, 0]);
    expect([...moments.mean.slice(0, 2)]).toEqual([0, 0]);
    expect(exactBands({ ...moments, variances: undefined })).toBeUndefined();
  });
});

describe('of many skies', () => {
  test('quantiles, mean and standard error of known numbers', () => {
    const spectra = Array.from({ length: 101 }, (_, i) => Float64Array.of(100 - i, 7));
    const { median, band68, band95 } = sampleBands(spectra);
    expect([median[0], band68.low[0], band68.high[0], band95.low[0], band95.high[0]]).toEqual([50, 16, 84, 2.5, 97.5]);
    expect(band95.high[1]).toBe(7);
    const { mean, error } = sampleMean(spectra);
    expect(mean[0]).toBeCloseTo(50, 12);
    expect(error[0]).toBeCloseTo(Math.sqrt((101 * 102) / 12 / 101), 12);
    expect(error[1]).toBeCloseTo(0, 12);
  });
});

describe('what lies beyond the end of a spectrum', () => {
  test('a power law cut off: the share is what the whole of it adds, 1e-12; none for a full sky', () => {
    const whole = Float64Array.from({ length: 61 }, (_, l) => (l === 0 ? 0 : l ** -2));
    const cut = whole.slice(0, 31);
    const model = createPseudoModel(createCoverage({ name: 'icecube' }), { lMax: 30, lMaxSky: 60 });
    const seen = model.moments(cut).mean;
    const share = shareFromBeyond(model, cut, seen);
    const expected = model.moments(whole).mean.map((value, l) => value / seen[l] - 1);
    expect(largestDifference(share, expected)).toBeLessThan(1e-12);
    expect(share[30]).toBeGreaterThan(0.1);
    expect(share[5]).toBeLessThan(0.01);
    const full = createPseudoModel(createCoverage({ name: 'full' }), { lMax: 30, lMaxSky: 60 });
    expect(largestDifference(shareFromBeyond(full, cut, full.moments(cut).mean), new Float64Array(31))).toBeLessThan(
      1e-12,
    );
  });
});
