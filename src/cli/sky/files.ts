/** HEALPix FITS maps from files: a sky to analyse, a mask. */
import { basename } from 'node:path';
import { relativeIntensity } from '../../coverage/counts.ts';
import { type FitsMap, type FitsMapFile, readFitsMap } from '../../files/fits/read.ts';
import { CranisError } from '../../model/errors.ts';
import { about, readBytes } from '../../node/read-file.ts';
import type { Frame } from '../../sky/frame.ts';
import { createMask, type Mask } from '../../sky/mask.ts';
import { orderingNotes } from './ordering.ts';

export interface SkyFileOptions {
  /** Name or number of the column; the first by default, or data and background where they are called so. */
  readonly column?: string | undefined;
  /** Column of the same file, or a file, with the counts expected of an isotropic sky. */
  readonly background?: string | undefined;
  /** Ratio of exposures of the background. */
  readonly ratio: number;
  /** How the pixels of files are ordered that do not say it. */
  readonly ordering?: 'RING' | 'NESTED' | undefined;
}

/** What a file of maps says of its pixels. */
export interface MapLabels {
  readonly name: string;
  readonly ordering: 'RING' | 'NESTED';
  /** Whether the file says its ordering itself. */
  readonly orderingStated: boolean;
  readonly coordinates: Frame | undefined;
  /** COORDSYS as the file spells it. */
  readonly coordsys: string | undefined;
}

export interface SkyFile extends MapLabels {
  readonly nSide: number;
  /** Relative intensity, ring order; zero where there are no data. */
  readonly values: Float64Array;
  /** 1 where there are. */
  readonly seen: Mask;
  /** Of the intensity, where the file holds counts. */
  readonly variance: Float64Array | undefined;
  /** Labels of the file that the background was read from, if it is another one. */
  readonly others: readonly MapLabels[];
  /** What was read: 'INTENSITY', 'data/background − 1'. */
  readonly what: string;
  /** For the user to know. */
  readonly notes: readonly string[];
}

const DATA = /^(n_?)?(data|on|counts?|events?|signal|observed)([ _-]?(map|counts?|events?))?$/iu;
const BACKGROUND =
  /^(n_?)?(background|backgr|bkg|bkgd|bg|back|off|expected|expectation|isotropic|reference|ref)([ _-]?(map|counts?|events?))?$/iu;

/** The maps that one analysis needs. */
export interface SkyFiles {
  readonly file: SkyFile;
  /** The mask. */
  readonly hidden: (MapLabels & { readonly mask: Mask }) | undefined;
  /** Labels of what is laid over the map: background, mask. */
  readonly others: readonly MapLabels[];
  /** What the user should know. */
  readonly notes: readonly string[];
}

/**
 * Reads a map with its background, and a mask. Throws a CranisError where a file is no map, or where `ordering` contradicts
 * what the files say and none needs it.
 */
export async function readSkyFiles(map: string, mask: string | undefined, options: SkyFileOptions): Promise<SkyFiles> {
  const file = await readSkyFile(map, options);
  const hidden = mask === undefined ? undefined : await readMaskFile(mask, options);
  const others = [...file.others, ...(hidden ? [hidden] : [])];
  return { file, hidden, others, notes: [...file.notes, ...orderingNotes(options.ordering, [file, ...others])] };
}

export async function readSkyFile(path: string, options: SkyFileOptions): Promise<SkyFile> {
  const file = await readHealpix(path, options);
  const { data, background, notes = [], others = [] } = await choose(file, path, options);
  const common = { ...labelsOf(file, basename(path)), nSide: file.nSide, others };
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

/** What commands with a flag --ordering pass on; the others pass nothing. */
type OrderingOption = Pick<SkyFileOptions, 'ordering'>;

/** A mask: what a map holds where it has data, zero elsewhere. */
export async function readMaskFile(
  path: string,
  options?: OrderingOption,
): Promise<MapLabels & { readonly mask: Mask }> {
  const file = await readHealpix(path, options);
  const { values, seen } = file.maps[0];
  try {
    return { ...labelsOf(file, path), mask: createMask(values.map((value, p) => (seen[p] ? value : 0))) };
  } catch (error) {
    throw about(path, error);
  }
}

function labelsOf({ ordering, orderingStated, coordinates, header }: FitsMapFile, name: string): MapLabels {
  const coordsys = header.get('COORDSYS');
  return {
    name,
    ordering,
    orderingStated,
    coordinates,
    coordsys: coordsys === undefined ? undefined : String(coordsys).trim() || undefined,
  };
}

async function readHealpix(path: string, options?: OrderingOption): Promise<FitsMapFile> {
  const bytes = readBytes(path, 'a HEALPix map in FITS');
  try {
    return await readFitsMap(bytes, options?.ordering ? { ordering: options.ordering } : {});
  } catch (error) {
    if (error instanceof CranisError && error.where === 'ordering') {
      const hint = options ? 'give --ordering ring or --ordering nested' : 'add the keyword: RING or NESTED';
      throw about(path, new CranisError(error.message, { where: path, hint, cause: error }));
    }
    throw about(path, error);
  }
}

async function choose(
  file: FitsMapFile,
  path: string,
  { column, background, ordering }: SkyFileOptions,
): Promise<{ data: FitsMap; background?: FitsMap; notes?: string[]; others?: MapLabels[] }> {
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
      ? ((background === undefined ? undefined : counts) ?? file.maps.find(({ isTruth }) => !isTruth) ?? first)
      : pick(file, column, path, '--column');
  if (background === undefined) return { data };
  const within =
    file.maps.some(({ name }) => name.toLowerCase() === background.toLowerCase()) || /^\d+$/u.test(background);
  if (within) return { data, background: pick(file, background, path, '--background') };
  const other = await readHealpix(background, { ordering });
  if (other.nSide !== file.nSide) {
    throw new CranisError(`${background} has N_side = ${other.nSide}, ${path} ${file.nSide}`, {
      where: background,
      hint: 'data and background share one N_side',
    });
  }
  return {
    data,
    background: other.maps.find(({ name }) => BACKGROUND.test(name)) ?? other.maps[0],
    others: [labelsOf(other, background)],
  };
}

/** Whole numbers from 0 up, and beside them as much in sum, to a tenth: counts and the counts expected of an isotropic sky. */
function looksLikePair(data: FitsMap, background: FitsMap): boolean {
  if (data.isTruth || background.isTruth) return false;
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
