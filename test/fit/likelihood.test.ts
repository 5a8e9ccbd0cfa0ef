import { describe, expect, test } from 'vitest';
import { createLikelihood, type FitPoint } from '../../src/fit/likelihood.ts';
import { logGamma } from '../../src/math/log-gamma.ts';
import { createRandomStream } from '../../src/math/random.ts';
import { CranisError } from '../../src/model/errors.ts';

const sky = (ell: number, power: number, more: Partial<FitPoint> = {}): FitPoint => ({
  ell,
  power,
  errorLow: 0,
  errorHigh: 0,
  degreesOfFreedom: 2 * ell + 1,
  ...more,
});

describe('the gamma likelihood', () => {
  const points = [sky(1, 2e-6), sky(2, 3e-7), sky(7, 4e-9)];
  const likelihood = createLikelihood(points, 'gamma');

  test('is the density of a gamma law of shape ν/2 in ln Ĉ, absolute error < 1e-12', () => {
    const expected = [1.3e-6, 5e-7, 3.9e-9];
    const exact = points.reduce((sum, { power, degreesOfFreedom }, i) => {
      const a = degreesOfFreedom / 2;
      const rate = a / expected[i];
      return sum + a * Math.log(rate) + a * Math.log(power) - rate * power - logGamma(a);
    }, 0);
    expect(Math.abs(likelihood.logLikelihood(expected) - exact)).toBeLessThan(1e-12);
  });

  test('is greatest, and χ² zero, where the expectation is the measurement', () => {
    const at = points.map(({ power }) => power);
    const best = likelihood.logLikelihood(at);
    expect(likelihood.chiSquare(at)).toBeLessThan(1e-12);
    for (const factor of [0.9, 0.99, 1.01, 1.1]) {
      expect(likelihood.logLikelihood(at.map((power) => factor * power))).toBeLessThan(best);
    }
  });

  test('χ² is the sum of the squared pulls, whose signs say where the measurement lies, to 1e-12', () => {
    const expected = [1e-6, 5e-7, 4.1e-9];
    const pulls = likelihood.pulls(expected);
    expect(pulls.map(Math.sign)).toEqual([1, -1, -1]);
    expect(Math.abs(pulls.reduce((sum, pull) => sum + pull ** 2, 0) - likelihood.chiSquare(expected))).toBeLessThan(
      1e-12,
    );
  });

  test('becomes the Gaussian one for many degrees of freedom: ln L differences to 1 % at ν = 1e5', () => {
    const many = [sky(9, 1, { degreesOfFreedom: 1e5, errorLow: 0.004, errorHigh: 0.004 })];
    const [one, other] = (['gamma', 'gaussian'] as const).map((kind) => createLikelihood(many, kind));
    for (const expected of [0.99, 0.995, 1.004, 1.01]) {
      const drops = [one, other].map((l) => l.logLikelihood([expected]) - l.logLikelihood([1]));
      expect(Math.abs(drops[0] - drops[1])).toBeLessThan(0.01 * Math.abs(drops[1]) + 0.01);
    }
  });

  test('a bar that reaches down lets the truth be lower: the split widths stand the right way round', () => {
    const skewed = createLikelihood(
      [sky(9, 1, { degreesOfFreedom: Number.POSITIVE_INFINITY, errorLow: 0.1, errorHigh: 0.4 })],
      'gamma',
    );
    const drop = (expected: number) => skewed.logLikelihood([1]) - skewed.logLikelihood([expected]);
    expect(Math.abs(drop(Math.exp(-0.1)) - 0.5)).toBeLessThan(1e-9);
    expect(Math.abs(drop(Math.exp(0.4)) - 0.5)).toBeLessThan(1e-9);
  });

  test('quantiles scale with the expectation and rise', () => {
    const [low, middle, high] = [0.16, 0.5, 0.84].map((p) => likelihood.quantile(1, 4e-7, p));
    expect(low).toBeLessThan(middle);
    expect(middle).toBeLessThan(high);
    expect(Math.abs(likelihood.quantile(1, 8e-7, 0.5) / middle - 2)).toBeLessThan(1e-9);
  });
});

describe('the Gaussian likelihood', () => {
  test('has the variance 2C²/ν + σ², the σ of the side where the expectation lies, absolute error < 1e-12', () => {
    const likelihood = createLikelihood([sky(4, 5, { errorLow: 1, errorHigh: 3 })], 'gaussian');
    for (const [expected, error] of [
      [4, 1],
      [7, 3],
    ] as const) {
      const variance = (2 * expected ** 2) / 9 + error ** 2;
      expect(Math.abs(likelihood.chiSquare([expected]) - (5 - expected) ** 2 / variance)).toBeLessThan(1e-12);
      const exact = -0.5 * ((5 - expected) ** 2 / variance + Math.log(2 * Math.PI * variance));
      expect(Math.abs(likelihood.logLikelihood([expected]) - exact)).toBeLessThan(1e-12);
      expect(Math.abs(likelihood.pulls([expected])[0] - (5 - expected) / Math.sqrt(variance))).toBeLessThan(1e-12);
    }
  });

  test('the information is the mean curvature of −ln L, over 40 000 draws to 4 %', () => {
    const random = createRandomStream(1, 0, 0);
    const deviation = Math.sqrt((2 * 9) / 9 + 1);
    const h = 0.02;
    let curvature = 0;
    for (let i = 0; i < 40_000; i++) {
      const one = createLikelihood(
        [sky(4, 3 + deviation * random.normal(), { errorLow: 1, errorHigh: 1 })],
        'gaussian',
      );
      const [below, here, above] = [-h, 0, h].map((shift) => one.logLikelihood([3 * Math.exp(shift)]));
      curvature -= (below - 2 * here + above) / h ** 2 / 40_000;
    }
    const { information } = createLikelihood([sky(4, 3, { errorLow: 1, errorHigh: 1 })], 'gaussian');
    expect(Math.abs(curvature / information(0, 3) - 1)).toBeLessThan(0.04);
  });

  test('takes negative power; its 84.1345 % quantile is one standard deviation up, relative error < 1e-5', () => {
    const likelihood = createLikelihood([sky(4, -2, { errorLow: 1, errorHigh: 1 })], 'gaussian');
    expect(likelihood.chiSquare([0.5])).toBeGreaterThan(1);
    const deviation = Math.sqrt((2 * 9) / 9 + 1);
    expect(Math.abs((likelihood.quantile(0, 3, 0.8413447460685429) - 3) / deviation - 1)).toBeLessThan(1e-5);
  });
});

describe('points that cannot be used', () => {
  test.each([
    [sky(12, -1e-10), 'gamma', /ℓ = 12: power -1e-10 is not above zero/],
    [sky(12, 0), 'gamma', /not above zero/],
    [sky(3, 1e-9, { errorLow: 2e-9, errorHigh: 1e-9 }), 'gamma', /ℓ = 3: the error 2e-9 is larger than the power/],
    [sky(3, 1e-9, { degreesOfFreedom: Number.POSITIVE_INFINITY }), 'gaussian', /neither an error nor the scatter/],
  ] as const)('%o %s', (point, kind, message) => {
    expect(() => createLikelihood([point], kind)).toThrow(CranisError);
    expect(() => createLikelihood([point], kind)).toThrow(message);
  });
});
