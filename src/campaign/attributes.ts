/**
 * What a store says of its run, in the attributes of its root (docs/runs.md lists them), and the checked way back.
 *
 * Format 1 is that of cranis 0.1.0; it called the engine `kernel` and the schedule `integrator`. It is read, not written.
 */
import { crc32 } from 'node:zlib';
import { RUN_NAMES, type RunSchedule, type RunSpec, runModel } from '../ensemble/run.ts';
import { unitsBlock } from '../model/describe.ts';
import { CranisError } from '../model/errors.ts';
import { PARAMETERS, type ParameterName, parameter } from '../model/parameters.ts';
import { describe } from '../model/values.ts';
import { ENGINE_NAMES, type EngineName } from '../simulation/engines.ts';

/** Layout of the store and meaning of its attributes; a change that older versions cannot read raises it. */
export const FORMAT = 2;

/** A run as a store describes it. */
export interface StoredRun {
  readonly spec: RunSpec;
  readonly format: number;
}

/** What a file of attributes holds: a run, something else, or a run that cannot be made out. */
export type Description =
  | { readonly kind: 'run'; readonly run: StoredRun }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'damaged'; readonly reason: string };

/** Names of the attributes that decide the bytes of the arrays. */
const IDENTITY = ['version', 'engine', 'precision', 'processor', 'schedule', 'slabFraction', 'parameters'] as const;

/** Attributes of the store's root. */
export function attributesOf(spec: RunSpec): Record<string, unknown> {
  const identity = identityAttributes(spec);
  return {
    title: 'Test particles traced back through synthetic turbulence',
    generator: 'cranis',
    format: FORMAT,
    ...identity,
    identity: IDENTITY.filter((name) => name in identity),
    keep: spec.keep,
    realisations: spec.realisations,
    checksum: checksumOf({ spec, format: FORMAT }, spec.realisations),
    units: unitsBlock(runModel(spec), RUN_NAMES),
    conventions:
      'c = r_g = 1: lengths in r_g, times in r_g/c, wavenumbers in 1/r_g. The sky is that of the directions of motion ' +
      'at the observer; who looks in direction n sees particles that move along -n. C_ell as healpy has it: ' +
      'the sum over m of |a_lm|^2, divided by 2 ell + 1.',
  };
}

/** The same without the number of realisations: whose run a folder is, which never changes. */
export const ownerOf = (spec: RunSpec): Record<string, unknown> => ({
  generator: 'cranis',
  format: FORMAT,
  ...identityAttributes(spec),
  keep: spec.keep,
  checksum: checksumOf({ spec, format: FORMAT }, undefined),
});

function identityAttributes(spec: RunSpec): Partial<Record<(typeof IDENTITY)[number], unknown>> {
  const { version, engine, processor, schedule, slabFraction, parameters } = spec;
  return {
    version,
    engine,
    precision: PRECISION[engine],
    ...(processor === undefined ? {} : { processor }),
    schedule,
    ...(slabFraction === undefined ? {} : { slabFraction }),
    parameters,
  };
}

const PRECISION: Readonly<Record<EngineName, string>> = {
  oracle: 'double',
  double: 'double',
  single: 'field single, positions and directions double',
  fused: 'field single, positions and directions double',
};

/** What the checksums of a run's chunks begin with: data moved to another run, or to another place in it, are not taken for its own. */
export function identityOf({ spec, format }: StoredRun): string {
  const { version, engine, processor, schedule, slabFraction, parameters } = spec;
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  if (format === 1) return JSON.stringify([version, engine, sorted]);
  const { integrator, step, levels } = schedule;
  return JSON.stringify([version, engine, processor ?? null, [integrator, step, levels], slabFraction ?? null, sorted]);
}

/** CRC-32 of what the attributes state: a run altered by hand is not taken for another. */
const checksumOf = (run: StoredRun, realisations: number | undefined): number =>
  crc32(JSON.stringify([identityOf(run), run.spec.keep, realisations]));

/**
 * The run that attributes describe, each checked. Throws a CranisError where a newer version of cranis has to read them.
 * @param path of the run, for messages
 */
export function describedRun(attributes: unknown, path: string): Description {
  const all = attributes as Readonly<Record<string, unknown>> | null | undefined;
  if (typeof all !== 'object' || all === null || all.generator !== 'cranis') return { kind: 'foreign' };
  try {
    return { kind: 'run', run: checkedRun(all, path) };
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    return { kind: 'damaged', reason: error.message };
  }
}

class Damaged extends Error {}

function need(fine: boolean, reason: () => string): asserts fine {
  if (!fine) throw new Damaged(reason());
}

type Fields = Readonly<Record<string, unknown>>;

