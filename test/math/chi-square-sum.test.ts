import { describe, expect, test } from 'vitest';
import { createChiSquareSum } from '../../src/math/chi-square-sum.ts';
import { incompleteGamma } from '../../src/math/incomplete-gamma.ts';
import { gaussian, uniform } from '../sky/support.ts';

describe('sums of weighted χ²', () => {
  test.each([3, 4, 5, 9, 21, 81, 200])('equal weights, n = %i: χ²_n, probabilities to 1e-6', (n) => {
    const pairs = Array.from({ length: n >> 1 }, () => 2);
    const degrees = n % 2 === 1 ? [1, ...pairs] : pairs;
    const { cumulative, quantile, mean } = createChiSquareSum(
      degrees.map(() => 0.7),
      degrees,
    );
    expect(mean).toBeCloseTo(0.7 * n, 10);
    for (const p of [0.025, 0.16, 0.5, 0.84, 0.975]) {
      const x = quantile(p);
      expect(Math.abs(incompleteGamma(n / 2, x / 1.4).P - p)).toBeLessThan(1e-6);
      expect(Math.abs(cumulative(x) - p)).toBeLessThan(1e-6);
    }
  });

  test('two pairs of different weights: the closed form of two exponentials, 1e-6', () => {
    const [a, b] = [1, 0.25];
    const { cumulative } = createChiSquareSum([a, b], [2, 2]);
    for (const x of [0.1, 1, 3, 8, 20]) {
      const expected = 1 - (a * Math.exp(-x / (2 * a)) - b * Math.exp(-x / (2 * b))) / (a - b);
      expect(Math.abs(cumulative(x) - expected)).toBeLessThan(1e-6);
    }
  });

  test('weights over six decades: quantiles of 40,000 draws within 4 of their errors', () => {
    const weights = [1, 0.5, 0.1, 1e-3, 1e-6];
    const degrees = [1, 2, 2, 2, 2];
    const { quantile } = createChiSquareSum(weights, degrees);
    const normal = gaussian(uniform(77));
    const draws = Float64Array.from({ length: 40_000 }, () =>
      weights.reduce((sum, w, j) => {
        let squares = 0;
        for (let d = 0; d < degrees[j]; d++) squares += normal() ** 2;
        return sum + w * squares;
      }, 0),
    ).sort();
    for (const p of [0.025, 0.16, 0.5, 0.84, 0.975]) {
      const x = quantile(p);
      const below = draws.findIndex((value) => value > x) / 40_000;
      expect(Math.abs(below - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 40_000));
    }
  });

  test('one degree of freedom, the slowest: quantiles to 1e-3 in probability', () => {
    const { quantile } = createChiSquareSum([2], [1]);
    for (const p of [0.025, 0.5, 0.975]) {
      expect(Math.abs(incompleteGamma(0.5, quantile(p) / 4).P - p)).toBeLessThan(1e-3);
    }
  });

  test('malformed input throws', () => {
    expect(() => createChiSquareSum([1, -1], [1, 2])).toThrow(RangeError);
    expect(() => createChiSquareSum([0], [1])).toThrow(RangeError);
    expect(() => createChiSquareSum([Number.NaN], [1])).toThrow(RangeError);
    expect(() => createChiSquareSum([1], [1]).quantile(1)).toThrow(RangeError);
  });
});
