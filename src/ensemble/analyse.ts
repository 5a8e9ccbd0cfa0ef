/** What an ensemble says, from its realisations, one at a time: spectra and means, and the mixing matrix. */
import { createMatrix } from '../math/matrix.ts';
import { allSteps, type Steps } from '../math/steps.ts';
import { CranisError } from '../model/errors.ts';
import type { Model } from '../model/model.ts';
import { pixelCentres } from '../sky/healpix.ts';
import { createEnsembleAccumulator, type Ensemble, type EnsembleAccumulator } from './ensemble.ts';
import { createMixingAccumulator, type EnsembleMixing, type MixingAccumulator } from './mixing.ts';
import { createMixingTransforms, mixingStatistics } from './mixing-statistics.ts';
import { byDirection, START } from './record.ts';
import { samplingOf } from './run.ts';
import { type RealisationSource, realisationsOf } from './source.ts';
import { multipoleAxes, type RealisationStatistics } from './statistics.ts';

/** An ensemble, and how much of its run it is. */
export interface RunEnsemble extends Ensemble {
  readonly model: Model;
  /** Realisations that the run shall have. */
  readonly expected: number;
}

const SPECTRUM_STATISTICS = ['spectrum', 'halfSpectrum', 'noiseLevel', 'meanSquare', 'diffusion', 'alignment'] as const;

/** Spectra and means of the realisations that have been made. Throws a CranisError if one is damaged, or none is there. */
export const analyseEnsemble = (source: RealisationSource): RunEnsemble => allSteps(ensembleSteps(source));

/** The same in steps, one for each realisation. */
export function* ensembleSteps(source: RealisationSource): Steps<RunEnsemble> {
  const { model, expected } = source;
  let sum: EnsembleAccumulator | undefined;
  for (const { arrays, fraction } of realisationsOf(source, SPECTRUM_STATISTICS)) {
    sum ??= createEnsembleAccumulator(samplingOf(model), model.values.times);
    sum.add(arrays as RealisationStatistics);
    yield fraction;
  }
  return { ...sum!.result(), model, expected };
}

export interface RunMixing extends EnsembleMixing {
  readonly model: Model;
  /** Realisations that the run shall have. */
  readonly expected: number;
  /** Look-back time, r_g/c. */
  readonly time: number;
}

/**
 * The mixing matrix of an ensemble at one of its times, ℓ, ℓ0 ≤ lMax. Beyond the ℓ0 that every run keeps it is made from the maps.
 * Throws a CranisError if the ensemble does not resolve lMax (`where` is 'lMax'), is damaged, or has no realisation.
 * @param time index of the time
 */
export const mixingOfEnsemble = (source: RealisationSource, time: number, lMax: number): RunMixing =>
  allSteps(mixingSteps(source, time, lMax));

/** The same in steps, one for each realisation. */
export function* mixingSteps(source: RealisationSource, time: number, lMax: number): Steps<RunMixing> {
  const { model, expected } = source;
  const sampling = samplingOf(model);
  const axes = multipoleAxes(sampling);
  const { directions, nSide, times } = model.values;
  if (lMax > 3 * nSide - 1) {
    throw new CranisError(`${lMax} is above ${3 * nSide - 1}, the highest multipole that N_side = ${nSide} resolves`, {
      where: 'lMax',
      hint: `give at most ${3 * nSide - 1}`,
    });
  }
  const kept = axes.ell0.length - 1;
  let sum: MixingAccumulator | undefined;
  if (lMax <= kept) {
    const [rows, columns] = [axes.ellMixing.length, kept + 1];
    for (const { arrays, fraction } of realisationsOf(source, ['mixing', 'mixingNoise'])) {
      const { mixing, mixingNoise } = arrays;
      sum ??= createMixingAccumulator(directions, rows, columns);
      sum.add(createMatrix(rows, columns, slice(mixing, time, rows * columns)), slice(mixingNoise, time, columns));
      yield fraction;
    }
    return { ...sum!.result(lMax), model, expected, time: times[time] };
  }
  if (!source.names.includes('direction')) {
    throw new CranisError(
      `${lMax} is above ${kept}: this run kept spectra alone, and of the mixing matrix ℓ0 ≤ ${kept}`,
      {
        where: 'lMax',
        hint: `give at most ${kept}, or make a run with \`keep\` maps`,
      },
    );
  }
  const transforms = directions === 'healpix' ? createMixingTransforms(nSide) : undefined;
  const rows = transforms ? axes.ell.length : lMax + 1;
  const centres = transforms ? pixelCentres(nSide) : undefined;
  for (const { arrays: maps, fraction } of realisationsOf(source, centres ? ['direction'] : ['direction', START])) {
    const start = centres ?? byDirection(maps[START]);
    const { mixing, noise } = mixingStatistics(
      transforms,
      start,
      slice(maps.direction, time, start.length),
      rows - 1,
      lMax,
    );
    sum ??= createMixingAccumulator(directions, rows, lMax + 1);
    sum.add(mixing, noise);
    yield fraction;
  }
  return { ...sum!.result(lMax), model, expected, time: times[time] };
}

const slice = (values: Float64Array, i: number, length: number) => values.subarray(i * length, (i + 1) * length);
