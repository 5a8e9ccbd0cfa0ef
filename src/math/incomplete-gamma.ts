/** The regularised incomplete gamma functions P and Q = 1 − P (DLMF 8.2.4), and what follows from them for χ². */
import { exp, log } from './elementary/index.ts';
import { logGamma } from './log-gamma.ts';

/** P(a, x) = γ(a, x)/Γ(a) and Q(a, x) = Γ(a, x)/Γ(a), each to its own relative accuracy. */
export interface IncompleteGamma {
  readonly P: number;
  readonly Q: number;
}

/** Both at once, a > 0 and x ≥ 0. Relative error below 1e-13 × max(1, √a) unless the value underflows. */
export function incompleteGamma(a: number, x: number): IncompleteGamma {
  if (!(a > 0) || !Number.isFinite(a)) throw new RangeError(`incompleteGamma: a = ${a}, want a positive number`);
  if (!(x >= 0)) throw new RangeError(`incompleteGamma: x = ${x}, want a number from 0 up`);
  if (x === 0) return { P: 0, Q: 1 };
  if (x === Number.POSITIVE_INFINITY) return { P: 1, Q: 0 };
  const front = exp(a * log(x) - x - logGamma(a)); // x^a e^{−x}/Γ(a)
  if (x < a + 1) {
    const P = Math.min(1, front * lowerSeries(a, x));
    return { P, Q: 1 - P };
  }
  const Q = Math.min(1, front * upperFraction(a, x));
  return { P: 1 - Q, Q };
}

/** Σ x^n/(a(a+1)…(a+n)), DLMF 8.11.4. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** The continued fraction of DLMF 8.9.2 in its even form, by Lentz's method with Thompson & Barnett's care for zeros. */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 100_000; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / away(numerator * d + b, tiny);
    c = away(b + numerator / c, tiny);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}

const away = (value: number, tiny: number) => (Math.abs(value) < tiny ? tiny : value);

/** The probability of a χ² at least this large with n degrees of freedom: Q(n/2, χ²/2). */
export function chiSquareProbability(chiSquare: number, degreesOfFreedom: number): number {
  return incompleteGamma(degreesOfFreedom / 2, chiSquare / 2).Q;
}
