/**
 * The exponential function. e^x = 2^m · 2^(j/128) · e^r with |r| ≤ ln 2/256, where 2^(j/128) comes from a table and e^r from its series.
 * After Tang, ACM Trans. Math. Softw. 15 (1989) 144.
 */
import { type DoubleDouble, multiply, squareRoot } from './double-double.ts';
import { powerOfTwo, scale, TO_WHOLE } from './float-bits.ts';

const STEPS = 128;
const STEPS_PER_UNIT = 184.6649652337873; // 128/ln 2
/** ln 2/128 in two parts. The first has so few bits, 34, that its product with the number of steps is exact. */
const STEP_HIGH = 0.005415212347998022;
const STEP_LOW = 1.2655086083325438e-13;

/** By j: 2^(j/128) rounded, at [2j], and the rest of it, at [2j + 1]. */
const TABLE = powersOfRoot();

/** Within this, e^x is neither 0 nor infinite nor subnormal. */
const ORDINARY = 708;

/** e^x, error < 0.52 units in the last place (< 0.76 where the result is subnormal). */
export function exp(x: number): number {
  if (!(Math.abs(x) < ORDINARY)) return expOfExtreme(x, 0);
  const steps = x * STEPS_PER_UNIT + TO_WHOLE - TO_WHOLE;
  const r = x - steps * STEP_HIGH - steps * STEP_LOW;
  const j = 2 * (steps & 127);
  return (TABLE[j] + (TABLE[j + 1] + TABLE[j] * growth(r))) * powerOfTwo(steps >> 7);
}

/** e^(x + tail) as accurate as exp, for an x of at most 48 bits and |tail| < 1/32. */
export function expOfSum(x: number, tail: number): number {
  if (!(Math.abs(x) < ORDINARY)) return expOfExtreme(x, tail);
  const steps = (x + tail) * STEPS_PER_UNIT + TO_WHOLE - TO_WHOLE;
  return significand(x, tail, steps) * powerOfTwo(steps >> 7);
}

function expOfExtreme(x: number, tail: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 711) return Number.POSITIVE_INFINITY;
  if (x < -747) return 0;
  const steps = (x + tail) * STEPS_PER_UNIT + TO_WHOLE - TO_WHOLE;
  return scale(significand(x, tail, steps), steps >> 7);
}

/** e^(x + tail) without its power of two. */
function significand(x: number, tail: number, steps: number): number {
  const r = x - steps * STEP_HIGH - (steps * STEP_LOW - tail);
  const j = 2 * (steps & 127);
  return TABLE[j] + (TABLE[j + 1] + TABLE[j] * growth(r));
}

/** e^x − 1, error < 0.62 units in the last place. */
export function expm1(x: number): number {
  if (x > -0.0625 && x < 0.0625) return x === 0 ? x : x + x * x * (1 / 2 + x * restOfSeries(x));
  if (!(x > -40 && x < 700)) return x < 0 ? -1 : exp(x); // e^−40 < 2^−57
  const steps = x * STEPS_PER_UNIT + TO_WHOLE - TO_WHOLE;
  const r = x - steps * STEP_HIGH - steps * STEP_LOW;
  const j = 2 * (steps & 127);
  const power = powerOfTwo(steps >> 7);
  const high = TABLE[j] * power;
  const low = (TABLE[j + 1] + TABLE[j] * growth(r)) * power;
  // The error of the subtraction is exact if the larger number is subtracted from first (Dekker 1971).
  const difference = high - 1;
  const error = high > 1 ? high - difference - 1 : high - (difference + 1);
  return difference + (error + low);
}

/** e^r − 1 for |r| ≤ ln 2/256. The next term of the series, r^6/720, is below 2^−60. */
function growth(r: number): number {
  const q = r * r;
  return r + q * (1 / 2 + r * (1 / 6) + q * (1 / 24 + r * (1 / 120)));
}

/** (e^x − 1 − x − x²/2)/x³ for |x| ≤ 1/16. */
function restOfSeries(x: number): number {
  const q = x * x;
  const even = 1 / 6 + q * (1 / 120 + q * (1 / 5040 + q * (1 / 362880)));
  const odd = 1 / 24 + q * (1 / 720 + q * (1 / 40320 + q * (1 / 3628800)));
  return even + x * odd;
}

function powersOfRoot(): Float64Array {
  let root: DoubleDouble = [2, 0];
  for (let steps = 1; steps < STEPS; steps *= 2) root = squareRoot(root);
  const table = new Float64Array(2 * STEPS);
  for (let j = 0, power: DoubleDouble = [1, 0]; j < STEPS; j++, power = multiply(power, root)) table.set(power, 2 * j);
  return table;
}
