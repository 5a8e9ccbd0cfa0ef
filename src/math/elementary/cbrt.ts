/** The cube root. */
import { upperHalf } from './double-double.ts';
import { highWord, LEAST_NORMAL, powerOfTwo } from './float-bits.ts';

/**
 * ∛x, error < 0.67 units in the last place; exact where the root has 26 bits at most. Two steps of Halley's iteration, each of which triples
 * the number of correct digits, and a last step from the root rounded to 26 bits, whose square is exact.
 */
export function cbrt(x: number): number {
  const size = Math.abs(x);
  if (!(size > 0 && size < Number.POSITIVE_INFINITY)) return x;
  const subnormal = size < LEAST_NORMAL;
  const a = subnormal ? size * powerOfTwo(54) : size;
  const n = Math.floor(((highWord(a) >> 20) - 1023) / 3);
  const b = a * powerOfTwo(-3 * n); // from 1 to 8
  let root = 0.95 + 0.1435 * b; // within 10 %
  for (let step = 0; step < 2; step++) {
    const cube = root * root * root;
    root *= (cube + 2 * b) / (2 * cube + b);
  }
  const upper = upperHalf(root);
  const other = b / (upper * upper);
  root = (upper + (upper * (other - upper)) / (2 * upper + other)) * powerOfTwo(subnormal ? n - 18 : n);
  return x < 0 ? -root : root;
}
