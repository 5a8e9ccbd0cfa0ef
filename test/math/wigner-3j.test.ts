import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wigner3j, wigner3jExact } from '../../src/math/wigner-3j.ts';
import reference from '../reference/wigner.json' with { type: 'json' };

type Six = [number, number, number, number, number, number];

/** Any allowed symbol with j up to `largest`, integers and half-integers. */
const symbol = (largest: number) =>
  fc
    .tuple(
      fc.integer({ min: 0, max: 2 * largest }),
      fc.integer({ min: 0, max: 2 * largest }),
      fc.nat(1e6),
      fc.nat(1e6),
      fc.nat(1e6),
    )
    .map(([twice1, twice2, r3, rm1, rm2]): Six => {
      const [j1, j2] = [twice1 / 2, twice2 / 2];
      const j3 = Math.abs(j1 - j2) + (r3 % (2 * Math.min(j1, j2) + 1));
      const m1 = -j1 + (rm1 % (2 * j1 + 1));
      const low = Math.max(-j2, -j3 - m1);
      const m2 = low + (rm2 % (Math.min(j2, j3 - m1) - low + 1));
      return [j1, j2, j3, m1, m2, -m1 - m2];
    });

const halves = (to: number) => Array.from({ length: 2 * to + 1 }, (_, i) => i / 2);
const range = (j: number) => Array.from({ length: 2 * j + 1 }, (_, i) => i - j);
const parity = (n: number) => (n % 2 === 0 ? 1 : -1);

