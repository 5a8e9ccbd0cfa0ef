/**
 * What diagram 1c needs of the turbulence, as functions of x = cos θ, θ the angle between the pair [P5].
 * With τB = τ·τA the double time integral of [P6] becomes one over 0 ≤ τ ≤ 1 of entire functions:
 *   J(x)  = 2 ΔT² ∫ F0(w) dτ,   B(x) = 2 ΔT⁴ ∫ τ F2(w) dτ,   w = ΔT² (1 + τ² − 2τx),
 *   J'(x) = 4 ΔT⁴ ∫ τ G0(w) dτ,  from which J(1) − J(x) follows without subtracting two finished integrals.
 */
import { bandLimit } from '../math/chebyshev.ts';
import { gaussLegendre } from '../math/gauss-legendre.ts';
import type { Turbulence } from '../model/turbulence.ts';
import {
  F0,
  type KernelTable,
  kernelTable,
  slopeKernels,
  sumKernels,
  type WavenumberRule,
  wavenumberRule,
} from './pair-kernels.ts';

/** J'(x) and B(x). */
export interface PairCorrelation {
  readonly deltaT: number;
  /** J and B are polynomials in x of this degree, to double precision. */
  readonly degree: number;
  /** The wavenumbers summed over. */
  readonly rule: WavenumberRule;
  readonly kernels: KernelTable;
  /** [J'(x), B(x)] at u = 1 − x, in an array that the next call overwrites. */
  at(u: number): Float64Array;
}

/** Largest order of the multipole expansion of e^{ik·r} that a path of k1ΔT = alpha still feels (physics.md 2). */
export function multipoleCutoff(alpha: number): number {
  return Math.ceil(alpha + 12 * Math.cbrt(alpha) + 20);
}

/** Nodes and weights over 0 ≤ τ ≤ 1 for wavenumbers up to alpha/ΔT; `refine` > 1 takes that many times more. */
export function timeRule(alpha: number, refine = 1) {
  // In complex τ the integrands grow like e^{α |Im τ|}: on an interval of length 1 that is type α/2, and n nodes reach 2n.
  const { nodes, weights } = gaussLegendre(Math.ceil((refine * bandLimit(alpha / 2)) / 2) + 2);
  return { tau: nodes.map((t) => (1 + t) / 2), dtau: weights.map((w) => w / 2) };
}

/** R²/ΔT² = 1 + τ² − 2τx, with u = 1 − x */
export function separation(tau: number, u: number): number {
  return (1 - tau) * (1 - tau) + 2 * tau * u;
}

/** J' and B from a table of the kernels. */
export function pairCorrelation(turbulence: Turbulence, deltaT: number): PairCorrelation {
  const rule = wavenumberRule(turbulence, 2 * deltaT);
  const kernels = kernelTable(slopeKernels(rule), turbulence.k1, 2 * deltaT, true);
  const at = slopeAndB(kernels, deltaT, timeRule(turbulence.k1 * deltaT));
  return { deltaT, degree: multipoleCutoff(turbulence.k1 * deltaT), rule, kernels, at };
}

/** The integrals over τ of J' and B [P6]. */
export function slopeAndB(kernels: KernelTable, deltaT: number, { tau, dtau }: ReturnType<typeof timeRule>) {
  const T2 = deltaT * deltaT;
  const forSlope = tau.map((t, i) => 4 * T2 * T2 * t * dtau[i]!);
  const forB = tau.map((t, i) => 2 * T2 * T2 * t * dtau[i]!);
  const values = new Float64Array(2);
  return (u: number) => {
    values.fill(0);
    for (let i = 0; i < tau.length; i++) {
      kernels.accumulate(T2 * separation(tau[i]!, u), forSlope[i]!, forB[i]!, values);
    }
    return values;
  };
}

/** J at one x by plain sums over the wavenumbers of `rule`, none of them above alpha/ΔT [P6]; u = 1 − x. */
export function correlationJ(rule: WavenumberRule, alpha: number, deltaT: number, u: number): number {
  const { tau, dtau } = timeRule(alpha);
  const kernels = new Float64Array(3);
  let J = 0;
  for (let i = 0; i < tau.length; i++) {
    sumKernels(rule, deltaT * Math.sqrt(separation(tau[i]!, u)), kernels);
    J += 2 * deltaT * deltaT * dtau[i]! * kernels[F0]!;
  }
  return J;
}
