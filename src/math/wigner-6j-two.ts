/** The 6j symbols with a 2 of (3.13), in closed form, for hot loops. */

/**
 * {2 l0 l0; l a a} for integers. Zero if a triangle is violated. Relative error below 2e-15 for l, l0, a ≤ 4000; a
 * zero between is exactly 0.
 *
 * With X = l0(l0+1) + a(a+1) − l(l+1): (−1)^(l0+a+l) 2[3X(X−1) − 4 l0(l0+1) a(a+1)] over the root of
 * (2l0−1)2l0(2l0+1)(2l0+2)(2l0+3) (2a−1)2a(2a+1)(2a+2)(2a+3)
 * (Edmonds, Angular Momentum in Quantum Mechanics, table 5).
 *
 * @throws RangeError if an argument is not an integer ≥ 0
 */
export function wigner6jTwoDiagonal(l: number, l0: number, a: number): number {
  check('wigner6jTwoDiagonal', l, l0, a);
  if (l0 === 0 || a === 0 || l > l0 + a || l < Math.abs(l0 - a)) return 0;
  const b = l0 * (l0 + 1);
  const c = a * (a + 1);
  const x = b + c - l * (l + 1);
  // Integers to here: this difference is exact.
  const value = (2 * (3 * x * (x - 1) - 4 * b * c)) / Math.sqrt(fiveFrom(2 * l0 - 1) * fiveFrom(2 * a - 1));
  return (l0 + a + l) % 2 === 1 ? -value : value;
}

/**
 * {2 l0 l0; l a a+2} for integers. Zero if a triangle is violated. Relative error below 2e-15. For b = a−2 in (3.13)
 * take {2 l0 l0; l a a−2} = {2 l0 l0; l a−2 a}.
 *
 * Racah's sum has one term: with s = l0 + l + a + 2, (−1)^s times the root of
 * 6 s(s+1) (s−2l−1)(s−2l) (s−2l0−1)(s−2l0) (s−2a−3)(s−2a−2) over
 * (2l0−1)2l0(2l0+1)(2l0+2)(2l0+3) (2a+1)(2a+2)(2a+3)(2a+4)(2a+5)
 * (Edmonds, table 5).
 *
 * @throws RangeError if an argument is not an integer ≥ 0
 */
export function wigner6jTwoOffDiagonal(l: number, l0: number, a: number): number {
  check('wigner6jTwoOffDiagonal', l, l0, a);
  if (l0 === 0 || l > l0 + a || l < Math.abs(l0 - a - 1) || l < Math.abs(l0 - a) || l < Math.abs(l0 - a - 2)) return 0;
  const s = l0 + l + a + 2;
  const up =
    6 *
    (s * (s + 1)) *
    ((s - 2 * l - 1) * (s - 2 * l)) *
    ((s - 2 * l0 - 1) * (s - 2 * l0)) *
    ((s - 2 * a - 3) * (s - 2 * a - 2));
  const value = Math.sqrt(up / (fiveFrom(2 * l0 - 1) * fiveFrom(2 * a + 1)));
  return s % 2 === 1 ? -value : value;
}

function fiveFrom(n: number): number {
  return n * (n + 1) * (n + 2) * (n + 3) * (n + 4);
}

function check(name: string, l: number, l0: number, a: number): void {
  if (!(Number.isSafeInteger(l) && Number.isSafeInteger(l0) && Number.isSafeInteger(a)) || l < 0 || l0 < 0 || a < 0) {
    throw new RangeError(`${name}: l = ${l}, l0 = ${l0}, a = ${a}, want integers ≥ 0`);
  }
}
