/**
 * Elementary functions to a hundred digits beyond a double, slow and simple: what src/math/elementary is held against. A number is a
 * whole multiple of 2^−1200, as every double is. Where a double from Math begins a computation, it does not limit the result.
 */

const DIGITS = 1200n;
const ONE = 1n << DIGITS;

/** A finite double in units of 2^−1200. */
export function exact(x: number): bigint {
  const bits = new BigInt64Array(Float64Array.of(x).buffer)[0];
  const exponent = (bits >> 52n) & 2047n;
  const fraction = bits & (2n ** 52n - 1n);
  const size = exponent === 0n ? fraction << 126n : (fraction + 2n ** 52n) << (exponent + 125n);
  return bits < 0n ? -size : size;
}

/** How many units in the last place of a double lie between x and the value: at most ½ if x is the closest double. */
export function ulpsBetween(x: number, value: bigint): number {
  const last = BigInt(absolute(value).toString(2).length) - 53n;
  const unit = 1n << (last > 126n ? last : 126n); // no double is below 2^−1074
  return Number((absolute(exact(x) - value) << 20n) / unit) / 2 ** 20;
}

const absolute = (x: bigint) => (x < 0n ? -x : x);
const times = (a: bigint, b: bigint) => (a * b) >> DIGITS;
const over = (a: bigint, b: bigint) => (a << DIGITS) / b;

/** e^x = (e^(x/2^40))^(2^40). */
export function exp(x: bigint): bigint {
  if (x < 0n) return over(ONE, exp(-x));
  let [sum, term] = [0n, ONE];
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = times(term, x >> 40n) / k;
  }
  for (let i = 0; i < 40; i++) sum = times(sum, sum);
  return sum;
}

export const expm1 = (x: bigint) => exp(x) - ONE;

/** ln x = y + 2 artanh((x − e^y)/(x + e^y)), whatever y: a short series if it is close. */
function logNear(x: bigint, y: bigint): bigint {
  const power = exp(y);
  return y + 2n * oddSeries(over(x - power, x + power), 1n);
}

const LN2 = logNear(2n * ONE, exact(Math.LN2));
const LN10 = logNear(10n * ONE, exact(Math.LN10));

export function log(x: bigint): bigint {
  const n = BigInt(x.toString(2).length) - 1n - DIGITS;
  const z = n > 0n ? x >> n : x << -n; // from 1 to 2
  return n * LN2 + logNear(z, exact(Math.log(Number(z >> 600n) / 2 ** 600)));
}

export const log1p = (x: bigint) => log(ONE + x);
export const log2 = (x: bigint) => over(log(x), LN2);
export const log10 = (x: bigint) => over(log(x), LN10);
export const pow = (x: bigint, y: bigint) => exp(times(y, log(x)));

/** π = 16 atan(1/5) − 4 atan(1/239) (Machin), in units of 2^−2400, for the angles of large numbers. */
const PI = (() => {
  const inverse = (n: bigint) => {
    let [sum, power] = [0n, (ONE << DIGITS) / n];
    for (let k = 1n; power !== 0n; k += 2n, power /= -n * n) sum += power / k;
    return sum;
  };
  return 16n * inverse(5n) - 4n * inverse(239n);
})();

/** Sine and cosine, from those of 2^−20 of the angle less quarter turns. */
function sinCos(x: bigint): [sine: bigint, cosine: bigint] {
  const quarters = (2n * (x << DIGITS)) / PI;
  const angle = ((x << DIGITS) - (quarters * PI) / 2n) >> DIGITS;
  let [sine, cosine, term] = [0n, 0n, ONE];
  for (let k = 1n; term !== 0n && term !== -1n; k += 2n) {
    cosine += term;
    term = times(term, angle >> 20n) / k;
    sine += term;
    term = -times(term, angle >> 20n) / (k + 1n);
  }
  for (let i = 0; i < 20; i++) [sine, cosine] = [2n * times(sine, cosine), times(cosine, cosine) - times(sine, sine)];
  for (let i = 0n; i < (quarters & 3n); i++) [sine, cosine] = [cosine, -sine];
  return [sine, cosine];
}

export const sin = (x: bigint) => sinCos(x)[0];
export const cos = (x: bigint) => sinCos(x)[1];
export const tan = (x: bigint) => over(...sinCos(x));

/** The angle of (x, y) = a + atan((y cos a − x sin a)/(x cos a + y sin a)), whatever a: a short series if it is close. */
export function atan2(y: bigint, x: bigint, a: number): bigint {
  const [sine, cosine] = sinCos(exact(a));
  return exact(a) + oddSeries(over(y * cosine - x * sine, x * cosine + y * sine), -1n);
}

/** Σ (±1)^k x^(2k+1)/(2k+1) for a small x: atan x for sign −1, artanh x for 1. */
function oddSeries(x: bigint, sign: bigint): bigint {
  const square = sign * times(x, x);
  let [sum, power] = [0n, x];
  for (let k = 1n; absolute(power) > 1n; k += 2n, power = times(power, square)) sum += power / k;
  return sum;
}

/** The whole part of the n-th root of a whole number, by Newton's method from above. */
function root(a: bigint, n: bigint): bigint {
  if (a === 0n) return 0n;
  let x = 1n << (BigInt(a.toString(2).length) / n + 1n);
  for (;;) {
    const next = ((n - 1n) * x + a / x ** (n - 1n)) / n;
    if (next >= x) return x;
    x = next;
  }
}

export const cbrt = (x: bigint) => (x < 0n ? -1n : 1n) * root(absolute(x) << (2n * DIGITS), 3n);
export const hypot = (x: bigint, y: bigint, z = 0n) => root(x * x + y * y + z * z, 2n);
