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

/**
 * Two series at once, Σ_ℓ f_ℓ P_ℓ and Σ_ℓ g_ℓ P_ℓ, at many points given by u = 1 − x; f and g of one length. The recurrence waits
 * on itself, so two points run side by side.
 */
export function legendreSums(
  f: Float64Array,
  g: Float64Array,
  complements: Float64Array,
  outF: Float64Array,
  outG: Float64Array,
): void {
  const n = f.length;
  // (ℓ+1) d_{ℓ+1} = ℓ d_ℓ − (2ℓ+1) u P_ℓ, see legendreTable
  const keep = Float64Array.from(f, (_, l) => l / (l + 1));
  const turn = Float64Array.from(f, (_, l) => (2 * l + 1) / (l + 1));
  for (let i = 0; i < complements.length; i += 2) {
    const j = Math.min(i + 1, complements.length - 1);
    const u = complements[i]!;
    const v = complements[j]!;
    let [value, step, sumF, sumG] = [1, 0, 0, 0];
    let [value2, step2, sumF2, sumG2] = [1, 0, 0, 0];
    for (let l = 0; l < n; l++) {
      const [a, b, fl, gl] = [keep[l]!, turn[l]!, f[l]!, g[l]!];
      sumF += fl * value;
      sumG += gl * value;
      sumF2 += fl * value2;
      sumG2 += gl * value2;
      step = a * step - b * u * value;
      step2 = a * step2 - b * v * value2;
      value += step;
      value2 += step2;
    }
    outF[i] = sumF;
    outG[i] = sumG;
    outF[j] = sumF2;
    outG[j] = sumG2;
  }
}
