/**
 * x^y = e^(y ln x). Both ln x and y ln x are kept in two parts, to 66 bits: y ln x may be as large as 745, and e^(y ln x) needs 53 bits
 * after its point.
 */
import { expOfSum } from './exp.ts';
import { logParts } from './log.ts';

/** For one logarithm in two parts: nothing stays in it from call to call. */
const PARTS = new Float64Array(2);

/**
 * x^y, error < 0.6 units in the last place (< 0.85 where the result is subnormal); exact where x^y is a double.
 * Special cases are those of `**`: x^0 = 1 even for x = NaN, and (±1)^±∞ = NaN.
 */
export function pow(x: number, y: number): number {
  if (x > 0 && x < Number.POSITIVE_INFINITY) {
    logParts(x, PARTS);
    const log = PARTS[0];
    if (Math.abs(y * log) < 800 && x !== 1) {
      const yHigh = Math.fround(y); // 24 bits, as log has: their product is exact
      return expOfSum(yHigh * log, (y - yHigh) * log + y * PARTS[1]);
    }
  }
  return powOfExtreme(x, y);
}

/** x^y where x is not a positive number, or the result is 1, 0, ∞ or NaN. */
function powOfExtreme(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = Math.abs(x);
  if (size === 1 && Math.abs(y) === Number.POSITIVE_INFINITY) return Number.NaN;
  if (x === 1) return 1;
  const negative = x < 0 && size < Number.POSITIVE_INFINITY;
  if (negative && Math.floor(y) !== y) return Number.NaN;
  const power = negative ? pow(size, y) : size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  const odd = Math.abs(y % 2) === 1;
  return odd && (x < 0 || Object.is(x, -0)) ? -power : power;
}
