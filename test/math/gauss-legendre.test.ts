import { describe, expect, test } from 'vitest';
import { compositeRule, gaussLegendre } from '../../src/math/gauss-legendre.ts';

const sum = (n: number, f: (x: number, i: number) => number) => {
  const { nodes, weights } = gaussLegendre(n);
  return nodes.reduce((total, x, i) => total + weights[i] * f(x, i), 0);
};

describe('gaussLegendre', () => {
  test('is exact for every power below degree 2n, to 9e-16 absolute, n ≤ 40', () => {
    for (let n = 1; n <= 40; n++) {
      for (let power = 0; power < 2 * n; power++) {
        const exact = power % 2 ? 0 : 2 / (power + 1);
        expect(Math.abs(sum(n, (x) => x ** power) - exact), `n ${n}, x^${power}`).toBeLessThan(9e-16);
      }
    }
  });

  test('is not exact for x^2n: the error is the closed form, to 1e-10 relative', () => {
    for (const n of [1, 2, 3, 5, 8]) {
      let f = 2 ** (2 * n + 1) / (2 * n + 1); // 2^(2n+1) (n!)^4 / ((2n+1) (2n)!^3) · (2n)!
      for (let i = 1; i <= n; i++) f *= (i / (n + i)) ** 2;
      const error = 2 / (2 * n + 1) - sum(n, (x) => x ** (2 * n));
      expect(Math.abs(error / f - 1), `n ${n}`).toBeLessThan(1e-10);
    }
  });

  test('has the closed forms of n = 2, 3, 5 to 5e-16', () => {
    expect(gaussLegendre(2).nodes[1]).toBeCloseTo(1 / Math.sqrt(3), 15);
    expect(gaussLegendre(3).nodes[2]).toBeCloseTo(Math.sqrt(3 / 5), 15);
    expect(gaussLegendre(3).weights[1]).toBeCloseTo(8 / 9, 15);
    expect(gaussLegendre(5).weights[2]).toBeCloseTo(128 / 225, 15);
    expect(gaussLegendre(5).nodes[4]).toBeCloseTo(Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3, 15);
  });

  test('is symmetric to the last bit, ascending, with complements 1 − x to 1e-15 absolute, n ≤ 3000', () => {
    for (const n of [1, 2, 7, 64, 333, 3000]) {
      const { nodes, weights, complements } = gaussLegendre(n);
      for (let i = 0; i < n; i++) {
        expect(nodes[i] + nodes[n - 1 - i]).toBe(0);
        expect(weights[i]).toBe(weights[n - 1 - i]);
        expect(Math.abs(complements[i] - (1 - nodes[i]))).toBeLessThan(1e-15);
        if (i > 0) expect(nodes[i]).toBeGreaterThan(nodes[i - 1]);
      }
    }
  });

  test('resolves a boundary layer: √(1−x) with error ∝ n^−3, 1/(1−x+1e-4) to 1e-12 relative', () => {
    const epsilon = 1e-4;
    const { weights, complements } = gaussLegendre(1500);
    const value = complements.reduce((total, u, i) => total + weights[i] / (u + epsilon), 0);
    expect(Math.abs(value / Math.log((2 + epsilon) / epsilon) - 1)).toBeLessThan(1e-12);
    const error = (n: number) => {
      const rule = gaussLegendre(n);
      const got = rule.complements.reduce((total, u, i) => total + rule.weights[i] * Math.sqrt(u), 0);
      return Math.abs(got - (4 * Math.SQRT2) / 3);
    };
    const order = Math.log2(error(100) / error(200));
    expect(order).toBeGreaterThan(2.9);
    expect(order).toBeLessThan(3.1);
  });

  test('sums its weights to 2 within 3e-15 and x² to 2/3 within 3e-15, n up to 4000', () => {
    for (const n of [100, 1000, 4000]) {
      expect(Math.abs(sum(n, () => 1) - 2)).toBeLessThan(3e-15);
      expect(Math.abs(sum(n, (x) => x * x) - 2 / 3)).toBeLessThan(3e-15);
    }
  });

  test('throws on a malformed n', () => {
    for (const n of [0, -1, 1.5, Number.NaN]) expect(() => gaussLegendre(n)).toThrow(RangeError);
  });
});

describe('compositeRule', () => {
  test('integrates √x on panels that end at its kinks, to 1e-14 relative', () => {
    const { nodes, weights } = compositeRule(gaussLegendre(30), [1, 2, 5]);
    const value = nodes.reduce((total, x, i) => total + weights[i] * Math.sqrt(x), 0);
    expect(Math.abs(value / ((2 / 3) * (5 ** 1.5 - 1)) - 1)).toBeLessThan(1e-14);
  });
});
