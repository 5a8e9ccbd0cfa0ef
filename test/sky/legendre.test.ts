import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { gaussLegendre } from '../../src/math/gauss-legendre.ts';
import { normalisedLegendre } from '../../src/sky/harmonics-direct.ts';
import { rings } from '../../src/sky/healpix.ts';
import { createLegendreRecursion, LANES } from '../../src/sky/legendre.ts';
import { largestOrder } from '../../src/sky/ring-phases.ts';
import { uniform } from './support.ts';

const reference: { legendre: [number, number, number, number][] } = JSON.parse(
  readFileSync(new URL('../reference/sky.json', import.meta.url), 'utf8'),
);

/** λ_ℓm for all ℓ from m to lMax at LANES colatitudes, rows of LANES. */
function functions(lMax: number, m: number, cosTheta: Float64Array, sinTheta: Float64Array): Float64Array {
  const recursion = createLegendreRecursion(lMax);
  recursion.order(m);
  const first = recursion.fill(cosTheta, sinTheta, 0);
  return Float64Array.from({ length: (lMax - m + 1) * LANES }, (_, i) => {
    const k = Math.floor(i / LANES);
    return k < first ? 0 : recursion.scale[k] * recursion.table[i];
  });
}

const sines = (cosTheta: ArrayLike<number>) => Float64Array.from(cosTheta, (x) => Math.sqrt((1 - x) * (1 + x)));

/** Rounding of the recursion, relative to the size √((2ℓ+1)/4π) of the functions: worst near the poles, where ℓθ < 1. */
const rounding = (l: number, sinTheta: number) => 2 ** -52 * (10 + l * Math.min(l, 1 / sinTheta));
const size = (l: number) => Math.sqrt((2 * l + 1) / (4 * Math.PI));

