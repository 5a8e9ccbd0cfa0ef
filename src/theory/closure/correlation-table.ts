/**
 * The field correlations that two straight trajectories meet, as smooth functions of the squared distance w = R²:
 *   F0(w) = 𝒦0(R)/R²,  G0(w) = −dF0/dw,  F2(w) = 𝒦2(R)/R⁴,   𝒦 as in [P6].
 * With ∫0^X R j0(kR) dR = (1 − cos kX)/k² and ∫0^X R j2(kR) dR = (2 + cos kX − 3 j0(kX))/k² these are
 *   F0 = ∫ g (3/2) j1(z)/z dk,   G0 = ∫ g k² (3/4) j2(z)/z² dk,   F2 = ∫ g k² (2 + cos z − 3 j0(z))/z⁴ dk,   z = k√w.
 * All three are entire in w, so their Chebyshev series converge faster than any power.
 */

import { oscillatoryRule } from '../../math/adaptive-rule.ts';
import { chebyshevAngles, chebyshevCoefficients, chebyshevTransform } from '../../math/chebyshev.ts';
import { cos, sinCos } from '../../math/elementary/index.ts';
import type { Turbulence } from '../../model/turbulence.ts';

/** Place of the three kernels in the result of `sumKernels`. */
export const F0 = 0;
export const G0 = 1;
export const F2 = 2;

/** Two functions of w, ready to be looked up together at any 0 ≤ w ≤ reach². */
export interface KernelTable {
  readonly reach: number;
  /** out[0] += weight0 · first(w), out[1] += weight1 · second(w) */
  accumulate(w: number, weight0: number, weight1: number, out: Float64Array): void;
}

/** Writes the two functions at distance R into out[0], out[1]. */
export type TwoKernels = (R: number, out: Float64Array) => void;

export interface WavenumberRule {
  readonly k: Float64Array;
  /** g(k) dk */
  readonly weight: Float64Array;
}

/** Nodes and weights of ∫dk g(k) f(k), for f that oscillates no faster than e^{±ikR}, R ≤ reach. */
export function wavenumberRule(turbulence: Turbulence, reach: number, digits?: number): WavenumberRule {
  const { breaks, steepness } = turbulence;
  const { nodes, weights } = oscillatoryRule(breaks, reach, { steepness, ...(digits === undefined ? {} : { digits }) });
  return { k: nodes, weight: weights.map((w, i) => w * turbulence.g(nodes[i])) };
}

/** Below this z the closed forms cancel and their Taylor series (13 terms, to 1e-17) take over. */
const SERIES_BELOW = 2;
const SERIES = Array.from({ length: 13 }, (_, n) => n);
const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
const sign = (n: number): number => 1 - 2 * (n % 2); // (−1)^n
const SERIES_F0 = Float64Array.from(SERIES, (n) => (sign(n) * 3 * (n + 1)) / factorial(2 * n + 3));
const SERIES_G0 = Float64Array.from(SERIES, (n) => (sign(n) * 3 * (n + 1) * (n + 2)) / factorial(2 * n + 5));
const SERIES_F2 = Float64Array.from(SERIES, (n) => (sign(n) * (2 * n + 2)) / factorial(2 * n + 5));

/** The kernels at distance R by plain summation over the wavenumbers: the oracle of the table below, and its source. */
export function sumKernels({ k, weight }: WavenumberRule, R: number, out = new Float64Array(3)): Float64Array {
  const trig = new Float64Array(2);
  let f0 = 0;
  let g0 = 0;
  let f2 = 0;
  for (let i = 0; i < k.length; i++) {
    const z = k[i] * R;
    const z2 = z * z;
    const g = weight[i];
    const gk2 = g * k[i] * k[i];
    if (z < SERIES_BELOW) {
      let a = 0;
      let b = 0;
      let c = 0;
      for (let n = SERIES_F0.length - 1; n >= 0; n--) {
        a = a * z2 + SERIES_F0[n];
        b = b * z2 + SERIES_G0[n];
        c = c * z2 + SERIES_F2[n];
      }
      f0 += g * a;
      g0 += gk2 * b;
      f2 += gk2 * c;
    } else {
      const inverse = 1 / z2;
      sinCos(z, trig);
      const cosine = trig[1];
      const j0 = trig[0] * z * inverse;
      const j1z = (j0 - cosine) * inverse; // j1(z)/z
      const gk2z = gk2 * inverse;
      f0 += g * 1.5 * j1z;
      g0 += gk2z * 0.75 * (3 * j1z - j0); // j2 = 3 j1/z − j0
      f2 += gk2z * inverse * (2 + cosine - 3 * j0);
    }
  }
  out[F0] = f0;
  out[G0] = g0;
  out[F2] = f2;
  return out;
}

/** A panel of the lookup table holds k1·ΔR ≤ 4 and 18 coefficients: the first one left out is J_18(2) ≈ 1e-16. */
const PANEL_PHASE = 4;
const PANEL_TERMS = 18;

/**
 * Two kernels of exponential type k1 as a table of Chebyshev series on panels in R. Absolute error about 1e-15 of the panel's
 * largest value.
 */
export function createKernelTable(kernels: TwoKernels, k1: number, reach: number): KernelTable {
  const type = k1 * reach;
  const panels = Math.max(1, Math.ceil(type / PANEL_PHASE));
  const nodes = chebyshevAngles(PANEL_TERMS).map(cos);
  // [panel, node], both kernels: R/reach = (p + (1+t)/2)/panels
  const at = Float64Array.from({ length: panels * PANEL_TERMS }, (_, i) => {
    return (Math.floor(i / PANEL_TERMS) + (1 + nodes[i % PANEL_TERMS]) / 2) / panels;
  });
  const samples = sample(kernels, reach, at);
  const transform = chebyshevTransform(PANEL_TERMS);
  const table = new Float64Array(panels * PANEL_TERMS * 2); // [panel, term, kernel]
  samples.forEach((values, f) => {
    for (let p = 0; p < panels; p++) {
      const local = chebyshevCoefficients(values.subarray(p * PANEL_TERMS, (p + 1) * PANEL_TERMS), transform);
      for (let n = 0; n < PANEL_TERMS; n++) table[(p * PANEL_TERMS + n) * 2 + f] = local[n];
    }
  });

  return {
    reach,
    accumulate(w, weight0, weight1, out) {
      const position = (Math.sqrt(w) / reach) * panels;
      const p = position < panels ? Math.floor(position) : panels - 1;
      const t = 2 * (position - p) - 1;
      // Clenshaw's sum, both kernels side by side.
      const start = p * PANEL_TERMS * 2;
      let a1 = 0;
      let a2 = 0;
      let b1 = 0;
      let b2 = 0;
      for (let n = start + 2 * (PANEL_TERMS - 1); n > start; n -= 2) {
        const a = table[n] + 2 * t * a1 - a2;
        const b = table[n + 1] + 2 * t * b1 - b2;
        a2 = a1;
        a1 = a;
        b2 = b1;
        b1 = b;
      }
      out[0] += weight0 * (table[start] + t * a1 - a2);
      out[1] += weight1 * (table[start + 1] + t * b1 - b2);
    },
  };
}

type Samples = readonly [Float64Array, Float64Array];

/** The two kernels at R = reach·at. */
function sample(kernels: TwoKernels, reach: number, at: Float64Array): Samples {
  const out: Samples = [new Float64Array(at.length), new Float64Array(at.length)];
  const point = new Float64Array(2);
  for (let j = 0; j < at.length; j++) {
    kernels(reach * at[j], point);
    out[0][j] = point[0];
    out[1][j] = point[1];
  }
  return out;
}
