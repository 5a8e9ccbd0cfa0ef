/** What a fit is made to: a measured spectrum of the user's own or of the package, or a run of test particles. */
import type { AnalysedRun } from '../../files/measured/analysed-run.ts';
import type { MeasuredInput } from '../../files/measured/json.ts';
import type { MeasuredSpectrum } from '../../files/measured/measured.ts';
import { PACKAGED, type PackagedName } from '../../files/measured/packaged.ts';
import { CranisError } from '../../model/errors.ts';
import type { ParameterInput } from '../../model/parameters.ts';

/** Data, and what is known of them. */
export interface FitSource extends MeasuredInput {
  /** Highest multipole fitted unless the settings of the fit say which. */
  readonly last: number;
  /** Where test particles were traced: its turbulence, and K as K|G|² at |G| = 1. */
  readonly run?: Pick<AnalysedRun, 'time' | 'diffusion' | 'turbulence'> | undefined;
}

/** Beyond, test particles and theory are not compared unless it is asked for. */
const LAST_OF_RUN = 15;

/** A spectrum with what its file says of its sky and its errors. */
export const sourceOfMeasured = (input: MeasuredInput): FitSource => ({
  ...input,
  last: input.spectrum.roughAbove ?? input.spectrum.ell.at(-1)!, // rough multipoles only if they are asked for
});

/** Mean and errors of a run at one of its times. */
export const sourceOfRun = (run: AnalysedRun): FitSource => ({ ...run, run, last: LAST_OF_RUN });

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
export function modelOfRun({ turbulence, diffusion }: Pick<AnalysedRun, 'turbulence' | 'diffusion'>): ParameterInput {
  const table = turbulence.table as { readonly k: readonly number[] } | undefined;
  const k0 = typeof turbulence.k0 === 'number' ? turbulence.k0 : (table?.k[0] ?? 1e-3);
  return { ...turbulence, gradient: diffusion / k0 };
}

/**
 * The one of several spectra that was measured at an energy, to 5 %; without an energy, the only one.
 * @param energy TeV
 * @param name of where they come from, for messages
 */
export function atEnergy(
  spectra: readonly MeasuredSpectrum[],
  name: string,
  energy: number | undefined,
): MeasuredSpectrum {
  const known = spectra.map((one) => one.energy);
  const list = known.filter((one) => one !== undefined).map((one) => `${Number(one.toPrecision(3))}`);
  if (energy === undefined) {
    if (spectra.length === 1) return spectra[0];
    throw new CranisError(`${name} has spectra at ${spectra.length} energies`, {
      where: 'energy',
      hint: `give \`energy\` with one of ${list.join(', ')} TeV`,
    });
  }
  const i = known.findIndex((one) => one !== undefined && Math.abs(one / energy - 1) < 0.05);
  if (i >= 0) return spectra[i];
  throw new CranisError(`${name} has no spectrum at ${energy} TeV`, {
    where: 'energy',
    hint: list.length === 0 ? 'leave out `energy`' : `there ${list.length === 1 ? 'is' : 'are'} ${list.join(', ')} TeV`,
  });
}
