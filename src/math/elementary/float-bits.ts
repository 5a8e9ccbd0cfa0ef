/** What the elementary functions need to know of how doubles are stored (IEEE 754): exponents, and powers of two. */

// For one look at the bits of a number: nothing stays in it from call to call.
const NUMBER = new Float64Array(1);
const WORDS = new Int32Array(NUMBER.buffer);
/** Which of the two words holds the sign and the exponent: the second, except on the few machines that store the high byte first. */
const HIGH = new Uint8Array(Int32Array.of(1).buffer)[0] === 1 ? 1 : 0;

/** The upper 32 bits of x as an integer: the sign, 11 bits of exponent, the first 20 bits after the leading one. */
export function highWord(x: number): number {
  NUMBER[0] = x;
  return WORDS[HIGH];
}

/**
 * 1.5 · 2^52. For |x| < 2^51, (x + TO_WHOLE) − TO_WHOLE is x rounded to a whole number, halves to even ones. It is faster than
 * Math.round, and −x gives minus what x gives.
 */
export const TO_WHOLE = 6755399441055744;

/** 2^−1022, the smallest double with all 53 bits. Smaller ones are called subnormal. */
export const LEAST_NORMAL = 2.2250738585072014e-308;

/** All powers of two that are doubles, from 2^−1074 on: looking one up is faster than composing its bits. */
const POWERS_OF_TWO = powers();

/** 2^n, for whole n from −1074 to 1023. */
export function powerOfTwo(n: number): number {
  return POWERS_OF_TWO[n + 1074];
}

/** x · 2^n for ½ ≤ x ≤ 2 and whole n from −1138 to 2046; where the result is subnormal, it is rounded only once. */
export function scale(x: number, n: number): number {
  if (n > 1023) return x * powerOfTwo(n - 1023) * powerOfTwo(1023);
  return n >= -1022 ? x * powerOfTwo(n) : x * powerOfTwo(n + 64) * powerOfTwo(-64);
}

function powers(): Float64Array {
  const table = new Float64Array(2098);
  for (let n = 0, power = Number.MIN_VALUE; n < table.length; n++, power *= 2) table[n] = power;
  return table;
}
