/**
 * The mean displacement D(t) p̂ of a single particle of direction p̂ within a time t. Scattering needs time to set in: a wave
 * pushes coherently until the particle has crossed it. So ν depends on the Laplace variable σ,
 *   D̂(σ) = 1/(σ(σ + ν(σ))),   ν(σ) = (8π/3) ∫dk g (b_1 + b_1^∥)(k; ν, σ)                                  [P20]
 * (see `delayedRate`). D → λ for t ≫ λ, and dD/dt/3 is what a run measures as K(t).
 */

import { chebyshevAngles, chebyshevCoefficients, chebyshevSum, chebyshevTransform } from '../../math/chebyshev.ts';
import { cos, exp, expm1, log } from '../../math/elementary/index.ts';
import { stehfestWeights } from '../../math/stehfest.ts';
import type { Turbulence } from '../../model/turbulence.ts';
import { delayedRate, wavenumberRule } from './scattering.ts';

/** Arguments of the inverse Laplace transform. */
const ARGUMENTS = 14;
/** Nodes of the interpolation in ln t, and the decades below the longest time that it covers. */
const NODES = 20;
const DECADES = 4;

/**
 * D(t) in r_g for 0 ≤ t ≤ longest.
 * @param nu scattering rate in c/r_g; where it is not that of [P15], ν(σ) is scaled so that ν(0) = ν
 */
export function meanDisplacement(turbulence: Turbulence, nu: number, longest: number): (time: number) => number {
  const rate = delayedRate(wavenumberRule(turbulence), nu);
  const v = stehfestWeights(ARGUMENTS);
  /** D(t) over that of a constant rate, λ(1 − e^{−νt}): a smooth number near 1. */
  const ratio = (time: number) => {
    let sum = 0;
    for (let n = 1; n <= ARGUMENTS; n++) {
      const sigma = (n * Math.LN2) / time;
      sum += v[n] / (n * (sigma + rate(sigma))); // [P15]
    }
    return (nu * sum) / -expm1(-nu * time);
  };
  const top = log(longest);
  const half = (DECADES * Math.LN10) / 2;
  const values = chebyshevAngles(NODES).map((angle) => ratio(exp(top - half + half * cos(angle))));
  const coefficients = chebyshevCoefficients(values, chebyshevTransform(NODES));
  return (time) => {
    if (time <= 0) return 0;
    const x = Math.max((log(time) - top + half) / half, -1);
    return (chebyshevSum(coefficients, x) * -expm1(-nu * time)) / nu;
  };
}
