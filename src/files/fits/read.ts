/**
 * HEALPix maps from FITS files of the kinds that are published: full or partial sky, ring or nested order, one pixel or
 * 1024 to a row, pixel numbers implicit or in a column, UNSEEN or NaN where there are no data, compressed by gzip or not.
 */

import { N_SIDE_MAX, nSideOf } from '../../sky/healpix.ts';
import { nest2ring } from '../../sky/nested.ts';
import type { FitsHeader } from './cards.ts';
import {
  columnValues,
  type FitsUnit,
  fitsError,
  fitsUnits,
  integerOf,
  type TableColumn,
  tableColumns,
  textOf,
} from './table.ts';
import { UNSEEN } from './write.ts';

/** One map of a file, in ring order. */
export interface FitsMap {
  readonly name: string;
  readonly unit: string | undefined;
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
  /** C equatorial, G galactic, E ecliptic; undefined where the file does not say. */
  readonly coordinates: 'C' | 'G' | 'E' | undefined;
  readonly maps: readonly FitsMap[];
  /** All keywords of the extension, parameters included. */
  readonly header: FitsHeader;
}

/** What the file may fail to say, and how large a map may be. */
export interface ReadFitsOptions {
  /** For files that do not say, or say it wrongly. */
  readonly ordering?: 'RING' | 'NESTED';
  /** Largest N_side taken, so that a damaged header cannot ask for all of memory; 1024 by default. */
  readonly maxNSide?: number;
}

/** Largest size of a file after decompression, and of all its maps together, in bytes. */
const SIZE_MAX = 2 ** 30;
/** Values this large are marks of missing data, not measurements: UNSEEN is −1.6375e30. */
const MARK = 1.6e30;

/** Reads the first HEALPix table of a file, given whole. Throws a CranisError that says what is wrong with it. */
export async function readFitsMap(bytes: Uint8Array, options: ReadFitsOptions = {}): Promise<FitsMapFile> {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? await gunzip(bytes) : bytes;
  const unit = healpixUnit(fitsUnits(plain));
  const { header } = unit;
  const columns = tableColumns(unit);
  const first = columns[0];
  if (!first)
    throw fitsError('the table of the FITS file has no column of numbers', 'want a HEALPix map in a binary table');

  const scheme = textOf(header, 'INDXSCHM');
  const partial = textOf(header, 'OBJECT') === 'PARTIAL';
  const explicit =
    scheme === 'EXPLICIT' ||
    (scheme !== 'IMPLICIT' && columns.length > 1 && (partial || /^(PIXEL|PIX|HPX_?IDX|HPIX|INDEX)$/i.test(first.name)));
  const mapColumns = (explicit ? columns.slice(1) : columns).filter((column) => column.repeat === first.repeat);
  const rows = integerOf(header, 'NAXIS2', 0, 2 ** 48);
  const nSide = nSideFrom(header, explicit || partial, rows * first.repeat, options.maxNSide ?? 1024);
  const nPix = 12 * nSide * nSide;
  if (mapColumns.length === 0 || 8 * nPix * mapColumns.length > SIZE_MAX) {
    throw fitsError(
      `the FITS file holds ${mapColumns.length} maps of N_side = ${nSide}`,
      'want at least one, within 1 GB',
    );
  }
  const ordering = options.ordering ?? orderingOf(header);
  const toRing = ordering === 'RING' ? (p: number) => p : (p: number) => nest2ring(nSide, p);
  const places = explicit
    ? explicitPlaces(columnValues(unit, first), nPix)
    : implicitPlaces(header, partial, rows * first.repeat, nPix);
  const bad = header.get('BAD_DATA');
  return {
    nSide,
    ordering,
    coordinates: coordinatesOf(header),
    maps: mapColumns.map((column) => toMap(unit, column, places, toRing, nPix, typeof bad === 'number' ? bad : UNSEEN)),
    header,
  };
}

function toMap(
  unit: FitsUnit,
  column: TableColumn,
  places: (i: number) => number,
  toRing: (p: number) => number,
  nPix: number,
  bad: number,
): FitsMap {
  const raw = columnValues(unit, column);
  const values = new Float64Array(nPix).fill(UNSEEN);
  const seen = new Uint8Array(nPix);
  for (let i = 0; i < raw.length; i++) {
    const value = raw[i];
    if (!(Math.abs(value) < MARK) || value === bad) continue; // NaN fails the comparison too
    const p = toRing(places(i));
    values[p] = value;
    seen[p] = 1;
  }
  return { name: column.name, unit: column.unit, values, seen };
}

function healpixUnit(units: readonly FitsUnit[]): FitsUnit {
  const tables = units.filter(({ header }) => textOf(header, 'XTENSION') === 'BINTABLE');
  const found =
    tables.find(({ header }) => textOf(header, 'PIXTYPE') === 'HEALPIX') ??
    tables.find(({ header }) => header.has('NSIDE') || header.has('ORDERING'));
  if (!found) {
    throw fitsError('the FITS file holds no HEALPix map', 'want a binary table with PIXTYPE = HEALPIX, or with NSIDE');
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

function orderingOf(header: FitsHeader): 'RING' | 'NESTED' {
  const text = textOf(header, 'ORDERING');
  if (text === 'RING') return 'RING';
  if (text === 'NESTED' || text === 'NEST') return 'NESTED';
  throw fitsError(
    text === undefined ? 'the FITS header has no ORDERING' : `the FITS header says ORDERING = '${text}'`,
    'it is RING or NESTED; say which the file is in',
  );
}

function coordinatesOf(header: FitsHeader): 'C' | 'G' | 'E' | undefined {
  const text = textOf(header, 'COORDSYS') ?? '';
  if (/^(C|Q|EQ)/.test(text)) return 'C';
  if (text.startsWith('G')) return 'G';
  return text.startsWith('E') ? 'E' : undefined;
}

function explicitPlaces(pixels: Float64Array, nPix: number): (i: number) => number {
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

async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip'));
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      length += value.length;
      if (length > SIZE_MAX) break;
    }
  } catch {
    throw fitsError(
      'the gzip compression of the FITS file is broken',
      'the file is cut short or damaged: fetch it again',
    );
  }
  if (length > SIZE_MAX) {
    await reader.cancel();
    throw fitsError('the FITS file unpacks to more than 1 GB', 'degrade the map to N_side 1024 or less first');
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
