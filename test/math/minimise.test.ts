import { describe, expect, test } from 'vitest';
import { minimise } from '../../src/math/minimise.ts';

const free = (n: number, step = 1) => ({
  step: new Array<number>(n).fill(step),
  lower: new Array<number>(n).fill(-100),
  upper: new Array<number>(n).fill(100),
});

describe('the simplex of Nelder and Mead', () => {
  test.each([1, 2, 3, 4, 5, 6])(
    'finds the minimum of a tilted quadratic in %i dimensions, absolute error < 1e-4',
    (n) => {
      const centre = Array.from({ length: n }, (_, d) => Math.sin(1 + d));
      const f = (x: Float64Array) =>
        x.reduce((sum, value, d) => sum + (1 + 10 * d) * (value - centre[d] + 0.3 * (x[0] - centre[0])) ** 2, 2);
      const { x, value, converged } = minimise(f, new Array<number>(n).fill(3), free(n));
      expect(converged).toBe(true);
      expect(Math.abs(value - 2)).toBeLessThan(1e-8);
      x.forEach((found, d) => {
        expect(Math.abs(found - centre[d])).toBeLessThan(1e-4);
      });
    },
  );

  test.each([2, 4, 6])('follows the valley of Rosenbrock in %i dimensions to (1, …, 1), absolute error < 1e-3', (n) => {
    const f = (x: Float64Array) => {
      let sum = 0;
      for (let d = 0; d + 1 < n; d++) sum += 100 * (x[d + 1] - x[d] ** 2) ** 2 + (1 - x[d]) ** 2;
      return sum;
    };
    const { x, value } = minimise(f, new Array<number>(n).fill(-0.7), { ...free(n, 0.5), most: 40_000 });
    expect(value).toBeLessThan(1e-7);
    for (const found of x) expect(Math.abs(found - 1)).toBeLessThan(1e-3);
  });

  test('Powell’s singular function, whose second derivatives vanish at the minimum: value < 1e-7', () => {
    const f = ([a, b, c, d]: Float64Array) =>
      (a + 10 * b) ** 2 + 5 * (c - d) ** 2 + (b - 2 * c) ** 4 + 10 * (a - d) ** 4;
    expect(minimise(f, [3, -1, 0, 1], free(4)).value).toBeLessThan(1e-7);
  });

  test('a minimum beyond the bounds is found on them, exactly', () => {
    const f = ([a, b]: Float64Array) => (a - 5) ** 2 + (b + 3) ** 2 + a * b;
    const { x } = minimise(f, [0.5, 0.5], { step: [0.2, 0.2], lower: [0, 0], upper: [1, 2] });
    expect([...x]).toEqual([1, 0]);
  });

  test('never looks outside of the bounds, and begins inside', () => {
    const f = ([a, b]: Float64Array) => {
      if (a < 0 || a > 1 || b < 2 || b > 3) throw new Error('outside');
      return (a - 0.9) ** 2 + b;
    };
    const { x } = minimise(f, [7, -7], { step: [1, 1], lower: [0, 2], upper: [1, 3] });
    expect(Math.abs(x[0] - 0.9)).toBeLessThan(1e-4);
    expect(x[1]).toBe(2);
  });

  test('walls of infinity turn it back; a step across magnitudes does not matter', () => {
    const f = ([a, b]: Float64Array) =>
      a <= 0 ? Number.POSITIVE_INFINITY : (Math.log(a / 1e-9) - b) ** 2 + (b - 0.1) ** 2;
    const { x } = minimise(f, [1e-10, 0], { step: [1e-10, 1], lower: [0, -9], upper: [1, 9], tolerance: 1e-13 });
    expect(Math.abs(x[0] / (1e-9 * Math.exp(0.1)) - 1)).toBeLessThan(1e-4);
  });

  test('says when it ran out of evaluations; sizes that differ and NaN throw', () => {
    const f = (x: Float64Array) => x.reduce((sum, value) => sum + Math.abs(value - 1) ** 0.5, 0);
    expect(minimise(f, [50, 50], { ...free(2), most: 10 }).converged).toBe(false);
    expect(() => minimise(f, [0], free(2))).toThrow(RangeError);
    expect(() => minimise(() => Number.NaN, [0], free(1))).toThrow(RangeError);
  });
});
