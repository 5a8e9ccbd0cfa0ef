import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wigner6j, wigner6jExact } from '../../src/math/wigner-6j.ts';
import reference from '../reference/wigner.json' with { type: 'json' };

type Six = [number, number, number, number, number, number];

const parity = (n: number) => (n % 2 === 0 ? 1 : -1);
const triangle = (a: number, b: number, c: number) => Number.isInteger(a + b + c) && c <= a + b && c >= Math.abs(a - b);

/** From max(|a−b|, |c−d|) to min(a+b, c+d): the j in triangles with both pairs. */
function between(a: number, b: number, c: number, d: number): number[] {
  const low = Math.max(Math.abs(a - b), Math.abs(c - d));
  const high = Math.min(a + b, c + d);
  return Number.isInteger(a + b + c + d) ? Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i) : [];
}

const choose = (list: number[], r: number) => list[r % list.length];

/** Any allowed symbol with a, b, d and then e up to `largest`, integers and half-integers. */
const symbol = (largest: number) =>
  fc
    .tuple(fc.nat(2 * largest), fc.nat(2 * largest), fc.nat(2 * largest), fc.nat(1e6), fc.nat(1e6), fc.nat(1e6))
    .map(([ta, tb, td, r1, r2, r3]) => {
      const [a, b, d] = [ta / 2, tb / 2, td / 2];
      const c = choose(between(a, b, a, b), r1);
      const e = choose(between(c, d, c, d), r2);
      return { six: [a, b, c, d, e] as const, f: between(a, e, b, d), r3 };
    })
    .filter(({ f }) => f.length > 0)
    .map(({ six, f, r3 }): Six => [...six, choose(f, r3)]);

