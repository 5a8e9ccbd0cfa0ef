/** What a fit is made to: a measured spectrum of the user's own or of the package, or a run of test particles. */
import type { MeasuredSpectrum } from '../../files/measured/measured.ts';
import { PACKAGED, type PackagedName } from '../../files/measured/packaged.ts';
import type { FileRun, FileSpectrum } from '../../files/spectra/spectrum-file.ts';
import { type MeasuredInput, measurementOf } from '../../files/spectra/views.ts';
import { CranisError } from '../../model/errors.ts';
import type { ParameterInput } from '../../model/parameters.ts';

/** Data, and what is known of them. */
export interface FitSource extends MeasuredInput {
  /** Highest multipole fitted unless the settings of the fit say which. */
  readonly last: number;
  /** Where test particles were traced: its turbulence, and K as K|G|² at |G| = 1. */
  readonly run?: Pick<FileRun, 'time' | 'turbulence'> & { readonly diffusion: number };
}

/** Beyond, test particles and theory are not compared unless it is asked for. */
const LAST_OF_RUN = 15;

/** A spectrum of a file, with what that says of its sky and its errors. Throws a CranisError for a run that cannot be fitted. */
export function sourceOfFile(one: FileSpectrum): FitSource {
  return one.run
    ? { ...measurementOf(one), run: fitRun(one, one.run), last: LAST_OF_RUN }
    : sourceOfMeasured(measurementOf(one));
}

/** A spectrum with what is known of its sky and its errors. */
export function sourceOfMeasured(input: MeasuredInput): FitSource {
  const { ell, roughAbove } = input.spectrum;
  return { ...input, last: roughAbove ?? ell.at(-1)! }; // rough multipoles only if they are asked for
}

function fitRun({ error, source }: FileSpectrum, run: FileRun): NonNullable<FitSource['run']> {
  const { time, diffusion, turbulence } = run;
  const fail = (problem: string, hint: string) => new CranisError(`${source}: ${problem}`, { where: source, hint });
  if (run.realisations < 2) {
    throw fail('one realisation has no errors', 'fit a run with two realisations or more, better a hundred');
  }
  if (!error) throw fail('error is missing', 'it is the JSON that cranis analyse makes of a run');
  if (diffusion === undefined) throw fail('diffusion is not above zero', 'give a later time of the run');
  if (!run.isotropic) {
    throw fail('its turbulence is not isotropic, or has a mean field', 'the theory is for isotropic turbulence alone');
  }
  return { time, diffusion, turbulence };
}

/** A spectrum that comes with the package, with errors as data/README.md judges them. */
export function sourceOfPackaged(name: PackagedName, spectrum: MeasuredSpectrum): FitSource {
  const { sky, judged } = PACKAGED[name];
  const { error, meaning } = judged(spectrum);
  const bars = Float64Array.from(spectrum.C, (C, l) => (spectrum.ell.includes(l) ? error(l) * Math.abs(C) : 0));
  return sourceOfMeasured({
    spectrum: { ...spectrum, errorLow: bars, errorHigh: bars, errorMeaning: meaning },
    sky,
    errorsAreTotal: false,
  });
}

/** The model of a run, as far as it states one. K|G|² is its K at |G| = 1, in units of c k0. */
export function modelOfRun({ turbulence, diffusion }: NonNullable<FitSource['run']>): ParameterInput {
  const table = turbulence.table as { readonly k: readonly number[] } | undefined;
  const k0 = typeof turbulence.k0 === 'number' ? turbulence.k0 : (table?.k[0] ?? 1e-3);
  return { ...turbulence, gradient: diffusion / k0 };
}
