import { describe, expect, test } from 'vitest';
import { gaussLegendre } from '../../src/math/gauss-legendre.ts';
import { type Alm, almCount, almIndex, zeroAlm } from '../../src/sky/alm.ts';
import { createHarmonicTransform } from '../../src/sky/harmonics.ts';
import { analyseDirect, synthesiseDirect } from '../../src/sky/harmonics-direct.ts';
import { pixelCentres, pixelCount } from '../../src/sky/healpix.ts';
import { analyseDirections, realHarmonics, synthesiseAt } from '../../src/sky/scattered.ts';
import { powerSpectrum } from '../../src/sky/spectra.ts';
import { flat, largestDifference, randomAlm, randomDirections, relativeDifference, uniform } from './support.ts';

const white = () => 1;
const noiseMap = (nSide: number, seed: number) => {
  const random = uniform(seed);
  return Float64Array.from({ length: pixelCount(nSide) }, () => random() - 0.5);
};
const rootMeanSquare = (f: Float64Array) => Math.sqrt(f.reduce((sum, value) => sum + value * value, 0) / f.length);
/** Largest difference of coefficients over their root mean square. */
const apart = (a: Alm, b: Alm) => relativeDifference(flat(a), flat(b));

describe('coefficients', () => {
  test('stand m-major: m = 0 first, each m from ℓ = m to ℓ_max, without gaps', () => {
    const lMax = 7;
    let next = 0;
    for (let m = 0; m <= lMax; m++) for (let l = m; l <= lMax; l++) expect(almIndex(lMax, l, m)).toBe(next++);
    expect(next).toBe(almCount(lMax));
  });
});

