/** What a run is: everything that decides its bytes, as plain data. It stands in the attributes of the run's store. */
import { crc32 } from 'node:zlib';
import type { Sampling } from '../ensemble/statistics.ts';
import { parameterRecord, unitsBlock } from '../model/describe.ts';
import { CranisError } from '../model/errors.ts';
import { createModel, type Model } from '../model/model.ts';
import { namesOf, type ParameterName, parameter } from '../model/parameters.ts';
import type { EngineName } from '../simulation/engines.ts';
import { createSimulation, type SimulationModel } from '../simulation/model.ts';
import { pixelCentres, pixelCount } from '../sky/healpix.ts';

/** `maps`: displacement and direction maps beside the statistics; `spectra`: the statistics alone. */
export type Keep = 'maps' | 'spectra';

export interface RunSpec {
  /** Of cranis. */
  readonly version: string;
  readonly engine: EngineName;
  readonly keep: Keep;
  /** How many realisations the store has room for; it may grow. */
  readonly realisations: number;
  /** Turbulence, simulation and units by the names of the parameter table, defaults and derived values filled in. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Parameters that a run is made of: not how many realisations it has, nor how many workers made them. */
export const RUN_NAMES: readonly ParameterName[] = [
  ...namesOf('turbulence'),
  ...namesOf('simulation').filter((name) => name !== 'realisations' && name !== 'workers'),
  ...namesOf('units'),
];

export interface RunOptions {
  readonly version: string;
  readonly engine: EngineName;
  readonly keep: Keep;
}

/** The run that a model asks for. Throws a CranisError where the simulation cannot be done. */
export function runSpec(model: Model, options: RunOptions): RunSpec {
  const { step } = settingsOf(model);
  return {
    ...options,
    realisations: model.values.realisations,
    parameters: { ...parameterRecord(model, RUN_NAMES), timeStep: step },
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
export const directionCount = (spec: RunSpec): number => pixelCount(runModel(spec).values.nSide);

/** Attributes of the store's root: what {@link specFromAttributes} reads, and what a reader wants to know. */
export function attributesOf(spec: RunSpec): Record<string, unknown> {
  const model = runModel(spec);
  const { integrator, levels, slabFraction } = settingsOf(model);
  return {
    title: 'Test particles traced back through synthetic turbulence',
    generator: 'cranis',
    format: FORMAT,
    version: spec.version,
    kernel: spec.engine,
    keep: spec.keep,
    realisations: spec.realisations,
    parameters: spec.parameters,
    checksum: checksumOf(spec),
    integrator: { name: integrator, levels, ...(model.values.geometry === 'composite' ? { slabFraction } : {}) },
    units: unitsBlock(model, RUN_NAMES),
    conventions:
      'c = r_g = 1: lengths in r_g, times in r_g/c, wavenumbers in 1/r_g. The sky is that of the directions of motion ' +
      'at the observer; who looks in direction n sees particles that move along -n. C_ell as healpy has it: ' +
      'the sum over m of |a_lm|^2, divided by 2 ell + 1.',
  };
}

/** Of the layout of the store; a change that older versions cannot read raises it. */
const FORMAT = 1;

/** CRC-32 of what the attributes state: a run altered by hand is not taken for another. */
const checksumOf = (spec: RunSpec): number => crc32(JSON.stringify([identityOf(spec), spec.keep, spec.realisations]));

/**
 * The run that a store's attributes describe; undefined where they are not those of a run, 'damaged' where their checksum does not
 * fit what they state. Throws a CranisError where another version of cranis has to read them.
 */
export function specFromAttributes(
  attributes: Readonly<Record<string, unknown>>,
  path: string,
): RunSpec | 'damaged' | undefined {
  const { generator, format, version, kernel, keep, realisations, parameters, checksum } = attributes;
  if (generator !== 'cranis') return undefined;
  if (format !== FORMAT) {
    throw new CranisError(`${path}: a run of format ${format}, made by cranis ${version}`, {
      where: path,
      hint: `this cranis reads format ${FORMAT}: use that version`,
    });
  }
  if (typeof parameters !== 'object' || parameters === null) return 'damaged';
  const spec = { version, engine: kernel, keep, realisations, parameters } as RunSpec;
  if (checksum !== checksumOf(spec)) return 'damaged';
  runModel(spec); // its parameters are checked as any user's
  return spec;
}

/** Each difference that makes `stated` another run than `stored`, as "k1 is 100 there, 50 here". */
export function differences(stored: RunSpec, stated: RunSpec): string[] {
  const told: string[] = [];
  const compare = (name: string, there: unknown, here: unknown) => {
    if (JSON.stringify(there) !== JSON.stringify(here))
      told.push(`${name} is ${shown(there)} there, ${shown(here)} here`);
  };
  for (const name of RUN_NAMES) {
    const { flag } = parameter(name);
    compare(flag, stored.parameters[name], stated.parameters[name]);
  }
  compare('--engine', stored.engine, stated.engine);
  compare('--keep', stored.keep, stated.keep);
  compare('the version of cranis', stored.version, stated.version);
  return told;
}

function shown(value: unknown): string {
  if (value === undefined) return 'not stated';
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'object' ? 'another table' : String(value);
}

/** What the checksums of a run's chunks begin with: data moved to another run, or to another place in it, are not taken for its own. */
export function identityOf({ version, engine, parameters }: RunSpec): string {
  return JSON.stringify([version, engine, Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
