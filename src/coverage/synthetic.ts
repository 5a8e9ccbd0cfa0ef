/**
 * Synthetic skies: a Gaussian, statistically isotropic sky of a spectrum C_ℓ, with white noise of level N as independent
 * numbers on the pixels, σ² = N N_pix/4π. A pure function of (seed, index).
 */
import { createRandomStream, type RandomStream } from '../math/random.ts';
import { PURPOSES } from '../model/purposes.ts';
import { type Alm, almIndex, zeroAlm } from '../sky/alm.ts';
import { createHarmonicTransform, type HarmonicTransform } from '../sky/harmonics.ts';
import { pixelCount } from '../sky/healpix.ts';

/** Pixels, noise and seed of synthetic skies. */
export interface SyntheticSkyOptions {
  readonly nSide: number;
  /** Level of the white noise; 0 by default. */
  readonly noise?: number;
  readonly seed: number;
}

/**
 * Skies by their index, from 0; several at a time share a part of the work. C_ℓ counts from ℓ = 0, and beyond 3 N_side − 1
 * it is left out.
 */
export function syntheticSkies(
  C: ArrayLike<number>,
  { nSide, noise = 0, seed }: SyntheticSkyOptions,
): (indices: readonly number[]) => Float64Array[] {
  const lMax = Math.min(C.length - 1, 3 * nSide - 1);
  const transform: HarmonicTransform = createHarmonicTransform(nSide, lMax);
  const sigma = Math.sqrt((noise * pixelCount(nSide)) / (4 * Math.PI));
  return (indices) => {
    const maps = transform.synthesise(
      indices.map((index) => gaussianAlm(C, lMax, createRandomStream(seed, index, PURPOSES.skySignal))),
    );
    if (sigma > 0) {
      maps.forEach((map, i) => {
        const random = createRandomStream(seed, indices[i], PURPOSES.skyNoise);
        for (let p = 0; p < map.length; p++) map[p] += sigma * random.normal();
      });
    }
    return maps;
  };
}

/** Independent Gaussian a_ℓm with ⟨|a_ℓm|²⟩ = C_ℓ, ℓ by ℓ and m by m, so that low multipoles do not depend on lMax. */
export function gaussianAlm(C: ArrayLike<number>, lMax: number, random: RandomStream): Alm {
  const alm = zeroAlm(lMax);
  for (let l = 0; l <= lMax; l++) {
    const whole = Math.sqrt(C[l]);
    for (let m = 0; m <= l; m++) {
      const at = almIndex(lMax, l, m);
      if (m === 0) alm.re[at] = whole * random.normal();
      else {
        alm.re[at] = whole * Math.SQRT1_2 * random.normal();
        alm.im[at] = whole * Math.SQRT1_2 * random.normal();
      }
    }
  }
  return alm;
}
