import { describe, expect, test } from 'vitest';
import {
  bandLimit,
  chebyshevAngles,
  chebyshevCoefficients,
  chebyshevSum,
  chebyshevTransform,
} from '../../src/math/chebyshev.ts';

const interpolate = (n: number, f: (t: number) => number) =>
  chebyshevCoefficients(
    chebyshevAngles(n).map((theta) => f(Math.cos(theta))),
    chebyshevTransform(n),
  );

describe('Chebyshev series', () => {
  test('finds the coefficients of T_m exactly, to 1e-14 absolute, even and odd n', () => {
    for (const n of [1, 2, 7, 18, 60, 61]) {
      for (const m of [0, 1, n >> 1, n - 1].filter((m) => m < n)) {
        const c = interpolate(n, (t) => Math.cos(m * Math.acos(t)));
        c.forEach((value, k) => {
          expect(Math.abs(value - (k === m ? 1 : 0)), `n ${n}, m ${m}, k ${k}`).toBeLessThan(1e-14);
        });
      }
    }
  });

  test('reproduces exp, to 1e-15 of the largest', () => {
    const c = interpolate(25, Math.exp);
    for (let i = 0; i <= 102; i++) {
      const t = -1 + (2 * i) / 102;
      expect(Math.abs(chebyshevSum(c, t) - Math.exp(t))).toBeLessThan(Math.E * 1e-15);
    }
  });

  test('is complete at bandLimit(type) for cos(type·t) and cos(type·√w): the rest is below 2e-14', () => {
    for (const type of [0.1, 3, 40, 400, 2000]) {
      const n = bandLimit(type) + 1;
      const c = interpolate(n, (t) => Math.cos(type * t + 0.3));
      const half = interpolate((n >> 1) + 1, (v) => Math.cos(type * Math.sqrt((1 + v) / 2)));
      for (const t of [-1, -0.987, -0.2, 0.413, 0.9999, 1]) {
        expect(Math.abs(chebyshevSum(c, t) - Math.cos(type * t + 0.3)), `type ${type}`).toBeLessThan(
          2e-14 + type * 1e-15,
        );
        const even = chebyshevSum(half, 2 * t * t - 1);
        expect(Math.abs(even - Math.cos(type * t)), `type ${type}`).toBeLessThan(2e-14 + type * 1e-15);
      }
    }
  });
});
