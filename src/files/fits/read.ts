/**
 * HEALPix maps from FITS files of the kinds that are published: full or partial sky, ring or nested order, one pixel or
 * 1024 to a row, pixel numbers implicit or in a column, UNSEEN or NaN where there are no data, compressed by gzip or not.
 */

import { CranisError } from '../../model/errors.ts';
import { type Frame, frameOf } from '../../sky/frame.ts';
import { N_SIDE_MAX, nSideOf } from '../../sky/healpix.ts';
import { nest2ring } from '../../sky/nested.ts';
import type { FitsHeader } from './cards.ts';
import { columnValues, numberOf, type TableColumn, tableColumns } from './columns.ts';
import { gunzip, isGzip } from './gzip.ts';
import { type FitsUnit, fitsError, fitsUnits, integerOf, textOf } from './units.ts';
import { UNSEEN } from './write.ts';

/** One map of a file, in ring order. */
export interface FitsMap {
  readonly name: string;
  readonly unit: string | undefined;
  /** The file holds T and F, or bits: 1 and 0 here. */
  readonly isTruth: boolean;
  /** One value a pixel, ring order; finite everywhere, UNSEEN where there are no data. */
  readonly values: Float64Array;
  /** 1 where there are data, 0 where there are none. */
  readonly seen: Uint8Array;
}

/** What a FITS file of maps holds. */
export interface FitsMapFile {
  readonly nSide: number;
  /** Of the pixels in the file; the maps here are in ring order. */
  readonly ordering: 'RING' | 'NESTED';
  /** Whether the file itself says its ordering. */
  readonly orderingStated: boolean;
  /** C equatorial, G galactic, E ecliptic; undefined where the file does not say, or by a name that is not known. */
  readonly coordinates: Frame | undefined;
  readonly maps: readonly FitsMap[];
  /** All keywords of the extension, parameters included. */
  readonly header: FitsHeader;
}

/** What the file may fail to say, and how large a map may be. */
export interface ReadFitsOptions {
  /** For files that do not say theirs: without ORDERING, or with one that is neither RING nor NESTED. */
  readonly ordering?: 'RING' | 'NESTED';
  /** Largest N_side taken, so that a damaged header cannot ask for all of memory; 1024 by default. */
  readonly maxNSide?: number;
}

/** Largest size of a file after decompression, and of all its maps together, in bytes. */
const SIZE_MAX = 2 ** 30;

/** Reads the first HEALPix table of a file, given whole. Throws a CranisError that says what is wrong with it. */
export async function readFitsMap(bytes: Uint8Array, options: ReadFitsOptions = {}): Promise<FitsMapFile> {
  const unit = healpixUnit(fitsUnits(isGzip(bytes) ? await gunzip(bytes, SIZE_MAX) : bytes));
  const { header } = unit;
  const columns = tableColumns(unit);
  if (columns.length === 0)
    throw fitsError('the table of the FITS file has no column of numbers', 'want a HEALPix map in a binary table');

  const stated = statedOrdering(header);
  const scheme = textOf(header, 'INDXSCHM');
  const partial = textOf(header, 'OBJECT') === 'PARTIAL';
  const first = columns.find(({ isTruth }) => !isTruth);
  const explicit =
    scheme === 'EXPLICIT' ||
    (scheme !== 'IMPLICIT' && columns.length > 1 && (partial || (first !== undefined && PIXELS.test(first.name))));
  const pixels = explicit ? first : undefined;
  if (explicit && !pixels) throw fitsError('the FITS file has no column of pixel numbers', 'its INDXSCHM is EXPLICIT');
  const others = columns.filter((column) => column !== pixels);
  const { repeat } = pixels ?? others[0];
  const mapColumns = others.filter((column) => column.repeat === repeat);
  const rows = integerOf(header, 'NAXIS2', 0, 2 ** 48);
  const nSide = nSideFrom(header, explicit || partial, rows * repeat, options.maxNSide ?? 1024);
  const nPix = 12 * nSide * nSide;
  if (mapColumns.length === 0 || 8 * nPix * mapColumns.length > SIZE_MAX) {
    throw fitsError(
      `the FITS file holds ${mapColumns.length} maps of N_side = ${nSide}`,
      'want at least one, within 1 GB',
    );
  }
  const ordering = stated ?? options.ordering;
  if (ordering === undefined) throw noOrdering(header);
  const toRing = ordering === 'RING' ? (p: number) => p : (p: number) => nest2ring(nSide, p);
  const places = pixels
    ? explicitPlaces(unit, pixels, rows * repeat, nPix)
    : implicitPlaces(header, partial, rows * repeat, nPix);
  return {
    nSide,
    ordering,
    orderingStated: stated !== undefined,
    coordinates: frameOf(textOf(header, 'COORDSYS') ?? ''),
    maps: mapColumns.map((column) => toMap(unit, column, places, toRing, nPix)),
    header,
  };
}

