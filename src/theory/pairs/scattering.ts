/**
 * Scattering of a single particle: the rate ν at which its direction is forgotten, from the resolvent of transport with
 * scattering [P15]. Units c = r_g = 1.
 *
 * A wave k pushes a particle that streams through it and is scattered by all the others meanwhile. Of its push, the part
 * along k̂ is a total derivative and does nothing; the part across has the azimuthal number 1 about k̂. With scattering
 * rates ν_ℓ = νℓ(ℓ+1)/2 the answer at multipole ℓ is a continued fraction, b_ℓ(k; ν).
 */

import { oscillatoryRule } from '../../math/adaptive-rule.ts';
import { cbrt, exp, log } from '../../math/elementary/index.ts';
import type { Rule } from '../../math/gauss-legendre.ts';
import type { Turbulence } from '../../model/turbulence.ts';

/** How a single particle scatters. */
export interface Scattering {
  /** ν in c/r_g: ⟨p̂(t)⟩ = p̂(0) e^{−νt}. */
  readonly scatteringRate: number;
  /** K = 1/(3ν) in c·r_g. */
  readonly diffusion: number;
  /** λ = 1/ν in r_g. */
  readonly meanFreePath: number;
  /** ω_<(ν)/ν, ω_<(ν)² = 8π∫_{k<ν} g dk: how strong the waves longer than a mean free path are, against scattering. */
  readonly longModes: number;
}

/** Beyond this ratio the longest waves act as a local mean field, and no theory of scattering holds. */
const FAILS_ABOVE = 1.5;
/** Up to this ratio, theory and test particles agree within 5 to 10 %. */
const HOLDS_BELOW = 0.5;

/** Whether the theory of pairs can be trusted for a turbulence. */
export interface Validity {
  /** ω_<(ν)/ν, see {@link Scattering}. */
  readonly longModes: number;
  /** holds: longModes ≤ 0.5; marginal: up to 1.5; fails: above. */
  readonly verdict: 'holds' | 'marginal' | 'fails';
}

/**
 * ν, K and λ of a turbulence [P15].
 * @param diffusion a measured K in c·r_g, which then decides ν and λ in place of [P15]
 */
export function scattering(turbulence: Turbulence, diffusion?: number): Scattering {
  const rule = wavenumberRule(turbulence);
  const nu = diffusion === undefined ? scatteringRate(rule) : 1 / (3 * diffusion);
  return {
    scatteringRate: nu,
    diffusion: 1 / (3 * nu), // [P15]
    meanFreePath: 1 / nu,
    longModes: Math.sqrt(powerBelow(turbulence, nu)) / nu,
  };
}

/** The verdict on a turbulence, from its long modes. */
export function validityOf({ longModes }: Scattering): Validity {
  const verdict = longModes <= HOLDS_BELOW ? 'holds' : longModes <= FAILS_ABOVE ? 'marginal' : 'fails';
  return { longModes, verdict };
}

/** Nodes k in 1/r_g; weights g(k) dk, so that 8π Σ w = 1. */
export function wavenumberRule(turbulence: Turbulence): Rule {
  const { nodes, weights } = oscillatoryRule(turbulence.breaks, 0, { steepness: turbulence.steepness, digits: 12 });
  return { nodes, weights: weights.map((w, i) => w * turbulence.g(nodes[i])) };
}

/** Newton's iteration on ν = (8π/3) Σ w b_1(k; ν) in ln ν: the right side falls with ν, and ν ≤ 1/√3 (waves with k ≪ ν). */
function scatteringRate({ nodes, weights }: Rule): number {
  const right = (nu: number) => {
    let sum = 0;
    for (let i = 0; i < nodes.length; i++) if (weights[i] > 0) sum += weights[i] * firstResponse(nodes[i], nu);
    return ((8 * Math.PI) / 3) * sum; // [P15]
  };
  // Bisection in ln ν to a few per cent, then secants.
  let [low, high] = [log(right(1 / Math.sqrt(3))), log(1 / Math.sqrt(3))];
  const excess = (x: number) => log(right(exp(x))) - x;
  if (high - low < 1e-14) return exp(high);
  let [fLow, fHigh] = [excess(low), excess(high)];
  for (let i = 0; i < 60 && high - low > 1e-15; i++) {
    // Illinois: the false position, and half the value at an end that stays.
    const x = fLow === fHigh ? (low + high) / 2 : (low * fHigh - high * fLow) / (fHigh - fLow);
    const f = excess(x);
    if (Math.abs(f) < 1e-14) return exp(x);
    if (f > 0 === fLow > 0) {
      low = x;
      fLow = f;
      fHigh /= 2;
    } else {
      high = x;
      fHigh = f;
      fLow /= 2;
    }
  }
  return exp((low + high) / 2);
}

/** b_1(k; ν) in r_g/c [P15]; with σ > 0, that of rates σ + ν_ℓ. */
export function firstResponse(k: number, nu: number, sigma = 0): number {
  return 1 / denominator(k, nu, sigma, 1, lastOrder(k, nu, sigma, 1));
}

