/** The wavenumbers of a realisation: log-spaced and jittered, each with its share of the energy. */
import { exp, log } from '../math/elementary/index.ts';
import type { RandomStream } from '../math/random.ts';
import type { Turbulence } from '../model/turbulence.ts';

export interface WaveGrid {
  /** |k| of each wave in 1/r_g, rising. */
  readonly k: Float64Array;
  /** w_n, the share of ω_rms² in each wave; Σ w_n = 1 to the rounding of w_n to single precision. */
  readonly weight: Float64Array;
}

/**
 * N wavenumbers, one a cell of equal Δln k, uniform in ln k within it; w_n ∝ g(k_n) k_n Δln k. The cells tile
 * only those parts of [k0, k1] where g > 0, so that no wave is spent on a gap of a table.
 */
export function drawWaveGrid(turbulence: Turbulence, count: number, random: RandomStream): WaveGrid {
  const { starts, ends, total } = support(turbulence);
  const k = new Float64Array(count);
  const weight = new Float64Array(count);
  let part = 0;
  let passed = 0; // ∫ d ln k over the parts before this one
  let sum = 0;
  for (let n = 0; n < count; n++) {
    const u = (total * (n + random.uniform())) / count;
    while (part < starts.length - 1 && u > passed + ends[part] - starts[part]) {
      passed += ends[part] - starts[part];
      part++;
    }
    k[n] = exp(Math.min(starts[part] + u - passed, ends[part]));
    weight[n] = turbulence.g(clamp(k[n], turbulence.k0, turbulence.k1)) * k[n];
    sum += weight[n];
  }
  // Single precision hides the last bit of exp and pow, in which platforms differ, from all that follows.
  for (let n = 0; n < count; n++) weight[n] = Math.fround(weight[n] / sum);
  return { k, weight };
}

/** The intervals of ln k where g > 0, neighbours joined, and their length together. */
function support({ breaks, g }: Turbulence): { starts: number[]; ends: number[]; total: number } {
  const starts: number[] = [];
  const ends: number[] = [];
  let total = 0;
  for (let i = 1; i < breaks.length; i++) {
    const [a, b] = [breaks[i - 1], breaks[i]];
    if (!(g(Math.sqrt(a * b)) > 0)) continue; // g is zero on a whole panel, or inside it nowhere
    if (ends[ends.length - 1] === log(a)) ends[ends.length - 1] = log(b);
    else {
      starts.push(log(a));
      ends.push(log(b));
    }
    total += log(b) - log(a);
  }
  return { starts, ends, total };
}

const clamp = (x: number, low: number, high: number) => Math.min(Math.max(x, low), high);
