/** The measured spectra that come with the package. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCsv } from '../files/csv.ts';
import { publishedSpectra } from '../files/measured/layouts.ts';
import type { MeasuredSpectrum } from '../files/measured/measured.ts';

/** The package's data folder: two steps up from src/node and from dist/node alike. */
const FOLDER = new URL('../../data/', import.meta.url);

export const DATA_FILES = Object.freeze({
  hawcIceCube2019: 'icecube-hawc-2019-map-digitised.csv',
  iceCube2025: 'icecube-2025-pseudo-cl-digitised.csv',
});

/** Path of a file in the data folder. */
export function dataPath(name: string): string {
  return fileURLToPath(new URL(name, FOLDER));
}

/** The spectra of one of the package's own files. */
export function packagedSpectra(name: keyof typeof DATA_FILES): MeasuredSpectrum[] {
  const file = DATA_FILES[name];
  return publishedSpectra(readCsv(readFileSync(dataPath(file), 'utf8'), `data/${file}`))!;
}