describe('identities', () => {
  test('one coefficient gives one harmonic: ∫|f|² = Σ|a_ℓm|² by exact quadrature on a Gauss–Legendre grid, to 1e-13', () => {
    const lMax = 40;
    const { nodes, weights } = gaussLegendre(lMax + 1);
    const around = 2 * lMax + 1;
    const directions = new Float64Array(3 * nodes.length * around);
    nodes.forEach((z, i) => {
      const s = Math.sqrt((1 - z) * (1 + z));
      for (let j = 0; j < around; j++) {
        const phi = (2 * Math.PI * (j + 0.3)) / around;
        directions.set([s * Math.cos(phi), s * Math.sin(phi), z], 3 * (i * around + j));
      }
    });
    const alm = randomAlm(lMax, (l) => 1 / (1 + l), uniform(4));
    const [f] = synthesiseAt([alm], directions);
    let integral = 0;
    f.forEach((value, i) => {
      integral += ((weights[Math.floor(i / around)] * 2 * Math.PI) / around) * value * value;
    });
    const total = powerSpectrum(alm).reduce((sum, C, l) => sum + (2 * l + 1) * C, 0);
    expect(Math.abs(integral / total - 1)).toBeLessThan(1e-13);
  });

  test('analysis is the adjoint of synthesis: (4π/N) Σ_p f_p (S a)_p = Σ_ℓm Re a*_ℓm (A f)_ℓm, to 1e-14 of 4π ‖f‖ ‖S a‖', () => {
    for (const nSide of [1, 2, 4, 16, 32, 64]) {
      for (const lMax of [0, 1, nSide, 3 * nSide - 1]) {
        const transform = createHarmonicTransform(nSide, lMax);
        const map = noiseMap(nSide, nSide);
        const alm = randomAlm(lMax, white, uniform(5 + nSide));
        const [made] = transform.synthesise([alm]);
        const [found] = transform.analyse([map], { iterations: 0 });
        const left = ((4 * Math.PI) / map.length) * map.reduce((sum, f, p) => sum + f * made[p], 0);
        const cross = powerSpectrum(alm, found);
        const right = cross.reduce((sum, C, l) => sum + (2 * l + 1) * C, 0);
        // not that of A f: the mean of a noise map may vanish
        const norm = 4 * Math.PI * rootMeanSquare(map) * rootMeanSquare(made);
        expect(Math.abs(left - right) / norm, `N_side = ${nSide}, ℓ_max = ${lMax}`).toBeLessThan(1e-14);
      }
    }
  });

  test('a monopole and a dipole: f = 3 + 2 z − x gives a_00 = 3√4π, a_10 = 2√(4π/3), a_11 = +√(2π/3), to 1e-14', () => {
    const nSide = 16;
    const c = pixelCentres(nSide);
    const map = Float64Array.from({ length: pixelCount(nSide) }, (_, p) => 3 + 2 * c[3 * p + 2] - c[3 * p]);
    const [alm] = createHarmonicTransform(nSide, 8).analyse([map], { iterations: 12 });
    const expected = zeroAlm(8);
    expected.re[almIndex(8, 0, 0)] = 3 * Math.sqrt(4 * Math.PI);
    expected.re[almIndex(8, 1, 0)] = 2 * Math.sqrt((4 * Math.PI) / 3);
    expected.re[almIndex(8, 1, 1)] = Math.sqrt((2 * Math.PI) / 3); // Y_11 = −√(3/8π) sin θ e^{iφ}
    expect(largestDifference(flat(alm), flat(expected))).toBeLessThan(1e-14);
  });

  test('round trip: synthesis, then analysis; the error falls below 0.3 of itself with each iteration, to below 1e-7 after 8 at ℓ_max = 2 N_side', () => {
    for (const nSide of [8, 32, 64]) {
      const transform = createHarmonicTransform(nSide, 2 * nSide);
      const alm = randomAlm(2 * nSide, white, uniform(nSide));
      const maps = transform.synthesise([alm]);
      const errors = [0, 1, 2, 3, 5, 8].map((iterations) => apart(transform.analyse(maps, { iterations })[0], alm));
      for (let i = 1; i < errors.length; i++) expect(errors[i]).toBeLessThan(0.3 * errors[i - 1]);
      expect(errors.at(-1)).toBeLessThan(1e-7);
    }
  });

  test('C_ℓ does not change when the sky is turned: to 1e-7 for ℓ ≤ N_side, 12 iterations', () => {
    const [nSide, lMax] = [16, 16];
    const alm = randomAlm(lMax, (l) => 1 / (1 + l * l), uniform(8));
    const centres = pixelCentres(nSide);
    const transform = createHarmonicTransform(nSide, lMax);
    for (const [a, b] of [
      [0.3, 0],
      [1.1, 0.7],
      [2.5, 3.9],
    ] as const) {
      // f(R p̂) at the centres, R a turn by a about y after one by b about z
      const turned = new Float64Array(centres.length);
      for (let p = 0; p < pixelCount(nSide); p++) {
        const [x0, y0, z0] = [centres[3 * p], centres[3 * p + 1], centres[3 * p + 2]];
        const [x1, y1] = [Math.cos(b) * x0 - Math.sin(b) * y0, Math.sin(b) * x0 + Math.cos(b) * y0];
        turned.set([Math.cos(a) * x1 + Math.sin(a) * z0, y1, Math.cos(a) * z0 - Math.sin(a) * x1], 3 * p);
      }
      const [found] = transform.analyse(synthesiseAt([alm], turned), { iterations: 12 });
      expect(apart(found, alm)).toBeGreaterThan(0.1); // the coefficients do change
      const expected = powerSpectrum(alm);
      powerSpectrum(found).forEach((C, l) => {
        expect(Math.abs(C / expected[l] - 1)).toBeLessThan(1e-7);
      });
    }
  });

  test('addition theorem: Σ_m Y_ℓm(a) Y_ℓm(b) = (2ℓ+1)/4π P_ℓ(a·b) with the real harmonics, ℓ ≤ 60, error < ε (10 + ℓ²) (2ℓ+1)/4π', () => {
    const lMax = 60;
    const directions = randomDirections(30, uniform(9));
    directions.set([0, 0, 1, 0, 0, -1, 1, 0, 0], 0);
    const maps = realHarmonics(directions, lMax);
    for (let i = 0; i < 30; i++) {
      for (let j = 0; j < 30; j++) {
        let x = 0;
        for (let d = 0; d < 3; d++) x += directions[3 * i + d] * directions[3 * j + d];
        let [previous, legendre] = [0, 1];
        for (let l = 0; l <= lMax; l++) {
          let sum = 0;
          for (let m = -l; m <= l; m++) sum += maps[l * l + l + m][i] * maps[l * l + l + m][j];
          // ℓ²/2 is the slope of P_ℓ at ±1, times the rounding of a·b
          const size = (2 * l + 1) / (4 * Math.PI);
          expect(Math.abs(sum - size * legendre)).toBeLessThan(2 ** -52 * (10 + l * l) * size);
          [previous, legendre] = [legendre, ((2 * l + 1) * x * legendre - l * previous) / (l + 1)];
        }
      }
    }
  });
});

