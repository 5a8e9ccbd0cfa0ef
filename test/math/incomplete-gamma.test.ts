import { describe, expect, test } from 'vitest';
import { chiSquareProbability, incompleteGamma } from '../../src/math/incomplete-gamma.ts';
import { digamma, logGamma, trigamma } from '../../src/math/log-gamma.ts';

const relative = (value: number, expected: number) => Math.abs(value / expected - 1);
const EULER = 0.5772156649015329;

describe('ln Γ, ψ, ψ′', () => {
  test('factorials and half-integers, relative error of Γ < 1e-14', () => {
    let factorial = 1;
    for (let n = 1; n <= 20; n++) {
      expect(relative(Math.exp(logGamma(n) - Math.log(factorial)), 1), `Γ(${n})`).toBeLessThan(1e-14);
      factorial *= n;
    }
    expect(relative(Math.exp(logGamma(0.5)), Math.sqrt(Math.PI))).toBeLessThan(1e-14);
  });

  test('Γ(x+1) = x Γ(x) and its derivatives from 1e-3 to 1e6, errors below 4e-15, 1e-14, 2e-15 of the larger side', () => {
    for (let x = 1e-3; x < 1e6; x *= 1.37) {
      const size = Math.max(1, Math.abs(logGamma(x + 1)));
      expect(Math.abs(logGamma(x + 1) - logGamma(x) - Math.log(x)) / size, `${x}`).toBeLessThan(4e-15);
      expect(Math.abs(digamma(x + 1) - digamma(x) - 1 / x) * Math.min(1, x)).toBeLessThan(1e-14);
      expect(Math.abs(trigamma(x + 1) - trigamma(x) + 1 / x ** 2) * Math.min(1, x * x)).toBeLessThan(2e-15);
    }
  });

  test('closed forms of ψ and ψ′ at 1 and ½, error < 1e-14', () => {
    expect(Math.abs(digamma(1) + EULER)).toBeLessThan(1e-14);
    expect(Math.abs(digamma(0.5) + EULER + 2 * Math.LN2)).toBeLessThan(1e-14);
    expect(relative(trigamma(1), Math.PI ** 2 / 6)).toBeLessThan(1e-14);
    expect(relative(trigamma(0.5), Math.PI ** 2 / 2)).toBeLessThan(1e-14);
  });

  test.each([logGamma, digamma, trigamma])('%o refuses 0, negatives and NaN', (f) => {
    for (const x of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => f(x)).toThrow(RangeError);
  });
});

describe('the incomplete gamma functions', () => {
  const xs = [1e-6, 0.01, 0.3, 1, 2.7, 8, 30, 120];

  test('Q(n, x) = e^−x Σ_{k<n} x^k/k!, relative error < 1e-13', () => {
    for (const n of [1, 2, 5, 17]) {
      for (const x of xs) {
        let term = 1;
        let sum = 0;
        for (let k = 0; k < n; k++) {
          sum += term;
          term *= x / (k + 1);
        }
        expect(relative(incompleteGamma(n, x).Q, Math.exp(-x) * sum), `n ${n}, x ${x}`).toBeLessThan(1e-13);
      }
    }
  });

  test('P(n, x) = e^−x Σ_{k≥n} x^k/k! for small x, relative error < 1e-13', () => {
    for (const n of [1, 2, 5, 17]) {
      for (const x of [1e-6, 0.01, 0.3, 1, 2.7]) {
        let term = 1;
        for (let k = 1; k <= n; k++) term *= x / k;
        let sum = 0;
        for (let k = n; k < n + 60; k++) {
          sum += term;
          term *= x / (k + 1);
        }
        expect(relative(incompleteGamma(n, x).P, Math.exp(-x) * sum), `n ${n}, x ${x}`).toBeLessThan(1e-13);
      }
    }
  });

  test('Q(½, x) = erfc √x: relative error < 1e-13', () => {
    // erfc(1) and erfc(2) to the last digit: Abramowitz & Stegun, table 7.1 and its continuation.
    expect(relative(incompleteGamma(0.5, 1).Q, 0.15729920705028513)).toBeLessThan(1e-13);
    expect(relative(incompleteGamma(0.5, 4).Q, 0.004677734981047266)).toBeLessThan(1e-13);
    expect(relative(incompleteGamma(0.5, 0.25).P, 0.5204998778130465)).toBeLessThan(1e-13);
  });

  test('P(a+1, x) = P(a, x) − x^a e^−x/Γ(a+1) for any a, absolute error < 1e-13 √a; P + Q = 1', () => {
    for (const a of [0.05, 0.5, 0.88, 1.76, 9.3, 26.84, 400.5, 1e4]) {
      for (const x of [0.2 * a, 0.9 * a, a, a + 1, 1.1 * a, 3 * a + 5]) {
        const jump = Math.exp(a * Math.log(x) - x - logGamma(a + 1));
        const { P, Q } = incompleteGamma(a, x);
        const next = incompleteGamma(a + 1, x).P;
        expect(Math.abs(P - jump - next), `a ${a}, x ${x}`).toBeLessThan(1e-13 * Math.max(1, Math.sqrt(a)));
        expect(Math.abs(P + Q - 1)).toBeLessThan(2e-16);
      }
    }
  });

  test('ends, and malformed input', () => {
    expect(incompleteGamma(3, 0)).toEqual({ P: 0, Q: 1 });
    expect(incompleteGamma(3, Number.POSITIVE_INFINITY)).toEqual({ P: 1, Q: 0 });
    for (const [a, x] of [
      [0, 1],
      [-1, 1],
      [1, -1],
      [1, Number.NaN],
      [Number.NaN, 1],
    ]) {
      expect(() => incompleteGamma(a, x)).toThrow(RangeError);
    }
  });

  test('χ² with two degrees of freedom: e^(−χ²/2), relative error < 1e-14; the median of one is 0.4549364231', () => {
    expect(relative(chiSquareProbability(7, 2), Math.exp(-3.5))).toBeLessThan(1e-14);
    expect(Math.abs(chiSquareProbability(0.4549364231195728, 1) - 0.5)).toBeLessThan(1e-14);
  });
});