/**
 * ν(σ) = (8π/3) ∫dk g (b_1 + b_1^∥)(k; ν, σ) in c/r_g, the Laplace transform of scattering that needs time to set in: see
 * `lengthwiseResponses` for b^∥. Where ν is not that of [P15] but measured, ν(σ) is scaled so that ν(0) = ν.
 */
export function delayedRate({ nodes, weights }: Rule, nu: number): (sigma: number) => number {
  const along = new Float64Array(2);
  let steady = 0;
  for (let i = 0; i < nodes.length; i++) if (weights[i] > 0) steady += weights[i] * firstResponse(nodes[i], nu);
  return (sigma) => {
    let sum = 0;
    for (let i = 0; i < nodes.length; i++) {
      if (weights[i] === 0) continue;
      const lengthwise = lengthwiseResponses(nodes[i], nu, 1, along, sigma)[1];
      sum += weights[i] * (firstResponse(nodes[i], nu, sigma) + lengthwise);
    }
    return (nu * sum) / steady;
  };
}

/**
 * |b_ℓ(k; ν)| for ℓ = 1 … lMax, written to out[ℓ] (out[0] = 0) [P16]:
 *   b_ℓ = b_{ℓ−1} · k(ℓ−1)/(2ℓ−1) / t_ℓ,   t_ℓ = σ + ν_ℓ + k²β_ℓ/t_{ℓ+1},   b_1 = 1/t_1.
 * @param sigma σ ≥ 0 of a Laplace transform in time; 0 for the steady state
 */
export function responses(k: number, nu: number, lMax: number, out: Float64Array, sigma = 0): Float64Array {
  let t = denominator(k, nu, sigma, lMax, lastOrder(k, nu, sigma, lMax));
  out[0] = 0;
  for (let l = lMax; ; l--) {
    out[l] = l === 1 ? 1 / t : (k * (l - 1)) / (2 * l - 1) / t;
    if (l === 1) break;
    t = sigma + rate(nu, l - 1) + (k * k * beta(l - 1)) / t;
  }
  for (let l = 2; l <= lMax; l++) out[l] *= out[l - 1];
  return out;
}

/**
 * |b_ℓ^∥(k; ν, σ)| of the push along k̂, for ℓ = 1 … lMax, written to out[ℓ]. It is a total derivative, which in the end has moved
 * no particle: b^∥ → 0 for σ → 0. In the meantime, though, it acts:
 *   t_ℓ = σ + ν_ℓ + k² (ℓ+1)²/((2ℓ+1)(2ℓ+3))/t_{ℓ+1},   b_1^∥ = 1/(t_1 + k²/(3σ)),   b_ℓ^∥ = b_{ℓ−1}^∥ · kℓ/(2ℓ−1)/t_ℓ.
 * @param sigma σ > 0
 */
export function lengthwiseResponses(
  k: number,
  nu: number,
  lMax: number,
  out: Float64Array,
  sigma: number,
): Float64Array {
  const last = lastOrder(k, nu, sigma, lMax);
  const top = sigma + rate(nu, last);
  let t = (top + Math.sqrt(top * top + k * k)) / 2;
  for (let l = last - 1; l >= 1; l--) {
    t = sigma + rate(nu, l) + (k * k * (l + 1) ** 2) / ((2 * l + 1) * (2 * l + 3) * t);
    if (l <= lMax) out[l] = l === 1 ? 1 / (t + (k * k) / (3 * sigma)) : (k * l) / ((2 * l - 1) * t);
  }
  out[0] = 0;
  for (let l = 2; l <= lMax; l++) out[l] *= out[l - 1];
  return out;
}

/** ν_ℓ = νℓ(ℓ+1)/2. */
const rate = (nu: number, l: number) => (nu * l * (l + 1)) / 2;
const beta = (l: number) => (l * (l + 2)) / ((2 * l + 1) * (2 * l + 3));

/** t_ℓ by recursion downward from t_last, which is guessed by its limit for slowly changing ν_ℓ and β = 1/4. */
function denominator(k: number, nu: number, sigma: number, l: number, last: number): number {
  const top = sigma + rate(nu, last);
  let t = (top + Math.sqrt(top * top + k * k)) / 2;
  for (let n = last - 1; n >= l; n--) t = sigma + rate(nu, n) + (k * k * beta(n)) / t;
  return t;
}

/** An error at order n fades like exp(−Σ 2(σ+ν_n)/k) downward, that is like exp(−νn³/3k − 2σn/k): from here nothing is left of it. */
function lastOrder(k: number, nu: number, sigma: number, l: number): number {
  return l + 12 + Math.ceil(Math.min(cbrt(120 * (k / nu)), (20 * k) / sigma));
}

/** 8π∫_{k<cut} g dk, between 0 and 1. */
function powerBelow(turbulence: Turbulence, cut: number): number {
  const { breaks, steepness } = turbulence;
  if (cut <= turbulence.k0) return 0;
  if (cut >= turbulence.k1) return 1;
  const inside = breaks.filter((k) => k < cut);
  const { nodes, weights } = oscillatoryRule([...inside, cut], 0, { steepness: steepness.slice(0, inside.length) });
  let sum = 0;
  for (let i = 0; i < nodes.length; i++) sum += weights[i] * turbulence.g(nodes[i]);
  return 8 * Math.PI * sum;
}
