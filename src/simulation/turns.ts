/**
 * cos(2πt) for an angle t in turns (1 turn = 2π). In turns the reduction to one period is exact, however large t is, and
 * a polynomial of additions and multiplications alone gives the same bits on every machine, in TypeScript and in WebAssembly.
 */

/**
 * sin(2πy) = y Σ c_i y^(2i) on |y| ≤ 1/4, by Remez' exchange for the absolute error: 9e-17.
 * Shared with the double-precision kernel, which must take the same numbers in the same order.
 */
export const SIN_TURNS: readonly number[] = [
  6.28318530717958, -41.34170224039508, 81.6052492750263, -76.70585964746968, 42.05868830539558, -15.094471616749454,
  3.8169974295671563, -0.6909358876280237,
];

/** 1.5·2^52: adding and subtracting it rounds to the nearest integer, ties to even, for |t| < 2^51. */
const ROUND = 6755399441055744;

const [C0, C1, C2, C3, C4, C5, C6, C7] = SIN_TURNS as [number, number, number, number, number, number, number, number];

/** cos(2πt), absolute error < 3e-16 + 2π·(rounding of t itself); |t| < 2^51. */
export function cosTurns(t: number): number {
  const f = t - (t + ROUND - ROUND); // |f| ≤ 1/2, exact
  const y = 0.25 - Math.abs(f); // cos 2πf = sin 2π(1/4 − |f|)
  const q = y * y;
  return y * (C0 + q * (C1 + q * (C2 + q * (C3 + q * (C4 + q * (C5 + q * (C6 + q * C7)))))));
}
