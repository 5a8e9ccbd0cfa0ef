/** What an observatory sees of a spectrum: the expectation of its pseudo-C_ℓ, and how far one sky scatters about it. */

import { createChiSquareSum } from '../math/chi-square-sum.ts';
import { log, pow } from '../math/elementary/index.ts';
import type { PseudoModel, PseudoMoments } from './pseudo-model.ts';

/** Central intervals of C̃_ℓ, ℓ = 0 … lMax. */
export interface ScatterBands {
  readonly median: Float64Array;
  /** 16 % and 84 %. */
  readonly band68: Interval;
  /** 2.5 % and 97.5 %. */
  readonly band95: Interval;
}

/** Both ends of an interval, one a multipole. */
export interface Interval {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** The probabilities that make up the bands. */
const LEVELS = [0.025, 0.16, 0.5, 0.84, 0.975] as const;

/** Exact for a Gaussian sky; undefined where the coverage depends on right ascension, and only skies can tell. */
export function exactBands({ variances }: PseudoMoments): ScatterBands | undefined {
  if (!variances) return undefined;
  return bandsOf(
    variances.map((S, l) => {
      const weights = S.map((value) => Math.max(0, value) / (2 * l + 1));
      if (!(weights.reduce((sum, weight) => sum + weight, 0) > 0)) return () => 0;
      const { quantile } = createChiSquareSum(
        weights,
        weights.map((_, m) => (m === 0 ? 1 : 2)),
      );
      return quantile;
    }),
  );
}

/** Of many skies: C̃_ℓ of each, by sky, then ℓ. At least 2 of them. */
export function sampleBands(spectra: readonly Float64Array[]): ScatterBands {
  return bandsOf(
    Array.from({ length: spectra[0].length }, (_, l) => {
      const values = Float64Array.from(spectra, (spectrum) => spectrum[l]).sort();
      return (p: number) => {
        const place = p * (values.length - 1);
        const below = Math.floor(place);
        const above = Math.min(values.length - 1, below + 1);
        return values[below] + (place - below) * (values[above] - values[below]);
      };
    }),
  );
}

function bandsOf(quantiles: readonly ((p: number) => number)[]): ScatterBands {
  const at = LEVELS.map((p) => Float64Array.from(quantiles, (quantile) => quantile(p)));
  return { median: at[2], band68: { low: at[1], high: at[3] }, band95: { low: at[0], high: at[4] } };
}

/** Mean of many skies and its standard error, by ℓ. */
export function sampleMean(spectra: readonly Float64Array[]): { mean: Float64Array; error: Float64Array } {
  const n = spectra.length;
  const mean = new Float64Array(spectra[0].length);
  for (const spectrum of spectra) for (let l = 0; l < mean.length; l++) mean[l] += spectrum[l] / n;
  const error = mean.map((value, l) => {
    const squares = spectra.reduce((sum, spectrum) => sum + (spectrum[l] - value) ** 2, 0);
    return Math.sqrt(squares / (n - 1) / n);
  });
  return { mean, error };
}

/**
 * By what share C̃_ℓ would grow if the spectrum went on beyond its last multipole as a power law, as its last third does, up
 * to the model's lMaxSky.
 * @param model of a lMaxSky beyond the last multipole of C
 */
export function shareFromBeyond(model: PseudoModel, C: Float64Array, mean: Float64Array): Float64Array {
  const last = C.length - 1;
  const from = Math.max(1, Math.floor((2 * last) / 3));
  const continued = new Float64Array(model.lMaxSky + 1);
  if (C[last] > 0 && C[from] > 0 && last > from) {
    const slope = log(C[last] / C[from]) / log(last / from);
    for (let l = last + 1; l <= model.lMaxSky; l++) continued[l] = C[last] * pow(l / last, slope);
  }
  const { values, columns } = model.response;
  const rounding = 1e-13 * mean.reduce((most, value) => Math.max(most, value), 0);
  return mean.map((value, l) => {
    let sum = 0;
    for (let k = last + 1; k < columns; k++) sum += values[l * columns + k] * continued[k];
    return value > rounding ? sum / value : 0;
  });
}
