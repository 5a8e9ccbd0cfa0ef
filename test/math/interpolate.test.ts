import { describe, expect, test } from 'vitest';
import { createInterpolant } from '../../src/math/interpolate.ts';

const grid = (n: number) => Array.from({ length: n }, (_, i) => (i + 0.37) / n);

describe('the lazy Chebyshev interpolant', () => {
  test('is exact for polynomials below the order along each axis, absolute error < 1e-13', () => {
    const f = ([x, y]: ArrayLike<number> & Iterable<number>) => [1 + x ** 3 * y ** 2, x ** 3 - 2 * y];
    const made = createInterpolant(f, {
      axes: [
        { lower: -1, upper: 2, width: 1.4, order: 4 },
        { lower: 0, upper: 1, width: 9, order: 3 },
      ],
      size: 2,
      tolerance: 1e-12,
    });
    const out = new Float64Array(2);
    for (const u of grid(11)) {
      for (const y of grid(7)) {
        const x = -1 + 3 * u;
        made.at([x, y], out);
        f([x, y]).forEach((value, i) => {
          expect(Math.abs(out[i] - value)).toBeLessThan(1e-13);
        });
      }
    }
    expect(made.evaluations).toBe(3 * (12 + 6)); // three cells of 4 × 3 nodes, six checks each
    expect(made.worstError).toBeLessThan(1e-13);
  });

  test.each([1e-3, 1e-5, 1e-7])('halves cells until a kinked function is met to a tolerance of %f', (tolerance) => {
    const f = ([x, y]: ArrayLike<number> & Iterable<number>) => [Math.tanh(30 * (x - 0.41)) + 0.1 * Math.sin(y)];
    const axis = { lower: 0, upper: 1, width: 1, order: 9 };
    const made = createInterpolant(f, { axes: [axis, axis], size: 1, tolerance });
    const out = new Float64Array(1);
    let worst = 0;
    for (const x of grid(97)) {
      for (const y of grid(5)) {
        made.at([x, y], out);
        worst = Math.max(worst, Math.abs(out[0] - f([x, y])[0]));
      }
    }
    expect(made.worstError).toBeLessThanOrEqual(tolerance);
    expect(worst).toBeLessThan(3 * tolerance); // three probes an axis do not find the very worst point
  });

  test('computes no cell that nobody asked for, and no cell twice', () => {
    const asked: number[] = [];
    const made = createInterpolant(
      ([x]: ArrayLike<number> & Iterable<number>) => {
        asked.push(x);
        return [x];
      },
      { axes: [{ lower: 0, upper: 10, width: 1, order: 3 }], size: 1, tolerance: 1e-9 },
    );
    const out = new Float64Array(1);
    for (const x of [3, 3.2, 3.9, 3]) made.at([x], out);
    expect(asked.length).toBe(6);
    expect(Math.min(...asked)).toBeGreaterThan(3);
    expect(Math.max(...asked)).toBeLessThan(4);
  });

  test('gives up on a jump after seven halvings and says how far off it is', () => {
    const made = createInterpolant(([x]: ArrayLike<number> & Iterable<number>) => [x < 0.3 ? 0 : 1], {
      axes: [{ lower: 0, upper: 1, width: 1, order: 5 }],
      size: 1,
      tolerance: 1e-6,
    });
    made.at([0.3 + 1e-9], new Float64Array(1));
    expect(made.worstError).toBeGreaterThan(0.1);
  });

  test('has the derivative along its first axis, absolute error < 1e-11, also at a node', () => {
    const made = createInterpolant(([x, y]: ArrayLike<number> & Iterable<number>) => [x ** 4 * y, Math.sin(y)], {
      axes: [
        { lower: -1, upper: 3, width: 2, order: 6 },
        { lower: 0, upper: 1, width: 1, order: 4 },
      ],
      size: 2,
      tolerance: 1e-2,
    });
    const [out, slope] = [new Float64Array(2), new Float64Array(2)];
    for (const x of [-0.9, 0.2, 1.7, 2 + Math.cos(Math.PI / 12)]) {
      made.at([x, 0.3], out, slope);
      expect(Math.abs(slope[0] - 4 * x ** 3 * 0.3)).toBeLessThan(1e-11);
      expect(Math.abs(slope[1])).toBeLessThan(1e-11);
    }
  });

  test('at a node and at the ends of the box', () => {
    const made = createInterpolant(([x]: ArrayLike<number> & Iterable<number>) => [x ** 2], {
      axes: [{ lower: -1, upper: 1, width: 2, order: 3 }],
      size: 1,
      tolerance: 1e-9,
    });
    const out = new Float64Array(1);
    for (const x of [-1, Math.cos(Math.PI / 6), 0, 1]) {
      made.at([x], out);
      expect(Math.abs(out[0] - x * x)).toBeLessThan(1e-15);
    }
  });
});
