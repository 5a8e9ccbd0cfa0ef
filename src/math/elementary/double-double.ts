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

export function add([a, aLow]: DoubleDouble, [b, bLow]: DoubleDouble): DoubleDouble {
  const [sum, error] = twoSum(a, b);
  return twoSum(sum, error + (aLow + bLow));
}

export function multiply([a, aLow]: DoubleDouble, [b, bLow]: DoubleDouble): DoubleDouble {
  const product = a * b;
  return twoSum(product, productError(a, b, product) + (a * bLow + aLow * b));
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

/** x + sign·x³/3 + x⁵/5 + sign·x⁷/7 + … for |x| ≤ 1/64: artanh x with sign 1, atan x with sign −1. */
export function oddSeries(x: DoubleDouble, sign: 1 | -1): DoubleDouble {
  const square = multiply([sign, 0], multiply(x, x));
  let sum: DoubleDouble = [0, 0];
  for (let k = 10; k >= 0; k--) sum = add(multiply(sum, square), divide([1, 0], [2 * k + 1, 0])); // 64^−22 = 2^−132
  return multiply(sum, x);
}