/**
 * Rounding of Σ f e^{−imφ} λ_ℓm in units of 4π ⟨|f|⟩ max|Y_ℓm|: that of the angles mφ, and as much for the rest.
 */
const rounding = (lMax: number) => 2 ** -52 * (10 + 4 * Math.PI * lMax);
const meanSize = (f: Float64Array) => f.reduce((sum, value) => sum + Math.abs(value), 0) / f.length;
/** Largest error of an analysis over 4π ⟨|f|⟩ √((2 ℓ_max + 1)/4π). */
const analysisError = (a: Alm, b: Alm, f: Float64Array) =>
  largestDifference(flat(a), flat(b)) / (meanSize(f) * Math.sqrt(4 * Math.PI * (2 * a.lMax + 1)));
/** Largest error of a synthesis over Σ|a_ℓm| √((2 ℓ_max + 1)/4π). */
const synthesisError = (f: Float64Array, g: Float64Array, alm: Alm) =>
  largestDifference(f, g) /
  (2 * meanSize(flat(alm)) * flat(alm).length * Math.sqrt((2 * alm.lMax + 1) / (4 * Math.PI)));

describe('the fast transforms are the slow ones: error < ε (10 + 4π ℓ_max) of the sum of absolute values', () => {
  test('maps: N_side = 1, 2, 4, 8 at ℓ_max from 0 to 3 N_side − 1', () => {
    for (const nSide of [1, 2, 4, 8]) {
      for (const lMax of new Set([0, 1, 2, nSide, 2 * nSide, 3 * nSide - 2, 3 * nSide - 1])) {
        const transform = createHarmonicTransform(nSide, lMax);
        const centres = pixelCentres(nSide);
        const map = noiseMap(nSide, nSide + 10 * lMax);
        const alm = randomAlm(lMax, white, uniform(lMax + 1));
        const [found] = transform.analyse([map], { iterations: 0 });
        expect(analysisError(found, analyseDirect(centres, map, lMax), map)).toBeLessThan(rounding(lMax));
        const [made] = transform.synthesise([alm]);
        expect(synthesisError(made, synthesiseDirect(alm, centres), alm)).toBeLessThan(rounding(lMax));
      }
    }
  });

  test('scattered directions: N = 1, 2, 5, 64, poles included', () => {
    for (const [n, lMax] of [
      [1, 3],
      [2, 0],
      [5, 12],
      [64, 30],
    ] as const) {
      const random = uniform(n);
      const directions = randomDirections(n, random);
      if (n > 2) directions.set([0, 0, 1, 0, 0, -1], 0);
      const values = Float64Array.from({ length: n }, () => random() - 0.5);
      const [found] = analyseDirections(directions, [values], lMax);
      expect(analysisError(found, analyseDirect(directions, values, lMax), values)).toBeLessThan(rounding(lMax));
      const alm = randomAlm(lMax, white, random);
      const [made] = synthesiseAt([alm], directions);
      expect(synthesisError(made, synthesiseDirect(alm, directions), alm)).toBeLessThan(rounding(lMax));
    }
  });

  test('maps are scattered directions at pixel centres: N_side = 32', () => {
    const transform = createHarmonicTransform(32);
    const [map, alm] = [noiseMap(32, 1), randomAlm(95, white, uniform(2))];
    const centres = pixelCentres(32);
    const [found] = transform.analyse([map], { iterations: 0 });
    expect(analysisError(found, analyseDirections(centres, [map], 95)[0], map)).toBeLessThan(rounding(95));
    const [made] = transform.synthesise([alm]);
    expect(synthesisError(made, synthesiseAt([alm], centres)[0], alm)).toBeLessThan(rounding(95));
  });

  test('an iteration adds the analysis of the residual map: N_side = 1, 2, 4, 32, to 1e-13 of the map', () => {
    for (const nSide of [1, 2, 4, 32]) {
      for (const lMax of [0, nSide, 3 * nSide - 1]) {
        const transform = createHarmonicTransform(nSide, lMax);
        const map = noiseMap(nSide, 30 + lMax);
        const [first] = transform.analyse([map], { iterations: 0 });
        const [made] = transform.synthesise([first]);
        const residual = map.map((value, p) => value - made[p]);
        const [correction] = transform.analyse([residual], { iterations: 0 });
        const added = flat(correction);
        const expected = flat(first).map((value, i) => value + added[i]);
        const [found] = transform.analyse([map], { iterations: 1 });
        expect(largestDifference(flat(found), expected)).toBeLessThan(1e-13 * rootMeanSquare(map));
        // Where it matters: low multipoles are summed all but exactly at once.
        if (lMax === 3 * nSide - 1)
          expect(largestDifference(flat(first), expected)).toBeGreaterThan(1e-3 * rootMeanSquare(map));
      }
    }
  });

  test('batches give bit for bit what single maps give, and a transform may be used again', () => {
    for (const nSide of [1, 2, 16]) {
      const transform = createHarmonicTransform(nSide);
      const maps = [1, 2, 3].map((seed) => noiseMap(nSide, seed));
      const together = transform.analyse(maps);
      const single = maps.map((map) => createHarmonicTransform(nSide).analyse([map])[0]);
      expect(together).toEqual(single);
      expect(transform.analyse(maps)).toEqual(together);
      const back = transform.synthesise(together);
      expect(back).toEqual(together.map((alm) => createHarmonicTransform(nSide).synthesise([alm])[0]));
      expect(transform.analyse([])).toEqual([]);
    }
  });
});