describe('wigner3j', () => {
  test('Σ_m (2j3+1) (j1 j2 j3; m1 m2 m3)(j1 j2 j3′; m1 m2 m3′) = δδ to 1e-14, all j ≤ 3 (DLMF 34.3.16)', () => {
    for (const j1 of halves(3)) {
      for (const j2 of halves(3)) {
        for (let j3 = Math.abs(j1 - j2); j3 <= j1 + j2; j3++) {
          for (let other = Math.abs(j1 - j2); other <= j1 + j2; other++) {
            for (const m3 of range(Math.min(j3, other))) {
              let sum = 0;
              for (const m1 of range(j1)) {
                const m2 = -m1 - m3;
                if (Math.abs(m2) > j2) continue;
                sum += (2 * j3 + 1) * wigner3j(j1, j2, j3, m1, m2, m3) * wigner3j(j1, j2, other, m1, m2, m3);
              }
              expect(Math.abs(sum - (j3 === other ? 1 : 0))).toBeLessThan(1e-14);
            }
          }
        }
      }
    }
  });

  test('Σ_j3 (2j3+1) (j1 j2 j3; m1 m2 m3)(j1 j2 j3; m1′ m2′ m3) = δ to 1e-13 at random j ≤ 100 (DLMF 34.3.17)', () => {
    fc.assert(
      fc.property(symbol(100), fc.nat(1e6), ([j1, j2, , m1, m2, m3], shift) => {
        const low = Math.max(-j1, -j2 - m3);
        const other = low + (shift % (Math.min(j1, j2 - m3) - low + 1));
        let norm = 0;
        let cross = 0;
        for (let j = Math.max(Math.abs(j1 - j2), Math.abs(m3)); j <= j1 + j2; j++) {
          const value = wigner3j(j1, j2, j, m1, m2, m3);
          norm += (2 * j + 1) * value * value;
          cross += (2 * j + 1) * value * wigner3j(j1, j2, j, other, -other - m3, m3);
        }
        expect(Math.abs(norm - 1)).toBeLessThan(1e-13);
        expect(Math.abs(cross - (other === m1 ? 1 : 0))).toBeLessThan(1e-13);
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  test('all 72 symmetries of Regge’s square to 1e-15 relative, any j ≤ 400 (DLMF 34.3.8–34.3.12)', () => {
    const permutations = [
      [0, 1, 2],
      [1, 2, 0],
      [2, 0, 1],
      [1, 0, 2],
      [0, 2, 1],
      [2, 1, 0],
    ] as const;
    fc.assert(
      fc.property(symbol(400), ([j1, j2, j3, m1, m2, m3]) => {
        const square = [
          [-j1 + j2 + j3, j1 - j2 + j3, j1 + j2 - j3],
          [j1 - m1, j2 - m2, j3 - m3],
          [j1 + m1, j2 + m2, j3 + m3],
        ];
        const value = wigner3j(j1, j2, j3, m1, m2, m3);
        for (const [r, rows] of permutations.entries()) {
          for (const [c, columns] of permutations.entries()) {
            for (const transposed of [false, true]) {
              const at = (i: number, k: number) =>
                transposed ? square[rows[k]][columns[i]] : square[rows[i]][columns[k]];
              const j = [0, 1, 2].map((k) => (at(1, k) + at(2, k)) / 2);
              const m = [0, 1, 2].map((k) => (at(2, k) - at(1, k)) / 2);
              const sign = r > 2 !== c > 2 ? parity(j1 + j2 + j3) : 1;
              const other = wigner3j(j[0], j[1], j[2], m[0], m[1], m[2]);
              expect(Math.abs(other - sign * value)).toBeLessThanOrEqual(1e-15 * Math.abs(value));
            }
          }
        }
      }),
      { seed: 2, numRuns: 20 },
    );
  });

  test('Σ_i √((j_i−m_i)(j_i+m_i+1)) (… m_i+1 …) = 0, m1+m2+m3 = −1, to 1e-14 of the largest term, any j ≤ 1000', () => {
    fc.assert(
      fc.property(symbol(1000), ([j1, j2, j3, m1, m2, m3]) => {
        fc.pre(m3 > -j3);
        const j = [j1, j2, j3];
        const m = [m1, m2, m3 - 1];
        const terms = [0, 1, 2].map((i) => {
          const root = Math.sqrt((j[i] - m[i]) * (j[i] + m[i] + 1));
          const raised = m.map((value, k) => (k === i ? value + 1 : value));
          return root === 0 ? 0 : root * wigner3j(j1, j2, j3, raised[0], raised[1], raised[2]);
        });
        const largest = Math.max(...terms.map(Math.abs));
        expect(Math.abs(terms[0] + terms[1] + terms[2])).toBeLessThanOrEqual(1e-14 * largest);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  test('three-term recursion in j1 to 1e-14 of the largest term, any j ≤ 1000 (DLMF 34.3.14)', () => {
    fc.assert(
      fc.property(symbol(1000), ([j1, j2, j3, m1, m2, m3]) => {
        fc.pre(j1 > Math.max(Math.abs(j2 - j3), Math.abs(m1)) && j1 < j2 + j3);
        const A = (j: number) => Math.sqrt((j * j - (j2 - j3) ** 2) * ((j2 + j3 + 1) ** 2 - j * j) * (j * j - m1 * m1));
        const terms = [
          j1 * A(j1 + 1) * wigner3j(j1 + 1, j2, j3, m1, m2, m3),
          (2 * j1 + 1) *
            (j1 * (j1 + 1) * (m3 - m2) - m1 * (j2 - j3) * (j2 + j3 + 1)) *
            wigner3j(j1, j2, j3, m1, m2, m3),
          (j1 + 1) * A(j1) * wigner3j(j1 - 1, j2, j3, m1, m2, m3),
        ];
        const largest = Math.max(...terms.map(Math.abs));
        expect(Math.abs(terms[0] + terms[1] + terms[2])).toBeLessThanOrEqual(1e-14 * largest);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test('closed forms to 1e-15: (j j 0; m −m 0), (j j 1; m −m 0) (DLMF 34.3.1, 34.3.2), j = ½ … 1000', () => {
    for (const j of [0.5, 1, 4.5, 30, 199.5, 1000]) {
      for (const m of [-j, -j + 1, j - Math.floor(j / 2), j]) {
        const zero = parity(j - m) / Math.sqrt(2 * j + 1);
        const one = (parity(j - m) * m) / Math.sqrt(j * (j + 1) * (2 * j + 1));
        expect(Math.abs(wigner3j(j, j, 0, m, -m, 0) / zero - 1)).toBeLessThan(1e-15);
        expect(Math.abs(wigner3j(j, j, 1, m, -m, 0) - one)).toBeLessThanOrEqual(1e-15 * Math.abs(one));
      }
    }
  });

  test('equals sympy’s exact value, sign and square, j ≤ 25', () => {
    for (const { twice, sign, square } of reference.wigner3j) {
      const { factor, numerator, denominator } = wigner3jExact(...(twice.map((t) => t / 2) as Six));
      const [p, q = 1n] = square.split('/').map(BigInt) as [bigint, bigint?];
      expect(factor ** 2n * numerator * q, `${twice}`).toBe(p * denominator);
      expect(factor === 0n ? 0 : factor > 0n ? 1 : -1).toBe(sign);
    }
  });

  test('sympy at 25 digits to 1e-15 relative, j = 200 and j = 1000', () => {
    for (const { twice, value } of reference.wigner3jLarge) {
      const ours = wigner3j(...(twice.map((t) => t / 2) as Six));
      expect(Math.abs(ours / Number(value) - 1), `${twice}`).toBeLessThan(1e-15);
    }
  });

  test('a symbol out of the range of doubles underflows to 0, its exact value does not', () => {
    // (j1 j2 j1+j2; m1 m2 −m1−m2)² = (2j1)! (2j2)! (j3+m3)! (j3−m3)!/((2j3+1)! Π (j±m)!)
    expect(wigner3j(3000, 3000, 6000, 3000, -3000, 0)).toBe(0);
    expect(wigner3jExact(3000, 3000, 6000, 3000, -3000, 0).factor).not.toBe(0n);
    expect(wigner3j(300, 300, 600, 300, -300, 0)).toBeGreaterThan(0);
  });

  test('selection rules and accidental zeros give exactly 0', () => {
    const zeros: Six[] = [
      [1, 2, 4, 0, 0, 0], // triangle
      [1, 1, 1.5, 0, 0, 0.5], // integer sum
      [2, 2, 2, 1, 1, 1], // Σm
      [1, 1, 1, 0, 0, 0], // odd sum with all m = 0
      [7, 8, 10, 0, 0, 0],
      [501, 500, 500, 0, 0, 0],
      [3, 2, 2, -2, 1, 1], // odd sum with equal columns
      [3, 3, 2, 2, -2, 0], // no symmetry behind these
      [5, 4, 2, 3, -2, -1],
      [6, 5, 3, 0, -1, 1],
      [6, 5, 4, 3, 0, -3],
    ];
    for (const zero of zeros) expect(Object.is(wigner3j(...zero), 0), `${zero}`).toBe(true);
  });

  test('malformed input throws RangeError', () => {
    for (const wrong of [
      [0.3, 1, 1, 0.3, 0, 0],
      [-1, 1, 1, 0, 0, 0],
      [1, 1, 1, 0.5, -0.5, 0],
      [0.5, 0.5, 1, 0, 0, 0],
      [1, 1, 1, 2, -1, -1],
      [Number.NaN, 1, 1, 0, 0, 0],
      [1, 1, 1, Number.NaN, 0, 0],
      [Number.POSITIVE_INFINITY, 1, 1, 0, 0, 0],
      [5e4, 5e4, 1, 0, 0, 0],
    ] as Six[]) {
      expect(() => wigner3j(...wrong), `${wrong}`).toThrow(RangeError);
    }
  });
});
