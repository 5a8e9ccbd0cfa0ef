/** The sine integral. */
import { cos, sin } from './elementary/index.ts';

/**
 * Si(z) = ∫_0^z sin(t)/t dt for z ≥ 0 (Infinity gives π/2).
 *
 * The power series (DLMF 6.6.5) below z = 3; beyond, Si = π/2 + Im E1(iz) (DLMF 6.5.2, 6.5.6) with the continued
 * fraction of E1 (DLMF 6.9.1 in its even part). Relative error below 5e-16.
 *
 * @throws RangeError if z is negative or NaN
 */
export function sineIntegral(z: number): number {
  if (!(z >= 0)) throw new RangeError(`sineIntegral: z = ${z}, want z ≥ 0`);
  if (z < 3) return series(z);
  if (z > 1e17) return Math.PI / 2;
  // E1(w) = e^-w /(w+1 − 1²/(w+3 − 2²/(w+5 − …))) at w = iz, from the far end. Its depth: the m-th convergent is off by
  // about exp(−4 Re √(m w)).
  let m = 3 + Math.ceil(200 / z);
  let re = 2 * m + 1;
  let im = z;
  for (; m > 0; m--) {
    const factor = (m * m) / (re * re + im * im);
    re = 2 * m - 1 - factor * re;
    im = z + factor * im;
  }
  // Im[e^-iz / (re + i im)]
  return Math.PI / 2 - (cos(z) * im + sin(z) * re) / (re * re + im * im);
}

function series(z: number): number {
  const z2 = z * z;
  let term = z; // (−1)^k z^(2k+1)/(2k+1)!
  let sum = 0;
  for (let n = 1; ; n += 2) {
    const next = sum + term / n;
    if (next === sum) return sum;
    sum = next;
    term *= -z2 / ((n + 1) * (n + 2));
  }
}
