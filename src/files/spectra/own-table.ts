/** A table of the user's own: ℓ, C_ℓ, and where they are known errors and a noise level; comments say the rest. */
import { CranisError } from '../../model/errors.ts';
import { ascendingRows, type CsvRow, type CsvTable, failure, numberCell, remarks } from '../csv.ts';

const NAMES = {
  ell: ['ell', 'l', 'ℓ', 'multipole'],
  C: ['c', 'c_ell', 'cell', 'c_l', 'cl', 'c_ℓ', 'cℓ'],
  error: ['error', 'err', 'sigma', 'dc', 'stderr'],
  errorLow: ['error_low', 'errorlow', 'err_low', 'error_minus'],
  errorHigh: ['error_high', 'errorhigh', 'err_high', 'error_plus'],
  noise: ['noise', 'n'],
} as const;

/** The same as the JSON file of the same spectrum, not yet checked by its schema. */
export function ownRecord(table: CsvTable): Record<string, unknown> {
  const columns = recognise(table);
  const points = ascendingRows(table, table.rows, columns.ell, 0);
  const values = (name: keyof typeof NAMES, check: (value: number, row: CsvRow) => void = () => {}) => {
    const column = columns[name];
    return column === undefined
      ? undefined
      : points.map(({ row }) => {
          const value = numberCell(table, row, column);
          check(value, row);
          return value;
        });
  };
  const notNegative = (name: string) => (value: number, row: CsvRow) => {
    if (value < 0) throw failure(table, row, `${name} = ${value} is negative`);
  };
  return {
    ell: points.map(({ ell }) => ell),
    C: values('C'),
    error: values('error', notNegative('error')),
    errorLow: values('errorLow', notNegative('error_low')),
    errorHigh: values('errorHigh', notNegative('error_high')),
    ...saidOf(table),
    ...noiseOf(table, values('noise', notNegative('noise'))),
  };
}

type Columns = Record<'ell' | 'C', number> & Partial<Record<keyof typeof NAMES, number>>;

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

/** One white level for the whole table, where it has a column of it: its cells must agree. */
function noiseOf(table: CsvTable, column: readonly number[] | undefined): { readonly noise?: number } {
  if (column === undefined) return {};
  const other = column.findIndex((value) => value !== column[0]);
  if (other < 0) return { noise: column[0] };
  throw failure(
    table,
    table.rows[other],
    `noise = ${column[other]} differs from ${column[0]} above`,
    'the noise is white: one level for all ℓ',
  );
}

/** What comments may say, `# key: value`, by the key without blanks. */
const COMMENTS: Readonly<Record<string, readonly [name: string, read: (text: string, fail: Fail) => unknown]>> = {
  label: ['label', (text) => text],
  source: ['source', (text) => text],
  noise: ['noise', numberOf],
  noiseincluded: ['noiseIncluded', yesNo],
  digitised: ['digitised', yesNo],
  errorsaretotal: ['errorsAreTotal', yesNo],
  energy: ['energy', numberOf],
  roughabove: ['roughAbove', numberOf],
};

type Fail = (problem: string, example: string) => CranisError;

function saidOf(table: CsvTable): Record<string, unknown> {
  const all = remarks(table);
  const said: Record<string, unknown> = {};
  for (const [key, value] of all) {
    const [name, read] = (Object.hasOwn(COMMENTS, key) && COMMENTS[key]) || [];
    if (name === undefined || read === undefined || said[name] !== undefined) continue;
    said[name] = read(
      value,
      (problem, example) =>
        new CranisError(`${table.file}: ${name}: ${value} ${problem}`, {
          where: table.file,
          hint: `for example “# ${name}: ${example}”`,
        }),
    );
  }
  const caveats = all.filter(([key]) => key === 'caveat').map(([, value]) => value);
  const coverage = all.find(([key, value]) => key === 'coverage' && value.startsWith('{'))?.[1];
  return {
    ...said,
    ...(caveats.length === 0 ? {} : { caveats }),
    ...(coverage === undefined ? {} : { coverage: parsed(coverage, table.file) }),
  };
}

/** The coverage as in JSON. */
function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CranisError(`${file}: coverage: not JSON`, {
      where: file,
      hint: 'for example “# coverage: {"name": "icecube", "pseudo": true}”',
      cause,
    });
  }
}

function numberOf(text: string, fail: Fail): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw fail('is not a number from 0 up', '1.5e-9');
  return value;
}

function yesNo(text: string, fail: Fail): boolean {
  if (/^(yes|true)$/iu.test(text)) return true;
  if (/^(no|false)$/iu.test(text)) return false;
  throw fail('is neither yes nor no', 'yes');
}
