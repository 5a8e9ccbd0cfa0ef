/** Inverse Laplace transform from real arguments. */
import { pow } from './elementary/index.ts';

/**
 * f(t) ≈ (ln 2/t) Σ_{n=1}^{N} v_n F(n ln 2/t) for a smooth f: the weights v_n, [n], v_0 = 0. Stehfest, Comm. ACM 13 (1970) 47 and
 * 624. They alternate and grow: N = 14 costs eight digits of F and leaves about six of a smooth f.
 * @param N even
 */
export function stehfestWeights(N: number): Float64Array {
  const v = new Float64Array(N + 1);
  const half = N / 2;
  const factorial = (n: number) => {
    let product = 1;
    for (let i = 2; i <= n; i++) product *= i;
    return product;
  };
  for (let n = 1; n <= N; n++) {
    for (let j = Math.floor((n + 1) / 2); j <= Math.min(n, half); j++) {
      v[n] +=
        (pow(j, half) * factorial(2 * j)) /
        (factorial(half - j) * factorial(j) * factorial(j - 1) * factorial(n - j) * factorial(2 * j - n));
    }
    if ((half + n) % 2 === 1) v[n] = -v[n];
  }
  return v;
}
