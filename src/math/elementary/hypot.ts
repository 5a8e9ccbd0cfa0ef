/** The length of a vector. */
import { upperHalf } from './double-double.ts';
import { powerOfTwo } from './float-bits.ts';

/**
 * √(x² + y² + z²), error < 0.51 units in the last place (< 0.76 where the result is subnormal), also where the squares would overflow or
 * underflow. The root is corrected by what rounding took from the sum of squares: Borges, ACM Trans. Math. Softw. 47 (2020) 9.
 */
export function hypot(x: number, y: number, z = 0): number {
  const largest = Math.max(Math.abs(x), Math.abs(y), Math.abs(z));
  if (largest > 1e-120 && largest < 1e150) return lengthOf(x, y, z);
  return extreme(x, y, z, largest);
}

function lengthOf(x: number, y: number, z: number): number {
  const xx = x * x;
  const yy = y * y;
  const zz = z * z;
  const two = xx + yy;
  const ofY = two - xx;
  const three = two + zz;
  const ofZ = three - two;
  const lostInSums = xx - (two - ofY) + (yy - ofY) + (two - (three - ofZ) + (zz - ofZ));
  const lost = lostInSums + squareError(x, xx) + squareError(y, yy) + squareError(z, zz);
  const root = Math.sqrt(three);
  const square = root * root;
  return root + (three - square - squareError(root, square) + lost) / (2 * root);
}

/** a² − square, exactly, for the rounded square of a. Dekker, Numer. Math. 18 (1971) 224. */
function squareError(a: number, square: number): number {
  const high = upperHalf(a);
  const low = a - high;
  return high * high - square + 2 * high * low + low * low;
}

function extreme(x: number, y: number, z: number, largest: number): number {
  if (largest === 0) return 0;
  const infinite = [x, y, z].some((a) => Math.abs(a) === Number.POSITIVE_INFINITY);
  if (infinite) return Number.POSITIVE_INFINITY;
  if (Number.isNaN(largest)) return Number.NaN;
  const n = largest > 1 ? -600 : 600;
  const up = powerOfTwo(n);
  return lengthOf(x * up, y * up, z * up) * powerOfTwo(-n);
}
