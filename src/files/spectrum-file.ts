/** A spectrum from a file: what `cranis spectrum` wrote as JSON or CSV, or any table with the columns ell and C. */
import { basename, extname } from 'node:path';
import { CranisError } from '../model/errors.ts';
import { readUtf8 } from '../node/read-file.ts';
import { N_SIDE_MAX } from '../sky/healpix.ts';
import { numberCell, readCsv } from './csv.ts';

export interface SpectrumFile {
  readonly name: string;
  /** C_ℓ by ℓ, from 0 to the last one given; C_0 is zero where the file does not state it. */
  readonly C: Float64Array;
  /** Noise level that the file states. */
  readonly noise: number | undefined;
}

/** Multipoles beyond this are not observed. */
const L_MAX = 3 * N_SIDE_MAX - 1;

export function readSpectrumFile(path: string): SpectrumFile {
  const text = readUtf8(path, 'a spectrum, as cranis spectrum -o C.json makes it');
  const read = extname(path).toLowerCase() === '.json' || text.trimStart().startsWith('{') ? fromJson : fromTable;
  const { ell, C, noise } = read(text, path);
  return { name: basename(path), C: dense(path, ell, C), noise };
}

interface Columns {
  readonly ell: readonly unknown[];
  readonly C: readonly unknown[];
  readonly noise: number | undefined;
}

const HINT = 'it holds lists "ell" and "C" of equal length, as the JSON of cranis spectrum does';

function fromJson(text: string, path: string): Columns {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (cause) {
    throw new CranisError(`${path}: not JSON`, { where: path, hint: HINT, cause });
  }
  const { ell, C, noise } = (content ?? {}) as { ell?: unknown; C?: unknown; noise?: unknown };
  if (!Array.isArray(ell) || !Array.isArray(C) || ell.length !== C.length) {
    throw new CranisError(`${path}: no spectrum`, { where: path, hint: HINT });
  }
  if (noise !== undefined && noise !== null && !(typeof noise === 'number' && noise >= 0 && Number.isFinite(noise))) {
    throw new CranisError(`${path}: noise = ${noise} is not a number from 0 up`, { where: path, hint: HINT });
  }
  return { ell, C, noise: typeof noise === 'number' ? noise : undefined };
}

function fromTable(text: string, path: string): Columns {
  const table = readCsv(text, path);
  const [atEll, atC] = [
    ['ell', 'l', 'ℓ'],
    ['c', 'c_ell', 'cl', 'c_ℓ'],
  ].map((names) => table.header.findIndex((name) => names.includes(name))) as [number, number];
  if (atEll < 0 || atC < 0) {
    throw new CranisError(`${path}: no column ${atEll < 0 ? 'ell' : 'C'}`, {
      where: path,
      hint: 'give a header line such as “ell,C” and one line per multipole',
    });
  }
  return {
    ell: table.rows.map((row) => numberCell(table, row, atEll)),
    C: table.rows.map((row) => numberCell(table, row, atC)),
    noise: undefined,
  };
}

/** Every multipole from 1 on has to be there: one that is missing would count as no power. */
function dense(path: string, ell: readonly unknown[], C: readonly unknown[]): Float64Array {
  const fail = (message: string, hint: string) => new CranisError(`${path}: ${message}`, { where: path, hint });
  if (ell.length === 0) throw fail('no multipoles', HINT);
  const first = ell[0] === 0 ? 0 : 1;
  const whole = new Float64Array(ell.length + first);
  ell.forEach((l, i) => {
    if (l !== i + first) {
      throw fail(`ℓ = ${l} where ${i + first} should be`, 'list every multipole from 1 on, ascending');
    }
    if (i + first > L_MAX) throw fail(`more than ${L_MAX} multipoles`, 'list fewer');
    const value = C[i];
    if (typeof value !== 'number' || !(value >= 0) || !Number.isFinite(value)) {
      throw fail(`C = ${value} at ℓ = ${l} is not a power from 0 up`, 'a spectrum to observe has no negative C_ℓ');
    }
    whole[i + first] = value;
  });
  return whole;
}
