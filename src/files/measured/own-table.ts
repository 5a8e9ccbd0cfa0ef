/** A table of the user's own: ℓ, C_ℓ, and where they are known errors and a noise level. */
import { CranisError } from '../../model/errors.ts';
import { byMultipole } from '../../model/spectrum.ts';
import { ascendingRows, type CsvRow, type CsvTable, failure, numberCell } from '../csv.ts';
import type { MeasuredSpectrum } from './measured.ts';

const NAMES = {
  ell: ['ell', 'l', 'ℓ', 'multipole'],
  C: ['c', 'c_ell', 'cell', 'c_l', 'cl', 'c_ℓ', 'cℓ'],
  error: ['error', 'err', 'sigma', 'dc', 'stderr'],
  errorLow: ['error_low', 'errorlow', 'err_low', 'error_minus'],
  errorHigh: ['error_high', 'errorhigh', 'err_high', 'error_plus'],
  noise: ['noise', 'n'],
} as const;

export function readOwnTable(table: CsvTable, version: string): MeasuredSpectrum[] {
  const columns = recognise(table);
  const points = ascendingRows(table, table.rows, columns.ell);
  const read = (column: number, check: (value: number, row: CsvRow) => void = () => {}) =>
    points.map(({ row }) => {
      const value = numberCell(table, row, column);
      check(value, row);
      return value;
    });
  const notNegative = (name: string) => (value: number, row: CsvRow) => {
    if (value < 0) throw failure(table, row, `${name} = ${value} is negative`);
  };
  const ell = points.map((point) => point.ell);
  const errors = (column: number | undefined, name: string) =>
    column === undefined ? undefined : byMultipole(ell, read(column, notNegative(name)));
  const C = byMultipole(ell, read(columns.C));
  const error = errors(columns.error, 'error');
  const errorLow = errors(columns.errorLow, 'error_low') ?? error;
  const errorHigh = errors(columns.errorHigh, 'error_high') ?? error;
  const noise = noiseOf(table, columns.noise === undefined ? undefined : read(columns.noise, notNegative('noise')));
  const remark = (key: string) => table.remarks.find(([name]) => name === key)?.[1];
  const label = remark('label') ?? table.file.replace(/^.*[\\/]/u, '').replace(/\.[a-z]+$/iu, '');
  const included = yesNo(table, 'noise included', remark('noise included'));
  return [
    {
      ell,
      C,
      ...(error === undefined ? {} : { error }),
      ...(errorLow === undefined ? {} : { errorLow }),
      ...(errorHigh === undefined ? {} : { errorHigh }),
      ...(errorLow === undefined ? {} : { errorMeaning: 'as stated in the table' }),
      ...(noise === undefined ? {} : { noise }),
      ...(included === undefined ? {} : { noiseIncluded: included }),
      label,
      source: remark('source') ?? table.file,
      digitised: yesNo(table, 'digitised', remark('digitised')) ?? false,
      caveats: table.remarks.filter(([key]) => key === 'caveat').map(([, value]) => value),
      provenance: { label, version, parameters: { file: table.file } },
    },
  ];
}

type Columns = { ell: number; C: number; error?: number; errorLow?: number; errorHigh?: number; noise?: number };

/** Which column is which; a name that nobody knows is an error, so that a mistyped `eror` is not lost silently. */
function recognise(table: CsvTable): Columns {
  const found: Partial<Record<keyof typeof NAMES, number>> = {};
  const hint = 'the columns are ell, C, and if known error (or error_low and error_high) and noise';
  table.header.forEach((name, column) => {
    const key = (Object.keys(NAMES) as (keyof typeof NAMES)[]).find((k) =>
      (NAMES[k] as readonly string[]).includes(name),
    );
    if (key === undefined)
      throw new CranisError(`${table.file}: unknown column “${name}”`, { where: table.file, hint });
    if (found[key] !== undefined)
      throw new CranisError(`${table.file}: two columns of ${key}`, { where: table.file, hint });
    found[key] = column;
  });
  for (const key of ['ell', 'C'] as const) {
    if (found[key] === undefined) throw new CranisError(`${table.file}: no column ${key}`, { where: table.file, hint });
  }
  if ((found.errorLow === undefined) !== (found.errorHigh === undefined)) {
    throw new CranisError(`${table.file}: error_low and error_high come together`, { where: table.file, hint });
  }
  return found as Columns;
}

/** One white level for the whole table: from its column, whose cells must agree, or from a remark. */
function noiseOf(table: CsvTable, column: readonly number[] | undefined): number | undefined {
  const remarked = table.remarks.find(([key]) => key === 'noise')?.[1];
  if (column !== undefined) {
    const other = column.findIndex((value) => value !== column[0]);
    if (other >= 0) {
      throw failure(
        table,
        table.rows[other],
        `noise = ${column[other]} differs from ${column[0]} above`,
        'the noise is white: one level for all ℓ',
      );
    }
    return column[0];
  }
  if (remarked === undefined) return undefined;
  const value = Number(remarked);
  if (!Number.isFinite(value) || value < 0) {
    throw new CranisError(`${table.file}: noise: ${remarked} is not a number from 0 up`, {
      where: table.file,
      hint: 'for example “# noise: 1.5e-9”',
    });
  }
  return value;
}

function yesNo(table: CsvTable, key: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (/^(yes|true)$/iu.test(text)) return true;
  if (/^(no|false)$/iu.test(text)) return false;
  throw new CranisError(`${table.file}: ${key}: ${text} is neither yes nor no`, {
    where: table.file,
    hint: `write “# ${key}: yes”`,
  });
}