/** What a column of pixel numbers is called. */
const PIXELS = /^(PIXEL|PIX|HPX_?IDX|HPIX|INDEX)$/i;

function toMap(
  unit: FitsUnit,
  column: TableColumn,
  places: (i: number) => number,
  toRing: (p: number) => number,
  nPix: number,
): FitsMap {
  const raw = columnValues(unit, column, numberOf(unit.header, 'BAD_DATA'));
  const values = new Float64Array(nPix).fill(UNSEEN);
  const seen = new Uint8Array(nPix);
  for (let i = 0; i < raw.length; i++) {
    if (Number.isNaN(raw[i])) continue;
    const p = toRing(places(i));
    values[p] = raw[i];
    seen[p] = 1;
  }
  return { name: column.name, unit: column.unit, isTruth: column.isTruth, values, seen };
}

function healpixUnit(units: readonly FitsUnit[]): FitsUnit {
  const tables = units.filter(({ header }) => textOf(header, 'XTENSION') === 'BINTABLE');
  const found =
    tables.find(({ header }) => textOf(header, 'PIXTYPE') === 'HEALPIX') ??
    tables.find(({ header }) => header.has('NSIDE') || header.has('ORDERING'));
  if (!found) {
    throw fitsError('the FITS file holds no HEALPix map', 'want a binary table with PIXTYPE = HEALPIX, or with NSIDE');
  }
  if (found.header.get('ZTABLE') === true || found.header.get('ZIMAGE') === true) {
    throw fitsError('the table of the FITS file is compressed by fpack', 'unpack it with funpack first');
  }
  return found;
}

function nSideFrom(header: FitsHeader, partial: boolean, pixels: number, largest: number): number {
  const nSide = header.has('NSIDE') || partial ? integerOf(header, 'NSIDE', 1, N_SIDE_MAX) : nSideOf(pixels);
  if ((nSide & (nSide - 1)) !== 0) {
    throw fitsError(`the FITS header says NSIDE = ${nSide}`, 'N_side is a power of two');
  }
  if (nSide > largest) throw fitsError(`the map's N_side is ${nSide}`, `degrade it to ${largest} or less first`);
  return nSide;
}

function statedOrdering(header: FitsHeader): 'RING' | 'NESTED' | undefined {
  const text = textOf(header, 'ORDERING');
  if (text === 'NUNIQ') {
    throw fitsError('the FITS file holds a map of many resolutions, ORDERING = NUNIQ', 'bring it to one N_side first');
  }
  if (text === 'RING') return 'RING';
  return text === 'NESTED' || text === 'NEST' ? 'NESTED' : undefined;
}

function noOrdering(header: FitsHeader): CranisError {
  const value = header.get('ORDERING');
  return new CranisError(
    value === undefined ? 'the FITS header has no ORDERING' : `the FITS header says ORDERING = '${value}'`,
    { where: 'ordering', hint: 'it is RING or NESTED; say which the file is in' },
  );
}

function explicitPlaces(unit: FitsUnit, column: TableColumn, count: number, nPix: number): (i: number) => number {
  if (count > nPix) {
    throw fitsError(
      `the FITS file lists ${count} pixels of ${nPix}`,
      'each stands there at most once: is NSIDE right?',
    );
  }
  const pixels = columnValues(unit, column);
  const taken = new Uint8Array(nPix);
  for (const pixel of pixels) {
    if (!Number.isInteger(pixel) || pixel < 0 || pixel >= nPix || taken[pixel]) {
      const twice = taken[pixel] === 1;
      throw fitsError(
        twice ? `the FITS file lists pixel ${pixel} twice` : `the FITS file lists a pixel ${pixel}`,
        `pixel numbers go from 0 to ${nPix - 1}, each at most once: is NSIDE right?`,
      );
    }
    taken[pixel] = 1;
  }
  return (i) => pixels[i];
}

function implicitPlaces(header: FitsHeader, partial: boolean, count: number, nPix: number): (i: number) => number {
  // A full sky is one whatever FIRSTPIX and LASTPIX say; only a partial one may lack pixels at its ends.
  const first = partial ? integerOf(header, 'FIRSTPIX', 0, nPix - 1) : 0;
  const last = partial ? integerOf(header, 'LASTPIX', 0, nPix - 1) : nPix - 1;
  if (count !== last - first + 1) {
    throw fitsError(
      `the FITS file holds ${count} pixels, but its header speaks of ${Math.max(0, last - first + 1)}`,
      'NSIDE, FIRSTPIX or LASTPIX is wrong, or rows are missing',
    );
  }
  return (i) => first + i;
}
