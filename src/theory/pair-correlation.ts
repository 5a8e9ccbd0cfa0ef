/**
 * What diagram 1c needs of the turbulence, as functions of x = cos θ, θ the angle between the pair [P5].
 * With τB = τ·τA the double time integral of [P6] becomes one over 0 ≤ τ ≤ 1 of entire functions:
 *   J(x)  = 2 ΔT² ∫ F0(w) dτ,   B(x) = 2 ΔT⁴ ∫ τ F2(w) dτ,   w = ΔT² (1 + τ² − 2τx),
 *   J'(x) = 4 ΔT⁴ ∫ τ G0(w) dτ,  from which J(1) − J(x) follows without subtracting two finished integrals.
 */
import { bandLimit } from '../math/chebyshev.ts';
import { gaussLegendre } from '../math/gauss-legendre.ts';
import type { Turbulence } from '../model/turbulence.ts';
import { F0, G0, type PairKernels, pairKernels } from './pair-kernels.ts';

/** J (or its slope) and B, tabulated. */
export interface PairCorrelation {
  readonly deltaT: number;
  /** J and B are polynomials in x of this degree, to double precision. */
  readonly degree: number;
  readonly kernels: PairKernels;
  /** The two at u = 1 − x, in an array that the next call overwrites. */
  at(u: number): Float64Array;
}

/** Largest order of the multipole expansion of e^{ik·r} that a path of k1ΔT = alpha still feels (physics.md 2). */
export function multipoleCutoff(alpha: number): number {
  return Math.ceil(alpha + 12 * Math.cbrt(alpha) + 20);
}

/** [J(x), B(x)] of [P5]. */
export function pairCorrelation(turbulence: Turbulence, deltaT: number): PairCorrelation {
  const T2 = deltaT * deltaT;
  return correlation(turbulence, deltaT, pairKernels(turbulence, 2 * deltaT, F0), 1, (_tau, dtau) => 2 * T2 * dtau);
}

/** [dJ/dx, B(x)]. `refine` > 1 takes that many times more nodes in τ, to estimate the error. */
export function pairCorrelationSlope(
  turbulence: Turbulence,
  deltaT: number,
  refine = 1,
  kernels = pairKernels(turbulence, 2 * deltaT, G0, true),
): PairCorrelation {
  const T2 = deltaT * deltaT;
  return correlation(turbulence, deltaT, kernels, refine, (tau, dtau) => 4 * T2 * T2 * tau * dtau);
}

function correlation(
  turbulence: Turbulence,
  deltaT: number,
  kernels: PairKernels,
  refine: number,
  weightFirst: (tau: number, dtau: number) => number,
): PairCorrelation {
  const alpha = turbulence.k1 * deltaT;
  const T2 = deltaT * deltaT;
  // In complex τ the integrand grows like e^{α |Im τ|}: on an interval of length 1 that is type α/2, and n nodes reach 2n.
  const { nodes, weights } = gaussLegendre(Math.ceil((refine * bandLimit(alpha / 2)) / 2) + 2);
  const tau = nodes.map((t) => (1 + t) / 2);
  const forFirst = tau.map((t, i) => weightFirst(t, weights[i]! / 2));
  const forF2 = tau.map((t, i) => T2 * T2 * t * weights[i]!); // 2 ΔT⁴ τ dτ
  const values = new Float64Array(2);
  return {
    deltaT,
    degree: multipoleCutoff(alpha),
    kernels,
    at(u) {
      values.fill(0);
      for (let i = 0; i < tau.length; i++) {
        const t = tau[i]!;
        kernels.accumulate(T2 * ((1 - t) * (1 - t) + 2 * t * u), forFirst[i]!, forF2[i]!, values);
      }
      return values;
    },
  };
}
