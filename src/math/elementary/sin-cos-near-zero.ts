/**
 * Sine and cosine from −π/4 to π/4, as the first terms of their series and a rest. The rest is a polynomial in q = y² that differs little
 * from the series: its coefficients, found with mpmath's chebyfit and interpolation at Chebyshev's points, make the largest error small.
 * |y| ≤ π/4, and a tail is what a reduced angle has beyond the double y, 2^−53 |y| at most.
 */

/** sin(y + tail) − y, with an error < 2^−57 |y| and those of rounding. */
export function sineRest(y: number, tail: number): number {
  const q = y * y;
  const p = q * q;
  const even = -1 / 6 + p * (-0.00019841269841268963 + p * (-2.5052107236381626e-8 + p * -7.595311845794959e-13));
  const odd = 0.008333333333333333 + p * (2.755731922232509e-6 + p * 1.6058684400905804e-10);
  return y * q * (even + q * odd) + tail * (1 - 0.5 * q);
}

/** cos(y + tail) − h for h = 1 − 0.5 · (y · y) as rounded in that order, with an error < 2^−60 and those of rounding. */
export function cosineRest(y: number, tail: number): number {
  const q = y * y;
  const p = q * q;
  const even = 0.04166666666666657 + p * (2.4801587287086338e-5 + p * 2.0875648676736986e-9);
  const odd = -0.0013888888888869656 + p * (-2.7557313741930997e-7 + p * -1.135612502707575e-11);
  const half = 0.5 * q;
  return 1 - (1 - half) - half + (p * (even + q * odd) - y * tail);
}
