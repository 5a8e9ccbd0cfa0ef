/** How many steps a chain needs to forget where it was. */
import { log2 } from './elementary/index.ts';
import { createFourier } from './fourier.ts';

export interface Autocorrelation {
  /** Integrated autocorrelation length τ = 1 + 2 Σ ρ(t), in steps; at least 1. */
  readonly length: number;
  /** The lag at which the sum was ended. */
  readonly window: number;
}

/**
 * τ of an ensemble, by Sokal's window: the sum ends at the least M ≥ c τ(M) (A. Sokal 1997, "Monte Carlo Methods in Statistical
 * Mechanics", section 3), c = 5. ρ is averaged over the walkers (as emcee does, Foreman-Mackey et al. 2013) about the mean of
 * all of them, so that walkers that sit in different places are not taken for ones that have mixed.
 * @param value of walker w after step s
 */
export function autocorrelation(
  value: (s: number, w: number) => number,
  steps: number,
  walkers: number,
  c = 5,
): Autocorrelation {
  if (!(steps >= 1) || !(walkers >= 1)) throw new RangeError(`autocorrelation: ${steps} steps of ${walkers} walkers`);
  const covariance = covariances(value, steps, walkers);
  const variance = covariance[0];
  if (!(variance > 0)) return { length: steps, window: 0 }; // nothing moved
  let length = 1;
  for (let lag = 1; lag < steps; lag++) {
    length += (2 * covariance[lag]) / variance;
    if (lag >= c * length) return { length: Math.max(1, length), window: lag };
  }
  return { length: Math.max(1, length), window: steps - 1 };
}

/**
 * The covariance at every lag, averaged over the walkers, by the transform of |x̂|² (Wiener & Khinchin); zeros behind each
 * series keep its end from meeting its beginning. Two walkers make one complex series: their powers add up.
 */
function covariances(value: (s: number, w: number) => number, steps: number, walkers: number): Float64Array {
  let total = 0;
  for (let w = 0; w < walkers; w++) for (let s = 0; s < steps; s++) total += value(s, w);
  const mean = total / (steps * walkers);
  const size = 2 ** Math.ceil(log2(2 * steps));
  const { transform } = createFourier(size);
  const power = new Float64Array(size);
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  for (let w = 0; w < walkers; w += 2) {
    re.fill(0);
    im.fill(0);
    for (let s = 0; s < steps; s++) {
      re[s] = value(s, w) - mean;
      if (w + 1 < walkers) im[s] = value(s, w + 1) - mean;
    }
    transform(re, im);
    for (let k = 0; k < size; k++) power[k] += re[k] ** 2 + im[k] ** 2;
  }
  im.fill(0);
  transform(power, im); // real, as the mean of |x̂(k)|² and |x̂(−k)|²: its cosine part is what is read
  const norm = size * walkers;
  const least = 1e-28 * mean * mean * norm * steps;
  return Float64Array.from({ length: steps }, (_, lag) =>
    power[0] <= least ? 0 : power[lag] / (norm * (steps - lag)),
  );
}
