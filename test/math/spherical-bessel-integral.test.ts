import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compositeRule, gaussLegendre } from '../../src/math/gauss-legendre.ts';
import { sphericalBessel } from '../../src/math/spherical-bessel.ts';
import { sphericalBesselIntegrals } from '../../src/math/spherical-bessel-integral.ts';
import reference from '../reference/bessel.json' with { type: 'json' };

const anyZ = fc.oneof(
  fc.double({ min: -9, max: 5, noNaN: true }).map((log) => 10 ** log),
  fc.double({ min: 0, max: 2100, noNaN: true }),
  fc.integer({ min: 0, max: 2100 }),
);

describe('sphericalBesselIntegrals', () => {
  test('(2n+1) j_n = n h_{n−1} − (n+1) h_{n+1} to 1e-13 of the largest term, any z ≤ 1e5, 1 ≤ n ≤ 2000', () => {
    fc.assert(
      fc.property(anyZ, fc.integer({ min: 2, max: 2000 }), (z, nMax) => {
        const h = sphericalBesselIntegrals(nMax, z);
        const j = sphericalBessel(nMax, z);
        for (let n = 1; n < nMax; n++) {
          if (h[n + 1] < 1e-290) break;
          const terms = [(2 * n + 1) * j[n], -n * h[n - 1], (n + 1) * h[n + 1]];
          const size = Math.max(...terms.map(Math.abs));
          expect(Math.abs(terms[0] + terms[1] + terms[2])).toBeLessThan(2e-14 * size);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test('h_n(b) − h_n(a) = ∫ j_n to 1e-13 of ∫ |j_n|, from 0 and from afar', () => {
    const rule = gaussLegendre(24);
    for (const [a, b] of [
      [0, 4],
      [0, 24],
      [60, 84],
      [995, 1010],
    ] as const) {
      const panels = Math.ceil((b - a) / 3);
      const edges = Array.from({ length: panels + 1 }, (_, i) => a + ((b - a) * i) / panels);
      const { nodes, weights } = compositeRule(rule, edges);
      const nMax = Math.ceil(1.1 * b + 20);
      const [start, end] = [a, b].map((z) => sphericalBesselIntegrals(nMax, z));
      const sum = new Float64Array(nMax + 1);
      const size = new Float64Array(nMax + 1);
      nodes.forEach((x, i) => {
        sphericalBessel(nMax, x).forEach((j, n) => {
          sum[n] += weights[i] * j;
          size[n] += weights[i] * Math.abs(j);
        });
      });
      for (let n = 0; n <= nMax; n++) {
        // what rounding of h_n(a), h_n(b) themselves allows, 3e-14, and the quadrature
        const tolerance = 1e-13 * size[n] + 3e-14 * end[n];
        expect(Math.abs(end[n] - start[n] - sum[n])).toBeLessThan(tolerance);
      }
    }
  });

  test('Σ (2n+1) i^n h_n(z) P_n(x) = (e^{izx} − 1)/(ix) to 2e-14 of Σ |terms|, any z ≤ 1800, x ≤ 1 (DLMF 10.60.7 integrated)', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1800, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (z, x) => {
          const h = sphericalBesselIntegrals(2000, z);
          const parts = [0, 0];
          let before = 0;
          let legendre = 1;
          let size = 0;
          for (let n = 0; n <= 2000; n++) {
            const term = (2 * n + 1) * h[n] * legendre;
            parts[n % 2] += n % 4 < 2 ? term : -term;
            size += Math.abs(term);
            [before, legendre] = [legendre, ((2 * n + 1) * x * legendre - n * before) / (n + 1)];
          }
          expect(Math.abs(parts[0] - Math.sin(z * x) / x)).toBeLessThan(2e-14 * size);
          expect(Math.abs(parts[1] - (2 * Math.sin((z * x) / 2) ** 2) / x)).toBeLessThan(2e-14 * size);
        },
      ),
      { seed: 2, numRuns: 100 },
    );
  });

  test('h_1 = 1 − j_0 to 3e-16 absolute, and to 1e-14 relative of z²/6 − z⁴/120 + z⁶/5040 for z ≤ 0.01', () => {
    for (const z of [1e-8, 1e-5, 0.001, 0.01]) {
      const h1 = sphericalBesselIntegrals(1, z)[1];
      expect(Math.abs(h1 / ((z ** 2 / 6) * (1 - z ** 2 / 20 + z ** 4 / 840)) - 1)).toBeLessThan(1e-14);
    }
    for (const z of [0.3, 0.99, 1, 2.5, 100, 99999]) {
      expect(Math.abs(sphericalBesselIntegrals(5, z)[1] - (1 - Math.sin(z) / z))).toBeLessThan(3e-16);
    }
  });

  test('z^{n+1}/((n+1)(2n+1)!!) (1 − (n+1)/(n+3) z²/(4n+6)) to 1e-13 for z ≤ 1e-4, underflow included', () => {
    for (const z of [5e-324, 1e-200, 1e-20, 9.99e-9, 1e-8, 1.01e-8, 3e-6, 1e-4]) {
      let power = z;
      sphericalBesselIntegrals(2000, z).forEach((h, n) => {
        if (n > 0) power *= z / (2 * n + 1);
        const leading = (power / (n + 1)) * (1 - (((n + 1) / (n + 3)) * z ** 2) / (4 * n + 6));
        expect(Math.abs(h - leading)).toBeLessThanOrEqual(power > 1e-300 ? 1e-13 * leading : 1e-303);
      });
    }
  });

  test('h_n → (√π/2) Γ((n+1)/2)/Γ(n/2+1) − cos(z − nπ/2)/z to (n² + n + 4)/z² as z → ∞ (DLMF 10.22.43)', () => {
    for (const z of [1e4, 31415.9, 1e5]) {
      const h = sphericalBesselIntegrals(60, z);
      const limit = [Math.PI / 2, 1];
      for (let n = 0; n <= 60; n++) {
        if (n > 1) limit[n] = (limit[n - 2] * (n - 1)) / n;
        const cosine = [Math.cos(z), Math.sin(z), -Math.cos(z), -Math.sin(z)][n % 4];
        expect(Math.abs(h[n] - limit[n] + cosine / z)).toBeLessThan((n * n + n + 4) / (z * z));
      }
    }
  });

  test('z = 0 gives 0', () => {
    expect([...sphericalBesselIntegrals(3, 0)]).toEqual([0, 0, 0, 0]);
  });

  test('finite, positive, and falling with n above the turning point until it is 0', () => {
    fc.assert(
      fc.property(anyZ, (z) => {
        const h = sphericalBesselIntegrals(2000, z);
        const wrong = h.findIndex((value, n) => {
          if (!(value >= 0 && value < 2)) return true;
          return n > Math.max(z, 1) && !(value < h[n - 1] || value === 0);
        });
        expect(wrong).toBe(-1);
      }),
      { seed: 3, numRuns: 200 },
    );
  });

  test('mpmath at 50 digits: relative error < 3e-14, n ≤ 2000, z ≤ 1e5', () => {
    for (const row of reference.rows) {
      const h = sphericalBesselIntegrals(2000, row.z);
      reference.orders.forEach((n, i) => {
        const expected = Number(row.h[i]);
        const tolerance = expected > 1e-306 ? 3e-14 * expected : 1e-320;
        expect(Math.abs(h[n] - expected), `h_${n}(${row.z})`).toBeLessThanOrEqual(tolerance);
      });
    }
  });

  test('gives j_n beside h_n, equal to sphericalBessel to 3e-14 of the amplitude, and the same h_n', () => {
    fc.assert(
      fc.property(anyZ, fc.integer({ min: 0, max: 2000 }), (z, nMax) => {
        const out = new Float64Array(nMax + 1);
        const jOut = new Float64Array(nMax + 1);
        expect(sphericalBesselIntegrals(nMax, z, out, jOut)).toBe(out);
        expect(out).toEqual(sphericalBesselIntegrals(nMax, z));
        sphericalBessel(nMax, z).forEach((j, n) => {
          const scale = n < z ? Math.max(Math.abs(j), 0.5 / Math.sqrt(z * Math.sqrt(z * z - n * n))) : j;
          expect(Math.abs(jOut[n] - j)).toBeLessThanOrEqual(3e-14 * scale + 1e-320);
        });
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test('malformed input throws RangeError', () => {
    const short = new Float64Array(3);
    expect(() => sphericalBesselIntegrals(3, -1)).toThrow(RangeError);
    expect(() => sphericalBesselIntegrals(3, Number.NaN)).toThrow(RangeError);
    expect(() => sphericalBesselIntegrals(2.5, 1)).toThrow(RangeError);
    expect(() => sphericalBesselIntegrals(3, 1, short)).toThrow(RangeError);
    expect(() => sphericalBesselIntegrals(3, 1, undefined, short)).toThrow(RangeError);
  });
});
