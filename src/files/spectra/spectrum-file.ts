/** What a file of spectra holds: everything that it records of them. */
import type { SkyStatement } from '../../coverage/sky-statement.ts';
import type { ParameterInput } from '../../model/parameters.ts';
import type { MeasuredSpectrum } from '../measured/measured.ts';
import type { Kind } from '../records/kinds.ts';

/** A file of spectra. */
export interface SpectrumFile {
  /** Its name, for messages and provenance. */
  readonly file: string;
  /** What it is: `measured` if cranis did not write it. */
  readonly kind: SpectrumKind;
  /** Version of cranis that wrote it; undefined if somebody else did. */
  readonly version: string | undefined;
  /** What made the spectra, by name, in the units of `units`. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Units of the numbers, where the file says them. */
  readonly units: Readonly<Record<string, unknown>> | undefined;
  /** One; of a run, one a time, ascending; of some tables, one an energy. */
  readonly spectra: readonly FileSpectrum[];
}

/** Kinds of files that hold spectra. */
export type SpectrumKind = Exclude<Kind, 'matrix' | 'mixing'>;

/** One spectrum, with all that its file records of it. */
export interface FileSpectrum extends MeasuredSpectrum {
  /** Which part of the sky was seen, and what was done to its map: of `pseudo` where that is there, else of C. */
  readonly sky: SkyStatement;
  /** Pseudo-C_ℓ of that sky, where the file lists them beside C. */
  readonly pseudo?: PseudoValues;
  /** The errors contain the scatter of the sky about the ensemble. */
  readonly errorsAreTotal: boolean;
  /** First and last multipole of each band in which C was decoupled. */
  readonly bands?: readonly (readonly [from: number, to: number])[];
  /** Where test particles were traced. */
  readonly run?: FileRun;
}

/** Pseudo-C_ℓ, noise included; arrays by ℓ from 0. */
export interface PseudoValues {
  readonly C: Float64Array;
  /** Standard deviation of one sky about them. */
  readonly error?: Float64Array;
  /** What the noise contributes to each of them. */
  readonly noise?: Float64Array;
}

/** A run of test particles at one of its times. */
export interface FileRun {
  /** r_g/c */
  readonly time: number;
  readonly realisations: number;
  /** K in r_g c: what the scattering rate says that K(t) tends to, or K(t) where that is not known. */
  readonly diffusion: number | undefined;
  /** The turbulence, by the names of the parameter table. */
  readonly turbulence: ParameterInput;
  /** Isotropic, without a mean field: what the theory is for. */
  readonly isotropic: boolean;
}
