/** All Wigner 3j symbols that differ in one j, at once. */

import { checkMomentum } from './wigner-3j.ts';

/** (j1 j2 j3; m1 m2 m3) over all j1 that are not forbidden: values[i] for j1 = jMin + i, i = 0 … jMax − jMin. */
export interface Wigner3jFamily {
  readonly jMin: number;
  readonly jMax: number;
  readonly values: Float64Array;
}

/** A recursion's numbers are scaled down past this. */
const LARGE = 1e200;

/**
 * The Wigner 3j symbols (j1 j2 j3; −m2−m3 m2 m3) for j1 = max(|j2−j3|, |m2+m3|) … j2+j3, integers or half-integers.
 *
 * The three-term recursion in j1 of Schulten & Gordon (J. Math. Phys. 16, 1961 (1975); DLMF 34.3.14) from both ends, in
 * each case while it is stable, joined within the classical region and normalised by Σ (2j1+1) (…)² = 1. The error is below
 * 1e-13 of the family's largest for j2, j3 ≤ 2000; symbols below 1e-300 of it may come out as 0.
 *
 * @param out takes the values; made if it is not given, may be longer than jMax − jMin + 1
 * @throws RangeError if a j is not a non-negative multiple of ½, if |m| > j or j − m is not an integer, or if out is too
 * short
 */
export function wigner3jFamily(j2: number, j3: number, m2: number, m3: number, out?: Float64Array): Wigner3jFamily {
  checkMomentum('wigner3jFamily', j2, m2);
  checkMomentum('wigner3jFamily', j3, m3);
  const m1 = -m2 - m3;
  const jMin = Math.max(Math.abs(j2 - j3), Math.abs(m1));
  const jMax = j2 + j3;
  const last = jMax - jMin;
  const f = out ?? new Float64Array(last + 1);
  if (f.length <= last) {
    throw new RangeError(`wigner3jFamily: out holds ${f.length} values, want ${last + 1} or more`);
  }

  // j A(j+1) f(j+1) + B(j) f(j) + (j+1) A(j) f(j−1) = 0. B and the factors under the root are exact.
  const A = (j: number) =>
    Math.sqrt((j - j2 + j3) * (j + j2 - j3) * ((j2 + j3 + 1 - j) * (j2 + j3 + 1 + j)) * ((j - m1) * (j + m1)));
  const B = (j: number) => (2 * j + 1) * (j * (j + 1) * (m3 - m2) - m1 * (j2 - j3) * (j2 + j3 + 1));

  // Upward: below the classical region, |B| ≤ j A(j+1) + (j+1) A(j), the values must grow; in it they oscillate; above
  // it they should fall, and the recursion would not.
  f[0] = 1;
  let classicalFrom = -1;
  let lower = 0; // (j+1) A(j)
  let i = 0;
  for (; i < last; i++) {
    const j = jMin + i;
    const a = A(j + 1);
    const upper = j * a;
    const middle = B(j);
    if (Math.abs(middle) <= upper + lower) {
      if (classicalFrom < 0) classicalFrom = i;
    } else if (classicalFrom >= 0) break;
    const before = i > 0 ? f[i - 1] : 0;
    // At j = 0, where m1 = 0 and j2 = j3, the recursion is divided by j first.
    f[i + 1] = j === 0 ? (m2 - m3) / a : -(middle * f[i] + lower * before) / upper;
    lower = (j + 2) * a;
    if (Math.abs(f[i + 1]) > LARGE) for (let k = 0; k <= i + 1; k++) f[k] /= LARGE;
  }
  const joined = classicalFrom >= 0;
  if (joined) {
    // The errors of both recursions grow through the classical region, so they meet about its middle; and at a maximum, for
    // near a zero the fit of one to the other would be poor.
    const quarter = (i - classicalFrom) >> 2;
    let join = (classicalFrom + i) >> 1;
    for (let k = classicalFrom + quarter; k < i - quarter; k++) if (Math.abs(f[k]) > Math.abs(f[join])) join = k;
    joinFromAbove(f, last, join, jMin, A, B);
  }
  // The sign of f(jMax) is (−1)^(j2−j3−m1).
  const negative = (j2 - j3 - m1) % 2 !== 0;
  normalise(f, last, jMin, negative === (!joined && f[last] < 0) ? 1 : -1);
  return { jMin, jMax, values: f };
}

/**
 * Recurs downward from `last` to the three (at the end of the range two) values about `join`, fits the two solutions there,
 * and leaves the whole in f, f(jMax) being positive (which may have underflowed).
 */
function joinFromAbove(
  f: Float64Array,
  last: number,
  join: number,
  jMin: number,
  A: (j: number) => number,
  B: (j: number) => number,
): void {
  const first = Math.max(0, join - 1);
  const fromBelow = [f[first], f[first + 1], join > 0 ? f[join + 1] : 0];
  let above = 0;
  let here = 1;
  let upper = 0; // A(j+1), 0 at jMax
  const fromAbove = [0, 0, 0];
  for (let i = last; ; i--) {
    if (i > join + 1) f[i] = here;
    else fromAbove[i - first] = here;
    if (i === first) break;
    const j = jMin + i;
    const lower = A(j);
    const below = -(B(j) * here + j * upper * above) / ((j + 1) * lower);
    above = here;
    here = below;
    upper = lower;
    if (Math.abs(here) > LARGE) {
      above /= LARGE;
      here /= LARGE;
      for (let k = Math.max(i, join + 2); k <= last; k++) f[k] /= LARGE;
      for (let k = Math.max(i - first, 0); k < 3; k++) fromAbove[k] /= LARGE;
    }
  }
  const sizeBelow = Math.max(...fromBelow.map(Math.abs));
  const sizeAbove = Math.max(...fromAbove.map(Math.abs));
  let product = 0;
  let square = 0;
  for (let k = 0; k < 3; k++) {
    product += (fromBelow[k] / sizeBelow) * (fromAbove[k] / sizeAbove);
    square += (fromAbove[k] / sizeAbove) ** 2;
  }
  const ratio = product / square;
  const sign = Math.sign(ratio);
  for (let i = 0; i <= join + 1; i++) f[i] *= sign / sizeBelow;
  for (let i = join + 2; i <= last; i++) f[i] = (f[i] / sizeAbove) * ratio * sign;
}

/** Scales to Σ (2j+1) f² = 1. */
function normalise(f: Float64Array, last: number, jMin: number, sign: 1 | -1): void {
  let largest = 0;
  for (let i = 0; i <= last; i++) largest = Math.max(largest, Math.abs(f[i]));
  let sum = 0;
  for (let i = 0; i <= last; i++) sum += (2 * (jMin + i) + 1) * (f[i] / largest) ** 2;
  const scale = sign / (largest * Math.sqrt(sum));
  for (let i = 0; i <= last; i++) f[i] = f[i] * scale + 0; // + 0 turns −0 into 0
}
