/** Spherical Bessel functions of the first kind: j_0 … j_nMax at one argument. */
import { cos, log, sin } from './elementary/index.ts';

/** Below this z the leading term z^n/(2n+1)!! is exact to rounding: the next one is smaller by z²/(4n+6). */
export const LEADING_TERM_BELOW = 1e-8;

/**
 * First value of a downward recursion. From here to the largest value there are at most 324 decades (see
 * `highestOrder`), the 18 to 30 of `startOrder` and a few of prefactors, so that nothing overflows.
 */
export const RECURSION_SEED = 1e-280;

/**
 * The spherical Bessel functions j_n(z), n = 0 … nMax.
 *
 * Recursion upward for n ≤ z and downward (Miller) for n > z, joined at n = ⌊z⌋, below the first zero of that j_n.
 * The error, relative to j_n for n > z and to the amplitude of its oscillation for n < z, is below 3e-14
 * for z ≤ 1e5 and nMax ≤ 2000; orders too small for a double are 0.
 *
 * @param nMax highest order, an integer ≥ 0
 * @param z argument, finite and ≥ 0
 * @param out takes the values, out[n] = j_n(z); made if it is not given, may be longer than nMax + 1
 * @throws RangeError on any other nMax, z or too short an out
 */
export function sphericalBessel(nMax: number, z: number, out?: Float64Array): Float64Array {
  checkArguments('sphericalBessel', nMax, z);
  const j = arrayFor('sphericalBessel', nMax, out);
  if (z < LEADING_TERM_BELOW) {
    j[0] = 1;
    for (let n = 1; n <= nMax; n++) j[n] = (j[n - 1] * z) / (2 * n + 1); // DLMF 10.52.1
    return j;
  }
  const join = Math.min(Math.floor(z), nMax);
  j[0] = sin(z) / z;
  if (join > 0) j[1] = (j[0] - cos(z)) / z; // DLMF 10.49.3
  // j_{n+1} = (2n+1)/z j_n − j_{n−1} (DLMF 10.51.1), divided afresh each time: a rounded 1/z would shift every phase the
  // same way. From n = z/2 on by differences, which keeps the turning point from amplifying the rounding.
  const half = Math.min(join, Math.ceil(z / 2));
  let n = 1;
  for (; n < half; n++) j[n + 1] = ((2 * n + 1) / z) * j[n] - j[n - 1];
  let difference = join > 0 ? j[n] - j[n - 1] : 0;
  for (; n < join; n++) {
    difference += ((2 * (n - z) + 1) / z) * j[n];
    j[n + 1] = j[n] + difference;
  }
  if (join === nMax) return j;

  const top = highestOrder(nMax, z);
  j.fill(0, top + 1, nMax + 1);
  const start = startOrder(top, z, 1e9);
  let here = RECURSION_SEED;
  difference = here; // j_n − j_{n+1}, positive throughout
  for (let n = start - 1; n > join; n--) {
    if (n <= top) j[n] = here;
    difference += ((2 * (n - z) + 1) / z) * here;
    here += difference;
  }
  const scale = j[join] / here;
  for (let n = join + 1; n <= top; n++) j[n] *= scale;
  return j;
}

/**
 * The highest order ≤ nMax at which j_n(z) can be more than 0 in a double, for ⌊z⌋ ≤ nMax, by the bound
 * |J_ν(νx)| ≤ [x e^s/(1+s)]^ν, s = √(1−x²), 0 < x ≤ 1 (DLMF 10.14.5), which falls with ν at fixed z = νx.
 */
export function highestOrder(nMax: number, z: number): number {
  if (!underflows(nMax, z)) return nMax;
  let low = Math.floor(z);
  let high = nMax;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (underflows(middle, z)) high = middle;
    else low = middle;
  }
  return low;
}

function underflows(n: number, z: number): boolean {
  const nu = n + 0.5;
  if (nu <= z) return false;
  const x = z / nu;
  const s = Math.sqrt((1 - x) * (1 + x));
  // Half the smallest double is e^-745.1.
  return 0.5 * log(Math.PI / (2 * z)) + nu * (log(x / (1 + s)) + s) < -746;
}

/**
 * An order above n ≥ ⌊z⌋ from which to recur downward: y_start exceeds y_n, and j_n exceeds j_start, by `growth` or
 * more. What a downward recursion then neglects at order n is of relative size growth^-2 in j_n.
 */
export function startOrder(n: number, z: number, growth: number): number {
  let previous = 0;
  let value = 1;
  let m = n + 1;
  while (value < growth) {
    const next = ((2 * m + 1) / z) * value - previous;
    previous = value;
    value = next;
    m++;
  }
  return m;
}

export function checkArguments(name: string, nMax: number, z: number): void {
  if (!Number.isSafeInteger(nMax) || nMax < 0) throw new RangeError(`${name}: nMax = ${nMax}, want an integer ≥ 0`);
  if (!(z >= 0 && z < Number.POSITIVE_INFINITY)) throw new RangeError(`${name}: z = ${z}, want a finite z ≥ 0`);
}

export function arrayFor(name: string, nMax: number, out: Float64Array | undefined): Float64Array {
  if (out === undefined) return new Float64Array(nMax + 1);
  if (out.length <= nMax) throw new RangeError(`${name}: out holds ${out.length} values, want ${nMax + 1} or more`);
  return out;
}
