/** Counted events and the counts expected of an isotropic sky: relative intensity, its Poisson errors, and their noise level. */
import { CranisError } from '../model/errors.ts';
import type { Mask } from '../sky/mask.ts';

/** Intensities and variances beyond this come of numbers that are no counts, and their powers overflow. */
const LARGEST = 1e15;

export interface RelativeIntensity {
  /** I = n/b − 1 of each pixel, zero where there is no background. */
  readonly values: Float64Array;
  /** Its variance, zero there too. */
  readonly variance: Float64Array;
  /** 1 where there is background, hence an intensity. */
  readonly seen: Uint8Array;
  /** Pixels with data but no background, left out. */
  readonly leftOut: number;
}

/**
 * I = n/b − 1 with σ² = n/b² (1 + r n/b): n is Poisson, and b is r times an independent Poisson count (r the ratio of
 * exposures, as by time scrambling or direct integration over 24 hours; 0 for a background known exactly). An empty pixel
 * counts as if its expectation had been b.
 * @param seen 1 where both maps hold values
 */
export function relativeIntensity(
  data: Float64Array,
  background: Float64Array,
  seen: Uint8Array,
  ratio = 0,
): RelativeIntensity {
  const values = new Float64Array(data.length);
  const variance = new Float64Array(data.length);
  const usable = new Uint8Array(data.length);
  let leftOut = 0;
  for (let p = 0; p < data.length; p++) {
    if (!seen[p]) continue;
    const [n, b] = [data[p], background[p]];
    if (!(n >= 0) || !(b >= 0)) {
      throw new CranisError(`pixel ${p} holds ${n >= 0 ? `a background of ${b}` : `${n} events`}`, {
        where: 'map',
        hint: 'counts are not negative: is this a map of counts?',
      });
    }
    if (b === 0) {
      if (n > 0) leftOut++;
      continue;
    }
    const rate = (n > 0 ? n : b) / b;
    const square = (rate / b) * (1 + ratio * rate);
    if (!(n / b < LARGEST && square < LARGEST)) {
      throw new CranisError(`pixel ${p} holds ${n} events over a background of ${b}`, {
        where: 'map',
        hint: 'is this a map of counts?',
      });
    }
    usable[p] = 1;
    values[p] = n / b - 1;
    variance[p] = square;
  }
  return { values, variance, seen: usable, leftOut };
}

/**
 * The level that independent noise of these variances adds to every C̃_ℓ, (Δ²/4π) Σ_p w_p² σ_p² with Δ = 4π/N_pix. Exact for
 * the plain sum over pixels.
 */
export function pseudoNoise({ weights }: Mask, variance: Float64Array): number {
  let sum = 0;
  for (let p = 0; p < weights.length; p++) sum += weights[p] ** 2 * variance[p];
  return (4 * Math.PI * sum) / weights.length ** 2;
}
