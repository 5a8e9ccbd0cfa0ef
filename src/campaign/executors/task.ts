/** The work of one worker, wherever it runs: from a run's description to the record of any of its realisations. */
import { realisationStatistics } from '../../ensemble/statistics.ts';
import { loadEngine } from '../../simulation/engines.ts';
import { realisation } from '../../simulation/realisation.ts';
import { layoutOf, type RealisationRecord, recordOf } from '../layout.ts';
import { type RunSpec, runModel, samplingOf, simulationOf } from '../run-spec.ts';

/** A pure function of the run and the index; it serves one caller at a time. */
export type RealisationTask = (index: number, onProgress?: (fraction: number) => void) => Promise<RealisationRecord>;

/** Loads the engine and tables that all realisations of a run share. */
export async function realisationTask(spec: RunSpec): Promise<RealisationTask> {
  const model = runModel(spec);
  const simulation = simulationOf(model);
  const statistics = realisationStatistics(samplingOf(model));
  const layout = layoutOf(spec);
  const engine = await loadEngine(spec.engine);
  return async (index, onProgress) => {
    const maps = await realisation(simulation, model.values.seed, index, engine, onProgress);
    return recordOf(layout, statistics(maps), maps);
  };
}
