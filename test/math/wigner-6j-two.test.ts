import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wigner6j } from '../../src/math/wigner-6j.ts';
import { wigner6jTwoDiagonal, wigner6jTwoOffDiagonal } from '../../src/math/wigner-6j-two.ts';

function agree(l: number, l0: number, a: number): boolean {
  const diagonal = wigner6j(2, l0, l0, l, a, a);
  const off = wigner6j(2, l0, l0, l, a, a + 2);
  return (
    Math.abs(wigner6jTwoDiagonal(l, l0, a) - diagonal) <= 2e-15 * Math.abs(diagonal) &&
    Math.abs(wigner6jTwoOffDiagonal(l, l0, a) - off) <= 2e-15 * Math.abs(off)
  );
}

describe('wigner6jTwoDiagonal, wigner6jTwoOffDiagonal', () => {
  test('the exact symbols, all l, l0, a ≤ 14, to 2e-15 relative, zeros exactly', () => {
    for (let l = 0; l <= 14; l++) {
      for (let l0 = 0; l0 <= 14; l0++) {
        for (let a = 0; a <= 14; a++) expect(agree(l, l0, a), `${l} ${l0} ${a}`).toBe(true);
      }
    }
  });

  test('the exact symbols, random l0, a ≤ 2000, l ≤ 4000, to 2e-15 relative', () => {
    const any = fc.integer({ min: 0, max: 2000 });
    fc.assert(
      fc.property(any, any, fc.nat(1e6), (l0, a, r) => {
        const l = Math.max(0, Math.abs(l0 - a) - 1) + (r % (2 * Math.min(l0, a) + 5));
        expect(agree(l, l0, a)).toBe(true);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('Σ_b (2b+1)(2l0+1) {2 l0 l0; l a b}² = 1, b = a−2 … a+2, the odd neighbours exact, to 1e-14 (DLMF 34.5.14)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), fc.integer({ min: 2, max: 300 }), fc.nat(1e6), (l0, a, r) => {
        const l = Math.abs(l0 - a) + (r % (2 * Math.min(l0, a) + 1));
        const terms = [
          wigner6jTwoOffDiagonal(l, l0, a - 2),
          wigner6j(2, l0, l0, l, a, a - 1),
          wigner6jTwoDiagonal(l, l0, a),
          wigner6j(2, l0, l0, l, a, a + 1),
          wigner6jTwoOffDiagonal(l, l0, a),
        ];
        const sum = terms.reduce((total, v, i) => total + (2 * (a - 2 + i) + 1) * (2 * l0 + 1) * v * v, 0);
        expect(Math.abs(sum - 1)).toBeLessThan(1e-14);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  test('malformed input throws RangeError', () => {
    for (const wrong of [
      [1, 0.5, 0.5],
      [-1, 1, 1],
      [1, 1, Number.NaN],
    ] as [number, number, number][]) {
      expect(() => wigner6jTwoDiagonal(...wrong)).toThrow(RangeError);
      expect(() => wigner6jTwoOffDiagonal(...wrong)).toThrow(RangeError);
    }
  });
});
