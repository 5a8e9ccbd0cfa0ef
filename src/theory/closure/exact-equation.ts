/**
 * The two coefficients of the equation in x = cos θ that two trajectories at the angle θ obey,
 *   a(x) = (8π/3)(J(1) − J(x)),   b(x) = 4πB(x),                                                                 [P9]
 * as Legendre series, a divided by 1 − x. With j2(z) = 3 j1(z)/z − j0(z), J = (3/2)(N − L) where N = ∫dk g ∫∫ j0(kR) and
 * L = ∫dk g ∫∫ j1(kR)/(kR); and B = dL/dx, as d/dx of j1(kR)/(kR) is τAτB j2(kR)/R². Gegenbauer's addition theorem
 * (DLMF 10.23.8, with 10.60.2) then gives, with P'_a = C^(3/2)_{a−1},
 *   N = Σ (2a+1) κ_aa P_a,   L = Σ (2a+1) λ_a P'_a,   λ_a = ∫dk (g/k²) q_a(kΔT)²,
 *   q_a(z) = ∫0^z j_a(x)/x dx = (h_{a−1} + h_{a+1})/(2a+1),
 * where every term is positive: no double integral over R, and nothing that cancels.
 */
import { sphericalBesselIntegrals } from '../../math/spherical-bessel-integral.ts';
import type { WavenumberRule } from './correlation-table.ts';
import type { Step } from './step.ts';
import { multipoleCutoff } from './two-point.ts';

export interface ExactEquation {
  readonly deltaT: number;
  /** Legendre coefficients: a(x)/(1−x) = Σ aTilde_ℓ P_ℓ(x), b(x) = Σ b_ℓ P_ℓ(x). */
  readonly aTilde: Float64Array;
  readonly b: Float64Array;
  /** J(1) */
  readonly selfCorrelation: number;
}

/** @param rule the wavenumbers to sum over, if not those of the step */
export function exactEquation(step: Step, rule: WavenumberRule = step.rule): ExactEquation {
  const { alpha, deltaT } = step;
  const aMax = multipoleCutoff(alpha);
  const kappa = new Float64Array(aMax + 1); // κ_aa (3.16)
  const lambda = new Float64Array(aMax + 1);
  const h = new Float64Array(aMax + 2);
  for (let i = 0; i < rule.k.length; i++) {
    const k = rule.k[i];
    const top = Math.min(aMax, multipoleCutoff(k * deltaT)); // beyond, h_a(z)² has no digit left in the sum
    sphericalBesselIntegrals(top + 1, k * deltaT, h);
    const weight = rule.weight[i] / (k * k);
    kappa[0] += weight * h[0] * h[0];
    for (let a = 1; a <= top; a++) {
      const q = (h[a - 1] + h[a + 1]) / (2 * a + 1);
      kappa[a] += weight * h[a] * h[a];
      lambda[a] += weight * q * q;
    }
  }
  const L = slope(lambda.map((value, a) => (2 * a + 1) * value));
  const J = kappa.map((value, a) => 1.5 * ((2 * a + 1) * value - L[a]));
  return {
    deltaT,
    aTilde: fall(J).map((c) => ((8 * Math.PI) / 3) * c),
    b: slope(L).map((c) => 4 * Math.PI * c),
    selfCorrelation: J.reduce((sum, value) => sum + value, 0),
  };
}

/** Legendre coefficients of the derivative: P'_a = Σ (2c+1) P_c over c = a−1, a−3, … */
function slope(f: Float64Array): Float64Array {
  const sums = new Float64Array(f.length + 2);
  for (let c = f.length - 2; c >= 0; c--) sums[c] = f[c + 1] + sums[c + 2];
  return Float64Array.from(f, (_, c) => (2 * c + 1) * sums[c]);
}

/**
 * Legendre coefficients of (f(1) − f(x))/(1−x). From Σ_{j≤ℓ} (2j+1) P_j = (ℓ+1)(P_ℓ − P_{ℓ+1})/(1−x) (DLMF 18.2.12),
 *   1 − P_a = (1−x) Σ_{ℓ<a} 1/(ℓ+1) Σ_{j≤ℓ} (2j+1) P_j.
 */
function fall(f: Float64Array): Float64Array {
  const out = new Float64Array(f.length);
  let above = 0; // Σ_{a>ℓ} f_a
  let sum = 0; // Σ_{ℓ≥j} above/(ℓ+1)
  for (let j = f.length - 2; j >= 0; j--) {
    above += f[j + 1];
    sum += above / (j + 1);
    out[j] = (2 * j + 1) * sum;
  }
  return out;
}
