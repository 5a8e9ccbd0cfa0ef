/** ln Γ and its first two derivatives on the positive axis: recurrence up to x ≥ 12, then Stirling's series (DLMF 5.11.1, 5.11.2). */
import { log } from './elementary/index.ts';

/** B_2k/(2k(2k−1)): the coefficients of x^{1−2k} in ln Γ. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156] as const;
const LARGE = 12;

/** ln Γ(x), x > 0. Error: that of rounding the terms of Stirling's series, 1e-14 absolute for x ≤ 20, 1e-15 relative beyond. */
export function logGamma(x: number): number {
  check('logGamma', x);
  let product = 1;
  let y = x;
  for (; y < LARGE; y++) product *= y; // Γ(x) = Γ(y)/∏
  const inverse = 1 / y;
  return (y - 0.5) * log(y) - y + 0.5 * log(2 * Math.PI) + inverse * series(inverse, () => 1) - log(product);
}

/** ψ(x) = d ln Γ/dx, x > 0. */
export function digamma(x: number): number {
  check('digamma', x);
  let sum = 0;
  let y = x;
  for (; y < LARGE; y++) sum += 1 / y; // ψ(y+1) = ψ(y) + 1/y
  const inverse = 1 / y;
  return log(y) - inverse / 2 - inverse * inverse * series(inverse, (k) => 2 * k - 1) - sum;
}

/** ψ'(x), x > 0. */
export function trigamma(x: number): number {
  check('trigamma', x);
  let sum = 0;
  let y = x;
  for (; y < LARGE; y++) sum += 1 / (y * y);
  const inverse = 1 / y;
  return inverse + inverse * inverse * (0.5 + inverse * series(inverse, (k) => (2 * k - 1) * 2 * k)) + sum;
}

/** Σ_k c_k factor(k) u^{2k−2}, k = 1, 2, … */
function series(u: number, factor: (k: number) => number): number {
  let sum = 0;
  for (let k = STIRLING.length; k > 0; k--) sum = sum * u * u + STIRLING[k - 1] * factor(k);
  return sum;
}

function check(name: string, x: number): void {
  if (!(x > 0) || !Number.isFinite(x)) throw new RangeError(`${name}: x = ${x}, want a positive number`);
}
