/**
 * The rate ν at which particles forget their direction, and K = 1/(3ν): measured on an ensemble, and from the turbulence.
 */

import { bisect } from '../math/bisect.ts';
import { atan2, exp, log } from '../math/elementary/index.ts';
import { compositeRule, gaussLegendre } from '../math/gauss-legendre.ts';
import { logEdges, type Turbulence } from '../model/turbulence.ts';

export interface ScatteringRate {
  /** ν in c/r_g. */
  readonly rate: number;
  /** K(t → ∞) = 1/(3ν) in r_g c. */
  readonly diffusion: number;
}

/**
 * From the running diffusion coefficient K(t) = (1/3) ∫0^t ⟨p̂(−s)·p̂⟩ ds and from what is left of the memory at t:
 *   K(∞) = K(t)/(1 − ⟨p̂(−t)·p̂⟩),   ν = 1/(3 K(∞)).
 * This is exact for all t if the memory fades exponentially, and for t → ∞ in any case; it falls towards its limit where
 * the memory first fades more slowly. Undefined where no memory is lost yet, or the particles drift back.
 * @param diffusion K(t) in r_g c
 * @param alignment ⟨p̂(−t)·p̂⟩
 */
export function scatteringRate(diffusion: number, alignment: number): ScatteringRate | undefined {
  if (!(diffusion > 0 && alignment < 1)) return undefined;
  const final = diffusion / (1 - alignment);
  return { rate: 1 / (3 * final), diffusion: final };
}

/**
 * ν of isotropic turbulence without a mean field, self-consistently: a wave longer than the mean free path does not scatter,
 *   ν = (16π/3) ∫dk g ∫0^∞ ds e^{−νs} (j0 − j2/2)(ks).                                                       [P12]
 */
export function turbulentScatteringRate({ breaks, steepness, g }: Turbulence): number {
  const rule = compositeRule(gaussLegendre(20), logEdges(breaks, 2, steepness));
  const power = Array.from(rule.nodes, (k, i) => rule.weights[i] * g(k));
  const excess = (nu: number) => {
    let sum = 0;
    rule.nodes.forEach((k, i) => {
      sum += (power[i] / k) * memory(nu / k);
    });
    return ((16 * Math.PI) / 3) * sum - nu;
  };
  // ν < ω_rms = 1, and falling: halved in ln ν.
  const ends = [log(1e-15), log(10)] as const;
  return exp(
    bisect(
      (logNu) => excess(exp(logNu)),
      ...ends,
      (logNu) => 1e-15 * Math.abs(logNu),
    ),
  );
}

/** k ∫0^∞ ds e^{−νs} (j0 − j2/2)(ks) for x = ν/k [P12]. */
function memory(x: number): number {
  const angle = atan2(1, x);
  // Beyond, the two terms of the second integral cancel to their last digits; it is (2/15)/x³ − ….
  const second = x < 100 ? ((3 * x * x + 1) / 2) * angle - 1.5 * x : 2 / (15 * x * x * x);
  return angle - second / 2;
}
