/** Measured angular power spectra, with what is known about how far to trust them. */
import type { Spectrum } from '../../model/spectrum.ts';

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
