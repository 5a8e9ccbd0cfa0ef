/**
 * The distribution of Q = Σ_j w_j χ²_{n_j} with w_j ≥ 0, which is what a C̃_ℓ of a Gaussian sky is: from its characteristic
 * function φ(u) = Π (1 − 2i w_j u)^{−n_j/2} by Davies' sum over half-integer points (1973, Biometrika 60, 415),
 *   P(Q < x) = 1/2 − (1/π) Σ_k Im[φ(u_k) e^{−i u_k x}]/(k + ½),   u_k = (k + ½) Δ,
 * right to the probability of Q > 2π/Δ for x < 2π/Δ, which is made negligible, and to the terms left out.
 */

import { bisect } from './bisect.ts';
import { atan, cos, exp, log1p, sin } from './elementary/index.ts';

export interface ChiSquareSum {
  readonly mean: number;
  /** P(Q < x). */
  cumulative(x: number): number;
  /** x with P(Q < x) = p, 0 < p < 1. */
  quantile(p: number): number;
}

/** Weights below this share of their sum are left out. */
const NEGLIGIBLE = 1e-9;
/** Wanted error of a probability; sums of one or two degrees of freedom do no better than 1e-4 near zero. */
const TARGET = 1e-7;
/** So many terms are always affordable. */
const MANY = 2 ** 11;
const TERMS_MAX = 2 ** 16;

/**
 * @param weights w_j
 * @param degrees n_j
 * @throws RangeError if a weight is negative or not finite, or there is none above zero
 */
export function createChiSquareSum(weights: ArrayLike<number>, degrees: ArrayLike<number>): ChiSquareSum {
  const { w, n, mean } = significant(weights, degrees);
  const largest = Math.max(...w);
  const spread = Math.sqrt(w.reduce((sum, weight, j) => sum + 2 * n[j] * weight * weight, 0));
  const reach = mean + 8 * spread + 30 * largest; // P(Q > reach) < 1e-7: Gaussian middle, exponential tail of the largest
  const delta = Math.PI / reach; // so that 2π/Δ is twice that
  const { real, imaginary } = characteristic(w, n, delta);

  const cumulative = (x: number) => {
    if (!(x > 0)) return 0;
    if (x >= reach) return 1;
    // e^{−i u_k x}, turned on from k to k + 1.
    const [stepRe, stepIm] = [cos(delta * x), -sin(delta * x)];
    let [re, im] = [cos(0.5 * delta * x), -sin(0.5 * delta * x)];
    let sum = 0;
    for (let k = 0; k < real.length; k++) {
      sum += real[k] * im + imaginary[k] * re;
      const next = re * stepRe - im * stepIm;
      im = re * stepIm + im * stepRe;
      re = next;
    }
    return Math.min(1, Math.max(0, 0.5 - sum / Math.PI));
  };
  return {
    mean,
    cumulative,
    quantile(p) {
      if (!(p > 0 && p < 1)) throw new RangeError(`quantile: p = ${p}, want a number between 0 and 1`);
      return bisect((x) => p - cumulative(x), 0, reach, 1e-9 * mean);
    },
  };
}

/** φ(u_k)/(k + ½), as far as it matters: beyond U, in the tail u^−n/2, the terms add less than 2 |φ(U)|/(π n). */
function characteristic(w: readonly number[], n: readonly number[], delta: number) {
  const real: number[] = [];
  const imaginary: number[] = [];
  const total = n.reduce((sum, each) => sum + each, 0);
  for (let k = 0; k < TERMS_MAX; k++) {
    const u = (k + 0.5) * delta;
    let [log, angle] = [0, 0];
    for (let j = 0; j < w.length; j++) {
      const y = 2 * w[j] * u;
      log -= (n[j] / 4) * log1p(y * y);
      angle += (n[j] / 2) * atan(y);
    }
    const size = exp(log);
    if (size < 1e-12 || (k > MANY && 2 * size < TARGET * Math.PI * total)) break;
    real.push((size * cos(angle)) / (k + 0.5));
    imaginary.push((size * sin(angle)) / (k + 0.5));
  }
  return { real: Float64Array.from(real), imaginary: Float64Array.from(imaginary) };
}

function significant(weights: ArrayLike<number>, degrees: ArrayLike<number>) {
  let sum = 0;
  for (let j = 0; j < weights.length; j++) {
    if (!(weights[j] >= 0) || weights[j] === Number.POSITIVE_INFINITY) {
      throw new RangeError(`createChiSquareSum: weight ${weights[j]}, want a finite one from 0 up`);
    }
    sum += weights[j] * degrees[j];
  }
  if (!(sum > 0)) throw new RangeError('createChiSquareSum: no weight above zero');
  const w: number[] = [];
  const n: number[] = [];
  let mean = 0;
  for (let j = 0; j < weights.length; j++) {
    if (weights[j] <= NEGLIGIBLE * sum) continue;
    w.push(weights[j]);
    n.push(degrees[j]);
    mean += weights[j] * degrees[j];
  }
  return { w, n, mean };
}
