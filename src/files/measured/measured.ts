/** Measured angular power spectra, with what is known about how far to trust them. */
import type { Spectrum } from '../../model/spectrum.ts';
import { readCsv } from '../csv.ts';
import { LAYOUTS } from './layouts.ts';

/**
 * A `Spectrum` that was observed. C_ℓ = (1/(2ℓ+1)) Σ_m |a_ℓm|² of relative intensity, dimensionless.
 * `error` (standard errors) is present only where the source states such; `errorLow` and `errorHigh` are what a figure
 * draws, and `errorMeaning` says what they are.
 */
export interface MeasuredSpectrum extends Spectrum {
  /** For a legend: experiment, year, energy. */
  readonly label: string;
  /** Citation. */
  readonly source: string;
  /** The numbers were read off a published picture. */
  readonly digitised: boolean;
  /** Length of the bar below and above C, by ℓ like C; 0 where none is known. */
  readonly errorLow?: Float64Array;
  readonly errorHigh?: Float64Array;
  /** Multipoles whose bar is not known, where some are. */
  readonly withoutError?: readonly number[];
  readonly errorMeaning?: string;
  /** Whether C still contains the noise; undefined where the source does not say. */
  readonly noiseIncluded?: boolean;
  /** Energy of the cosmic rays in TeV. */
  readonly energy?: number;
  readonly coverage?: Coverage;
  /** Above this ℓ the values are rough. */
  readonly roughAbove?: number;
  /** What a reader of a figure or a fit must know, one sentence each. */
  readonly caveats: readonly string[];
}

/** What part of the sky a measurement saw. */
export interface Coverage {
  /** Declinations seen, in degrees. */
  readonly declination?: readonly [number, number];
  /** Pseudo-C_ℓ of a cut sky: theory has to be coupled through the mask before it can be compared. */
  readonly pseudo: boolean;
}

/** What the text of a table does not say itself. */
export interface MeasuredOptions {
  /** Its name, for messages and provenance. */
  readonly file: string;
  /** Version of cranis, for the provenance. */
  readonly version: string;
}

/**
 * Read measured spectra from text. Three kinds of table are told apart by their header:
 *   the digitised HAWC–IceCube map of 2019 (`C_window_corrected`, `tophat5deg_W2`, …): one spectrum;
 *   the digitised IceCube 12-year figure (`log10_E_GeV`, `pseudo_C_ell`, `marker_visibility`): one spectrum an energy,
 *   lowest first, markers called `strongly occluded` left out;
 *   anybody's own: `ell`, `C`, and if known `error` or `error_low` and `error_high`, and `noise`.
 * Lines `# label: …`, `# source: …`, `# noise: …`, `# digitised: yes`, `# caveat: …` describe a table of the last kind.
 * Throws a CranisError with file and line for anything that does not make sense.
 */
export function parseMeasuredCsv(text: string, options: MeasuredOptions): MeasuredSpectrum[] {
  const table = readCsv(text, options.file);
  const layout = LAYOUTS.find((candidate) => candidate.columns.every((column) => table.header.includes(column)))!;
  return layout.read(table, options.version);
}
