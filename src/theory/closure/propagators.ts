/** The propagators Λ_n and κ_ab of sections 2 and 3: what straight trajectories of length ΔT collect of the field. */
import { cos, sin } from '../../math/elementary/index.ts';
import { sphericalBesselIntegrals } from '../../math/spherical-bessel-integral.ts';
import { type WavenumberRule, wavenumberRule } from './correlation-table.ts';
import type { Step } from './step.ts';
import { multipoleCutoff } from './two-point.ts';

/** Λ_0 and Λ_2, dimensionless (units c = r_g = 1). */
export interface Lambda {
  readonly 0: number;
  readonly 2: number;
}

/** κ_aa and κ_{a,a+2} for a = 0 … aMax; all that (3.12) and (3.13) need. */
export interface Kappa {
  readonly aMax: number;
  readonly diagonal: Float64Array;
  /** off[a] = κ_{a,a+2} = κ_{a+2,a} */
  readonly off: Float64Array;
}

/**
 * Λ_n(ΔT) = ∫dk g ∫0^ΔT (ΔT−τ) j_n(kτ) dτ = ∫dk (g/k²) { z h_n(z) − ∫0^z x j_n dx }, z = kΔT                  (3.14)
 */
export function lambda({ turbulence, deltaT }: Step): Lambda {
  return lambdaOf(wavenumberRule(turbulence, deltaT), deltaT);
}

/** The same summed over the wavenumbers of `rule` (3.14). */
export function lambdaOf(rule: WavenumberRule, deltaT: number): Lambda {
  const h = new Float64Array(3);
  let lambda0 = 0;
  let lambda2 = 0;
  for (let i = 0; i < rule.k.length; i++) {
    const z = rule.k[i] * deltaT;
    const [v0, u2] = z < 1 ? momentSeries(z * z) : momentClosed(z, sphericalBesselIntegrals(2, z, h));
    lambda0 += rule.weight[i] * (0.5 + v0);
    lambda2 += rule.weight[i] * u2;
  }
  return { 0: deltaT * deltaT * lambda0, 2: deltaT * deltaT * lambda2 };
}

/**
 * κ_00 − 2Λ_0 + Λ_2: what the a = 0 term of (3.12) leaves of diagrams 1a and 1b. For kΔT ≪ 1 it is smaller than either by (kΔT)²,
 * so it is summed mode by mode, never as a difference of the sums.
 */
export function monopoleDeficit({ deltaT, rule: { k, weight } }: Step): number {
  const h = new Float64Array(3);
  let sum = 0;
  for (let i = 0; i < k.length; i++) {
    const z = k[i] * deltaT;
    sphericalBesselIntegrals(2, z, h);
    const [v0, u2] = z < 1 ? momentSeries(z * z) : momentClosed(z, h);
    const rest = z < 1 ? sineIntegralRest(z * z) : h[0] / z - 1;
    sum += weight[i] * (rest * (2 + rest) - 2 * v0 + u2); // (h_0/z)² − 1 − (2u_0 − 1) + u_2
  }
  return deltaT * deltaT * sum;
}

/** h_0(z)/z − 1 = Σ_{m≥1} (−z²)^m/((2m+1)(2m+1)!) */
function sineIntegralRest(z2: number): number {
  let rest = 0;
  let term = 1; // (−z²)^m/(2m+1)!
  for (let m = 1; m < 12; m++) {
    term *= -z2 / (2 * m * (2 * m + 1));
    rest += term / (2 * m + 1);
  }
  return rest;
}

/** u_n = z^−2 ∫0^z (z−x) j_n(x) dx, as [u_0 − 1/2, u_2], with ∫0^z x j0 = 1 − cos z and ∫0^z x j2 = 2 + cos z − 3 j0. */
function momentClosed(z: number, h: Float64Array): [number, number] {
  const cosine = cos(z);
  const j0 = sin(z) / z;
  return [(z * h[0] - (1 - cosine)) / (z * z) - 0.5, (z * h[2] - (2 + cosine - 3 * j0)) / (z * z)];
}

/** The same from the Taylor series of j_n, where the closed form cancels. */
function momentSeries(z2: number): [number, number] {
  let v0 = 0;
  let u2 = 0;
  let t0 = 1; // (−z²)^m/(2m+1)!, of j0
  let t2 = z2 / 15; // (−z²)^m z² 4(m+1)(m+2)/(2m+5)!, of j2
  for (let m = 0; m < 12; m++) {
    if (m > 0) v0 += t0 / ((2 * m + 1) * (2 * m + 2)); // the first term is 1/2; ∫0^z (z−x) x^p dx = z^{p+2}/((p+1)(p+2))
    u2 += t2 / ((2 * m + 3) * (2 * m + 4));
    t0 *= -z2 / ((2 * m + 2) * (2 * m + 3));
    t2 *= (-z2 * (m + 3)) / ((m + 1) * (2 * m + 6) * (2 * m + 7));
  }
  return [v0, u2];
}

/**
 * κ_ab(ΔT) = ∫dk (g/k²) h_a(kΔT) h_b(kΔT)                                                                       (3.16)
 * (3.15) is the same, but for a 1/k² that its print has too many.
 * @param aMax highest order; by default where κ_aa has dropped out of double precision
 */
export function kappa({ deltaT, alpha, rule }: Step, aMax = multipoleCutoff(alpha)): Kappa {
  const diagonal = new Float64Array(aMax + 1);
  const off = new Float64Array(aMax + 1);
  const h = new Float64Array(aMax + 3);
  for (let i = 0; i < rule.k.length; i++) {
    const z = rule.k[i] * deltaT;
    const top = Math.min(aMax, multipoleCutoff(z)); // beyond, h_a(z)² has no digit left in the sum
    sphericalBesselIntegrals(top + 2, z, h);
    const weight = rule.weight[i] / rule.k[i] ** 2;
    for (let a = 0; a <= top; a++) {
      const weighted = weight * h[a];
      diagonal[a] += weighted * h[a];
      off[a] += weighted * h[a + 2];
    }
  }
  return { aMax, diagonal, off };
}
