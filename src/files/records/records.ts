/** The records by kind, as their schemas say, and their text. What only writes loads no schema. */
import type { z } from 'zod';
import { toJson } from '../json-text.ts';
import { FORMAT, type Kind } from './kinds.ts';
import type { SCHEMAS } from './schemas/index.ts';

type Deep<T> = T extends readonly (infer E)[]
  ? readonly Deep<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Deep<T[K]> }
    : T;

/** The record of a kind, as its JSON file holds it. */
export type RecordOf<K extends Kind> = Deep<z.output<(typeof SCHEMAS)[K]>>;
/** The record of any kind. */
export type AnyRecord = { [K in Kind]: RecordOf<K> }[Kind];
/** What cranis writes: not the user's own. */
export type OwnKind = Exclude<Kind, 'measured'>;

/** A record of its content, with what every record begins with. */
export const createRecord = <K extends OwnKind>(kind: K, content: Omit<RecordOf<K>, 'kind' | 'format'>): RecordOf<K> =>
  ({ kind, format: FORMAT, ...content }) as unknown as RecordOf<K>;

/** A record as JSON. A number that is not finite is a fault of ours and is never written. */
export const writeRecord = (record: AnyRecord): string => toJson(record as Readonly<Record<string, unknown>>);
