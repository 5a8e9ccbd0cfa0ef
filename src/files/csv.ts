/** Tables with a header line, read with the line number kept for messages. */
import { CranisError } from '../model/errors.ts';

export interface CsvTable {
  readonly file: string;
  /** Column names, lower case. */
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
  /** Comment lines of the form `# key: value`, keys in lower case, in order. */
  readonly remarks: readonly (readonly [key: string, value: string])[];
}

export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Columns part at commas, semicolons or tabs, whichever the header uses, else at blanks; `#` begins a comment. */
export function readCsv(text: string, file: string): CsvTable {
  const remarks: [string, string][] = [];
  const rows: CsvRow[] = [];
  let header: string[] | undefined;
  let separator: string | RegExp = ',';
  for (const [i, whole] of text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\n|\r/u)
    .entries()) {
    const line = i + 1;
    const remark = /^\s*#\s*([a-z][a-z -]*?)\s*:\s*(.+?)\s*$/iu.exec(whole);
    if (remark) remarks.push([remark[1].toLowerCase(), remark[2]]);
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
  return { file, header, rows, remarks };
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

/** Rows with their multipole, a whole number from 1 up; throws unless it rises from row to row. */
export function ascendingRows(
  table: CsvTable,
  rows: readonly CsvRow[],
  column: number,
): { readonly ell: number; readonly row: CsvRow }[] {
  let previous = 0;
  return rows.map((row) => {
    const ell = numberCell(table, row, column);
    if (!Number.isInteger(ell) || ell < 1 || ell > 1e6) {
      throw failure(table, row, `ℓ = ${row.cells[column]} is not a whole number between 1 and 1000000`);
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
