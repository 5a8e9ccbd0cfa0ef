/** How many steps a chain needs to forget where it was. */

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
  let total = 0;
  const series = Array.from({ length: walkers }, (_, w) => {
    const x = Float64Array.from({ length: steps }, (_, s) => value(s, w));
    for (const v of x) total += v;
    return x;
  });
  const mean = total / (steps * walkers);
  for (const x of series) for (let s = 0; s < steps; s++) x[s]! -= mean;
  const covariance = (lag: number) => {
    let sum = 0;
    for (const x of series) for (let s = 0; s + lag < steps; s++) sum += x[s]! * x[s + lag]!;
    return sum / (steps - lag);
  };
  const variance = covariance(0);
  if (!(variance > 1e-28 * mean * mean)) return { length: steps, window: 0 }; // nothing moved
  let length = 1;
  for (let lag = 1; lag < steps; lag++) {
    length += (2 * covariance(lag)) / variance;
    if (lag >= c * length) return { length: Math.max(1, length), window: lag };
  }
  return { length: Math.max(1, length), window: steps - 1 };
}
