import { describe, expect, test } from 'vitest';
import { createCoverage } from '../../src/coverage/coverage.ts';
import { createPseudoModel } from '../../src/coverage/pseudo-model.ts';
import { pseudoSpectra, treatment } from '../../src/coverage/pseudo-spectrum.ts';
import { syntheticSkies } from '../../src/coverage/synthetic.ts';
import type { Treatment } from '../../src/coverage/treatment.ts';
import { UNSEEN } from '../../src/files/fits/write.ts';
import { removeMonopole, removeMonopoleDipole } from '../../src/sky/dipole.ts';
import { pixelCentres, rings } from '../../src/sky/healpix.ts';
import { bandMask, createMask } from '../../src/sky/mask.ts';
import { mapSpectrum } from '../../src/sky/spectra.ts';
import { gaussian, largestDifference, relativeDifference, uniform } from '../sky/support.ts';

const nSide = 8;
const normal = gaussian(uniform(3));
const map = Float64Array.from({ length: 768 }, () => 2 + normal());
const random = uniform(4);
const ragged = createMask(Float64Array.from(map, () => (random() < 0.4 ? 0 : random())));
const seen = ragged.weights.map((w) => (w > 0 ? 1 : 0));

describe('the treatment of a map', () => {
  test('nothing removed on a full sky: C̃_ℓ is the plain spectrum, bitwise', () => {
    const full = createMask(new Float64Array(768).fill(1));
    expect(pseudoSpectra(createCoverage({ mask: full }))([map])[0]).toEqual(mapSpectrum(map));
    expect(pseudoSpectra(createCoverage({ mask: full, iterations: 0 }), { lMax: 9 })([map])[0]).toEqual(
      mapSpectrum(map, { lMax: 9, iterations: 0 }),
    );
  });

  test('monopole, or monopole and dipole, are fitted to the observed pixels, then the weight is laid on, 1e-13', () => {
    const weighted = (values: Float64Array) => values.map((v, p) => v * ragged.weights[p]);
    expect(
      largestDifference(treatment(ragged, { remove: 'monopole' })(map), weighted(removeMonopole(map, seen))),
    ).toBeLessThan(1e-13);
    expect(
      largestDifference(
        treatment(ragged, { remove: 'dipole' })(map),
        weighted(removeMonopoleDipole(pixelCentres(nSide), map, seen)),
      ),
    ).toBeLessThan(1e-13);
  });

  test('m = 0: the mean of the observed pixels of every ring is zero, 1e-14, and doing it twice is doing it once', () => {
    const hard = createMask(seen);
    const treat = treatment(hard, { withoutM0: true });
    const once = treat(map);
    const { count, start, size } = rings(nSide);
    for (let r = 0; r < count; r++) {
      let sum = 0;
      for (let p = start[r]; p < start[r] + size[r]; p++) sum += once[p];
      expect(Math.abs(sum)).toBeLessThan(1e-13);
    }
    expect(largestDifference(treat(once), once)).toBeLessThan(1e-14);
  });

  test('what is not observed does not matter, not even NaN or UNSEEN; what is observed has to be a number', () => {
    const holes = map.map((v, p) => (seen[p] ? v : p % 2 ? Number.NaN : UNSEEN));
    for (const remove of ['none', 'monopole', 'dipole'] as const) {
      expect(treatment(ragged, { remove })(holes)).toEqual(treatment(ragged, { remove })(map));
    }
    const full = createMask(new Float64Array(768).fill(1));
    expect(() => treatment(full, {})(holes)).toThrow(/of the map is/);
    expect(() => treatment(full, {})(new Float64Array(48))).toThrow(/48 pixels under a mask of 768/);
  });

  test('a sky of one ring fixes no dipole: refused', () => {
    const ring = createMask(bandMask(nSide, [-1, 1]).weights);
    expect(() => treatment(ring, { remove: 'dipole' })).toThrow(/does not fix a monopole and a dipole/);
  });
});

