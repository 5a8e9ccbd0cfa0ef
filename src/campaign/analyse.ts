/** From a run on disk to what it says of the ensemble, one realisation at a time. */

import { createEnsembleAccumulator, type Ensemble } from '../ensemble/ensemble.ts';
import { createMixingAccumulator, type EnsembleMixing } from '../ensemble/mixing.ts';
import { createMixingTransforms, mixingStatistics } from '../ensemble/mixing-statistics.ts';
import { multipoleAxes, type RealisationStatistics } from '../ensemble/statistics.ts';
import { createMatrix } from '../math/matrix.ts';
import { CranisError } from '../model/errors.ts';
import type { Model } from '../model/model.ts';
import { pixelCentres } from '../sky/healpix.ts';
import { byDirection, START } from './layout.ts';
import { runModel, samplingOf } from './run-spec.ts';
import type { RunStore } from './store.ts';

/** An ensemble, and how much of its run it is. */
export interface RunEnsemble extends Ensemble {
  readonly model: Model;
  /** Realisations that the run shall have. */
  readonly expected: number;
}

const SPECTRUM_STATISTICS = ['spectrum', 'halfSpectrum', 'noiseLevel', 'meanSquare', 'diffusion', 'alignment'] as const;

/** Spectra and means of the finished realisations of a run. Throws a CranisError if one is damaged, or none is there. */
export function analyseRun(store: RunStore): RunEnsemble {
  const model = runModel(store.spec);
  const sum = createEnsembleAccumulator(samplingOf(model), model.values.times);
  forEachRealisation(store, SPECTRUM_STATISTICS, (statistics) => sum.add(statistics as RealisationStatistics));
  return { ...sum.result(), model, expected: store.spec.realisations };
}

export interface RunMixing extends EnsembleMixing {
  readonly model: Model;
  readonly expected: number;
  readonly time: number;
}

/**
 * The mixing matrix of a run at one of its times, ℓ, ℓ0 ≤ lMax. Beyond the ℓ0 that every run keeps it is made from the maps.
 * @param time index of the time
 */
export function mixingOfRun(store: RunStore, time: number, lMax: number): RunMixing {
  const model = runModel(store.spec);
  const sampling = samplingOf(model);
  const axes = multipoleAxes(sampling);
  const { directions, nSide, times } = model.values;
  if (lMax > 3 * nSide - 1) {
    throw new CranisError(`--l-max: ${lMax} is above ${3 * nSide - 1}, the highest that N_side = ${nSide} tells`, {
      where: 'lMax',
      hint: `give at most ${3 * nSide - 1}`,
    });
  }
  const kept = axes.ell0.length - 1;
  if (lMax <= kept) {
    const [rows, columns] = [axes.ellMixing.length, kept + 1];
    const sum = createMixingAccumulator(directions, rows, columns);
    forEachRealisation(store, ['mixing', 'mixingNoise'], ({ mixing, mixingNoise }) => {
      sum.add(createMatrix(rows, columns, slice(mixing, time, rows * columns)), slice(mixingNoise, time, columns));
    });
    return { ...sum.result(lMax), model, expected: store.spec.realisations, time: times[time] };
  }
  if (store.spec.keep === 'spectra') {
    throw new CranisError(`--l-max: this run kept spectra alone, and of the mixing matrix ℓ0 ≤ ${kept}`, {
      where: 'lMax',
      hint: `give at most ${kept}, or make a run with --keep maps`,
    });
  }
  const transforms = directions === 'healpix' ? createMixingTransforms(nSide) : undefined;
  const rows = transforms ? axes.ell.length : lMax + 1;
  const sum = createMixingAccumulator(directions, rows, lMax + 1);
  const centres = transforms ? pixelCentres(nSide) : undefined;
  forEachRealisation(store, centres ? ['direction'] : ['direction', START], (maps) => {
    const start = centres ?? byDirection(maps[START]);
    const { mixing, noise } = mixingStatistics(
      transforms,
      start,
      slice(maps.direction, time, start.length),
      rows - 1,
      lMax,
    );
    sum.add(mixing, noise);
  });
  return { ...sum.result(lMax), model, expected: store.spec.realisations, time: times[time] };
}

function forEachRealisation<N extends string>(
  store: RunStore,
  names: readonly N[],
  use: (arrays: Readonly<Record<N, Float64Array>>) => void,
): void {
  let count = 0;
  for (let i = 0; i < store.spec.realisations; i++) {
    const arrays = store.read(i, names);
    if (arrays === undefined) continue;
    use(arrays);
    count++;
  }
  if (count === 0) {
    throw new CranisError(`${store.path}: none of its ${store.spec.realisations} realisations has been made`, {
      where: store.path,
      hint: 'the cranis simulate that began the run goes on',
    });
  }
}

const slice = (values: Float64Array, i: number, length: number) => values.subarray(i * length, (i + 1) * length);
