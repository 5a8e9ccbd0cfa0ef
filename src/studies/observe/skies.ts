/** Synthetic skies under a coverage, and their pseudo-C_ℓ. */
import type { SkyCoverage } from '../../coverage/coverage.ts';
import { pixelsOf, pseudoSpectra } from '../../coverage/pseudo-spectrum.ts';
import { syntheticSkies } from '../../coverage/synthetic.ts';
import type { Frame } from '../../sky/frame.ts';

/** Which skies, and what is seen of them. */
export interface SkySimulation {
  /** C_ℓ of the Gaussian sky, by ℓ from 0. */
  readonly C: Float64Array;
  /** One with pixels. */
  readonly coverage: SkyCoverage;
  /** Frame of the mask; equatorial without one. */
  readonly frame: Frame;
  /** Level N of the white noise. */
  readonly noise: number;
  readonly seed: number;
  readonly realisations: number;
  /** Highest multipole of the pseudo-C_ℓ. */
  readonly lMax: number;
}

/**
 * Takes a synthetic sky.
 * @param index from 0; with the seed it decides the sky
 * @param map relative intensity of every pixel, ring order, with noise, before any weight or treatment
 */
export type SkyTaker = (index: number, map: Float64Array, simulation: SkySimulation) => void | Promise<void>;

/** Skies made together share a part of the work. */
const BATCH = 8;

/**
 * Pseudo-C_ℓ of each sky; each is a function of seed and index alone.
 * @param onSky takes each sky as it is made
 * @param pause called between some skies and the next, with the fraction that is done
 */
export async function pseudoSpectraOfSkies(
  simulation: SkySimulation,
  onSky: SkyTaker | undefined,
  pause: (fraction: number) => Promise<void>,
): Promise<Float64Array[]> {
  const { C, coverage, realisations, lMax, noise, seed } = simulation;
  if (realisations === 0) return [];
  const make = syntheticSkies(C, { nSide: pixelsOf(coverage).nSide, noise, seed });
  const analyse = pseudoSpectra(coverage, { lMax });
  const spectra: Float64Array[] = [];
  for (let from = 0; from < realisations; from += BATCH) {
    await pause(from / realisations);
    const indices = Array.from({ length: Math.min(BATCH, realisations - from) }, (_, i) => from + i);
    const maps = make(indices);
    spectra.push(...analyse(maps));
    for (const [i, map] of maps.entries()) await onSky?.(indices[i], map, simulation);
  }
  return spectra;
}
