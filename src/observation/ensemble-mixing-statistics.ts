/**
 * The mixing matrix from trajectories: map the harmonics along them, f = Y_ℓ0m(p̂(−t)) as a function of p̂;
 * C_ℓ of that map, summed over m, is M_{ℓℓ0}(t). No free parameter, no closure.
 */
import type { HarmonicTransform } from '../sky/harmonics.ts';
import { realHarmonics } from '../sky/scattered.ts';
import { pairSpectra, powerSpectrum, shotNoise } from '../sky/spectra.ts';

export interface MixingStatistics {
  /** M_{ℓℓ0} with shot noise, row-major [ℓ, ℓ0]. */
  readonly mixing: Float64Array;
  /** Of each column ℓ0: its shot noise for random directions, an upper bound for pixel centres (see `aliasedNoise`). */
  readonly noise: Float64Array;
}

/**
 * @param transform of the map's N_side where the directions are pixel centres; undefined for independent random directions
 * @param directions p̂, x, y, z interleaved
 * @param direction p̂(−t), [component, direction]
 * @param lRows highest ℓ, at most the transform's
 * @param lColumns highest ℓ0
 */
export function mixingStatistics(
  transform: HarmonicTransform | undefined,
  directions: Float64Array,
  direction: Float64Array,
  lRows: number,
  lColumns: number,
): MixingStatistics {
  const count = directions.length / 3;
  const then = new Float64Array(3 * count);
  for (let c = 0; c < 3; c++) for (let i = 0; i < count; i++) then[3 * i + c] = direction[c * count + i]!;
  const harmonics = realHarmonics(then, lColumns);
  const mixing = new Float64Array((lRows + 1) * (lColumns + 1));
  const noise = new Float64Array(lColumns + 1);
  for (let l0 = 0; l0 <= lColumns; l0++) {
    const maps = harmonics.slice(l0 * l0, (l0 + 1) ** 2);
    // At pixel centres every multipole is wanted, for what they leave of the variance is the noise.
    const spectra = transform
      ? transform.analyse(maps).map((alm) => powerSpectrum(alm))
      : pairSpectra(directions, maps, lRows).map(({ raw }) => raw);
    const C = spectra.reduce((sum, one) => sum.map((value, l) => value + one[l]!));
    for (let l = 0; l <= lRows; l++) mixing[l * (lColumns + 1) + l0] = C[l]!;
    // Σ_m |Y_ℓ0m|² = (2ℓ0+1)/4π everywhere
    noise[l0] = transform ? shotNoise(C, (2 * l0 + 1) / (4 * Math.PI), count) : (2 * l0 + 1) / count;
  }
  return { mixing, noise };
}
