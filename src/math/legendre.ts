/** Legendre polynomials. */

/**
 * P_ℓ(x_i) for 0 ≤ ℓ ≤ lMax, row-major [ℓ, i], from u = 1 − x: with d_ℓ = P_ℓ − P_{ℓ−1} the three-term recurrence reads
 * (ℓ+1) d_{ℓ+1} = ℓ d_ℓ − (2ℓ+1) u P_ℓ, which keeps its digits near x = 1 where a rounded x has lost them.
 */
export function legendreTable(complements: ArrayLike<number>, lMax: number): Float64Array {
  const n = complements.length;
  const out = new Float64Array((lMax + 1) * n).fill(1, 0, n);
  const step = new Float64Array(n);
  for (let l = 0; l < lMax; l++) {
    for (let i = 0, at = l * n; i < n; i++, at++) {
      step[i] = (l * step[i]! - (2 * l + 1) * complements[i]! * out[at]!) / (l + 1);
      out[at + n] = out[at]! + step[i]!;
    }
  }
  return out;
}