describe('wigner6j', () => {
  test('Σ_x (2x+1)(2f+1) {a b x; c d f}{a b x; c d g} = δ_fg to 1e-13, any j ≤ 100 (DLMF 34.5.14)', () => {
    fc.assert(
      fc.property(symbol(100), fc.nat(1e6), ([a, b, , c, d, f], r) => {
        const g = choose(between(a, d, b, c), r);
        let norm = 0;
        let cross = 0;
        for (const x of between(a, b, c, d)) {
          const value = wigner6j(a, b, x, c, d, f);
          norm += (2 * x + 1) * (2 * f + 1) * value * value;
          cross += (2 * x + 1) * (2 * f + 1) * value * wigner6j(a, b, x, c, d, g);
        }
        expect(Math.abs(norm - 1)).toBeLessThan(1e-13);
        // with f and g in the other order the sum is (2f+1)/(2g+1) of this
        expect(Math.abs(cross - (g === f ? 1 : 0))).toBeLessThan(1e-13 * Math.max(1, (2 * f + 1) / (2 * g + 1)));
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  test('Racah: Σ_x (−1)^{f+g+x} (2x+1) {a b x; c d f}{a b x; d c g} = {a d f; b c g} to 1e-13, any j ≤ 100', () => {
    fc.assert(
      fc.property(symbol(100), fc.nat(1e6), ([a, b, , c, d, f], r) => {
        const list = between(a, c, b, d);
        fc.pre(list.length > 0);
        const g = choose(list, r);
        let sum = 0;
        for (const x of between(a, b, c, d)) {
          sum += parity(f + g + x) * (2 * x + 1) * wigner6j(a, b, x, c, d, f) * wigner6j(a, b, x, d, c, g);
        }
        expect(Math.abs(sum - wigner6j(a, d, f, b, c, g))).toBeLessThan(1e-13);
      }),
      { seed: 2, numRuns: 25 },
    );
  });

  test('Biedenharn–Elliott: Σ_x (−1)^{S+x} (2x+1) {abx;cdp}{cdx;efq}{efx;bar} = {pqr;ead}{pqr;fbc} to 1e-14, j ≤ 30', () => {
    let nonzero = 0;
    fc.assert(
      fc.property(
        symbol(30),
        fc.nat(60),
        fc.nat(1e6),
        fc.nat(1e6),
        fc.nat(1e6),
        ([a, b, x0, c, d, p], e2, r1, r2, r3) => {
          const e = e2 / 2;
          const f = choose(between(e, x0, e, x0), r1);
          const [qs, rs] = [between(c, f, d, e), between(e, a, f, b)];
          fc.pre(qs.length > 0 && rs.length > 0);
          const q = choose(qs, r2);
          const r = choose(rs, r3);
          const total = a + b + c + d + e + f + p + q + r;
          let sum = 0;
          for (const x of between(a, b, c, d)) {
            const three = wigner6j(a, b, x, c, d, p) * wigner6j(c, d, x, e, f, q) * wigner6j(e, f, x, b, a, r);
            sum += parity(total + x) * (2 * x + 1) * three;
          }
          const product = wigner6j(p, q, r, e, a, d) * wigner6j(p, q, r, f, b, c);
          if (Math.abs(product) > 1e-10) nonzero++;
          expect(Math.abs(sum - product)).toBeLessThan(1e-14);
        },
      ),
      { seed: 3, numRuns: 100 },
    );
    expect(nonzero).toBeGreaterThan(20);
  });

  test('three-term recursion in j1 to 1e-14 of the largest term, any j ≤ 1000 (DLMF 34.5.11)', () => {
    let tried = 0;
    fc.assert(
      fc.property(symbol(500), ([j1, j2, j3, l1, l2, l3]) => {
        const range = between(j2, j3, l2, l3);
        fc.pre(j1 > range[0] && j1 < range.at(-1)!);
        tried++;
        const E = (j: number) =>
          Math.sqrt(
            (j * j - (j2 - j3) ** 2) *
              ((j2 + j3 + 1) ** 2 - j * j) *
              (j * j - (l2 - l3) ** 2) *
              ((l2 + l3 + 1) ** 2 - j * j),
          );
        const [q1, q2, q3] = [j1 * (j1 + 1), j2 * (j2 + 1), j3 * (j3 + 1)];
        const [p1, p2, p3] = [l1 * (l1 + 1), l2 * (l2 + 1), l3 * (l3 + 1)];
        const F = (2 * j1 + 1) * (q1 * (-q1 + q2 + q3) + p2 * (q1 + q2 - q3) + p3 * (q1 - q2 + q3) - 2 * q1 * p1);
        const terms = [
          j1 * E(j1 + 1) * wigner6j(j1 + 1, j2, j3, l1, l2, l3),
          F * wigner6j(j1, j2, j3, l1, l2, l3),
          (j1 + 1) * E(j1) * wigner6j(j1 - 1, j2, j3, l1, l2, l3),
        ];
        const largest = Math.max(...terms.map(Math.abs));
        expect(Math.abs(terms[0] + terms[1] + terms[2])).toBeLessThanOrEqual(1e-14 * largest);
      }),
      { seed: 4, numRuns: 60 },
    );
    expect(tried).toBeGreaterThan(30);
  });

  test('columns permuted, two columns turned over, and Regge’s symmetry: the same double, any j ≤ 400', () => {
    fc.assert(
      fc.property(symbol(400), ([a, b, c, d, e, f]) => {
        const value = wigner6j(a, b, c, d, e, f);
        const same: Six[] = [
          [b, a, c, e, d, f],
          [c, a, b, f, d, e],
          [a, c, b, d, f, e],
          [d, e, c, a, b, f],
          [a, e, f, d, b, c],
          [a, (b + e + c - f) / 2, (b - e + c + f) / 2, d, (b + e - c + f) / 2, (-b + e + c + f) / 2],
        ];
        for (const six of same) expect(wigner6j(...six)).toBe(value);
      }),
      { seed: 5, numRuns: 30 },
    );
  });

  test('{a b c; 0 c b} = (−1)^{a+b+c}/√((2b+1)(2c+1)) to 1e-15, up to j = 1000 (DLMF 34.5.1)', () => {
    for (const [a, b, c] of [
      [0, 0, 0],
      [0.5, 1, 0.5],
      [7, 5.5, 3.5],
      [150, 200, 60],
      [999, 1000, 1000],
    ] as const) {
      const expected = parity(a + b + c) / Math.sqrt((2 * b + 1) * (2 * c + 1));
      expect(Math.abs(wigner6j(a, b, c, 0, c, b) / expected - 1)).toBeLessThan(1e-15);
    }
  });

  test('Ponzano–Regge: tends to cos(Σ(j+½)θ + π/4)/√(12πV) for large j, to 1e-3 of the amplitude at j = 1000', () => {
    // A regular tetrahedron with edges J = j+½: V = J³/(6√2), exterior dihedral angles π − arccos(1/3).
    for (const j of [997, 998, 999, 1000]) {
      const J = j + 0.5;
      const amplitude = 1 / Math.sqrt((12 * Math.PI * J ** 3) / (6 * Math.SQRT2));
      const phase = 6 * J * (Math.PI - Math.acos(1 / 3)) + Math.PI / 4;
      expect(Math.abs(wigner6j(j, j, j, j, j, j) - amplitude * Math.cos(phase))).toBeLessThan(1e-3 * amplitude);
    }
  });

  test('equals sympy’s exact value, sign and square, j ≤ 50', () => {
    for (const { twice, sign, square } of reference.wigner6j) {
      const { factor, numerator, denominator } = wigner6jExact(...(twice.map((t) => t / 2) as Six));
      const [p, q = 1n] = square.split('/').map(BigInt) as [bigint, bigint?];
      expect(factor ** 2n * numerator * q, `${twice}`).toBe(p * denominator);
      expect(factor === 0n ? 0 : factor > 0n ? 1 : -1).toBe(sign);
    }
  });

  test('sympy at 25 digits to 1e-15 relative, j = 200 and j = 1000', () => {
    for (const { twice, value } of reference.wigner6jLarge) {
      const ours = wigner6j(...(twice.map((t) => t / 2) as Six));
      expect(Math.abs(ours / Number(value) - 1), `${twice}`).toBeLessThan(1e-15);
    }
  });

  test('a violated triangle and an accidental zero give exactly 0', () => {
    for (const zero of [
      [1, 1, 3, 1, 1, 1],
      [1, 1, 1, 3, 1, 1],
      [1, 1, 1, 0.5, 0.5, 1],
      [1, 1, 0.5, 1, 1, 1],
      [2, 2, 2, 1.5, 1.5, 1.5],
      [5, 5, 3, 3, 3, 3],
    ] as Six[]) {
      expect(Object.is(wigner6j(...zero), 0), `${zero}`).toBe(true);
    }
    // the rule and the sum know the same triangles
    fc.assert(
      fc.property(fc.array(fc.nat(8), { minLength: 6, maxLength: 6 }), (twice) => {
        const [a, b, c, d, e, f] = twice.map((t) => t / 2) as Six;
        const allowed = triangle(a, b, c) && triangle(a, e, f) && triangle(d, b, f) && triangle(d, e, c);
        if (!allowed) expect(wigner6j(a, b, c, d, e, f)).toBe(0);
        else expect(Math.abs(wigner6j(a, b, c, d, e, f))).toBeLessThanOrEqual(1);
      }),
      { seed: 6, numRuns: 500 },
    );
  });

  test('malformed input throws RangeError', () => {
    for (const wrong of [
      [0.3, 1, 1, 1, 1, 1],
      [1, 1, 1, -1, 1, 1],
      [1, 1, Number.NaN, 1, 1, 1],
      [Number.POSITIVE_INFINITY, 1, 1, 1, 1, 1],
      [4e4, 4e4, 1, 4e4, 4e4, 1],
    ] as Six[]) {
      expect(() => wigner6j(...wrong), `${wrong}`).toThrow(RangeError);
    }
  });
});
