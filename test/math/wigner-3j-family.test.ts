import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wigner3j } from '../../src/math/wigner-3j.ts';
import { wigner3jFamily } from '../../src/math/wigner-3j-family.ts';
import { wigner3j000Squared } from '../../src/math/wigner-3j-zero.ts';

type Four = [number, number, number, number];

/** The largest error against the exact symbols, every `step`-th of them, over the largest of the family. */
function error([j2, j3, m2, m3]: Four, step: number): number {
  const { jMin, jMax, values } = wigner3jFamily(j2, j3, m2, m3);
  expect(values.length).toBe(jMax - jMin + 1);
  let worst = 0;
  for (let i = 0; i < values.length; i += step) {
    worst = Math.max(worst, Math.abs(values[i] - wigner3j(jMin + i, j2, j3, -m2 - m3, m2, m3)));
  }
  return worst / values.reduce((largest, v) => Math.max(largest, Math.abs(v)), 0);
}

const family = (largest: number) =>
  fc
    .tuple(fc.nat(2 * largest), fc.nat(2 * largest), fc.nat(1e6), fc.nat(1e6))
    .map(([t2, t3, r2, r3]): Four => [t2 / 2, t3 / 2, -t2 / 2 + (r2 % (t2 + 1)), -t3 / 2 + (r3 % (t3 + 1))]);

describe('wigner3jFamily', () => {
  test('the exact symbols, every family with j2, j3 ≤ 4, to 2e-15 of the largest', () => {
    for (let j2 = 0; j2 <= 4; j2 += 0.5) {
      for (let j3 = 0; j3 <= 4; j3 += 0.5) {
        for (let m2 = -j2; m2 <= j2; m2++) {
          for (let m3 = -j3; m3 <= j3; m3++) expect(error([j2, j3, m2, m3], 1)).toBeLessThan(2e-15);
        }
      }
    }
  });

  test('the exact symbols, random families with j ≤ 200, to 5e-14 of the largest', () => {
    fc.assert(
      fc.property(family(200), (four) => {
        expect(error(four, 7)).toBeLessThan(5e-14);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  test('the exact symbols, j2, j3 = 1000 … 2000 with m at and between their limits, to 1e-13 of the largest', () => {
    for (const four of [
      [1000, 1000, 0, 0],
      [1000, 1000, 3, -500],
      [1000, 1000, 1000, -1000],
      [1000, 1000, -999, 999],
      [1000, 1000, 999, -1000],
      [1000, 1000, 1000, 1000],
      [999.5, 1000, 0.5, 500],
      [1000, 400, -700, 350],
      [1595.5, 1548, -1441.5, 757],
      [2000, 2000, 2, -2],
      [2000, 2000, 500, -1999],
      [1999.5, 1999.5, 1998.5, -1989.5],
      [2000, 3, 2, -2],
    ] as Four[]) {
      expect(error(four, 29), `${four}`).toBeLessThan(1e-13);
    }
  });

  test('with m = 0 the squares of wigner3j000Squared and exact zeros between, to 1e-13 of the largest', () => {
    for (const [l1, l2] of [
      [0, 7],
      [20, 31],
      [1000, 700],
    ] as const) {
      const { values } = wigner3jFamily(l1, l2, 0, 0);
      const squares = wigner3j000Squared(l1, l2);
      const largest = Math.max(...squares);
      values.forEach((v, i) => {
        if (i % 2 === 1) expect(Object.is(v, 0)).toBe(true);
        else expect(Math.abs(v * v - squares[i / 2])).toBeLessThan(1e-13 * largest);
      });
    }
  });

  test('Σ_j1 (2j1+1) (j1 j2 j3; m1 m2 m3)(j1 j2 j3; m1 m2′ m3′) = δ to 1e-13, j ≤ 1000 (DLMF 34.3.17)', () => {
    fc.assert(
      fc.property(family(1000), fc.nat(1e6), ([j2, j3, m2, m3], r) => {
        const low = Math.max(-j2, m2 + m3 - j3);
        const other = low + (r % (Math.min(j2, m2 + m3 + j3) - low + 1));
        const { jMin, values } = wigner3jFamily(j2, j3, m2, m3);
        const partner = wigner3jFamily(j2, j3, other, m2 + m3 - other).values;
        const sum = values.reduce((total, v, i) => total + (2 * (jMin + i) + 1) * v * partner[i], 0);
        expect(Math.abs(sum - (other === m2 ? 1 : 0))).toBeLessThan(1e-13);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  test('fills the array it is given, and no more of it', () => {
    const out = new Float64Array(9).fill(7);
    const { values, jMin, jMax } = wigner3jFamily(3, 2, 1, -1, out);
    expect(values).toBe(out);
    expect([jMin, jMax]).toEqual([1, 5]);
    expect([...out.subarray(0, 5)]).toEqual([...wigner3jFamily(3, 2, 1, -1).values]);
    expect([...out.subarray(5)]).toEqual([7, 7, 7, 7]);
  });

  test('malformed input throws RangeError', () => {
    for (const wrong of [
      [1.2, 1, 0, 0],
      [1, -1, 0, 0],
      [1, 1, 2, 0],
      [1, 1, 0.5, 0],
      [1, Number.NaN, 0, 0],
    ] as Four[]) {
      expect(() => wigner3jFamily(...wrong), `${wrong}`).toThrow(RangeError);
    }
    expect(() => wigner3jFamily(3, 2, 1, -1, new Float64Array(4))).toThrow(RangeError);
  });
});
