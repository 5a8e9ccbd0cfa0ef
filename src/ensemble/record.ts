/** What one realisation of a run leaves: its statistics and, where they are kept, its maps, by the names of the arrays. */
import { loadEngine } from '../simulation/engines.ts';
import { type Maps, realisation } from '../simulation/realisation.ts';
import { type RunSpec, runModel, samplingOf, simulationOf } from './run.ts';
import { type RealisationStatistics, realisationStatistics, STATISTIC_NAMES } from './statistics.ts';

/** Flat arrays by their names; the maps are [time, component, direction]. */
export type RealisationRecord = Readonly<Record<string, Float64Array>>;

/** The directions that the maps are over, [component, direction]: at pixel centres the same for all, else one set a realisation. */
export const START = 'startDirection';

/** Names of the arrays of one realisation of a run, in the order in which they are kept. */
export function recordNames(spec: RunSpec): string[] {
  if (spec.keep === 'spectra') return [...STATISTIC_NAMES];
  const random = runModel(spec).values.directions === 'random';
  return [...STATISTIC_NAMES, 'displacement', 'direction', ...(random ? [START] : [])];
}

/** A pure function of the run and the index; it serves one caller at a time. */
export type RealisationTask = (index: number, onProgress?: (fraction: number) => void) => Promise<RealisationRecord>;

/** The work on any realisation of a run, in a page, a thread or a job; engine and tables are loaded once. */
export async function realisationTask(spec: RunSpec): Promise<RealisationTask> {
  const model = runModel(spec);
  const simulation = simulationOf(model);
  const statistics = realisationStatistics(samplingOf(model));
  const names = recordNames(spec);
  const engine = await loadEngine(spec.engine);
  return async (index, onProgress) => {
    const maps = await realisation(simulation, model.values.seed, index, engine, onProgress);
    return recordOf(names, statistics(maps), maps);
  };
}

function recordOf(names: readonly string[], statistics: RealisationStatistics, maps: Maps): RealisationRecord {
  const { displacement, direction } = maps;
  const all: RealisationRecord = { ...statistics, displacement, direction };
  return Object.fromEntries(names.map((name) => [name, name === START ? byComponent(maps.directions) : all[name]]));
}

/** [direction, component] → [component, direction] */
export function byComponent(interleaved: Float64Array): Float64Array {
  const count = interleaved.length / 3;
  return Float64Array.from(interleaved, (_, i) => interleaved[3 * (i % count) + Math.floor(i / count)]);
}

/** [component, direction] → [direction, component], as simulation and sky have them. */
export function byDirection(components: Float64Array): Float64Array {
  const count = components.length / 3;
  return Float64Array.from(components, (_, i) => components[(i % 3) * count + Math.floor(i / 3)]);
}