describe('synthetic skies', () => {
  const C = Float64Array.from({ length: 31 }, (_, l) => (l === 0 ? 0 : l ** -2));
  const skies = syntheticSkies(C, { nSide: 16, noise: 0.01, seed: 5 });

  test('a sky is a function of seed and index: alone or among others, bitwise', () => {
    const [a, b, c] = skies([0, 1, 2]);
    expect(skies([1])[0]).toEqual(b);
    expect(skies([2, 0])).toEqual([c, a]);
    expect(syntheticSkies(C, { nSide: 16, noise: 0.01, seed: 6 })([0])[0]).not.toEqual(a);
    expect(relativeDifference(a, b)).toBeGreaterThan(0.1);
  });

  test('noise is σ² = N N_pix/4π on every pixel: the mean square over 60 maps within 4 of its errors', () => {
    const maps = syntheticSkies([0], { nSide: 16, noise: 0.3, seed: 1 })(Array.from({ length: 60 }, (_, i) => i));
    const variance = maps.flatMap((m) => [...m]).reduce((sum, v) => sum + v * v, 0) / (60 * 3072);
    const expected = (0.3 * 3072) / (4 * Math.PI);
    expect(Math.abs(variance / expected - 1)).toBeLessThan(4 * Math.sqrt(2 / (60 * 3072)));
  });

  test('on a full sky the mean of 200 spectra is C_ℓ + N: χ² of 31 multipoles below its 99.9 % point, 61', () => {
    const spectra = pseudoSpectra(createCoverage({ mask: createMask(new Float64Array(3072).fill(1)) }), { lMax: 30 })(
      skies(Array.from({ length: 200 }, (_, i) => i)),
    );
    let chi2 = 0;
    for (let l = 0; l <= 30; l++) {
      const mean = spectra.reduce((sum, one) => sum + one[l], 0) / 200;
      chi2 += ((mean / (C[l] + 0.01) - 1) ** 2 * 200 * (2 * l + 1)) / 2;
    }
    expect(chi2).toBeLessThan(61);
  });
});

describe('partial skies: the mean of 200 synthetic ones against the expectation, within 4.5 errors at every ℓ ≤ 40', () => {
  const C = Float64Array.from({ length: 81 }, (_, l) => (l === 0 ? 0 : l ** -2.5));
  const skies = syntheticSkies(C, { nSide: 32, noise: 1e-3, seed: 11 })(Array.from({ length: 200 }, (_, i) => i));
  const v = pixelCentres(32);
  const tilted = createMask(
    Float64Array.from({ length: v.length / 3 }, (_, p) =>
      Math.min(1, Math.max(0, 2 * (0.4 + 0.6 * v[3 * p] - 0.8 * v[3 * p + 2]))),
    ),
  );
  const cases: [string, Treatment][] = ['icecube', 'hawc', 'tilted'].flatMap((name) =>
    [{}, { remove: 'dipole' as const }, ...(name === 'tilted' ? [] : [{ withoutM0: true }])].map(
      (t): [string, Treatment] => [name, t],
    ),
  );

  test.each(cases)('%s, %o', (name, options) => {
    const coverage =
      name === 'tilted'
        ? createCoverage({ mask: tilted, iterations: 0, treatment: options })
        : createCoverage({
            name,
            nSide: 32,
            apodisation: name === 'hawc' ? { width: 10, kind: 'C2' } : undefined,
            iterations: 0,
            treatment: options,
          });
    const model = createPseudoModel(coverage, { lMax: 40, lMaxSky: 80 });
    const { mean, covariance } = model.moments(C, 1e-3);
    const spectra = pseudoSpectra(coverage, { lMax: 40 })(skies);
    let chi2 = 0;
    for (let l = 0; l <= 40; l++) {
      const found = spectra.reduce((sum, one) => sum + one[l], 0) / 200;
      const error = Math.sqrt(covariance.values[l * 42] / 200);
      if (mean[l] < 1e-12) {
        expect(found).toBeLessThan(1e-12);
        continue;
      }
      chi2 += ((found - mean[l]) / error) ** 2;
      expect(Math.abs(found - mean[l])).toBeLessThan(4.5 * error);
    }
    expect(chi2).toBeLessThan(100); // neighbouring multipoles are correlated: the 99.9 % point of 41 free ones is 75
    // The scatter of the skies is the covariance's: variances within 45 %, five times their error.
    for (let l = 5; l <= 40; l++) {
      const scatter = spectra.reduce((sum, one) => sum + (one[l] - mean[l]) ** 2, 0) / 200;
      expect(Math.abs(scatter / covariance.values[l * 42] - 1)).toBeLessThan(model.exact ? 0.55 : 0.7);
    }
  });
});
