import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compositeRule, gaussLegendre } from '../../src/math/gauss-legendre.ts';
import { sphericalBessel } from '../../src/math/spherical-bessel.ts';
import reference from '../reference/bessel.json' with { type: 'json' };

/** Any z in use, log-uniform from 1e-9 to 1e5, with the integers, where the recursions are joined, made likely. */
const anyZ = fc.oneof(
  fc.double({ min: -9, max: 5, noNaN: true }).map((log) => 10 ** log),
  fc.double({ min: 0, max: 2100, noNaN: true }),
  fc.integer({ min: 0, max: 2100 }),
);

/** The amplitude of the oscillation of j_n below its turning point, j_n itself above. */
function scaleOf(n: number, z: number, j: number): number {
  return n < z ? Math.max(Math.abs(j), 0.5 / Math.sqrt(z * Math.sqrt(z * z - n * n))) : Math.abs(j);
}

describe('sphericalBessel', () => {
  test('j_{n−1} + j_{n+1} = (2n+1)/z j_n to 1e-13 of the largest term, any z ≤ 1e5, n ≤ 2000 (DLMF 10.51.1)', () => {
    fc.assert(
      fc.property(anyZ, fc.integer({ min: 2, max: 2000 }), (z, nMax) => {
        const j = sphericalBessel(nMax, z);
        for (let n = 1; n < nMax; n++) {
          if (Math.abs(j[n + 1]) < 1e-290) break;
          const terms = [j[n - 1], j[n + 1], (-(2 * n + 1) / z) * j[n]];
          const sum = terms[0] + terms[1] + terms[2];
          expect(Math.abs(sum)).toBeLessThan(1e-13 * Math.max(...terms.map(Math.abs)));
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('∫ (j_{n−1} − (n+1)/x j_n) dx = j_n(b) − j_n(a) to 1e-13 of ∫ |…| (DLMF 10.51.2)', () => {
    const rule = gaussLegendre(24);
    for (const [a, b] of [
      [0.01, 3],
      [40, 47.5],
      [998.7, 1004],
    ] as const) {
      const { nodes, weights } = compositeRule(rule, [a, (a + b) / 2, b]);
      const nMax = Math.ceil(1.1 * b + 10);
      const change = sphericalBessel(nMax, b).map((v, n) => v - sphericalBessel(nMax, a)[n]);
      const sum = new Float64Array(nMax + 1);
      const size = new Float64Array(nMax + 1);
      nodes.forEach((x, i) => {
        const j = sphericalBessel(nMax, x);
        for (let n = 1; n <= nMax; n++) {
          const slope = j[n - 1] - ((n + 1) / x) * j[n];
          sum[n] += weights[i] * slope;
          size[n] += weights[i] * Math.abs(slope);
        }
      });
      for (let n = 1; n <= nMax; n++) expect(Math.abs(sum[n] - change[n])).toBeLessThan(1e-13 * size[n] + 1e-300);
    }
  });

  test('Σ (2n+1) j_n² = 1 and Σ (−1)^n (2n+1) j_n² = sin 2z/2z to 1e-13, any z ≤ 1800 (DLMF 10.60.12, 10.60.13)', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1800, noNaN: true }), (z) => {
        let sum = 0;
        let alternating = 0;
        sphericalBessel(2000, z).forEach((j, n) => {
          sum += (2 * n + 1) * j * j;
          alternating += (n % 2 ? -1 : 1) * (2 * n + 1) * j * j;
        });
        expect(Math.abs(sum - 1)).toBeLessThan(1e-13);
        expect(Math.abs(alternating - (z === 0 ? 1 : Math.sin(2 * z) / (2 * z)))).toBeLessThan(1e-13);
      }),
      { seed: 2, numRuns: 100 },
    );
  });

  test('Σ (2n+1) i^n j_n(z) P_n(x) = e^{izx} to 2e-14 of Σ |terms|, any z ≤ 1800, |x| ≤ 1 (DLMF 10.60.7)', () => {
    const unit = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1800, noNaN: true }), unit, (z, x) => {
        const j = sphericalBessel(2000, z);
        const parts = [0, 0];
        let before = 0;
        let legendre = 1;
        let size = 0;
        for (let n = 0; n <= 2000; n++) {
          const term = (2 * n + 1) * j[n] * legendre;
          parts[n % 2] += n % 4 < 2 ? term : -term;
          size += Math.abs(term);
          [before, legendre] = [legendre, ((2 * n + 1) * x * legendre - n * before) / (n + 1)];
        }
        expect(Math.abs(parts[0] - Math.cos(z * x))).toBeLessThan(2e-14 * size);
        expect(Math.abs(parts[1] - Math.sin(z * x))).toBeLessThan(2e-14 * size);
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  test('the order asked for does not change the values: nMax and 2000 agree to 3e-14', () => {
    fc.assert(
      fc.property(anyZ, fc.integer({ min: 0, max: 2000 }), (z, nMax) => {
        const all = sphericalBessel(2000, z);
        sphericalBessel(nMax, z).forEach((j, n) => {
          expect(Math.abs(j - all[n])).toBeLessThanOrEqual(3e-14 * scaleOf(n, z, j) + 1e-320);
        });
      }),
      { seed: 4, numRuns: 200 },
    );
  });

  test('z^n/(2n+1)!! (1 − z²/(4n+6)) to 1e-13 for z ≤ 1e-4, underflow included (DLMF 10.53.1)', () => {
    for (const z of [5e-324, 1e-200, 1e-20, 9.99e-9, 1e-8, 1.01e-8, 3e-6, 1e-4]) {
      let power = 1;
      sphericalBessel(2000, z).forEach((j, n) => {
        if (n > 0) power *= z / (2 * n + 1);
        const leading = power * (1 - z ** 2 / (4 * n + 6));
        expect(Math.abs(j - leading)).toBeLessThanOrEqual(power > 1e-305 ? 1e-13 * power : 1e-319);
      });
    }
  });

  test('z = 0 is exact', () => {
    expect([...sphericalBessel(4, 0)]).toEqual([1, 0, 0, 0, 0]);
    expect([...sphericalBessel(0, 0)]).toEqual([1]);
  });

  test('finite everywhere, positive and falling with n above the turning point until it is 0', () => {
    fc.assert(
      fc.property(anyZ, (z) => {
        const j = sphericalBessel(2000, z);
        const wrong = j.findIndex((value, n) => {
          if (!(Math.abs(value) <= 1)) return true;
          return n > z && n > 0 && !(value >= 0 && (value < j[n - 1] || value === 0));
        });
        expect(wrong).toBe(-1);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  test('mpmath at 50 digits: relative error < 2e-14 (of the amplitude for n < z), n ≤ 2000, z ≤ 1e5', () => {
    for (const row of reference.rows) {
      const j = sphericalBessel(2000, row.z);
      reference.orders.forEach((n, i) => {
        const expected = Number(row.j[i]);
        const tolerance = Math.abs(expected) > 1e-306 ? 2e-14 * scaleOf(n, row.z, expected) : 1e-320;
        expect(Math.abs(j[n] - expected), `j_${n}(${row.z})`).toBeLessThanOrEqual(tolerance);
      });
    }
  });

  test('fills the array it is given, and no more of it', () => {
    const out = new Float64Array(8).fill(7);
    expect(sphericalBessel(4, 0.5, out)).toBe(out);
    expect([...out.subarray(0, 5)]).toEqual([...sphericalBessel(4, 0.5)]);
    expect([...out.subarray(5)]).toEqual([7, 7, 7]);
  });

  test('malformed input throws RangeError', () => {
    for (const z of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => sphericalBessel(3, z)).toThrow(RangeError);
    }
    for (const n of [-1, 1.5, Number.NaN]) expect(() => sphericalBessel(n, 1)).toThrow(RangeError);
    expect(() => sphericalBessel(3, 1, new Float64Array(3))).toThrow(RangeError);
  });
});
