/** A run: an ensemble of realisations of one model. Everything that decides the bytes of its arrays, as plain data. */
import { parameterRecord } from '../model/describe.ts';
import { CranisError } from '../model/errors.ts';
import { createModel, type Model } from '../model/model.ts';
import { namesOf, type PARAMETERS, type ParameterName } from '../model/parameters.ts';
import type { EngineName } from '../simulation/engines.ts';
import { createSimulation, type SimulationModel } from '../simulation/model.ts';
import type { Integrator } from '../simulation/schedule.ts';
import { pixelCentres, pixelCount } from '../sky/healpix.ts';
import type { Sampling } from './statistics.ts';

/** `maps`: displacement and direction maps beside the statistics; `spectra`: the statistics alone. */
export type Keep = (typeof PARAMETERS.keep.choices)[number];

/** How the engine steps through time; derived from the model, and recorded because other versions may derive another. */
export interface RunSchedule {
  readonly integrator: Integrator;
  /** Longest time between two kicks of the fastest waves, r_g/c. */
  readonly step: number;
  /** Number of rates of the multi-rate integrator. */
  readonly levels: number;
}

/** A run as plain data, which a file, a worker and a cluster task can hold. */
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

/** What a run states beside its parameters, and who makes it. */
const NOT_OF_RUN: readonly ParameterName[] = ['realisations', 'workers', 'engine', 'keep'];

/** Parameters of a run that decide its bytes, beside its engine: not how many realisations it has, nor how many workers made them. */
export const RUN_NAMES: readonly ParameterName[] = [
  ...namesOf('turbulence'),
  ...namesOf('simulation').filter((name) => !NOT_OF_RUN.includes(name)),
  ...namesOf('units'),
];

/** What a run states beside its model. */
export type RunOptions = Pick<RunSpec, 'version' | 'engine' | 'keep' | 'processor'>;

/** The run that a model asks for. Throws a CranisError that names the parameter at fault where it cannot be simulated. */
export function runSpec(model: Model, options: RunOptions): RunSpec {
  const { integrator, step, levels, slabFraction } = settingsOf(model);
  const { realisations, geometry } = model.values;
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

/**
 * Which of a run's times this is.
 * @param label what messages call the run
 * @throws CranisError if it is none of them
 */
export function timeIndex({ model, label }: { readonly model: Model; readonly label: string }, time: number): number {
  const { times } = model.values;
  const index = times.findIndex((one) => Math.abs(one - time) <= 1e-9 * one);
  if (index >= 0) return index;
  throw new CranisError(`${time} is not among the times of ${label}`, {
    where: 'time',
    hint: `there are ${times.join(', ')} r_g/c`,
  });
}

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
