import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compositeRule, gaussLegendre } from '../../src/math/gauss-legendre.ts';
import { sineIntegral } from '../../src/math/sine-integral.ts';
import { sphericalBessel } from '../../src/math/spherical-bessel.ts';
import reference from '../reference/bessel.json' with { type: 'json' };

const relative = (value: number, expected: number) => Math.abs(value / expected - 1);

describe('sineIntegral', () => {
  test('Si(z) = z Σ j_n(z/2)² to 3e-14, any z ≤ 3600 (DLMF 6.10.4)', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 3600, noNaN: true }), (z) => {
        const sum = sphericalBessel(2000, z / 2).reduce((total, j) => total + j * j, 0);
        expect(relative(z * sum, sineIntegral(z))).toBeLessThan(3e-14);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('Si(b) − Si(a) = ∫ sin t/t dt to 1e-14 absolute, across both representations', () => {
    const rule = gaussLegendre(20);
    for (const [a, b] of [
      [1, 2.9],
      [2.9, 3.1],
      [3.1, 10],
      [100, 110],
    ] as const) {
      const { nodes, weights } = compositeRule(rule, [a, (3 * a + b) / 4, (a + b) / 2, (a + 3 * b) / 4, b]);
      const integral = nodes.reduce((sum, t, i) => sum + (weights[i] * Math.sin(t)) / t, 0);
      expect(Math.abs(sineIntegral(b) - sineIntegral(a) - integral)).toBeLessThan(1e-14);
    }
  });

  test('mpmath at 50 digits: relative error < 4e-16', () => {
    for (const row of reference.rows) {
      expect(relative(sineIntegral(row.z), Number(row.si)), `Si(${row.z})`).toBeLessThan(4e-16);
    }
  });

  test('Si(z) → π/2 − cos z/z − sin z/z² to 3/z³ (DLMF 6.12.3, 6.12.4), and is π/2 at the end', () => {
    for (const z of [50, 1e3, 1e4, 1e5, 1e17, 1.1e17]) {
      const tail = Math.cos(z) / z + Math.sin(z) / z ** 2;
      expect(Math.abs(sineIntegral(z) - (Math.PI / 2 - tail))).toBeLessThan(3 / z ** 3 + 3e-16);
    }
    expect(sineIntegral(1e300)).toBe(Math.PI / 2);
    expect(sineIntegral(Number.POSITIVE_INFINITY)).toBe(Math.PI / 2);
  });

  test('is z at the smallest z, 0 at 0, and throws RangeError below', () => {
    expect(sineIntegral(0)).toBe(0);
    expect(sineIntegral(5e-324)).toBe(5e-324);
    expect(sineIntegral(1e-9)).toBe(1e-9);
    expect(() => sineIntegral(-1)).toThrow(RangeError);
    expect(() => sineIntegral(Number.NaN)).toThrow(RangeError);
  });
});
