/**
 * What diagram 1c needs of the turbulence, as functions of x = cos θ, θ the angle between the two trajectories [P5].
 * With τB = τ·τA the double time integral of [P6] becomes one over 0 ≤ τ ≤ 1 of entire functions:
 *   J(x)  = 2 ΔT² ∫ F0(w) dτ,   B(x) = 2 ΔT⁴ ∫ τ F2(w) dτ,   w = ΔT² (1 + τ² − 2τx),
 *   J'(x) = 4 ΔT⁴ ∫ τ G0(w) dτ,  from which J(1) − J(x) follows without subtracting two finished integrals.
 */

import { bandLimit } from '../../math/chebyshev.ts';
import { cbrt } from '../../math/elementary/index.ts';
import { gaussLegendre } from '../../math/gauss-legendre.ts';
import { F0, sumKernels, type WavenumberRule } from './correlation-table.ts';

/** Largest order of the multipole expansion of e^{ik·r} that a path of k1ΔT = alpha still feels. */
export function multipoleCutoff(alpha: number): number {
  return Math.ceil(alpha + 12 * cbrt(alpha) + 20);
}

/** Nodes and weights over 0 ≤ τ ≤ 1 for wavenumbers up to alpha/ΔT. */
export function timeRule(alpha: number) {
  // In complex τ the integrands grow like e^{α |Im τ|}: on an interval of length 1 that is type α/2, and n nodes reach 2n.
  const { nodes, weights } = gaussLegendre(Math.ceil(bandLimit(alpha / 2) / 2) + 2);
  return { tau: nodes.map((t) => (1 + t) / 2), dtau: weights.map((w) => w / 2) };
}

/** R²/ΔT² = 1 + τ² − 2τx, with u = 1 − x */
export function separation(tau: number, u: number): number {
  return (1 - tau) * (1 - tau) + 2 * tau * u;
}

/** J at one x by plain sums over the wavenumbers of `rule`, none of them above alpha/ΔT [P6]; u = 1 − x. */
export function correlationJ(rule: WavenumberRule, alpha: number, deltaT: number, u: number): number {
  const { tau, dtau } = timeRule(alpha);
  const kernels = new Float64Array(3);
  let J = 0;
  for (let i = 0; i < tau.length; i++) {
    sumKernels(rule, deltaT * Math.sqrt(separation(tau[i], u)), kernels);
    J += 2 * deltaT * deltaT * dtau[i] * kernels[F0];
  }
  return J;
}
