/** A run: an ensemble of realisations of one model. Everything that decides the bytes of its arrays, as plain data. */
import { parameterRecord } from '../model/describe.ts';
import { CranisError } from '../model/errors.ts';
import { createModel, type Model } from '../model/model.ts';
import { namesOf, type ParameterName } from '../model/parameters.ts';
import type { EngineName } from '../simulation/engines.ts';
import { createSimulation, type SimulationModel } from '../simulation/model.ts';
import type { Integrator } from '../simulation/schedule.ts';
import { pixelCentres, pixelCount } from '../sky/healpix.ts';
import type { Sampling } from './statistics.ts';

/** `maps`: displacement and direction maps beside the statistics; `spectra`: the statistics alone. */
export type Keep = 'maps' | 'spectra';

/** How the engine steps through time; derived from the model, and recorded because other versions may derive another. */
export interface RunSchedule {
  readonly integrator: Integrator;
  /** Longest time between two kicks of the fastest waves, r_g/c. */
  readonly step: number;
  /** Number of rates of the multi-rate integrator. */
  readonly levels: number;
}

export interface RunSpec {
  /** Version of cranis that makes the run. */
  readonly version: string;
  readonly engine: EngineName;
  /** What the bytes of the engine depend on besides the model, such as "x64 with fused multiply-add"; most depend on nothing. */
  readonly processor?: string;
  readonly keep: Keep;
  /** How many realisations the run shall have; it may grow. */
  readonly realisations: number;
  /** Turbulence, simulation and units by the names of the parameter table, defaults and derived values filled in. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly schedule: RunSchedule;
  /** Share of ω_rms² in the slab waves; of the composite geometry alone. */
  readonly slabFraction?: number;
}

/** Parameters that decide the bytes of a run: not how many realisations it has, nor how many workers made them. */
export const RUN_NAMES: readonly ParameterName[] = [
  ...namesOf('turbulence'),
  ...namesOf('simulation').filter((name) => name !== 'realisations' && name !== 'workers'),
  ...namesOf('units'),
];

/** Output times of a run: more are a mistake. */
export const MOST_TIMES = 10_000;

export type RunOptions = Pick<RunSpec, 'version' | 'engine' | 'keep' | 'processor'>;

/** The run that a model asks for. Throws a CranisError that names the parameter at fault where it cannot be simulated. */
export function runSpec(model: Model, options: RunOptions): RunSpec {
  const { integrator, step, levels, slabFraction } = settingsOf(model);
  const { times, realisations, geometry } = model.values;
  if (times.length > MOST_TIMES) {
    throw new CranisError(`${times.length} times are more than ${MOST_TIMES}`, {
      where: 'times',
      hint: 'each takes a map of its own: give fewer',
    });
  }
  return {
    ...options,
    realisations,
    parameters: { ...parameterRecord(model, RUN_NAMES), timeStep: step },
    schedule: { integrator, step, levels },
    ...(geometry === 'composite' ? { slabFraction } : {}),
  };
}

/** The model that a run was made of. */
export const runModel = ({ parameters }: Pick<RunSpec, 'parameters'>): Model => createModel(parameters);

export const samplingOf = ({ values: { directions, nSide } }: Model): Sampling => ({ directions, nSide });

/** Whether the theory is about this model: isotropic turbulence [P1], no mean field. */
export const coveredByTheory = ({ values: { geometry, meanField } }: Model): boolean =>
  geometry === 'isotropic' && meanField === 0;

/** The simulation that a model states. */
export function simulationOf(model: Model): SimulationModel {
  const { directions, nSide } = model.values;
  return simulationWith(model, directions === 'healpix' ? pixelCentres(nSide) : { random: pixelCount(nSide) });
}

/** Its settings alone, at no cost however many directions there are. */
const settingsOf = (model: Model): SimulationModel => simulationWith(model, { random: 1 });

function simulationWith({ turbulence, values }: Model, directions: SimulationModel['directions']): SimulationModel {
  const { geometry, meanField, modes, times, timeStep } = values;
  return createSimulation({
    turbulence: turbulence.spec,
    geometry,
    meanField,
    modes,
    times,
    ...(timeStep === undefined ? {} : { step: timeStep }),
    directions,
  });
}

/** The number of directions of each realisation. */
export const directionCount = (model: Model): number => pixelCount(model.values.nSide);
