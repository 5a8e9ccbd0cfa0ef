/** HEALPix FITS maps from files: a sky to analyse, a mask. */
import { basename } from 'node:path';
import { relativeIntensity } from '../../coverage/counts.ts';
import { type FitsMap, type FitsMapFile, readFitsMap } from '../../files/fits/read.ts';
import { CranisError } from '../../model/errors.ts';
import { about, readBytes } from '../../node/read-file.ts';
import { createMask, type Mask } from '../../sky/mask.ts';

export interface SkyFileOptions {
  /** Name or number of the column; the first by default, or data and background where they are called so. */
  readonly column?: string | undefined;
  /** Column of the same file, or a file, with the counts expected of an isotropic sky. */
  readonly background?: string | undefined;
  /** Ratio of exposures of the background. */
  readonly ratio: number;
  /** For files that do not say, or say it wrongly. */
  readonly ordering?: 'RING' | 'NESTED' | undefined;
}

export interface SkyFile {
  readonly name: string;
  readonly nSide: number;
  /** Relative intensity, ring order; zero where there are no data. */
  readonly values: Float64Array;
  /** 1 where there are. */
  readonly seen: Mask;
  /** Of the intensity, where the file holds counts. */
  readonly variance: Float64Array | undefined;
  readonly coordinates: 'C' | 'G' | 'E' | undefined;
  readonly ordering: 'RING' | 'NESTED';
  /** What was read: 'INTENSITY', 'data/background − 1'. */
  readonly what: string;
  /** For the user to know. */
  readonly notes: readonly string[];
}

const DATA = /^(n_?)?(data|on|counts?|events?|signal|observed)([ _-]?(map|counts?|events?))?$/iu;
const BACKGROUND =
  /^(n_?)?(background|backgr|bkg|bkgd|bg|back|off|expected|expectation|isotropic|reference|ref)([ _-]?(map|counts?|events?))?$/iu;

export async function readSkyFile(path: string, options: SkyFileOptions): Promise<SkyFile> {
  const file = await readHealpix(path, options.ordering);
  const { nSide, coordinates, ordering } = file;
  const { data, background, notes = [] } = await choose(file, path, options);
  const common = { name: basename(path), nSide, coordinates, ordering };
  if (!background) {
    if (!data.seen.includes(1)) throw noData(path);
    const values = data.values.map((value, p) => (data.seen[p] ? value : 0));
    return { ...common, values, seen: createMask(data.seen), variance: undefined, what: data.name, notes };
  }
  const both = data.seen.map((seen, p) => seen & background.seen[p]);
  const { values, variance, seen, leftOut } = relativeIntensity(data.values, background.values, both, options.ratio);
  if (!seen.includes(1)) throw noData(path);
  return {
    ...common,
    values,
    seen: createMask(seen),
    variance,
    what: `${data.name}/${background.name} − 1`,
    notes: leftOut === 0 ? notes : [...notes, `${leftOut} pixels with data but no background left out`],
  };
}

/** A mask: what a map holds where it has data, zero elsewhere. */
export async function readMaskFile(path: string, ordering: 'RING' | 'NESTED' | undefined): Promise<Mask> {
  const { maps } = await readHealpix(path, ordering);
  const { values, seen } = maps[0];
  try {
    return createMask(values.map((value, p) => (seen[p] ? value : 0)));
  } catch (error) {
    throw about(path, error);
  }
}

async function readHealpix(path: string, ordering: 'RING' | 'NESTED' | undefined): Promise<FitsMapFile> {
  const bytes = readBytes(path, 'a HEALPix map in FITS');
  try {
    return await readFitsMap(bytes, ordering ? { ordering } : {});
  } catch (error) {
    throw about(path, error);
  }
}

async function choose(
  file: FitsMapFile,
  path: string,
  { column, background, ordering }: SkyFileOptions,
): Promise<{ data: FitsMap; background?: FitsMap; notes?: string[] }> {
  const named = (pattern: RegExp) => file.maps.find(({ name }) => pattern.test(name));
  const counts = named(DATA);
  const expected = named(BACKGROUND);
  const pair = column === undefined && background === undefined && counts !== undefined && expected !== undefined;
  if (pair) return { data: counts, background: expected };
  const [first, second] = file.maps;
  if (column === undefined && background === undefined && first && second && looksLikePair(first, second)) {
    const note = `columns 1 and 2 of ${path} taken as counts and the counts expected; --column 1 takes the first alone`;
    return { data: first, background: second, notes: [note] };
  }
  const data =
    column === undefined
      ? ((background === undefined ? undefined : counts) ?? file.maps[0])
      : pick(file, column, path, '--column');
  if (background === undefined) return { data };
  const within =
    file.maps.some(({ name }) => name.toLowerCase() === background.toLowerCase()) || /^\d+$/u.test(background);
  if (within) return { data, background: pick(file, background, path, '--background') };
  const other = await readHealpix(background, ordering);
  if (other.nSide !== file.nSide) {
    throw new CranisError(`${background} has N_side = ${other.nSide}, ${path} ${file.nSide}`, {
      where: background,
      hint: 'data and background share one N_side',
    });
  }
  return { data, background: other.maps.find(({ name }) => BACKGROUND.test(name)) ?? other.maps[0] };
}

/** Whole numbers from 0 up, and beside them as much in sum, to a tenth: counts and the counts expected of an isotropic sky. */
function looksLikePair(data: FitsMap, background: FitsMap): boolean {
  let [sum, expected] = [0, 0];
  for (let p = 0; p < data.values.length; p++) {
    if (!data.seen[p] || !background.seen[p]) continue;
    const [n, b] = [data.values[p], background.values[p]];
    if (!(n >= 0 && b >= 0 && Number.isInteger(n))) return false;
    sum += n;
    expected += b;
  }
  return sum > 0 && Math.abs(expected / sum - 1) < 0.1;
}

/** By name, or by number from 1. */
function pick({ maps }: FitsMapFile, column: string, path: string, flag: string): FitsMap {
  const found =
    maps.find(({ name }) => name.toLowerCase() === column.toLowerCase()) ??
    (/^\d{1,3}$/u.test(column) ? maps[Number(column) - 1] : undefined);
  if (found) return found;
  throw new CranisError(`${flag}: ${path} has no map ${column === '' ? 'of an empty name' : column}`, {
    where: path,
    hint: `there ${maps.length === 1 ? 'is' : 'are'} ${maps.map(({ name }, i) => `${i + 1} ${name}`).join(', ')}`,
  });
}

const noData = (path: string) =>
  new CranisError(`${path}: no pixel of the map holds data`, {
    where: path,
    hint: 'every one is UNSEEN, NaN, or without background',
  });
