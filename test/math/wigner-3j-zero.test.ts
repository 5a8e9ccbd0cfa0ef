import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compositeRule, gaussLegendre } from '../../src/math/gauss-legendre.ts';
import { wigner3j } from '../../src/math/wigner-3j.ts';
import { wigner3j000, wigner3j000Squared } from '../../src/math/wigner-3j-zero.ts';

const upTo = (largest: number) => fc.integer({ min: 0, max: largest });

describe('wigner3j000', () => {
  test('the exact symbol, all l ≤ 12, to 1e-15 relative, zeros exactly', () => {
    for (let a = 0; a <= 12; a++) {
      for (let b = 0; b <= 12; b++) {
        for (let c = 0; c <= 12; c++) {
          const exact = wigner3j(a, b, c, 0, 0, 0);
          expect(Math.abs(wigner3j000(a, b, c) - exact)).toBeLessThanOrEqual(1e-15 * Math.abs(exact));
        }
      }
    }
  });

  test('the exact symbol, random l ≤ 2000, to 2e-15 relative', () => {
    fc.assert(
      fc.property(upTo(2000), upTo(2000), fc.nat(1e6), (a, b, r) => {
        const c = Math.abs(a - b) + (r % (2 * Math.min(a, b) + 1));
        const exact = wigner3j(a, b, c, 0, 0, 0);
        expect(Math.abs(wigner3j000(a, b, c) - exact)).toBeLessThanOrEqual(2e-15 * Math.abs(exact));
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  test('∫ P_a P_b P_c dx = 2 (a b c; 0 0 0)² to 1e-13, l ≤ 40 (DLMF 34.3.21)', () => {
    const { nodes, weights } = compositeRule(gaussLegendre(64), [-1, 1]);
    const legendre = Array.from(nodes, (x) => {
      const p = [1, x];
      for (let l = 1; l < 40; l++) p.push(((2 * l + 1) * x * p[l] - l * p[l - 1]) / (l + 1));
      return p;
    });
    fc.assert(
      fc.property(upTo(40), upTo(40), upTo(40), (a, b, c) => {
        const integral = legendre.reduce((sum, p, i) => sum + weights[i] * p[a] * p[b] * p[c], 0);
        expect(Math.abs(integral - 2 * wigner3j000(a, b, c) ** 2)).toBeLessThan(1e-13);
      }),
      { seed: 2, numRuns: 300 },
    );
  });

  test('malformed input throws RangeError', () => {
    for (const wrong of [
      [0.5, 0.5, 1],
      [-1, 1, 1],
      [1, 1, Number.NaN],
    ] as [number, number, number][]) {
      expect(() => wigner3j000(...wrong)).toThrow(RangeError);
    }
  });
});

describe('wigner3j000Squared', () => {
  test('is wigner3j000 squared at a = |l1−l2|, |l1−l2|+2, … to 2e-14 relative, l ≤ 2000', () => {
    fc.assert(
      fc.property(upTo(2000), upTo(2000), (l1, l2) => {
        let worst = 0;
        const squares = wigner3j000Squared(l1, l2);
        expect(squares.length).toBe(Math.min(l1, l2) + 1);
        squares.forEach((value, i) => {
          worst = Math.max(worst, Math.abs(value / wigner3j000(l1, l2, Math.abs(l1 - l2) + 2 * i) ** 2 - 1));
        });
        expect(worst).toBeLessThan(2e-14);
      }),
      { seed: 3, numRuns: 60 },
    );
  });

  test('Σ_a (2a+1) (l1 l2 a; 0 0 0)² = 1 to 1e-14, any l ≤ 2000', () => {
    fc.assert(
      fc.property(upTo(2000), upTo(2000), (l1, l2) => {
        const squares = wigner3j000Squared(l1, l2);
        const sum = squares.reduce((total, value, i) => total + (2 * (Math.abs(l1 - l2) + 2 * i) + 1) * value, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-14);
      }),
      { seed: 4, numRuns: 60 },
    );
  });

  test('fills the array it is given, and no more of it; too short a one and malformed input throw RangeError', () => {
    const out = new Float64Array(6).fill(7);
    expect(wigner3j000Squared(3, 5, out)).toBe(out);
    expect([...out]).toEqual([...wigner3j000Squared(5, 3), 7, 7]);
    expect(() => wigner3j000Squared(3, 5, new Float64Array(3))).toThrow(RangeError);
    expect(() => wigner3j000Squared(1.5, 1.5)).toThrow(RangeError);
    expect(() => wigner3j000Squared(-1, 2)).toThrow(RangeError);
  });
});