describe('Legendre functions: errors below ε (10 + ℓ min(ℓ, 1/sin θ)), ε = 2^−52, times √((2ℓ+1)/4π)', () => {
  test('addition theorem Σ_m |Y_ℓm|² = (2ℓ+1)/4π for every ℓ ≤ 1535 at 8 colatitudes', () => {
    const lMax = 1535;
    const recursion = createLegendreRecursion(lMax);
    const x = Float64Array.of(1, 0.9999999, 0.999, 0.99, 0.8, 0.4, -0.95, 0);
    for (let at = 0; at < x.length; at += LANES) {
      const sum = new Float64Array((lMax + 1) * LANES);
      for (let m = 0; m <= lMax; m++) {
        recursion.order(m);
        const first = recursion.fill(x, sines(x), at);
        for (let k = first; k <= lMax - m; k++) {
          for (let lane = 0; lane < LANES; lane++) {
            const value = recursion.scale[k] * recursion.table[k * LANES + lane];
            sum[(m + k) * LANES + lane] += (m === 0 ? 1 : 2) * value * value;
          }
        }
      }
      let worst = 0;
      sum.forEach((value, i) => {
        const l = Math.floor(i / LANES);
        const error = Math.abs(value / size(l) ** 2 - 1);
        worst = Math.max(worst, error / rounding(l, sines(x)[at + (i % LANES)]));
      });
      expect(worst).toBeLessThan(1);
    }
  });

  test('2π ∫ λ_ℓm λ_ℓ′m dx = δ_ℓℓ′ by exact quadrature on Gauss–Legendre rings, ℓ ≤ 96, absolute error < 2e-13', () => {
    const lMax = 96;
    const { nodes, weights } = gaussLegendre(100);
    const sinTheta = sines(nodes);
    const recursion = createLegendreRecursion(lMax);
    for (const m of [0, 1, 2, 3, 7, 20, 48, 80, 95, 96]) {
      const n = lMax - m + 1;
      const products = new Float64Array(n * n);
      recursion.order(m);
      for (let at = 0; at < nodes.length; at += LANES) {
        const first = recursion.fill(nodes, sinTheta, at);
        for (let lane = 0; lane < LANES; lane++) {
          const value = (k: number) => recursion.scale[k] * recursion.table[k * LANES + lane];
          for (let a = first; a < n; a++) {
            for (let b = first; b < n; b++)
              products[a * n + b] += 2 * Math.PI * weights[at + lane] * value(a) * value(b);
          }
        }
      }
      products.forEach((product, i) => {
        expect(Math.abs(product - (Math.floor(i / n) === i % n ? 1 : 0))).toBeLessThan(2e-13);
      });
    }
  });

  test('parity: λ_ℓm(−x) = (−1)^{ℓ+m} λ_ℓm(x), to the last bit', () => {
    const x = Float64Array.of(0.1, 0.5, 0.9, 0.999);
    for (const m of [0, 1, 40, 199]) {
      const there = functions(200, m, x, sines(x));
      const mirrored = functions(
        200,
        m,
        x.map((value) => -value),
        sines(x),
      );
      there.forEach((value, i) => {
        expect(mirrored[i]).toBe((Math.floor(i / LANES) % 2 === 0 ? value : -value) + 0);
      });
    }
  });

  test('the plain recursion, for all ℓ, m ≤ 60', () => {
    const random = uniform(3);
    for (let m = 0; m <= 60; m++) {
      const x = Float64Array.from({ length: LANES }, () => 2 * random() - 1);
      const values = functions(60, m, x, sines(x));
      values.forEach((value, i) => {
        const lane = i % LANES;
        const l = m + Math.floor(i / LANES);
        const oracle = normalisedLegendre(l, m, x[lane], sines(x)[lane]);
        expect(Math.abs(value - oracle)).toBeLessThan(size(l) * rounding(l, sines(x)[lane]));
      });
    }
  });

  test('240 values in 60-digit arithmetic up to ℓ = 1535', () => {
    for (const [l, m, x, expected] of reference.legendre) {
      const at = new Float64Array(LANES).fill(x);
      const value = functions(l, m, at, sines(at))[(l - m) * LANES];
      expect(Math.abs(value - expected), `ℓ = ${l}, m = ${m}, x = ${x}`).toBeLessThan(
        size(l) * rounding(l, sines(at)[0]),
      );
    }
  });

  test('small values keep their digits: λ_ℓm above 1e-40, relative error < 1e-11', () => {
    let small = 0;
    for (const [l, m, x, expected] of reference.legendre) {
      if (Math.abs(expected) < 1e-40 || Math.abs(expected) > 1e-3) continue;
      const at = new Float64Array(LANES).fill(x);
      const value = functions(l, m, at, sines(at))[(l - m) * LANES];
      expect(Math.abs(value / expected - 1), `ℓ = ${l}, m = ${m}, x = ${x}`).toBeLessThan(1e-11);
      small++;
    }
    expect(small).toBeGreaterThan(10);
  });

  test('at the poles only m = 0 is left, √((2ℓ+1)/4π)', () => {
    const x = Float64Array.of(1, -1, 1, -1);
    const values = functions(1000, 0, x, new Float64Array(4));
    for (const l of [0, 1, 10, 999, 1000]) {
      expect(Math.abs(values[l * LANES] / size(l) - 1)).toBeLessThan(rounding(l, 0));
      expect(values[l * LANES + 1]).toBe(values[l * LANES] * (l % 2 === 0 ? 1 : -1));
    }
    expect(functions(1000, 1, x, new Float64Array(4)).every((value) => value === 0)).toBe(true);
  });

  test('beyond the largest order that a ring carries every function is below 1e-38', () => {
    for (const nSide of [2, 8, 64, 512]) {
      const lMax = 3 * nSide - 1;
      const { z, sinTheta } = rings(nSide);
      for (let r = 0; r < 2 * nSide; r += Math.ceil(nSide / 16)) {
        const m = largestOrder(lMax, z[r], sinTheta[r]) + 1;
        if (m > lMax) continue;
        const values = functions(
          lMax,
          m,
          new Float64Array(LANES).fill(z[r]),
          new Float64Array(LANES).fill(sinTheta[r]),
        );
        expect(Math.max(...values.map(Math.abs)), `N_side = ${nSide}, ring ${r}`).toBeLessThan(1e-38);
      }
    }
  });

  test('malformed input throws', () => {
    expect(() => createLegendreRecursion(-1)).toThrow(RangeError);
    expect(() => createLegendreRecursion(1.5)).toThrow(RangeError);
    expect(() => createLegendreRecursion(4).order(5)).toThrow(RangeError);
    expect(() => normalisedLegendre(2, 3, 0, 1)).toThrow(RangeError);
  });
});
