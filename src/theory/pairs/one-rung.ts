/** Pairs that share one push of the turbulence, and are scattered apart from each other before and after: exact [P16]. */

import type { Rule } from '../../math/gauss-legendre.ts';
import { stehfestWeights } from '../../math/stehfest.ts';
import type { Turbulence } from '../../model/turbulence.ts';
import { delayedRate, lengthwiseResponses, responses, wavenumberRule } from './scattering.ts';

/**
 * C_ℓ^one per |G|² = 1, in r_g² [P16].
 * @param nu scattering rate ν in c/r_g
 * @returns [ℓ], ℓ = 0 … lMax; 0 at ℓ = 0
 */
export function oneRung(turbulence: Turbulence, nu: number, lMax: number): Float64Array {
  const sums = sumOfSquares(wavenumberRule(turbulence), lMax, (k, b) => responses(k, nu, lMax, b));
  const scale = (16 * Math.PI ** 2) / (3 * nu * nu);
  return sums.map((sum, l) => (scale * l * (l + 1) * sum) / (2 * l + 1) ** 2); // [P16]
}

/** Arguments of the inverse Laplace transform. */
const ARGUMENTS = 14;

/**
 * C_ℓ^one(t) of particles traced back for a time t, per |G|² = 1 [P20]: a push at t' is followed by a mean displacement
 * D(t − t') p̂ (see `meanDisplacement`), so that λ b_ℓ(t) has the transform b_ℓ(k; ν, σ) D̂(σ). Pushes along k̂ count as well,
 * until they have cancelled themselves: 2/(2ℓ+1)² in place of ℓ(ℓ+1)/(2ℓ+1)², as P_ℓ stands in place of P_ℓ^1.
 * @param time t in r_g/c
 */
export function oneRungAt(turbulence: Turbulence, nu: number, time: number, lMax: number): Float64Array {
  const rule = wavenumberRule(turbulence);
  const rate = delayedRate(rule, nu);
  const weights = stehfestWeights(ARGUMENTS);
  const part = new Float64Array(lMax + 1);
  const sigmas = weights.map((_, n) => (n * Math.LN2) / time);
  // of D̂(σ)/λ
  const factors = sigmas.map((sigma, n) =>
    n === 0 ? 0 : ((Math.LN2 / time) * weights[n] * nu) / (sigma * (sigma + rate(sigma))),
  );
  const inverted = (respond: typeof lengthwiseResponses) => (k: number, b: Float64Array) => {
    b.fill(0);
    for (let n = 1; n <= ARGUMENTS; n++) {
      respond(k, nu, lMax, part, sigmas[n]);
      for (let l = 1; l <= lMax; l++) b[l] += factors[n] * part[l];
    }
  };
  const across = sumOfSquares(rule, lMax, inverted(responses));
  const lengthwise = sumOfSquares(rule, lMax, inverted(lengthwiseResponses));
  const scale = (16 * Math.PI ** 2) / (3 * nu * nu);
  return across.map((sum, l) => (scale * (l * (l + 1) * sum + 2 * lengthwise[l])) / (2 * l + 1) ** 2); // [P20]
}

/** ∫dk g |b_ℓ|², by ℓ. */
function sumOfSquares(
  { nodes, weights }: Rule,
  lMax: number,
  respond: (k: number, b: Float64Array) => void,
): Float64Array {
  const sums = new Float64Array(lMax + 1);
  const b = new Float64Array(lMax + 1);
  for (let i = 0; i < nodes.length; i++) {
    if (weights[i] === 0) continue;
    respond(nodes[i], b);
    for (let l = 1; l <= lMax; l++) sums[l] += weights[i] * b[l] * b[l];
  }
  return sums;
}
