/** Values out of parsed JSON, each checked, with the file and the key in every message. */
import { CranisError } from '../model/errors.ts';
import { didYouMean } from '../model/suggest.ts';
import { describe } from '../model/values.ts';

/** An object of a JSON file. */
export interface Fields {
  readonly names: readonly string[];
  has(name: string): boolean;
  value(name: string): unknown;
  /** Length of a list; 0 if there is none. */
  length(name: string): number;
  object(name: string): Fields | undefined;
  /** The error for something in this object, ready to be thrown. */
  failure(problem: string, hint: string): CranisError;
}

/** @param path of the object within the file, '' for all of it */
export function createFields(content: unknown, file: string, path: string): Fields {
  const place = path === '' ? file : `${file}: ${path}`;
  const failure = (problem: string, hint: string) => new CranisError(`${place}: ${problem}`, { where: file, hint });
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw failure(`${path === '' ? 'it' : path} is ${describe(content)}, not an object`, 'write { "name": value, … }');
  }
  const record = content as Readonly<Record<string, unknown>>;
  const value = (name: string) => (Object.hasOwn(record, name) ? (record[name] ?? undefined) : undefined);
  return {
    names: Object.keys(record),
    has: (name) => value(name) !== undefined,
    value,
    length: (name) => (Array.isArray(value(name)) ? (value(name) as unknown[]).length : 0),
    object: (name) => (value(name) === undefined ? undefined : createFields(value(name), file, name)),
    failure,
  };
}

interface Range {
  readonly above?: number;
  readonly min?: number;
  readonly max?: number;
}

export function number(all: Fields, name: string, { above, min, max }: Range = {}): number | undefined {
  const value = all.value(name);
  if (value === undefined) return undefined;
  const wanted = `give a number${above === undefined ? '' : ` above ${above}`}${min === undefined ? '' : ` from ${min} up`}${max === undefined ? '' : `, at most ${max}`}`;
  if (typeof value !== 'number') throw all.failure(`${name} is ${describe(value)}, not a number`, wanted);
  if (!Number.isFinite(value)) throw all.failure(`${name} is too large for a number`, wanted);
  if (
    (above !== undefined && value <= above) ||
    (min !== undefined && value < min) ||
    (max !== undefined && value > max)
  ) {
    throw all.failure(`${name} = ${value} is out of range`, wanted);
  }
  return value;
}

/** A list of finite numbers, each at least `from`, as long as another one. */
export function numbers(
  all: Fields,
  name: string,
  size: { readonly like: string; readonly length: number } | undefined,
  from = Number.NEGATIVE_INFINITY,
): number[] | undefined {
  const list = array(
    all,
    name,
    (value) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined),
    'a list of numbers',
  );
  if (!list) return undefined;
  if (size && list.length !== size.length) {
    throw all.failure(
      `${name} has ${list.length} values, ${size.like} has ${size.length}`,
      'give one value a multipole',
    );
  }
  const bad = list.findIndex((value) => value < from);
  if (bad >= 0)
    throw all.failure(`${name} = ${list[bad]} at entry ${bad + 1} is below ${from}`, `give numbers from ${from} up`);
  return list;
}

export function array<T>(
  all: Fields,
  name: string,
  read: (value: unknown) => T | undefined,
  what: string,
): T[] | undefined {
  const value = all.value(name);
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw all.failure(`${name} is ${describe(value)}, not ${what}`, `give ${what}`);
  return value.map((entry, i) => {
    const one = read(entry);
    if (one === undefined)
      throw all.failure(`${name} has ${describe(entry)} at entry ${i + 1}`, `give ${what}, without gaps`);
    return one;
  });
}

export function text(all: Fields, name: string): string | undefined {
  const value = all.value(name);
  if (value === undefined) return undefined;
  if (typeof value !== 'string') throw all.failure(`${name} is ${describe(value)}, not a text`, 'write it in quotes');
  return value;
}

export function flag(all: Fields, name: string): boolean | undefined {
  const value = all.value(name);
  if (value === undefined) return undefined;
  if (typeof value !== 'boolean')
    throw all.failure(`${name} is ${describe(value)}, not true or false`, 'write true or false');
  return value;
}

/** Throws the file's CranisError for a key that is not known. */
export function checkNames(all: Fields, known: readonly string[]): void {
  const other = all.names.find((name) => !known.includes(name));
  if (other === undefined) return;
  throw all.failure(`unknown key ${other}${didYouMean(other, known)}`, `known are ${known.join(', ')}`);
}
