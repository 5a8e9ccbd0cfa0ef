/** One spectrum of a file that may hold several. */
import { CranisError } from '../../model/errors.ts';
import type { FileSpectrum, SpectrumFile } from './spectrum-file.ts';

/** Which of several spectra. */
export interface SpectrumSelection {
  /** r_g/c, of a run; the latest if left out. */
  readonly time?: number | undefined;
  /** TeV, to 5 %, where there are several energies. */
  readonly energy?: number | undefined;
}

/** The spectrum that was asked for, or the only one; of a run, the latest. Throws a CranisError if there is none, or no one. */
export function oneSpectrum(all: SpectrumFile, { time, energy }: SpectrumSelection = {}): FileSpectrum {
  if (time !== undefined && all.kind !== 'analysis') {
    throw new CranisError(`${all.file} is no run`, { where: 'time', hint: 'leave out `time`' });
  }
  if (all.kind === 'analysis' && energy === undefined) return atTime(all, time);
  return atEnergy(all.spectra, all.file, energy);
}

function atTime({ spectra, file }: SpectrumFile, time: number | undefined): FileSpectrum {
  if (time === undefined) return spectra.at(-1)!;
  const found = spectra.find(({ run }) => Math.abs(run!.time - time) <= 1e-9 * time);
  if (found) return found;
  throw new CranisError(`${file} has no time ${time}`, {
    where: 'time',
    hint: `there are ${spectra.map(({ run }) => run!.time).join(', ')} r_g/c`,
  });
}

/**
 * The one of several spectra that was measured at an energy, to 5 %; without an energy, the only one.
 * @param energy TeV
 * @param name of where they come from, for messages
 */
export function atEnergy<S extends { readonly energy?: number }>(
  spectra: readonly S[],
  name: string,
  energy: number | undefined,
): S {
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
