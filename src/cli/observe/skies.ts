/** Synthetic skies as FITS files in a folder. */
import { join } from 'node:path';
import { pixelsOf } from '../../coverage/pseudo-spectrum.ts';
import type { FitsCard } from '../../files/fits/cards.ts';
import { UNSEEN, writeFitsMap } from '../../files/fits/write.ts';
import { VERSION } from '../../model/version.ts';
import { ensureFolder, writeFileAtomic } from '../../node/write-file.ts';
import type { SkySimulation, SkyTaker } from '../../studies/observe/skies.ts';
import { say } from '../failure.ts';

/** Writes each sky, untreated, as it is made. @param spectrum the file that the skies are made of */
export function skyWriter(folder: string, spectrum: string): SkyTaker {
  let digits = 0;
  return (index, map, simulation) => {
    if (digits === 0) {
      const { realisations } = simulation;
      ensureFolder(folder);
      const megabytes = (realisations * map.length * 4) / 1e6;
      if (megabytes > 200) say(`note: ${realisations} skies take ${megabytes.toFixed(0)} MB in ${folder}`);
      digits = Math.max(4, `${realisations - 1}`.length);
    }
    const name = `sky-${`${index}`.padStart(digits, '0')}.fits`;
    writeFileAtomic(join(folder, name), skyFile(index, map, simulation, spectrum));
  };
}

/** Relative intensity where there is weight, UNSEEN elsewhere. */
function skyFile(
  index: number,
  map: Float64Array,
  { coverage, frame, noise, seed }: SkySimulation,
  spectrum: string,
): Uint8Array {
  const { weights } = pixelsOf(coverage);
  const cards: FitsCard[] = [
    { keyword: 'CREATOR', value: `cranis ${VERSION}` },
    { keyword: 'spectrum', value: spectrum, comment: 'C_l of the Gaussian sky' },
    { keyword: 'noise', value: noise, comment: 'level N of the white noise' },
    { keyword: 'seed', value: seed },
    { keyword: 'realisation', value: index },
    ...(coverage.name === undefined ? [] : [{ keyword: 'coverage', value: coverage.name }]),
    ...(coverage.maskName === undefined ? [] : [{ keyword: 'mask', value: coverage.maskName }]),
    { keyword: 'sky', value: coverage.label },
  ];
  return writeFitsMap([{ name: 'INTENSITY', values: map.map((value, p) => (weights[p] > 0 ? value : UNSEEN)) }], {
    coordinates: frame,
    cards,
  });
}
