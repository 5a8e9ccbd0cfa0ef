/** JSON files of any kind, checked. */
import type { z } from 'zod';
import { CranisError } from '../../model/errors.ts';
import { didYouMean } from '../../model/suggest.ts';
import { describe } from '../../model/values.ts';
import { parseJson } from '../json-text.ts';
import { FORMAT, KIND_NAMES, type Kind, kindOf } from './kinds.ts';
import type { AnyRecord, RecordOf } from './records.ts';
import type { Finding } from './schemas/common.ts';

/**
 * What a JSON file of cranis, or a spectrum of the user's own, holds. Files of version 0.1.0, which do not say their kind, are recognised
 * by their keys.
 * @param file its name, for messages
 * @throws CranisError of one line, with the key, where the file does not fit the schema of its kind
 */
export async function readRecord(text: string, file: string): Promise<AnyRecord> {
  return checkRecord(parseJson(text, file, SPECTRUM_HINT), file);
}

/** The same of JSON that has been parsed. */
export async function checkRecord(content: unknown, file: string): Promise<AnyRecord> {
  const { kind, record } = recognise(content, file);
  const { SCHEMAS } = await import('./schemas/index.ts');
  const schema = SCHEMAS[kind];
  const result = schema.safeParse(record);
  if (result.success) return result.data as AnyRecord;
  const { explain } = await import('./explain.ts');
  throw explain(result.error.issues, record, { file, kind, schema });
}

/** Keys of a record that must be there, and keys that are taken where they are. */
export interface Needs<Needed extends string, Taken extends string> {
  readonly needed: readonly Needed[];
  readonly taken: readonly Taken[];
}

/**
 * A part of a record, held against the schema of its kind. So are read the tables of cranis 0.1.0, which do not tell all, and files that
 * people made like those of 0.1.0.
 */
export async function checkPart<
  K extends PartKind,
  N extends keyof RecordOf<K> & string,
  T extends keyof RecordOf<K> & string,
>(
  kind: K,
  content: Readonly<Record<string, unknown>>,
  { needed, taken }: Needs<N, T>,
  file: string,
): Promise<Pick<RecordOf<K>, N> & Partial<Pick<RecordOf<K>, T>>> {
  const { SCHEMAS, FINDINGS } = await import('./schemas/index.ts');
  const { shape } = SCHEMAS[kind] as unknown as z.ZodObject;
  const part: Record<string, unknown> = {};
  const issues: z.core.$ZodIssue[] = [];
  for (const key of [...needed, ...taken]) {
    if (content[key] === undefined && !(needed as readonly string[]).includes(key)) continue;
    const result = shape[key].safeParse(content[key]) as z.ZodSafeParseResult<unknown>;
    if (result.success) part[key] = result.data;
    else issues.push(...result.error.issues.map((issue) => ({ ...issue, path: [key, ...issue.path] })));
  }
  if (issues.length === 0) {
    const find = FINDINGS[kind] as (part: Readonly<Record<string, unknown>>) => readonly Finding[];
    issues.push(
      ...find(part).map(({ path, message }) => ({ code: 'custom' as const, path: [...path], message, input: part })),
    );
  }
  if (issues.length === 0) return part as Pick<RecordOf<K>, N> & Partial<Pick<RecordOf<K>, T>>;
  const { explain } = await import('./explain.ts');
  throw explain(issues, content, { file, kind, schema: SCHEMAS[kind] });
}

/** Kinds of which a part can be read. */
export type PartKind = keyof typeof import('./schemas/index.ts')['FINDINGS'];

/** What a file of spectra should be. */
export const SPECTRUM_HINT = 'give "ell" and "C", two lists of equal length, or what a command of cranis writes';

/** What a file is, and its content with what files of version 0.1.0 do not say. */
export function recognise(content: unknown, file: string): { kind: Kind; record: Readonly<Record<string, unknown>> } {
  const failure = (problem: string, hint: string) => new CranisError(`${file}: ${problem}`, { where: file, hint });
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw failure(`it is ${describe(content)}, not an object`, SPECTRUM_HINT);
  }
  const record = content as Readonly<Record<string, unknown>>;
  const kind = kindOf(record);
  if (kind === undefined) {
    const word = typeof record.kind === 'string' ? record.kind : describe(record.kind);
    throw failure(`its kind is ${word}${didYouMean(word, KIND_NAMES)}`, `known are ${KIND_NAMES.join(', ')}`);
  }
  const { format } = record;
  if (typeof format === 'number' && format > FORMAT) {
    throw failure(
      `it is in format ${format}, and this version of cranis knows those up to ${FORMAT}`,
      'read it with a newer version of cranis',
    );
  }
  return { kind, record: kind === 'measured' || record.kind !== undefined ? record : ofFirstVersion(kind, record) };
}

/** Files of cranis 0.1.0 say neither kind nor format, and call the engine a kernel. */
function ofFirstVersion(kind: Kind, record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { kernel } = record;
  return { kind, format: FORMAT, ...record, ...(kernel === undefined ? {} : { engine: kernel }) };
}
