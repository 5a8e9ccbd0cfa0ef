/** The mixing matrix of an ensemble at one time, from trajectories: M_{ℓℓ0}, ℓ, ℓ0 = 0 … lMax, shot noise removed. */
import { createMatrix, type Matrix } from '../math/matrix.ts';
import { createMoments, type Moments } from '../math/moments.ts';
import { noiseShare } from './noise.ts';

export interface EnsembleMixing {
  readonly lMax: number;
  readonly realisations: number;
  /** Rows ℓ, columns ℓ0. */
  readonly M: Matrix;
  /** Standard error of the mean; NaN for a single realisation. */
  readonly error: Matrix;
  /** What was taken off, by column ℓ0. */
  readonly shotNoise: Float64Array;
}

export interface MixingAccumulator {
  /**
   * @param mixing rows ℓ, columns ℓ0, of one realisation at one time, with its shot noise
   * @param noise of each column, as of `mixingStatistics`
   */
  add(mixing: Matrix, noise: Float64Array): void;
  result(lMax: number): EnsembleMixing;
}

/**
 * @param directions at pixel centres the noise is found as for displacement maps, see `noiseShare`
 * @param rows number of ℓ in each matrix
 * @param columns number of ℓ0 in each
 */
export function createMixingAccumulator(
  directions: 'healpix' | 'random',
  rows: number,
  columns: number,
): MixingAccumulator {
  const parts = Array.from({ length: columns }, () => createMoments(rows));
  return {
    add(mixing, noise) {
      parts.forEach((part, l0) => {
        part.add(
          Float64Array.from({ length: rows }, (_, l) => mixing.values[l * columns + l0]),
          noise[l0],
        );
      });
    },
    result(lMax) {
      if (lMax >= rows || lMax >= columns)
        throw new RangeError(`createMixingAccumulator: lMax = ${lMax} of ${rows} × ${columns}`);
      const size = lMax + 1;
      const M = createMatrix(size, size);
      const error = createMatrix(size, size);
      const shotNoise = new Float64Array(size);
      for (let l0 = 0; l0 <= lMax; l0++) {
        const part = parts[l0];
        const share = directions === 'healpix' ? mixingNoiseShare(part) : 1;
        shotNoise[l0] = share * part.companionMean;
        const variance = part.variance(share);
        for (let l = 0; l <= lMax; l++) {
          M.values[l * size + l0] = part.mean[l] - shotNoise[l0];
          error.values[l * size + l0] = Math.sqrt(variance[l] / part.count);
        }
      }
      return { lMax, realisations: parts[0].count, M, error, shotNoise };
    },
  };
}

/** Of the constant Y_00 nothing but rounding is left over: no slope can be read off that. */
const mixingNoiseShare = ({ mean, companionMean }: Moments) => (companionMean > 1e-12 ? noiseShare(mean) : 1);
