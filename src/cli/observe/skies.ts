/** Synthetic skies under a coverage: their pseudo-C_ℓ, and the skies themselves as FITS. */
import { join } from 'node:path';
import type { SkyCoverage } from '../../coverage/coverage.ts';
import { pseudoSpectra } from '../../coverage/pseudo-spectrum.ts';
import { syntheticSkies } from '../../coverage/synthetic.ts';
import type { Treatment } from '../../coverage/treatment.ts';
import type { FitsCard } from '../../files/fits/cards.ts';
import { UNSEEN, writeFitsMap } from '../../files/fits/write.ts';
import { ensureFolder, writeFileAtomic } from '../../node/write-file.ts';
import type { Frame } from '../../sky/frame.ts';
import type { Mask } from '../../sky/mask.ts';
import type { ObserveSettings } from '../../studies/observe/study.ts';
import { say } from '../failure.ts';

export interface SkySimulation {
  readonly noise: number;
  readonly seed: number;
  readonly realisations: number;
  readonly lMax: number;
  readonly treatment: Required<Treatment>;
  readonly settings: ObserveSettings;
  readonly coverage: SkyCoverage;
  /** Frame of the mask; equatorial without one. */
  readonly frame: Frame;
  readonly version: string;
}

/** Skies made together share a part of the work. */
const BATCH = 8;

/** Pseudo-C_ℓ of each sky; each is a function of seed and index alone. Skies are written, untreated, as they are made. */
export function simulateSkies(sky: Float64Array, mask: Mask, simulation: SkySimulation): Float64Array[] {
  const { noise, seed, realisations, lMax, treatment, settings } = simulation;
  const make = syntheticSkies(sky, { nSide: mask.nSide, noise, seed });
  const analyse = pseudoSpectra(mask, { lMax, iterations: 0, ...treatment });
  const folder = settings.skies;
  if (folder !== undefined) {
    ensureFolder(folder);
    const megabytes = (realisations * mask.weights.length * 4) / 1e6;
    if (megabytes > 200) say(`note: ${realisations} skies take ${megabytes.toFixed(0)} MB in ${folder}`);
  }
  const digits = Math.max(4, `${realisations - 1}`.length);
  const spectra: Float64Array[] = [];
  for (let from = 0; from < realisations; from += BATCH) {
    const indices = Array.from({ length: Math.min(BATCH, realisations - from) }, (_, i) => from + i);
    const maps = make(indices);
    spectra.push(...analyse(maps));
    if (folder === undefined) continue;
    maps.forEach((map, i) => {
      const name = `sky-${`${indices[i]}`.padStart(digits, '0')}.fits`;
      writeFileAtomic(join(folder, name), skyFile(map, mask, indices[i], simulation));
    });
  }
  return spectra;
}

/** Relative intensity where there is weight, UNSEEN elsewhere. */
function skyFile(map: Float64Array, mask: Mask, index: number, simulation: SkySimulation): Uint8Array {
  const { settings, coverage, frame, noise, seed, version } = simulation;
  const cards: FitsCard[] = [
    { keyword: 'CREATOR', value: `cranis ${version}` },
    { keyword: 'spectrum', value: settings.spectrum, comment: 'C_l of the Gaussian sky' },
    { keyword: 'noise', value: noise, comment: 'level N of the white noise' },
    { keyword: 'seed', value: seed },
    { keyword: 'realisation', value: index },
    { keyword: 'coverage', value: coverage.label },
  ];
  return writeFitsMap([{ name: 'INTENSITY', values: map.map((value, p) => (mask.weights[p] > 0 ? value : UNSEEN)) }], {
    coordinates: frame,
    cards,
  });
}