function checkedRun(all: Fields, path: string): StoredRun {
  const { format, keep, realisations } = all;
  const version = textOf(all, 'version', /^\d+\.\d+\.\d+[\w.+-]{0,50}$/u);
  need(isWhole(format, 1, 1e6), () => `format is ${shortly(format)}`);
  if (format > FORMAT) {
    throw new CranisError(`${path}: a run of format ${format}, made by cranis ${version}`, {
      where: path,
      hint: `this cranis reads formats up to ${FORMAT}: use that version`,
    });
  }
  const engine = textOf(all, format === 1 ? 'kernel' : 'engine', /^[\w-]{1,20}$/u) as EngineName;
  need(ENGINE_NAMES.includes(engine), () => `there is no engine ${engine}`);
  need(keep === 'maps' || keep === 'spectra', () => `keep is ${shortly(keep)}`);
  need(
    realisations === undefined || isWhole(realisations, 1, 1e6),
    () => `realisations is ${shortly(realisations)}, not a whole number from 1 to 1000000`,
  );
  const parameters = checkedParameters(all.parameters);
  const { slabFraction } = all;
  const fraction = format === 1 ? objectOf(all, 'integrator').slabFraction : slabFraction;
  need(fraction === undefined || isNumber(fraction), () => `slabFraction is ${shortly(fraction)}`);
  const spec: RunSpec = {
    version,
    engine,
    ...(format > 1 && all.processor !== undefined ? { processor: textOf(all, 'processor', /^[ -~]{1,100}$/u) } : {}),
    keep,
    realisations: realisations ?? 1,
    parameters,
    schedule: checkedSchedule(all, format, parameters),
    ...(fraction === undefined ? {} : { slabFraction: fraction }),
  };
  const run = { spec, format };
  need(all.checksum === checksumOf(run, realisations), () => 'its checksum does not fit');
  try {
    runModel(spec); // its parameters are checked as any user's
  } catch (error) {
    if (!(error instanceof CranisError)) throw error;
    throw new Damaged(error.message);
  }
  return run;
}

/** Parameters that every run has. */
const ALWAYS = ['kind', 'geometry', 'meanField', 'modes', 'nSide', 'times', 'seed', 'directions', 'timeStep'] as const;

/** Of plain numbers, texts and lists alone, however the file nests. */
function checkedParameters(value: unknown): Fields {
  need(typeof value === 'object' && value !== null, () => `parameters is ${shortly(value)}`);
  const names: readonly string[] = RUN_NAMES;
  for (const [name, one] of Object.entries(value)) {
    need(names.includes(name), () => `parameters has an entry that no run has, ${JSON.stringify(name.slice(0, 40))}`);
    need(isOfType(name as ParameterName, one), () => `${name} is ${shortly(one)}`);
  }
  const missing = ALWAYS.find((name) => !Object.hasOwn(value, name));
  need(missing === undefined, () => `parameters has no ${missing}`);
  const { length } = (value as { times: readonly number[] }).times;
  const { most } = PARAMETERS.times;
  need(length <= most, () => `times has ${length} entries, more than ${most}`);
  return value as Fields;
}

function isOfType(name: ParameterName, value: unknown): boolean {
  switch (parameter(name).type) {
    case 'number':
    case 'integer':
      return isNumber(value);
    case 'choice':
      return typeof value === 'string' && value.length < 100;
    case 'switch':
      return typeof value === 'boolean';
    case 'numbers':
    case 'integers':
      return isList(value);
    case 'table': {
      const { k, g } = (value ?? {}) as Fields;
      return isList(k) && isList(g);
    }
  }
}

function checkedSchedule(all: Fields, format: number, parameters: Fields): RunSchedule {
  const stated = objectOf(all, format === 1 ? 'integrator' : 'schedule');
  const integrator = textOf(stated, format === 1 ? 'name' : 'integrator', /^[\w-]{1,20}$/u);
  const step = format === 1 ? parameters.timeStep : stated.step;
  const { levels } = stated;
  need(isNumber(step) && step > 0, () => `the step of the schedule is ${shortly(step)}`);
  need(isWhole(levels, 1, 100), () => `levels of the schedule is ${shortly(levels)}`);
  return { integrator: integrator as RunSchedule['integrator'], step, levels };
}

function textOf(all: Fields, name: string, pattern: RegExp): string {
  const value = all[name];
  need(typeof value === 'string' && pattern.test(value), () => `${name} is ${shortly(value)}`);
  return value;
}

function objectOf(all: Fields, name: string): Fields {
  const value = all[name];
  need(typeof value === 'object' && value !== null, () => `${name} is ${shortly(value)}`);
  return value as Fields;
}

/** What a value is, on one line whatever is in it. */
const shortly = (value: unknown): string =>
  typeof value === 'string' ? `the text ${JSON.stringify(value.slice(0, 40))}` : describe(value);
const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isWhole = (value: unknown, from: number, to: number): value is number =>
  Number.isInteger(value) && (value as number) >= from && (value as number) <= to;
const isList = (value: unknown): boolean => Array.isArray(value) && value.every(isNumber);

/** Each difference that makes `stated` another run than `stored`, as "`k1` is 100 there, 50 here"; the versions aside. */
export function differences(stored: RunSpec, stated: RunSpec): string[] {
  const told: string[] = [];
  const compare = (name: string, there: unknown, here: unknown) => {
    if (JSON.stringify(there) !== JSON.stringify(here))
      told.push(`${name} is ${shown(there)} there, ${shown(here)} here`);
  };
  for (const name of RUN_NAMES) compare(`\`${name}\``, stored.parameters[name], stated.parameters[name]);
  compare('`engine`', stored.engine, stated.engine);
  if (stored.engine === stated.engine) compare('the processor', stored.processor, stated.processor);
  compare('`keep`', stored.keep, stated.keep);
  return told;
}

function shown(value: unknown): string {
  if (value === undefined) return 'not stated';
  if (Array.isArray(value)) return value.join(',');
  return typeof value === 'object' ? 'another table' : String(value);
}
