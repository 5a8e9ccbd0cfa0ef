/** Which columns of a FITS file hold a map of the sky, and which the counts expected of an isotropic one. */
import { CranisError } from '../../model/errors.ts';
import type { Frame } from '../../sky/frame.ts';
import type { FitsMap, FitsMapFile } from './read.ts';

/** A file of maps, read. */
export interface NamedFile {
  /** What messages call it. */
  readonly name: string;
  readonly file: FitsMapFile;
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

/** Which columns of a file. */
export interface MapColumns {
  /** Name or number of the column; the first by default, or data and background where they are called so. */
  readonly column?: string | undefined;
  /** Column of the same file, or another file, with the counts expected of an isotropic sky. */
  readonly background?: string | NamedFile | undefined;
}

const DATA = /^(n_?)?(data|on|counts?|events?|signal|observed)([ _-]?(map|counts?|events?))?$/iu;
const BACKGROUND =
  /^(n_?)?(background|backgr|bkg|bkgd|bg|back|off|expected|expectation|isotropic|reference|ref)([ _-]?(map|counts?|events?))?$/iu;

/** Whether a file has a column of this name, or number from 1. */
export const hasColumn = ({ file }: NamedFile, column: string): boolean =>
  file.maps.some(({ name }) => name.toLowerCase() === column.toLowerCase()) || /^\d+$/u.test(column);

export function labelsOf({ name, file: { ordering, orderingStated, coordinates, header } }: NamedFile): MapLabels {
  const coordsys = header.get('COORDSYS');
  return {
    name,
    ordering,
    orderingStated,
    coordinates,
    coordsys: coordsys === undefined ? undefined : String(coordsys).trim() || undefined,
  };
}

/** The columns that a map is made of. */
interface Choice {
  readonly data: FitsMap;
  readonly background?: FitsMap;
  readonly notes?: readonly string[];
  readonly others?: readonly MapLabels[];
}

/**
 * The columns that were asked for; else a pair that is called so or looks so; else the first.
 * Throws a CranisError for a column that is not there.
 */
export function chooseColumns(source: NamedFile, { column, background }: MapColumns): Choice {
  const { maps } = source.file;
  const named = (pattern: RegExp) => maps.find(({ name }) => pattern.test(name));
  const counts = named(DATA);
  const expected = named(BACKGROUND);
  const isOpen = column === undefined && background === undefined;
  if (isOpen && counts && expected) return { data: counts, background: expected };
  const [first, second] = maps;
  if (isOpen && first && second && looksLikePair(first, second)) {
    const note = `columns 1 and 2 of ${source.name} taken as counts and the counts expected; a column that is named is taken alone`;
    return { data: first, background: second, notes: [note] };
  }
  const data =
    column === undefined
      ? ((background === undefined ? undefined : counts) ?? maps.find(({ isTruth }) => !isTruth) ?? first)
      : pick(source, column, 'column');
  if (background === undefined) return { data };
  if (typeof background === 'string') return { data, background: pick(source, background, 'background') };
  return { data, background: fromOther(source, background), others: [labelsOf(background)] };
}

function fromOther(source: NamedFile, { name, file }: NamedFile): FitsMap {
  if (file.nSide !== source.file.nSide) {
    throw new CranisError(`${name} has N_side = ${file.nSide}, ${source.name} ${source.file.nSide}`, {
      where: name,
      hint: 'data and background share one N_side',
    });
  }
  return file.maps.find((map) => BACKGROUND.test(map.name)) ?? file.maps[0];
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
function pick({ name: file, file: { maps } }: NamedFile, column: string, field: 'column' | 'background'): FitsMap {
  const found =
    maps.find(({ name }) => name.toLowerCase() === column.toLowerCase()) ??
    (/^\d{1,3}$/u.test(column) ? maps[Number(column) - 1] : undefined);
  if (found) return found;
  throw new CranisError(`${file} has no map ${column === '' ? 'of an empty name' : column}`, {
    where: field,
    hint: `there ${maps.length === 1 ? 'is' : 'are'} ${maps.map(({ name }, i) => `${i + 1} ${name}`).join(', ')}`,
  });
}
