/** Sine and cosine of any number: the angle is reduced to −π/4 … π/4 (angle.ts), where polynomials give them. */
import { reduceAngle } from './angle.ts';
import { cosineRest, sineRest } from './sin-cos-near-zero.ts';

/** For one reduced angle: nothing stays in it from call to call. */
const ANGLE = new Float64Array(2);
const EIGHTH = Math.PI / 4;

/** sin x, error < 0.88 units in the last place. */
export function sin(x: number): number {
  const size = Math.abs(x);
  if (size <= EIGHTH) return size < 1e-9 ? x : x + sineRest(x, 0);
  if (!(size < Number.POSITIVE_INFINITY)) return Number.NaN;
  const n = reduceAngle(x, ANGLE);
  const value = (n & 1) === 0 ? sineNearZero(ANGLE[0], ANGLE[1]) : cosineNearZero(ANGLE[0], ANGLE[1]);
  return value * (1 - (n & 2)); // no branch, which the processor could not guess
}

/** cos x, error < 0.88 units in the last place. */
export function cos(x: number): number {
  const size = Math.abs(x);
  if (size <= EIGHTH) return cosineNearZero(x, 0);
  if (!(size < Number.POSITIVE_INFINITY)) return Number.NaN;
  const n = reduceAngle(x, ANGLE);
  const value = (n & 1) === 0 ? cosineNearZero(ANGLE[0], ANGLE[1]) : sineNearZero(ANGLE[0], ANGLE[1]);
  return value * (1 - ((n + 1) & 2));
}

/** out[0] = sin x and out[1] = cos x: the bits of {@link sin} and {@link cos} for little more than the work of one. */
export function sinCos(x: number, out: Float64Array): void {
  const size = Math.abs(x);
  if (size <= EIGHTH) {
    out[0] = size < 1e-9 ? x : x + sineRest(x, 0);
    out[1] = cosineNearZero(x, 0);
    return;
  }
  if (!(size < Number.POSITIVE_INFINITY)) {
    out[0] = Number.NaN;
    out[1] = Number.NaN;
    return;
  }
  const n = reduceAngle(x, ANGLE);
  const sine = sineNearZero(ANGLE[0], ANGLE[1]);
  const cosine = cosineNearZero(ANGLE[0], ANGLE[1]);
  out[n & 1] = sine * (1 - ((n + (n & 1)) & 2));
  out[1 - (n & 1)] = cosine * (1 - (n & 2));
}

function sineNearZero(y: number, tail: number): number {
  return y + sineRest(y, tail);
}

function cosineNearZero(y: number, tail: number): number {
  return 1 - 0.5 * (y * y) + cosineRest(y, tail);
}
