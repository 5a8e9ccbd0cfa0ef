/** The tangent: sine over cosine, both in two parts, since their rounding errors would add up. */
import { reduceAngle } from './angle.ts';
import { productError } from './double-double.ts';
import { cosineRest, sineRest } from './sin-cos-near-zero.ts';

/** For one reduced angle: nothing stays in it from call to call. */
const ANGLE = new Float64Array(2);
const EIGHTH = Math.PI / 4;
/** π/4 − EIGHTH. */
const EIGHTH_LOW = 3.061616997868383e-17;

/** tan x, error < 0.62 units in the last place. */
export function tan(x: number): number {
  const size = Math.abs(x);
  if (!(size < Number.POSITIVE_INFINITY)) return Number.NaN;
  if (size < 1e-9) return x;
  const n = reduceAngle(x, ANGLE);
  const up = ANGLE[0] < 0 ? -1 : 1;
  const inverse = (n & 1) === 1;
  const value = tangentNearZero(up * ANGLE[0], up * ANGLE[1], inverse);
  return up === (inverse ? -1 : 1) ? value : -value;
}

/** tan(y + tail), or its inverse, for y from 0 to π/4. */
function tangentNearZero(y: number, tail: number, inverse: boolean): number {
  // For a large y with z = π/4 − y, tan y = (cos z − sin z)/(cos z + sin z): sines of small angles have smaller errors.
  const large = y > 0.4;
  const lowOfZ = EIGHTH_LOW - tail;
  const angle = large ? EIGHTH - y + lowOfZ : y;
  const rest = large ? EIGHTH - y - angle + lowOfZ : tail;
  const sineEnd = sineRest(angle, rest);
  const sine = angle + sineEnd;
  const sineLow = angle - sine + sineEnd;
  const cosineStart = 1 - 0.5 * (angle * angle);
  const cosineEnd = cosineRest(angle, rest);
  const cosine = cosineStart + cosineEnd;
  const cosineLow = cosineStart - cosine + cosineEnd;
  const over = large ? cosine - sine : sine;
  const overLow = large ? cosine - over - sine + (cosineLow - sineLow) : sineLow;
  const under = large ? cosine + sine : cosine;
  const underLow = large ? cosine - under + sine + (cosineLow + sineLow) : cosineLow;
  return inverse ? quotient(under, underLow, over, overLow) : quotient(over, overLow, under, underLow);
}

/** (a + aLow)/(b + bLow), rounded. */
function quotient(a: number, aLow: number, b: number, bLow: number): number {
  const first = a / b;
  const product = first * b;
  const rest = a - product - productError(first, b, product) + (aLow - first * bLow);
  return first + rest / b;
}
