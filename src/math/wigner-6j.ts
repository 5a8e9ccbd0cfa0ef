/** Wigner 6j symbols, exact. */

import { checkMomentum } from './wigner-3j.ts';
import { type FactorialPower, factorialProduct, type RationalRoot, rootToNumber } from './wigner-root.ts';

/** Past this sum of four j a symbol would take minutes and its integers megabytes. */
const LARGEST_SUM = 1e5;

/**
 * The Wigner 6j symbol {j1 j2 j3; j4 j5 j6} for integers and half-integers.
 *
 * Computed exactly in integers, then rounded: relative error below 1e-15 at any j; a zero is exactly 0. Zero if one of
 * the triangles (j1 j2 j3), (j1 j5 j6), (j4 j2 j6), (j4 j5 j3) is violated. About 10 µs for j = 10, 0.05 ms
 * at 100, 1 ms at 1000.
 *
 * @throws RangeError if a j is not a non-negative multiple of ½, or if the j of two columns sum to more than 1e5
 */
export function wigner6j(j1: number, j2: number, j3: number, j4: number, j5: number, j6: number): number {
  return rootToNumber(wigner6jExact(j1, j2, j3, j4, j5, j6));
}

/** The same symbol as an exact number. */
export function wigner6jExact(j1: number, j2: number, j3: number, j4: number, j5: number, j6: number): RationalRoot {
  for (const j of [j1, j2, j3, j4, j5, j6]) checkMomentum('wigner6j', j, j);
  // The symbol depends only on the set of its triangle sums α and the set of its quadrangle sums β: in order, all its
  // 144 symmetries (Varshalovich, Moskalev & Khersonskii, Quantum Theory of Angular Momentum, §9.4) are one.
  const alpha = [j1 + j2 + j3, j1 + j5 + j6, j4 + j2 + j6, j4 + j5 + j3].sort((a, b) => b - a);
  const beta = [j1 + j2 + j4 + j5, j1 + j3 + j4 + j6, j2 + j3 + j5 + j6].sort((a, b) => a - b);
  if (beta[2] > LARGEST_SUM) throw new RangeError(`wigner6j: four j sum to ${beta[2]}, want at most ${LARGEST_SUM}`);
  // The β − α are the a+b−c of the four triangles.
  if (!alpha.every(Number.isInteger) || alpha[0] > beta[0]) return { factor: 0n, numerator: 1n, denominator: 1n };
  return fromSums(alpha, beta);
}

/**
 * Racah's sum (Varshalovich §9.2.1 (1)) over products of binomials, paired as β1−α4, β2−α2, β3−α3:
 * Σ_t (−1)^t C(t+1, α1+1) Π C(β_j−α_i, t−α_i), α1 ≤ t ≤ β1,
 * times (α1+1)!/Π_pairs (β_j−α_i)! · √[Π_ij (β_j−α_i)!/Π_i (α_i+1)!].
 */
function fromSums(alpha: number[], beta: number[]): RationalRoot {
  const [a1, a2, a3, a4] = alpha as [number, number, number, number];
  const [b1, b2, b3] = beta as [number, number, number];
  const start: FactorialPower[] = [];
  const root: FactorialPower[] = [[a1 + 1, 2]];
  for (const [a, b] of [
    [a4, b1],
    [a2, b2],
    [a3, b3],
  ] as const) {
    start.push([b - a, 1], [a1 - a, -1], [b - a1, -1]);
    root.push([b - a, -2]);
  }
  for (const a of alpha) {
    root.push([a + 1, -1]);
    for (const b of beta) root.push([b - a, 1]);
  }
  let term = factorialProduct(start).numerator;
  if (a1 % 2 !== 0) term = -term;
  let total = term;
  for (let t = a1; t < b1; t++) {
    const up = BigInt((t + 2) * (b1 - t)) * BigInt((b2 - t) * (b3 - t));
    const down = BigInt((t + 1 - a1) * (t + 1 - a2)) * BigInt((t + 1 - a3) * (t + 1 - a4));
    term = (-term * up) / down;
    total += term;
  }
  return { factor: total, ...factorialProduct(root) };
}
