/** Tables with a header line, read with the line number kept for messages. */
import { CranisError } from '../model/errors.ts';

export interface CsvTable {
  readonly file: string;
  /** Column names, lower case. */
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
  /** Comment lines without their `#`, in order. */
  readonly comments: readonly string[];
}

export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Columns part at commas, semicolons or tabs, whichever the header uses, else at blanks; `#` begins a comment. */
export function readCsv(text: string, file: string): CsvTable {
  const comments: string[] = [];
  const rows: CsvRow[] = [];
  let header: string[] | undefined;
  let separator: string | RegExp = ',';
  for (const [i, whole] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\n|\r/u)
    .entries()) {
    const line = i + 1;
    const comment = /^\s*#\s*(.*?)\s*$/u.exec(whole);
    if (comment) comments.push(comment[1]);
    const content = whole.replace(/#.*$/u, '').trim();
    if (content === '') continue;
    if (header === undefined) {
      separator = [',', ';', '\t'].find((character) => content.includes(character)) ?? /\s+/u;
      header = content.split(separator).map((name) => name.trim().toLowerCase());
      continue;
    }
    const cells = content.split(separator).map((cell) => cell.trim());
    if (cells.length !== header.length) {
      const many = (n: number) => `${n} column${n === 1 ? '' : 's'}`;
      throw new CranisError(`${file}:${line}: ${many(cells.length)}, but the header has ${header.length}`, {
        where: file,
        hint: `each line needs ${header.join(', ')}`,
      });
    }
    rows.push({ line, cells });
  }
  if (header === undefined || rows.length === 0) {
    throw new CranisError(`${file}: ${header === undefined ? 'the file is empty' : 'no rows below the header'}`, {
      where: file,
      hint: 'give a header line such as “ell,C,error” and one line per multipole',
    });
  }
  return { file, header, rows, comments };
}

/** Comments of the form `name = value`, in order. */
export function stated({ comments }: Pick<CsvTable, 'comments'>): [name: string, value: string][] {
  return comments.flatMap((comment) => {
    const [, name, value] = /^([a-z]\w*)\s*=\s*(.+)$/iu.exec(comment) ?? [];
    return name === undefined ? [] : [[name, value]];
  });
}

/** Comments of the form `key: value` or `key = value`, keys in lower case and without blanks, in order. */
export function remarks({ comments }: Pick<CsvTable, 'comments'>): [key: string, value: string][] {
  return comments.flatMap((comment) => {
    const [, key, value] = /^([a-z][a-z -]*?)\s*[:=]\s*(.+)$/iu.exec(comment) ?? [];
    return key === undefined ? [] : [[key.toLowerCase().replaceAll(/[ -]/gu, ''), value]];
  });
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/iu;

/** A cell as a finite number; a CranisError with file and line says what it is otherwise. */
export function numberCell(table: CsvTable, row: CsvRow, column: number): number {
  const cell = row.cells[column];
  const value = NUMBER.test(cell) ? Number(cell) : Number.NaN;
  if (!Number.isFinite(value)) {
    const name = table.header[column];
    throw failure(table, row, cell === '' ? `${name} is missing` : `${name} = ${cell} is not a number`);
  }
  return value;
}

/** Rows with their multipole, a whole number from `first` up; throws unless it rises from row to row. */
export function ascendingRows(
  table: CsvTable,
  rows: readonly CsvRow[],
  column: number,
  first: 0 | 1 = 1,
): { readonly ell: number; readonly row: CsvRow }[] {
  let previous = first - 1;
  return rows.map((row) => {
    const ell = numberCell(table, row, column);
    if (!Number.isInteger(ell) || ell < first || ell > 1e6) {
      throw failure(table, row, `ℓ = ${row.cells[column]} is not a whole number between ${first} and 1000000`);
    }
    if (ell <= previous) {
      throw failure(table, row, `ℓ = ${ell} does not rise above ${previous}`, 'sort the rows by ℓ, each ℓ once');
    }
    previous = ell;
    return { ell, row };
  });
}

/** The error for a row, ready to be thrown. */
export function failure(table: CsvTable, row: CsvRow, problem: string, hint?: string): CranisError {
  return new CranisError(`${table.file}:${row.line}: ${problem}`, {
    where: table.file,
    hint: hint ?? `each line needs ${table.header.join(', ')}`,
  });
}
