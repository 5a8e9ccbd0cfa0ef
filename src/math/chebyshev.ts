/** Chebyshev series Σ_n c_n T_n(t) on [−1, 1] (c_0 counted whole, not halved). */
import { cbrt, cos } from './elementary/index.ts';

/** The n zeros of T_n as angles: t_j = cos θ_j, θ_j = π(2j+1)/2n, descending in t. */
export function chebyshevAngles(n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, j) => (Math.PI * (2 * j + 1)) / (2 * n));
}

/**
 * The matrix that turns values at the n zeros into coefficients, (2 − δ_m0)/n cos(m θ_j), for the ⌈n/2⌉ zeros t ≥ 0 only: the
 * values at t and −t enter by their sum for even m, by their difference for odd m. Reuse it for many functions.
 */
export function chebyshevTransform(n: number): Float64Array {
  // cos(π m(2j+1)/2n) has period 4n in the integer m(2j+1): one table of 4n cosines serves all entries exactly.
  const period = 4 * n;
  const cosines = Float64Array.from({ length: period }, (_, q) => cos((Math.PI * q) / (2 * n)));
  const half = (n + 1) >> 1;
  const matrix = new Float64Array(n * half);
  for (let m = 0; m < n; m++) {
    const scale = (m === 0 ? 1 : 2) / n;
    for (let j = 0, q = m; j < half; j++) {
      matrix[m * half + j] = scale * cosines[q];
      q += 2 * m;
      if (q >= period) q -= period;
    }
  }
  return matrix;
}

/** Coefficients of the interpolant through `values` at the zeros (descending in t), with the transform of that size. */
export function chebyshevCoefficients(
  values: Float64Array,
  transform: Float64Array,
  out = new Float64Array(values.length),
): Float64Array {
  const n = values.length;
  const half = (n + 1) >> 1;
  const sums = new Float64Array(half);
  const differences = new Float64Array(half);
  for (let j = 0; j < half; j++) {
    const mirrored = 2 * j + 1 === n ? 0 : values[n - 1 - j];
    sums[j] = values[j] + mirrored;
    differences[j] = values[j] - mirrored;
  }
  for (let m = 0; m < n; m++) {
    const parts = m & 1 ? differences : sums;
    let sum = 0;
    for (let j = 0; j < half; j++) sum += transform[m * half + j] * parts[j];
    out[m] = sum;
  }
  return out;
}

/** Clenshaw's sum. */
export function chebyshevSum(c: Float64Array, t: number): number {
  const twice = 2 * t;
  let b1 = 0;
  let b2 = 0;
  for (let n = c.length - 1; n > 0; n--) {
    const b = c[n] + twice * b1 - b2;
    b2 = b1;
    b1 = b;
  }
  return c[0] + t * b1 - b2;
}

/**
 * Degree at which the Chebyshev series of a function of exponential type `type` on [−1, 1] has reached double precision:
 * the coefficients fall like the Bessel function J_n(type), that is faster than any power past n = type.
 */
export function bandLimit(type: number): number {
  return Math.ceil(type + 11 * cbrt(type) + 20);
}
