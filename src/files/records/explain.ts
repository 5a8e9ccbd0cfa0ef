/** What is wrong with a JSON file, in one line with its name and the key. */
import type { z } from 'zod';
import { CranisError } from '../../model/errors.ts';
import { didYouMean } from '../../model/suggest.ts';
import { describe } from '../../model/values.ts';
import { KINDS, type Kind } from './kinds.ts';

type Issue = z.core.$ZodIssue;

/** @param schema of the kind, whose descriptions tell what is wanted */
export function explain(
  issues: readonly Issue[],
  content: unknown,
  { file, kind, schema }: { readonly file: string; readonly kind: Kind; readonly schema: z.ZodType },
): CranisError {
  // A mistyped key is the cause where another one is missing.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  const { objects, subject, at } = placeOf(
    issue.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : issue.path,
  );
  const problem = problemOf(issue, subject, at, valueAt(content, issue.path), knownKeys(schema, issue.path));
  return new CranisError([file, ...objects, problem.message].join(': '), {
    where: file,
    hint: problem.hint ?? wanted(schema, issue.path) ?? usualHint(kind),
  });
}

/** What files of a kind hold, for hints. */
export function usualHint(kind: Kind): string {
  const { command } = KINDS[kind];
  if (command !== undefined) return `it is the JSON that ${command} makes`;
  return 'give "ell" and "C", two lists of equal length, and if known "error" and "noise"';
}

interface Problem {
  readonly message: string;
  readonly hint?: string;
}

function problemOf(issue: Issue, subject: string, at: string, value: unknown, known: readonly string[]): Problem {
  switch (issue.code) {
    case 'custom':
      return { message: issue.message };
    case 'unrecognized_keys': {
      const [key] = issue.keys;
      return { message: `unknown key ${key}${didYouMean(key, known)}`, hint: `known are ${known.join(', ')}` };
    }
    case 'invalid_type':
      return { message: wrongType(issue.expected, subject, at, value) };
    case 'invalid_value':
      if (value === undefined) return { message: `${subject} is missing` };
      return { message: `${subject} = ${shown(value)}${at} is ${noneOf(issue.values)}` };
    case 'too_small':
    case 'too_big':
      return { message: outOfRange(issue, subject, at, value) };
    default:
      return { message: `${subject} = ${shown(value)}${at} is not what is wanted` };
  }
}

function wrongType(expected: string, subject: string, at: string, value: unknown): string {
  if (value === undefined) return `${subject} is missing`;
  if (expected === 'int' && typeof value === 'number') return `${subject} = ${value}${at} is not a whole number`;
  if (at !== '') return `${subject} has ${shown(value)}${at}, not ${WANTED[expected] ?? expected}`;
  return `${subject} is ${shown(value)}, not ${WANTED[expected] ?? expected}`;
}

const WANTED: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

type Sized = Extract<Issue, { code: 'too_small' | 'too_big' }>;

function outOfRange(issue: Sized, subject: string, at: string, value: unknown): string {
  if (Array.isArray(value)) {
    const size = issue.code === 'too_small' ? issue.minimum : issue.maximum;
    if (value.length === 0) return `${subject}${at} is empty`;
    return `${subject}${at} has ${value.length} entries, not ${size}`;
  }
  const bound =
    issue.code === 'too_small'
      ? `${issue.inclusive ? 'below' : 'not above'} ${issue.minimum}`
      : `${issue.inclusive ? 'above' : 'not below'} ${issue.maximum}`;
  return `${subject} = ${shown(value)}${at} is ${bound}`;
}

const noneOf = (values: readonly unknown[]) =>
  values.length === 1 ? `not ${JSON.stringify(values[0])}` : `none of ${values.join(', ')}`;

const shown = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? 'an object' : describe(value);

/** The objects around a value, its key, and where in its list or matrix it is. */
function placeOf(path: readonly PropertyKey[]): { objects: string[]; subject: string; at: string } {
  const keys = path.filter((key) => typeof key === 'string');
  const [first, second] = path.filter((key) => typeof key === 'number');
  const at =
    first === undefined
      ? ''
      : second === undefined
        ? ` at entry ${first + 1}`
        : ` at row ${first + 1}, entry ${second + 1}`;
  return { objects: keys.slice(0, -1), subject: keys.at(-1) ?? 'it', at };
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  let value = content;
  for (const key of path) value = (value as Readonly<Record<PropertyKey, unknown>> | null | undefined)?.[key];
  return value;
}

/** The schemas on the way to a value, the schema of the whole file first, as far as they can be told. */
function schemasOn(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType[] {
  const found = [schema];
  for (const key of path) {
    const { shape, element } = bare(found.at(-1)!) as Partial<z.ZodObject & z.ZodArray>;
    const next = typeof key === 'number' ? element : shape?.[key as string];
    if (next === undefined) break;
    found.push(next as z.ZodType);
  }
  return found;
}

/** What may be missing or null is described by what is inside. */
function bare(schema: z.ZodType): z.ZodType {
  const inner = (schema as Partial<z.ZodOptional>).def?.innerType;
  return inner === undefined ? schema : bare(inner as z.ZodType);
}

function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const last = bare(schemasOn(schema, path).at(-1)!) as Partial<z.ZodObject>;
  return Object.keys(last.shape ?? {});
}

/** The description of the innermost part that has one, below the whole file. */
function wanted(schema: z.ZodType, path: readonly PropertyKey[]): string | undefined {
  const [, ...parts] = schemasOn(schema, path);
  const doc = parts.map((part) => part.description ?? bare(part).description).findLast((one) => one !== undefined);
  const name = path.findLast((key) => typeof key === 'string');
  return doc === undefined ? undefined : `${String(name)}: ${doc.replace(/\.$/u, '')}`;
}
