/**
 * Jeffreys' prior (1946, Proc. R. Soc. A 186, 453), √det F with Fisher's information F of the data on the parameters: the same
 * belief whatever letters the parameters are written in, and little weight where the data cannot tell values apart. C_ℓ hardly
 * depends on α where that is small or large; a prior flat in ln α fills those plains up to wherever it is cut off, and its 68 %
 * intervals hold the truth in far fewer than 68 % of all skies.
 *
 * It is taken over α, K|G|² and N, at given turbulence; the parameters of the turbulence stay flat.
 */
import { log } from '../math/elementary/index.ts';
import { createMatrix, type Matrix } from '../math/matrix.ts';
import type { FitData } from './data.ts';
import type { Likelihood } from './likelihood.ts';
import type { FitName, Prior } from './parameters.ts';

const BLOCK: readonly FitName[] = ['alpha', 'gradient', 'noise'];

/**
 * ln √det F in ln α, ln K|G|² and N, those of them that are free; −∞ where F is singular.
 * @returns a function of what is expected of each point, the noise, and dC_ℓ/d ln α
 */
export function jeffreysPrior(
  priors: readonly Prior[],
  data: FitData,
  likelihood: Likelihood,
): (expected: Float64Array, noise: number, slope: Float64Array) => number {
  const names = BLOCK.filter((name) => priors.some((prior) => prior.name === name));
  const size = names.length;
  const count = data.points.length;
  const none = new Float64Array(data.highest + 1);
  const of = (C: Float64Array, noise: number) => {
    const out = new Float64Array(count);
    data.expected(C, noise, out);
    return out;
  };
  // ⟨Ĉ⟩ is linear in C_ℓ and N: dark + white N + its response to C_ℓ.
  const dark = of(none, 0);
  const white = of(none, 1).map((value, i) => value - dark[i]);
  const tilt = new Float64Array(count);
  const slopes = names.map(() => new Float64Array(count)); // of ln ⟨Ĉ⟩
  const F = createMatrix(size, size);

  return (expected, noise, slope) => {
    names.forEach((name, a) => {
      const out = slopes[a];
      if (name === 'alpha') {
        data.expected(slope, 0, tilt);
        for (let i = 0; i < count; i++) out[i] = (tilt[i] - dark[i]) / expected[i];
      } else if (name === 'gradient') {
        for (let i = 0; i < count; i++) out[i] = 1 - (dark[i] + white[i] * noise) / expected[i];
      } else for (let i = 0; i < count; i++) out[i] = white[i] / expected[i];
    });
    F.values.fill(0);
    for (let i = 0; i < count; i++) {
      const weight = likelihood.information(i, expected[i]);
      for (let a = 0; a < size; a++) {
        for (let b = 0; b <= a; b++) F.values[a * size + b] += weight * slopes[a][i] * slopes[b][i];
      }
    }
    return logDeterminant(F) / 2;
  };
}

/** ln det of a symmetric matrix, lower half given, by Cholesky; −∞ where it is not positive beyond its rounding. */
function logDeterminant({ rows: n, values: F }: Matrix): number {
  let sum = 0;
  for (let k = 0; k < n; k++) {
    const whole = F[k * n + k];
    let pivot = whole;
    for (let j = 0; j < k; j++) pivot -= F[k * n + j] ** 2;
    if (!(pivot > 1e-13 * whole)) return Number.NEGATIVE_INFINITY;
    sum += log(pivot);
    const root = Math.sqrt(pivot);
    for (let i = k + 1; i < n; i++) {
      let value = F[i * n + k];
      for (let j = 0; j < k; j++) value -= F[i * n + j] * F[k * n + j];
      F[i * n + k] = value / root;
    }
  }
  return sum;
}
