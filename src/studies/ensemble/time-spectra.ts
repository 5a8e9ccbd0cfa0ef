import type { TimeSpectrum } from '../../figures/ensemble-figure.ts';
import type { EnsembleResult } from './study.ts';

/** The spectra up to a multipole, as figures take them; bars are left out where errors are unknown. */
export const timeSpectra = ({ times }: Pick<EnsembleResult, 'times'>, last: number): TimeSpectrum[] =>
  times.map(({ time, ell, C, error, noise }) => ({
    time,
    ell: ell.slice(0, last),
    C: C.slice(0, last + 1),
    ...(error ? { error: error.slice(0, last + 1) } : {}),
    noise,
  }));
