/**
 * The mixing matrix by quadrature in x = cos θ [P4], no Wigner symbols:
 *   M¹ᶜ_{ℓℓ0} = 2π(2ℓ0+1) ∫dx P_ℓ { (2/3) J ℓ0(ℓ0+1) P_ℓ0 + B (1−x²) P'_ℓ0 }.
 * J and B are polynomials of known degree, so a Gauss rule with enough nodes is exact.
 */
import { gaussLegendre } from '../../math/gauss-legendre.ts';
import { legendreTable } from '../../math/legendre.ts';
import { createMatrix, type Matrix } from '../../math/matrix.ts';
import type { TwoPointIntegrand } from './two-point-integrand.ts';

/** A part of M, and what its columns sum to below the last row: Σ_{ℓ>lMax} (2ℓ+1) M_{ℓℓ0}. */
export interface MixingPart {
  /** Rows ℓ, columns ℓ0, each 0 … lMax. */
  readonly M: Matrix;
  readonly tail: Float64Array;
}

/** M¹ᶜ without the constant part of J, which adds (8π/3) J_low(1) ℓ(ℓ+1) on the diagonal. */
export function mixingByQuadrature(integrand: TwoPointIntegrand, lMax: number): MixingPart {
  const size = lMax + 1;
  const band = integrand.degree;
  // P_ℓ J P_ℓ0 with ℓ up to lMax + band, where the columns end: degree 2(lMax + band), on an even number of nodes.
  const count = (lMax + band + 3) & ~1;
  const half = count / 2;
  const rule = gaussLegendre(count);
  const u = rule.complements.slice(half); // 1 − x for x > 0
  const P = legendreTable(u, lMax + 1);
  const { same, other } = columns(integrand, u, rule.weights.slice(half), P, lMax);

  const M = createMatrix(size, size);
  // P_ℓ(−x) = (−1)^ℓ P_ℓ(x): rows of the column's own parity meet one half-range integrand, the others another.
  for (const [folded, shift] of [
    [same, 0],
    [other, 1],
  ] as const) {
    for (let parity = 0; parity < 2; parity++) {
      for (let l0 = parity; l0 <= lMax; l0 += 4) {
        const first = Math.max(0, l0 - band);
        const start = first + ((first + parity + shift) & 1);
        const end = Math.min(lMax, l0 + 2 + band);
        for (let l = start; l <= end; l += 4) fourElements(P, l, folded, l0, half, M);
      }
    }
  }
  return { M, tail: tails(u, same, other, lMax, band) };
}

/** The integrands of all columns on x > 0, row-major [ℓ0, i], folded with x < 0 for rows of the same and other parity. */
function columns(integrand: TwoPointIntegrand, u: Float64Array, weights: Float64Array, P: Float64Array, lMax: number) {
  const n = u.length;
  const same = new Float64Array((lMax + 1) * n);
  const other = new Float64Array((lMax + 1) * n);
  for (let i = 0; i < n; i++) {
    const [Jp, Bp] = integrand.at(u[i]) as unknown as [number, number];
    const [Jm, Bm] = integrand.at(2 - u[i]) as unknown as [number, number];
    for (let l = 1; l <= lMax; l++) {
      const at = l * n + i;
      const scale = 2 * Math.PI * l * (l + 1) * weights[i];
      const byJ = scale * (2 / 3) * (2 * l + 1) * P[at];
      const byB = scale * (P[at - n] - P[at + n]); // (2ℓ+1)(1−x²)P'_ℓ = ℓ(ℓ+1)(P_{ℓ−1} − P_{ℓ+1}), of parity ℓ+1
      same[at] = byJ * (Jp + Jm) + byB * (Bp - Bm);
      other[at] = byJ * (Jp - Jm) + byB * (Bp + Bm);
    }
  }
  return { same, other };
}

/** M[l, l0], M[l+2, l0], M[l, l0+2], M[l+2, l0+2] at once: four sums share their operands. */
function fourElements(P: Float64Array, l: number, F: Float64Array, l0: number, n: number, M: Matrix) {
  const { rows: size, values } = M;
  const l2 = l + 2 < size ? l + 2 : l;
  const m2 = l0 + 2 < size ? l0 + 2 : l0;
  const [p0, p2, f0, f2] = [l * n, l2 * n, l0 * n, m2 * n];
  let s00 = 0;
  let s02 = 0;
  let s20 = 0;
  let s22 = 0;
  for (let i = 0; i < n; i++) {
    const a = P[p0 + i];
    const b = P[p2 + i];
    const c = F[f0 + i];
    const d = F[f2 + i];
    s00 += a * c;
    s02 += a * d;
    s20 += b * c;
    s22 += b * d;
  }
  values[l * size + l0] = s00;
  values[l * size + m2] = s02;
  values[l2 * size + l0] = s20;
  values[l2 * size + m2] = s22;
}

/** Σ_{lMax<ℓ≤lMax+band} (2ℓ+1) M_{ℓℓ0} for every ℓ0, by one sum over ℓ before the integral. */
function tails(u: Float64Array, same: Float64Array, other: Float64Array, lMax: number, band: number): Float64Array {
  const n = u.length;
  const sums = [new Float64Array(n), new Float64Array(n)]; // Σ (2ℓ+1) P_ℓ over even, odd ℓ
  for (let i = 0; i < n; i++) {
    let step = 0; // P_ℓ − P_{ℓ−1}, see legendreTable
    let value = 1;
    for (let l = 0; l <= lMax + band; l++) {
      if (l > lMax) sums[l & 1][i] += (2 * l + 1) * value;
      step = (l * step - (2 * l + 1) * u[i] * value) / (l + 1);
      value += step;
    }
  }
  return Float64Array.from({ length: lMax + 1 }, (_, l0) => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      sum += sums[l0 & 1][i] * same[l0 * n + i] + sums[1 - (l0 & 1)][i] * other[l0 * n + i];
    }
    return sum;
  });
}
