/** Spectra of records that are not whole: of cranis 0.1.0, whose tables do not tell all and whose JSON files people made their own like. */
import { checkPart, type Needs } from '../records/read.ts';
import type { RecordOf } from '../records/records.ts';
import { analysisSpectra, fitSpectrum, observationSpectrum, skySpectrum, spectrumOf } from './of-records.ts';
import type { SpectrumFile, SpectrumKind } from './spectrum-file.ts';

export type PartKind = Exclude<SpectrumKind, 'measured'>;

type Keys<K extends PartKind> = keyof RecordOf<K> & string;
const needs = <K extends PartKind, const N extends Keys<K>, const T extends Keys<K>>(
  _kind: K,
  needed: readonly N[],
  taken: readonly T[],
): Needs<N, T> => ({ needed, taken });

const SPECTRUM = needs('spectrum', ['ell', 'C', 'noise'], ['parameters', 'version', 'units']);
const SKY = needs(
  'sky',
  ['ell', 'pseudo', 'coverage'],
  ['parameters', 'version', 'C', 'error', 'noise', 'noiseIncluded', 'pseudoNoise', 'bands'],
);
const OBSERVATION = needs(
  'observation',
  ['ell', 'C', 'noise', 'pseudo', 'coverage'],
  ['parameters', 'version', 'error', 'pseudoNoise'],
);
const ANALYSIS = needs(
  'analysis',
  ['times', 'ell', 'C', 'error', 'diffusion', 'realisations'],
  ['parameters', 'version', 'scatteringRate', 'units'],
);
const FIT = needs('fit', ['best', 'data', 'spectrum'], ['parameters', 'version', 'units']);

/** The spectra of as much of a record as is there. */
export async function spectraOfPart(
  kind: PartKind,
  content: Readonly<Record<string, unknown>>,
  file: string,
): Promise<SpectrumFile> {
  switch (kind) {
    case 'spectrum':
      return spectrumOf(await checkPart(kind, content, SPECTRUM, file), file);
    case 'sky':
      return skySpectrum(await checkPart(kind, content, SKY, file), file);
    case 'observation':
      return observationSpectrum(await checkPart(kind, content, OBSERVATION, file), file);
    case 'analysis':
      return analysisSpectra(await checkPart(kind, content, ANALYSIS, file), file);
    case 'fit':
      return fitSpectrum(await checkPart(kind, content, FIT, file), file);
  }
}
