/** The tangent: sine over cosine, both in two parts, since their rounding errors would add up. */
import { reduceAngle } from './angle.ts';
import { productError } from './double-double.ts';
import { cosineRest, sineRest } from './sin-cos-near-zero.ts';

const ANGLE = new Float64Array(2);

/** tan x, error < 0.96 units in the last place. */
export function tan(x: number): number {
  const size = Math.abs(x);
  if (!(size < Number.POSITIVE_INFINITY)) return Number.NaN;
  if (size < 2 ** -27) return x;
  const n = reduceAngle(size, ANGLE);
  const y = ANGLE[0];
  const square = y * y;
  const lost = productError(y, y, square); // the polynomials use the rounded square
  const sine = sineRest(y, ANGLE[1]) - (y * lost) / 6;
  const sineHigh = y + sine;
  const sineLow = y - sineHigh + sine;
  const cosine = cosineRest(y, ANGLE[1]) - lost / 2;
  const most = 1 - 0.5 * square;
  const cosineHigh = most + cosine;
  const cosineLow = most - cosineHigh + cosine;
  const value =
    (n & 1) === 0
      ? quotient(sineHigh, sineLow, cosineHigh, cosineLow)
      : -quotient(cosineHigh, cosineLow, sineHigh, sineLow);
  return x < 0 ? -value : value;
}

/** (a + aLow)/(b + bLow), rounded. */
function quotient(a: number, aLow: number, b: number, bLow: number): number {
  const first = a / b;
  const product = first * b;
  const rest = a - product - productError(first, b, product) + (aLow - first * bLow);
  return first + rest / b;
}
