/** From what a user wrote to a checked value in internal units, by the parameter table. */
import { log2 } from '../math/elementary/index.ts';
import { CranisError } from './errors.ts';
import type { Parameter } from './parameter.ts';
import { type ParameterName, parameter } from './parameters.ts';
import { didYouMean } from './suggest.ts';
import type { TableOfG } from './turbulence.ts';
import { parseQuantity, type Scale, toInternal, UNIT_OF, unitNames } from './units.ts';

type Of<T extends Parameter['type']> = Extract<Parameter, { type: T }>;

/**
 * Check and convert one value. `label` begins the message of an error: a flag, or a place in a file.
 * @param raw a number, text ("0.3/pc", "1..30", "exact"), or lists of these, as the parameter's type wants
 */
export function readValue(name: ParameterName, raw: unknown, scale?: Scale, label: string = name): unknown {
  const entry = parameter(name);
  try {
    switch (entry.type) {
      case 'number':
      case 'integer':
        return readNumber(entry, raw, scale);
      case 'choice':
        return readChoice(entry, raw);
      case 'switch':
        return typeof raw === 'boolean'
          ? raw
          : fail(`${describe(raw)} is not true or false`, `give ${expectation(entry)}`);
      case 'numbers':
        return readNumbers(entry, raw, scale);
      case 'integers':
        return readIntegers(entry, raw);
      case 'table':
        return readTable(raw, scale);
    }
  } catch (error) {
    if (!(error instanceof CranisError)) throw error;
    throw new CranisError(`${label}: ${error.message}`, {
      where: name,
      cause: error,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
}

/** What a parameter accepts, in a few words: "a number in 1/r_g, above 0", for help and for errors. */
export function expectation(entry: Parameter): string {
  switch (entry.type) {
    case 'choice':
      return entry.choices.join(', ').replace(/, ([^,]*)$/u, ' or $1');
    case 'switch':
      return 'true or false';
    case 'table':
      return 'the name of a table k,g (.csv), or { k = […], g = […] }';
    case 'integers':
      return 'whole numbers such as 1..30 or 1,2,5';
    case 'numbers':
      return `rising numbers${inUnit(entry)} such as 1,10,30`;
    default: {
      const what = entry.type === 'integer' ? (entry.powerOfTwo ? 'a power of two' : 'a whole number') : 'a number';
      return `${what}${inUnit(entry)}${rangeText(entry)}${wordText(entry)}`;
    }
  }
}

/** What that word means, after `expectation`: " for the limit ℓ_max → ∞". */
export const wordMeaning = (entry: Parameter): string =>
  'wordDoc' in entry && entry.wordDoc !== undefined ? ` for ${entry.wordDoc}` : '';

/** The word that stands for a number, if there is one: ", or exact". */
const wordText = ({ word }: Of<'number' | 'integer'>) => (word === undefined ? '' : `, or ${word}`);

const inUnit = (entry: Parameter) => (entry.dimension === 'none' ? '' : ` in ${UNIT_OF[entry.dimension]}`);

function rangeText({ range }: Of<'number' | 'integer' | 'numbers' | 'integers'>): string {
  const from = range.min === undefined ? `above ${range.above}` : `from ${range.min}`;
  return range.max >= 1e12 ? ` ${from}` : ` ${from}${range.min === undefined ? ',' : ''} to ${range.max}`;
}

function fail(message: string, hint: string): never {
  throw new CranisError(message, { hint });
}

const quote = (raw: unknown) =>
  typeof raw === 'string' ? (raw.trim() === '' ? 'an empty value' : raw) : describe(raw);

function readNumber(entry: Of<'number' | 'integer'>, raw: unknown, scale: Scale | undefined): number | string {
  if (entry.word !== undefined && raw === entry.word) return raw;
  const wanted = () => `give ${expectation(entry)}, for example ${entry.example.replaceAll('"', '')}`;
  const value = quantity(entry, raw, scale, wanted);
  if (entry.type === 'integer' && !Number.isInteger(value)) fail(`${quote(raw)} is not a whole number`, wanted());
  checkRange(entry, value, raw, wanted);
  if (entry.powerOfTwo && !Number.isInteger(log2(value))) fail(`${value} is not a power of two`, wanted());
  return value;
}

function quantity(entry: Parameter, raw: unknown, scale: Scale | undefined, wanted: () => string): number {
  if (typeof raw === 'number') {
    if (!Number.isFinite(raw)) fail(`${raw} is not a finite number`, wanted());
    return raw;
  }
  if (typeof raw !== 'string') fail(`${describe(raw)} is not a number`, wanted());
  const parsed = parseQuantity(raw);
  if (!parsed) {
    const overflow = /^[+-]?[\d.]+(e[+-]?\d+)?$/iu.test(raw.trim());
    fail(`${quote(raw)} is ${overflow ? 'too large for a number' : 'not a number'}`, wanted());
  }
  const value = toInternal(parsed, entry.dimension, scale);
  if (!Number.isFinite(value)) fail(`${raw} is too large for a number`, wanted());
  return value;
}

function checkRange(
  { range }: Of<'number' | 'integer' | 'numbers' | 'integers'>,
  value: number,
  raw: unknown,
  wanted: () => string,
): void {
  const written = quote(raw);
  if (range.above !== undefined && value <= range.above) fail(`${written} is not above ${range.above}`, wanted());
  if (range.min !== undefined && value < range.min) fail(`${written} is below ${range.min}`, wanted());
  if (value > range.max) fail(`${written} is above ${range.max}`, wanted());
}

function readChoice(entry: Of<'choice'>, raw: unknown): string {
  if (typeof raw === 'string' && entry.choices.includes(raw)) return raw;
  const guess = typeof raw === 'string' ? didYouMean(raw, entry.choices) : '';
  return fail(`${quote(raw)} is not one of ${entry.choices.join(', ')}${guess}`, `give ${expectation(entry)}`);
}

function readNumbers(entry: Of<'numbers'>, raw: unknown, scale: Scale | undefined): readonly number[] {
  const wanted = () => `give ${expectation(entry)}`;
  const parts = Array.isArray(raw) ? raw : typeof raw === 'string' ? raw.split(',') : [raw];
  if (parts.length === 0) fail('the list is empty', wanted());
  if (parts.length > entry.most) fail(`${parts.length} entries are more than ${entry.most}`, wanted());
  const values = parts.map((part) => {
    const value = quantity(entry, part, scale, wanted);
    checkRange(entry, value, part, wanted);
    return value;
  });
  const at = values.findIndex((value, i) => i > 0 && value <= values[i - 1]);
  if (at > 0) fail(`${quote(parts[at])} does not rise above ${quote(parts[at - 1])}`, wanted());
  return Object.freeze(values);
}

/** Above this many entries a list is a mistake. */
const LONGEST = 1_000_000;

function readIntegers(entry: Of<'integers'>, raw: unknown): readonly number[] {
  const wanted = () => `give ${expectation(entry)}`;
  const parts = Array.isArray(raw) ? raw : typeof raw === 'string' ? raw.split(',') : [raw];
  if (parts.length === 0) fail('the list is empty', wanted());
  const values: number[] = [];
  for (const part of parts) {
    const ends = typeof part === 'string' ? part.split('..').map((end) => end.trim()) : [part];
    const numbers = ends.map((end) => {
      const value = typeof end === 'number' ? end : /^[+-]?\d+$/u.test(`${end}`) ? Number(end) : Number.NaN;
      if (!Number.isInteger(value)) fail(`${quote(part)} is not a whole number or a range`, wanted());
      checkRange(entry, value, value, wanted);
      return value;
    });
    const [first, last] = [numbers[0], numbers[numbers.length - 1]];
    if (numbers.length > 2) fail(`${quote(part)} is not a range`, wanted());
    if (last < first) fail(`the range ${quote(part)} runs backwards`, wanted());
    if (values.length + last - first > LONGEST) fail(`${quote(raw)} is too long a list`, wanted());
    for (let value = first; value <= last; value++) values.push(value);
  }
  const at = values.findIndex((value, i) => i > 0 && value <= values[i - 1]);
  if (at > 0) fail(`${values[at]} does not rise above ${values[at - 1]}`, 'list each multipole once, ascending');
  return Object.freeze(values);
}

/** Only the form: that k rises and g makes sense is for createTurbulence(). */
function readTable(raw: unknown, scale: Scale | undefined): TableOfG {
  const table = raw as { k?: unknown; g?: unknown } | null;
  if (typeof table !== 'object' || table === null || !Array.isArray(table.k) || !Array.isArray(table.g)) {
    fail(`${describe(raw)} is not a table`, 'give { k = […], g = […] }, two lists of equal length');
  }
  const { k, g } = table as { k: unknown[]; g: unknown[] };
  const column = (letter: string, entries: unknown[], read: (entry: unknown) => number) =>
    Object.freeze(
      entries.map((entry, i) => {
        const isNumber = typeof entry === 'number' || (letter === 'k' && typeof entry === 'string');
        if (!isNumber) fail(`${letter} of row ${i + 1} is ${describe(entry)}, not a number`, 'fill the gap');
        return read(entry);
      }),
    );
  const k0 = parameter('k0') as Of<'number'>;
  const wanted = () => `k is ${expectation(k0).replace(/^a number /u, '')}, or such as 0.3/pc`;
  const wavenumber = (entry: unknown) => {
    const value = quantity(k0, entry, scale, wanted);
    checkRange(k0, value, entry, wanted);
    return value;
  };
  return Object.freeze({ k: column('k', k, wavenumber), g: column('g', g, Number) });
}

/** What a value is, to a reader who does not know our types. */
export function describe(raw: unknown): string {
  if (raw === undefined || raw === null) return 'nothing';
  if (typeof raw === 'string') return `the text "${raw}"`;
  if (typeof raw === 'boolean') return `${raw}`;
  if (Array.isArray(raw)) return 'a list';
  if (raw instanceof Date) return 'a date';
  return typeof raw === 'object' ? 'a section' : `${raw}`;
}

/** Names of the units that a parameter accepts. */
export const unitsOf = (entry: Parameter): readonly string[] => unitNames(entry.dimension);
