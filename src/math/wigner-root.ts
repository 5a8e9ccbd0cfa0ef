/** Exact numbers of the form integer × √rational, which is what every Wigner symbol is, and their way to a double. */

/** factor · √(numerator/denominator), with numerator and denominator positive and without a common divisor. */
export interface RationalRoot {
  readonly factor: bigint;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** A factor (n!)^power. */
export type FactorialPower = readonly [n: number, power: number];

/** The product Π (n!)^power as a reduced fraction, by the exponents of its primes (Legendre's formula). */
export function factorialProduct(factors: readonly FactorialPower[]): { numerator: bigint; denominator: bigint } {
  const numerator = new BigProduct();
  const denominator = new BigProduct();
  for (const p of primesUpTo(Math.max(...factors.map(([n]) => n)))) {
    let exponent = 0;
    for (const [n, power] of factors) {
      for (let q = Math.floor(n / p); q > 0; q = Math.floor(q / p)) exponent += power * q;
    }
    for (; exponent > 0; exponent--) numerator.times(p);
    for (; exponent < 0; exponent++) denominator.times(p);
  }
  return { numerator: numerator.value(), denominator: denominator.value() };
}

/** Rounded to a double, relative error below 4e-16; too small a value underflows to 0. */
export function rootToNumber({ factor, numerator, denominator }: RationalRoot): number {
  if (factor === 0n) return 0;
  const f = leadingBits(factor < 0n ? -factor : factor);
  const n = leadingBits(numerator);
  const d = leadingBits(denominator);
  let mantissa = n.mantissa / d.mantissa;
  let exponent = n.exponent - d.exponent;
  if (exponent % 2 !== 0) {
    mantissa *= 2;
    exponent -= 1;
  }
  const value = timesPowerOfTwo(f.mantissa * Math.sqrt(mantissa), f.exponent + exponent / 2);
  return factor < 0n ? -value : value;
}

/** A long product of small integers: gathered into words first, as it is the big multiplications that cost. */
class BigProduct {
  #big = 1n;
  #word = 1;

  times(factor: number): void {
    if (this.#word * factor > Number.MAX_SAFE_INTEGER) {
      this.#big *= BigInt(this.#word);
      this.#word = 1;
    }
    this.#word *= factor;
  }

  value(): bigint {
    return this.#big * BigInt(this.#word);
  }
}

function primesUpTo(limit: number): number[] {
  const composite = new Uint8Array(limit + 1);
  const primes: number[] = [];
  for (let n = 2; n <= limit; n++) {
    if (composite[n]) continue;
    primes.push(n);
    for (let multiple = n * n; multiple <= limit; multiple += n) composite[multiple] = 1;
  }
  return primes;
}

/** value = mantissa · 2^exponent, the mantissa rounded from the first 60 bits or more. */
function leadingBits(value: bigint): { mantissa: number; exponent: number } {
  const exponent = Math.max(0, 4 * (value.toString(16).length - 16));
  return { mantissa: Number(value >> BigInt(exponent)), exponent };
}

function timesPowerOfTwo(x: number, exponent: number): number {
  const half = Math.trunc(exponent / 2);
  return x * 2 ** half * 2 ** (exponent - half);
}
