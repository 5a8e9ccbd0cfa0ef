/**
 * Numbers of 106 bits, each the sum of two doubles: the number rounded to a double, and the rest. Dekker, Numer. Math. 18 (1971) 224.
 * The tables of the elementary functions are computed with them when the module loads: there is no table of digits to be taken on
 * trust, and the bits are the same on every machine. Not for hot loops, except `upperHalf` and `productError`.
 */

export type DoubleDouble = readonly [high: number, low: number];

/** a + b = sum + error, exactly. Knuth, The Art of Computer Programming 2, section 4.2.2, theorem B. */
export function twoSum(a: number, b: number): DoubleDouble {
  const sum = a + b;
  const fromB = sum - a;
  return [sum, a - (sum - fromB) + (b - fromB)];
}

/** x rounded to 26 bits, for |x| < 2^996. The rest, x − upperHalf(x), has 26 bits too: products of halves are exact. Dekker. */
export function upperHalf(x: number): number {
  const shifted = x * 134217729; // 2^27 + 1
  return shifted - (shifted - x);
}

/** a·b − product, exactly, for the rounded product of a and b. Dekker. */
export function productError(a: number, b: number, product: number): number {
  const aHigh = upperHalf(a);
  const bHigh = upperHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

export function add(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const sum = twoSum(a[0], b[0]);
  return twoSum(sum[0], sum[1] + (a[1] + b[1]));
}

export function multiply(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const product = a[0] * b[0];
  return twoSum(product, productError(a[0], b[0], product) + (a[0] * b[1] + a[1] * b[0]));
}

export function divide(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const quotient = a[0] / b[0];
  const rest = add(a, multiply([-quotient, 0], b));
  return twoSum(quotient, rest[0] / b[0]);
}

export function squareRoot(a: DoubleDouble): DoubleDouble {
  const root = Math.sqrt(a[0]);
  const rest = add(a, multiply([-root, 0], [root, 0]));
  return twoSum(root, rest[0] / (2 * root));
}

const THIRD = divide([1, 0], [3, 0]);
const FIFTH = divide([1, 0], [5, 0]);

/** x + sign·x³/3 + x⁵/5 + sign·x⁷/7 + …, relative error < 2^−88, for |x| ≤ 1/64: artanh x with sign 1, atan x with sign −1. */
export function oddSeries(x: DoubleDouble, sign: 1 | -1): DoubleDouble {
  const square = multiply([sign, 0], multiply(x, x));
  let small = 0; // x⁶ times this is so small that doubles suffice
  for (let k = 10; k >= 3; k--) small = small * square[0] + 1 / (2 * k + 1);
  let sum = add(FIFTH, multiply([small, 0], square));
  sum = add(THIRD, multiply(sum, square));
  sum = add([1, 0], multiply(sum, square));
  return multiply(sum, x);
}
