/**
 * Angles brought into −π/4 … π/4. The multiple n of π/2 is subtracted in pieces of few bits, whose products with n are exact: Cody &
 * Waite, Software Manual for the Elementary Functions (1980). From |x| = 1.6e6 on, x is multiplied by the bits of 2/π as whole numbers
 * are: Payne & Hanek, SIGNUM Newsletter 18 (1983) 19.
 */
import { twoSum } from './double-double.ts';
import { highWord, powerOfTwo, TO_WHOLE } from './float-bits.ts';

/** π/2 in four pieces. The first three are multiples of 2^−32, 2^−65 and 2^−98 and have 33 bits at most. */
const FIRST = 1.5707963267341256;
const SECOND = 6.077100506303966e-11;
const THIRD = 2.0222662487111665e-21;
const FOURTH = 8.4784276603689e-32;
/** THIRD and FOURTH together, rounded. */
const AFTER_SECOND = 2.0222662487959506e-21;

/** Up to here n has 20 bits at most. */
const LARGE = 1.6e6;

/**
 * The angle x − n π/2, from −π/4 to π/4 or very little beyond, as out[0] + out[1] with a relative error < 2^−70; for finite x.
 * @returns n, or a number that differs from n by a multiple of 4
 */
export function reduceAngle(x: number, out: Float64Array): number {
  if (!(Math.abs(x) < LARGE)) return reduceLargeAngle(x, out);
  const n = x * (2 / Math.PI) + TO_WHOLE - TO_WHOLE;
  const a = x - n * FIRST; // exact
  const b = n * SECOND; // exact
  const difference = a - b;
  if (Math.abs(difference) < 1e-6) return reduceNearMultiple(n, difference, out);
  const fromB = difference - a;
  const rest = a - (difference - fromB) - (b + fromB) - n * AFTER_SECOND;
  out[0] = difference + rest;
  out[1] = difference - out[0] + rest;
  return n;
}

/** The same where x − n (FIRST + SECOND) is small, and the difference therefore exact: more bits of π/2 are needed. */
function reduceNearMultiple(n: number, difference: number, out: Float64Array): number {
  const [sum, error] = twoSum(difference, -n * THIRD);
  const rest = error - n * FOURTH;
  out[0] = sum + rest;
  out[1] = sum - out[0] + rest;
  return n;
}

/** 2/π · 2^1216, rounded down. */
const TWO_OVER_PI =
  0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b6babn;
/** π/2 · 2^192, rounded down. */
const HALF_PI = 0x1921fb54442d18469898cc51701b839a252049c1114cf98e8n;

/** The same for a large x = M 2^e. No double but 0 is closer than 4e-19 to a multiple of π/2: 192 bits after the point are plenty. */
function reduceLargeAngle(x: number, out: Float64Array): number {
  const size = Math.abs(x);
  const e = (highWord(size) >> 20) - 1075;
  const M = BigInt(size * powerOfTwo(-e));
  const quarters = (M * TWO_OVER_PI) >> BigInt(1216 - 192 - e);
  const n = (quarters + (1n << 191n)) >> 192n;
  const rest = (quarters - (n << 192n)) * HALF_PI; // in units of 2^−384
  const high = Number(rest);
  const low = Number(rest - BigInt(high));
  const unit = (x < 0 ? -1 : 1) * powerOfTwo(-384);
  out[0] = high * unit;
  out[1] = low * unit;
  return x < 0 ? -Number(n & 3n) : Number(n & 3n);
}
