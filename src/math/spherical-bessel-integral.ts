/** Integrals of spherical Bessel functions from 0: h_0 … h_nMax at one argument. */

import { cos, sin } from './elementary/index.ts';
import { sineIntegral } from './sine-integral.ts';
import {
  arrayFor,
  checkArguments,
  highestOrder,
  LEADING_TERM_BELOW,
  RECURSION_SEED,
  startOrder,
} from './spherical-bessel.ts';

/**
 * h_n(z) = ∫_0^z j_n(x) dx, n = 0 … nMax, and j_n(z) beside it if wanted.
 *
 * From (2n+1) j_n' = n j_{n−1} − (n+1) j_{n+1} (DLMF 10.51.2): (2n+1)(j_n − δ_n0) = n h_{n−1} − (n+1) h_{n+1}, upward from
 * h_0 = Si(z) and h_1 = 1 − j_0(z) for n ≤ z, where h_n stays near its limit (√π/2) Γ((n+1)/2)/Γ(n/2+1), and downward for
 * n > z, where every term is positive. Relative error below 3e-14 for z ≤ 1e5 and nMax ≤ 2000; orders too small for a
 * double are 0. Allocates nothing if `out` is given.
 *
 * @param nMax highest order, an integer ≥ 0
 * @param z argument, finite and ≥ 0
 * @param out takes the integrals, out[n] = h_n(z); made if it is not given, may be longer than nMax + 1
 * @param jOut if given, takes the functions themselves, jOut[n] = j_n(z)
 * @throws RangeError on any other nMax, z or too short an array
 */
export function sphericalBesselIntegrals(
  nMax: number,
  z: number,
  out?: Float64Array,
  jOut?: Float64Array,
): Float64Array {
  const name = 'sphericalBesselIntegrals';
  checkArguments(name, nMax, z);
  const h = arrayFor(name, nMax, out);
  const j = jOut && arrayFor(name, nMax, jOut);
  if (z < LEADING_TERM_BELOW) {
    let power = 1; // z^n/(2n+1)!!
    for (let n = 0; n <= nMax; n++) {
      if (n > 0) power *= z / (2 * n + 1);
      h[n] = (power * z) / (n + 1);
      if (j) j[n] = power;
    }
    return h;
  }
  const join = Math.min(Math.floor(z), nMax);
  let atJoin = sin(z) / z; // j_n at n = join, when the upward loop is through
  h[0] = sineIntegral(z);
  if (j) j[0] = atJoin;
  if (join > 0) {
    h[1] = 1 - atJoin;
    let previous = atJoin;
    atJoin = (atJoin - cos(z)) / z;
    if (j) j[1] = atJoin;
    // j_n as in sphericalBessel, the second half by differences
    const half = Math.min(join, Math.ceil(z / 2));
    let n = 1;
    for (; n < half; n++) {
      h[n + 1] = (n * h[n - 1] - (2 * n + 1) * atJoin) / (n + 1);
      const next = ((2 * n + 1) / z) * atJoin - previous;
      previous = atJoin;
      atJoin = next;
      if (j) j[n + 1] = atJoin;
    }
    let difference = atJoin - previous;
    for (; n < join; n++) {
      h[n + 1] = (n * h[n - 1] - (2 * n + 1) * atJoin) / (n + 1);
      difference += ((2 * (n - z) + 1) / z) * atJoin;
      atJoin += difference;
      if (j) j[n + 1] = atJoin;
    }
  }
  if (join === nMax) return h;

  // Downward, j and h in the same arbitrary units.
  const top = highestOrder(nMax, z);
  h.fill(0, top + 1, nMax + 1);
  j?.fill(0, top + 1, nMax + 1);
  // h_start is left out: it is smaller than h_top by more than j_start than j_top.
  const start = startOrder(top, z, 1e18);
  let here = RECURSION_SEED; // j_n
  let difference = here; // j_n − j_{n+1}
  let integralAbove = 0; // h_{n+1}, h_n
  let integralHere = 0;
  for (let n = start - 1; n > join; n--) {
    if (n <= top) {
      h[n] = integralHere;
      if (j) j[n] = here;
    }
    const integralBelow = ((n + 1) * integralAbove + (2 * n + 1) * here) / n;
    integralAbove = integralHere;
    integralHere = integralBelow;
    difference += ((2 * (n - z) + 1) / z) * here;
    here += difference;
  }
  const scale = atJoin / here;
  for (let n = join + 1; n <= top; n++) h[n] *= scale;
  if (j) for (let n = join + 1; n <= top; n++) j[n] *= scale;
  return h;
}
