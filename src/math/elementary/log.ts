/** Logarithms. The method is told in log-table.ts. */
import { highWord, LEAST_NORMAL, powerOfTwo } from './float-bits.ts';
import { logTable } from './log-table.ts';

const TABLE = logTable();
/** Upper word of 0.6875, where the bins begin: after subtracting it, m stands in the bits from the 20th on, and the bin in the seven below. */
const FIRST = 0x3fe60000;
/** ln 2 in two parts. The first is a multiple of 2^−42, as the logarithms of the table are, so that m ln 2 − ln inverse is exact. */
const LN2_HIGH = 0.6931471805598903;
const LN2_LOW = 5.497923018708371e-14;

/** For one logarithm in two parts: nothing stays in it from call to call. */
const PARTS = new Float64Array(2);

/** ln x, error < 0.52 units in the last place. */
export function log(x: number): number {
  if (!(x >= LEAST_NORMAL && x < Number.POSITIVE_INFINITY)) return logOfExtreme(x);
  const word = highWord(x) - FIRST;
  const m = word >> 20;
  const entry = 3 * ((word >> 13) & 127);
  const z = x * powerOfTwo(-m);
  const zHigh = Math.fround(z);
  const inverse = TABLE[entry];
  const r = zHigh * inverse - 1 + (z - zHigh) * inverse; // exact, as are both products
  const base = m * LN2_HIGH + TABLE[entry + 1]; // exact
  const sum = base + r;
  return sum + (base - sum + r + (m * LN2_LOW + TABLE[entry + 2] + bend(r)));
}

/**
 * ln x = out[0] + out[1] with relative error < 2^−66, for 0 < x < ∞. out[0] has 24 bits, so that its product with a number of
 * 29 bits is exact.
 */
export function logParts(x: number, out: Float64Array): void {
  const shift = x < LEAST_NORMAL ? 54 : 0;
  const normal = x * powerOfTwo(shift);
  const word = highWord(normal) - FIRST;
  const power = word >> 20;
  const entry = 3 * ((word >> 13) & 127);
  const z = normal * powerOfTwo(-power);
  const zHigh = Math.fround(z);
  const inverse = TABLE[entry];
  const r = zHigh * inverse - 1 + (z - zHigh) * inverse;
  const m = power - shift;
  const base = m * LN2_HIGH + TABLE[entry + 1];
  // ln(1 + r) = r − r²/2 + …, with r² in two parts, the first exact.
  const rHigh = Math.fround(r);
  const square = -0.5 * (rHigh * rHigh);
  const restOfSquare = -0.5 * ((r - rHigh) * (r + rHigh));
  const high = Math.fround(base + r + square);
  out[0] = high;
  out[1] = base - high + r + square + (m * LN2_LOW + TABLE[entry + 2] + restOfSquare + r * r * r * bendOfCube(r));
}

/** ln(1 + x), error < 0.52 units in the last place. */
export function log1p(x: number): number {
  if (x >= -0.0078125 && x <= 0.0078125) return x + bend(x);
  if (!(x > -1 && x < Number.POSITIVE_INFINITY)) return x < -1 ? Number.NaN : x === -1 ? Number.NEGATIVE_INFINITY : x;
  const sum = 1 + x;
  const lost = x < 1 ? x - (sum - 1) : 1 - (sum - x); // by rounding the sum; exact
  logParts(sum, PARTS);
  return PARTS[0] + (PARTS[1] + lost / sum);
}

/** The logarithm to base 2, error < 0.51 units in the last place; exact where x is a power of 2. */
export function log2(x: number): number {
  return timesLog(x, 1.4426950216293335, 1.9259629911266175e-8);
}

/** The logarithm to base 10, error < 0.51 units in the last place; exact where x is a power of 10. */
export function log10(x: number): number {
  return timesLog(x, 0.4342944920063019, -1.0103050052231683e-8);
}

/** (high + low) ln x, where high has 24 bits. */
function timesLog(x: number, high: number, low: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return logOfExtreme(x);
  logParts(x, PARTS);
  return high * PARTS[0] + (low * PARTS[0] + (high + low) * PARTS[1]);
}

/** ln(1 + r) − r for |r| ≤ 1/128. The next term of the series, r^9/9, is below 2^−59 r. */
function bend(r: number): number {
  const q = r * r;
  const first = -1 / 2 + r * (1 / 3) + q * (-1 / 4 + r * (1 / 5));
  return q * (first + q * q * (-1 / 6 + r * (1 / 7) - q * (1 / 8)));
}

/** (ln(1 + r) − r + r²/2)/r³ for |r| ≤ 1/128. The next term of the series, r^10/10, is below 2^−66 r. */
function bendOfCube(r: number): number {
  const q = r * r;
  const first = 1 / 3 - r * (1 / 4) + q * (1 / 5 - r * (1 / 6));
  return first + q * q * (1 / 7 - r * (1 / 8) + q * (1 / 9));
}

/** ln x for numbers that are not normal: zeros, subnormal and negative ones, ∞ and NaN. */
function logOfExtreme(x: number): number {
  if (!(x > 0 && x < Number.POSITIVE_INFINITY)) return x === 0 ? Number.NEGATIVE_INFINITY : x < 0 ? Number.NaN : x;
  logParts(x, PARTS);
  return PARTS[0] + PARTS[1];
}
