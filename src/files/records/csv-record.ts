/**
 * Records as CSV: the columns hold the lists with a value a multipole, one comment line holds the rest as JSON, so that a table says as
 * much as the JSON file of the same result. The comments above it are for people.
 */
import { CranisError } from '../../model/errors.ts';
import { type CsvTable, failure, numberCell, stated } from '../csv.ts';
import { jsonLine } from '../json-text.ts';
import type { RecordOf } from './records.ts';

/** Kinds whose tables are read back. */
export type TableKind = 'spectrum' | 'analysis' | 'sky' | 'observation';

/** Columns by header, and the keys of the record that each holds. Of an analysis, each holds a row a time. */
export const COLUMNS: Readonly<Record<TableKind, readonly (readonly [header: string, path: readonly string[]])[]>> = {
  spectrum: [
    ['ell', ['ell']],
    ['C', ['C']],
    ['lMaxDoubling', ['checks', 'lMaxDoubling']],
    ['toExact', ['checks', 'toExact']],
  ],
  sky: [
    ['ell', ['ell']],
    ['pseudo', ['pseudo']],
    ['C', ['C']],
    ['error', ['error']],
  ],
  observation: [
    ['ell', ['ell']],
    ['C', ['C']],
    ['pseudo', ['pseudo']],
    ['pseudo_noise', ['pseudoNoise']],
    ['error', ['error']],
    ['low95', ['band95', 'low']],
    ['low68', ['band68', 'low']],
    ['median', ['median']],
    ['high68', ['band68', 'high']],
    ['high95', ['band95', 'high']],
    ['beyond', ['checks', 'beyond']],
  ],
  analysis: [
    ['C', ['C']],
    ['error', ['error']],
    ['scatter', ['scatter']],
    ['raw', ['raw']],
    ['halves', ['checks', 'halves', 'C']],
    ['halves_error', ['checks', 'halves', 'error']],
  ],
};

const NAME = 'record';
const TABLE_KINDS = Object.keys(COLUMNS) as readonly TableKind[];

type Json = { [key: string]: unknown };

/** The comment line with all that the columns of its table do not hold. */
export function recordComment(record: RecordOf<TableKind>): string {
  const rest = structuredClone(record) as Json;
  for (const [, path] of COLUMNS[record.kind]) {
    const parent = path.slice(0, -1).reduce<Json | undefined>((at, key) => at?.[key] as Json | undefined, rest);
    if (Array.isArray(parent?.[path.at(-1)!])) delete parent[path.at(-1)!];
  }
  return `# ${NAME} = ${jsonLine(rest)}`;
}

/** The record that a table of ours holds, not yet checked; undefined where it has no such comment. */
export function recordOfTable(table: CsvTable): Json | undefined {
  const comment = stated(table).find(([name, value]) => name === NAME && value.startsWith('{'));
  if (!comment) return undefined;
  const record = parsed(comment[1], table.file);
  const kind = TABLE_KINDS.find((known) => known === record.kind);
  if (kind === undefined) throw damaged(table.file);
  for (const [header, path] of COLUMNS[kind]) {
    const column = table.header.indexOf(header.toLowerCase());
    if (column < 0) continue;
    const isHalves = path[1] === 'halves';
    put(
      record,
      path,
      kind === 'analysis'
        ? byTime(table, column, isHalves ? halfSize(record) : undefined)
        : table.rows.map((row) => numberCell(table, row, column)),
    );
  }
  return record;
}

/** Sets a value at a path of keys, with the objects on the way if they are missing. */
function put(record: Json, path: readonly string[], value: unknown): void {
  let parent = record;
  for (const key of path.slice(0, -1)) {
    const next = parent[key];
    const child: Json = typeof next === 'object' && next !== null ? (next as Json) : {};
    parent[key] = child;
    parent = child;
  }
  parent[path.at(-1)!] = value;
}

/** Multipoles of the halves are fewer: cells beyond are empty. */
const halfSize = (record: Json) => {
  const { ell } = ((record.checks as Json | undefined)?.halves ?? {}) as { readonly ell?: unknown };
  return Array.isArray(ell) ? ell.length : 0;
};

function parsed(text: string, file: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw damaged(file, cause);
  }
}

const damaged = (file: string, cause?: unknown) =>
  new CranisError(`${file}: the comment “# ${NAME} = …” is damaged`, {
    where: file,
    hint: 'make the file again, or remove that line: the rest is read like a table of cranis 0.1.0',
    cause,
  });

/** A column as rows, one a time. Empty cells are values that are not known. @param size of a row, where it ends before its time does */
export function byTime(table: CsvTable, column: number, size?: number): (number | null)[][] {
  const time = table.header.indexOf('time');
  if (time < 0) throw failure(table, table.rows[0], 'the column time is missing');
  const rows: (number | null)[][] = [];
  table.rows.forEach((row, i) => {
    if (i === 0 || row.cells[time] !== table.rows[i - 1].cells[time]) rows.push([]);
    const last = rows.at(-1)!;
    if (last.length === size) return;
    last.push(row.cells[column] === '' ? null : numberCell(table, row, column));
  });
  return rows;
}
