/**
 * The mixing matrix from trajectories: map the harmonics along them, f = Y_ℓ0m(p̂(−t)) as a function of p̂;
 * C_ℓ of that map, summed over m, is M_{ℓℓ0}(t). No free parameter, no closure.
 */
import { createMatrix, type Matrix } from '../math/matrix.ts';
import { createHarmonicTransform, type HarmonicTransform } from '../sky/harmonics.ts';
import { realHarmonics } from '../sky/scattered.ts';
import { pairSpectra, powerSpectrum, shotNoise } from '../sky/spectra.ts';

export interface MixingStatistics {
  /** M_{ℓℓ0} with shot noise: rows ℓ, columns ℓ0. */
  readonly mixing: Matrix;
  /** Of each column ℓ0: its shot noise for random directions, an upper bound for pixel centres (see `aliasedNoise`). */
  readonly noise: Float64Array;
}

/**
 * Two transforms of one sky. Up to the highest multipole that its pixels carry the iterated analysis converges slowly (at
 * N_side = 8 three rounds leave 1e-4 of a low C_ℓ), which for 1 − M is much; up to 2 N_side it converges fast.
 */
export interface MixingTransforms {
  /** To ℓ = 3 N_side − 1: what it leaves of the variance is the level of the noise. */
  readonly whole: HarmonicTransform;
  /** To ℓ = 2 N_side − 1. */
  readonly low: HarmonicTransform;
}

export const createMixingTransforms = (nSide: number): MixingTransforms => ({
  whole: createHarmonicTransform(nSide),
  low: createHarmonicTransform(nSide, 2 * nSide - 1),
});

/** Rounds of the analysis of low multipoles: an error of 5e-7 at N_side = 8, less above. */
const LOW_ROUNDS = 4;

/**
 * Rounds of the whole analysis. What plain sums over pixels get wrong falls as N_side^−4; from 16 on they mistake less than 1e-6
 * of a smooth map for noise, and below rounds cost little.
 */
const wholeRounds = (nSide: number) => (nSide < 16 ? 6 : 0);

/**
 * @param transforms of the map's N_side where the directions are pixel centres; undefined for independent random directions
 * @param directions p̂, x, y, z interleaved
 * @param direction p̂(−t), [component, direction]
 * @param lRows highest ℓ, at most the transform's
 * @param lColumns highest ℓ0
 */
export function mixingStatistics(
  transforms: MixingTransforms | undefined,
  directions: Float64Array,
  direction: Float64Array,
  lRows: number,
  lColumns: number,
): MixingStatistics {
  const count = directions.length / 3;
  const then = new Float64Array(3 * count);
  for (let c = 0; c < 3; c++) for (let i = 0; i < count; i++) then[3 * i + c] = direction[c * count + i];
  const harmonics = realHarmonics(then, lColumns);
  const mixing = createMatrix(lRows + 1, lColumns + 1);
  const noise = new Float64Array(lColumns + 1);
  for (let l0 = 0; l0 <= lColumns; l0++) {
    const maps = harmonics.slice(l0 * l0, (l0 + 1) ** 2);
    let C: Float64Array;
    if (transforms) {
      C = total(
        transforms.whole
          .analyse(maps, { iterations: wholeRounds(transforms.whole.nSide) })
          .map((alm) => powerSpectrum(alm)),
      );
      noise[l0] = shotNoise(C, (2 * l0 + 1) / (4 * Math.PI), count); // Σ_m |Y_ℓ0m|² = (2ℓ0+1)/4π everywhere
      C.set(total(transforms.low.analyse(maps, { iterations: LOW_ROUNDS }).map((alm) => powerSpectrum(alm))));
    } else {
      C = total(pairSpectra(directions, maps, lRows).map(({ raw }) => raw));
      noise[l0] = (2 * l0 + 1) / count;
    }
    for (let l = 0; l <= lRows; l++) mixing.values[l * (lColumns + 1) + l0] = C[l];
  }
  return { mixing, noise };
}

function total(spectra: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(spectra[0].length);
  for (const one of spectra) for (let l = 0; l < sum.length; l++) sum[l] += one[l];
  return sum;
}