describe('bad input', () => {
  test('is said in one line', () => {
    expect(() => createHarmonicTransform(3)).toThrow(/power of two/);
    expect(() => createHarmonicTransform(4, 12)).toThrow(/ℓ_max = 12 is not an integer from 0 to 11/);
    expect(() => createHarmonicTransform(4, -1)).toThrow(/ℓ_max/);
    const transform = createHarmonicTransform(2);
    expect(() => transform.analyse([new Float64Array(47)])).toThrow(/a map of 47 pixels is not of N_side = 2/);
    expect(() => transform.analyse([new Float64Array(48).fill(Number.NaN, 7)])).toThrow(/pixel 7 of the map is NaN/);
    expect(() => transform.analyse([new Float64Array(48)], { iterations: -1 })).toThrow(/iterations/);
    expect(() => transform.synthesise([zeroAlm(4)])).toThrow(RangeError);
    expect(() => analyseDirections(new Float64Array(4), [], 2)).toThrow(/not a list of directions/);
    expect(() => analyseDirections(Float64Array.of(1, 1, 0), [], 2)).toThrow(/not a unit vector/);
    expect(() => analyseDirections(Float64Array.of(1, 0, 0), [Float64Array.of(1, 2)], 2)).toThrow(/2 values for 1 dir/);
    expect(() => analyseDirections(Float64Array.of(1, 0, 0), [Float64Array.of(Number.NaN)], 2)).toThrow(
      /value 0 is NaN/,
    );
    expect(() => synthesiseAt([zeroAlm(1), zeroAlm(2)], Float64Array.of(1, 0, 0))).toThrow(RangeError);
  });
});
