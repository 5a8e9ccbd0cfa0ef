/**
 * Inverse tangents. q is the smaller of the two sides over the larger. For c = j/64 close to q, and t = (q − c)/(1 + q c), which is 1/128 at
 * most, atan q = atan c + atan t; atan c comes from a table. t is computed from the sides, so that the rounding of q does no harm. After Tang,
 * Table-lookup algorithms for elementary functions and their error analysis, Proc. 10th IEEE Symp. Computer Arithmetic (1991) 232.
 */
import { add, type DoubleDouble, divide, oddSeries, productError, upperHalf } from './double-double.ts';
import { highWord, powerOfTwo, TO_WHOLE } from './float-bits.ts';

/** By j: atan(j/64) rounded, at [2j], and the rest of it, at [2j + 1]. */
const TABLE = anglesOfTable();
/** π − Math.PI. */
const PI_LOW = 1.2246467991473532e-16;
/** The angle of the nearest axis of the upper half-plane, in two parts, and the sign of angles from there. */
// biome-ignore format: one axis a line
const AXES = Float64Array.of(
  0, 0, 1, // x ≥ y ≥ 0
  Math.PI / 2, PI_LOW / 2, -1, // y > x ≥ 0
  Math.PI, PI_LOW, -1, // −x ≥ y ≥ 0
  Math.PI / 2, PI_LOW / 2, 1, // y > −x ≥ 0
);

/** The angle from −π/2 to π/2 whose tangent is x, error < 0.76 units in the last place. */
export function atan(x: number): number {
  return atan2(x, 1);
}

/** The angle from −π to π of the point (x, y), error < 0.72 units in the last place. The sign of a zero counts, as in Math.atan2. */
export function atan2(y: number, x: number): number {
  const across = Math.abs(x);
  const up = Math.abs(y);
  const small = Math.min(across, up);
  const large = Math.max(across, up);
  if (!(large < 1e270 && large > 1e-270)) return atan2OfExtreme(y, x, large);
  const q = small / large;
  let first = q; // the angle from the nearest axis is first + rest
  let rest = 0;
  if (q >= 7 / 128) {
    const j = q * 64 + TO_WHOLE - TO_WHOLE;
    const c = j / 64;
    const upper = upperHalf(large);
    const t = (small - c * upper - c * (large - upper)) / (large + c * small);
    first = TABLE[2 * j];
    rest = TABLE[2 * j + 1] + t + shortRest(t);
  } else rest = restOfSmall(q, small, large);
  // Looked up, since the processor cannot guess where a branch would go.
  const axis = 3 * ((up > across ? 1 : 0) + ((highWord(x) >> 30) & 2));
  const base = AXES[axis];
  const turned = AXES[axis + 2] * first;
  const sum = base + turned;
  return (sum + (base - sum + turned + (AXES[axis + 1] + AXES[axis + 2] * rest))) * (1 + 2 * (highWord(y) >> 31));
}

/** The same where the larger side, in size, is 0, very small, very large, infinite or NaN: by a point in the same direction. */
function atan2OfExtreme(y: number, x: number, large: number): number {
  if (Number.isNaN(large)) return large;
  if (large === 0) return atan2(y, Object.is(x, -0) ? -1 : 1);
  if (large === Number.POSITIVE_INFINITY) return atan2(direction(y), direction(x));
  const factor = powerOfTwo(large > 1 ? -300 : 300);
  return atan2(y * factor, x * factor);
}

/** An infinite number becomes 1, any other 0, with its sign. */
function direction(x: number): number {
  const size = Math.abs(x) === Number.POSITIVE_INFINITY ? 1 : 0;
  return x < 0 || Object.is(x, -0) ? -size : size;
}

/** atan(small/large) − q for q < 7/128, where q is small/large, rounded. */
function restOfSmall(q: number, small: number, large: number): number {
  if (q < 1e-9) return 0;
  const product = q * large;
  return (small - product - productError(q, large, product)) / large + longRest(q);
}

/** atan t − t for |t| ≤ 1/128. The next term of the series, t^9/9, is below 2^−59 t. */
function shortRest(t: number): number {
  const q = t * t;
  return t * q * (-1 / 3 + q * (1 / 5 - q * (1 / 7)));
}

/** atan t − t for |t| ≤ 7/128. The next term of the series, t^15/15, is below 2^−62 t. */
function longRest(t: number): number {
  const q = t * t;
  return t * q * (-1 / 3 + q * (1 / 5 + q * (-1 / 7 + q * (1 / 9 + q * (-1 / 11 + q * (1 / 13))))));
}

/** From one entry to the next, atan(j/64) − atan((j − 1)/64) = atan(64/(4096 + j (j − 1))). */
function anglesOfTable(): Float64Array {
  const table = new Float64Array(2 * 65);
  let angle: DoubleDouble = [0, 0];
  for (let j = 1; j <= 64; j++) {
    angle = add(angle, oddSeries(divide([64, 0], [4096 + j * (j - 1), 0]), -1));
    table.set(angle, 2 * j);
  }
  return table;
}
