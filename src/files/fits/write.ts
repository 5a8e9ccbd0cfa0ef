/**
 * HEALPix maps as FITS: one binary table in an extension, full sky, implicit pixel numbers, laid out as healpy's write_map
 * does (rows of 1024 pixels where they fit), so that healpy, astropy and Aladin open it. Same input, same bytes: no date.
 */
import { CranisError } from '../../model/errors.ts';
import type { Frame } from '../../sky/frame.ts';
import { nSideOf } from '../../sky/healpix.ts';
import { ringToNested } from '../../sky/nested.ts';
import { BLOCK, type FitsCard, headerBytes } from './cards.ts';
import { withChecksum } from './checksum.ts';

/** healpy's mark of a pixel without data. */
export const UNSEEN = -1.6375e30;

/** One map of a file. */
export interface FitsColumn {
  /** TTYPE: printable ASCII, best letters, digits and _. */
  readonly name: string;
  /** TUNIT, for example 'pc'; none for dimensionless values. */
  readonly unit?: string;
  /** One value a pixel, ring order; finite, or UNSEEN. */
  readonly values: ArrayLike<number>;
}

/** How a map is written, and the cards of its header. */
export interface FitsMapOptions {
  /** C equatorial, G galactic, E ecliptic; none is written where it is not known. */
  readonly coordinates?: Frame | undefined;
  /** Order of the pixels in the file (they are always given in ring order); RING by default. */
  readonly ordering?: 'RING' | 'NESTED';
  /** Of the values in the file; single (E, 4 bytes) by default, double is D. */
  readonly precision?: 'single' | 'double';
  /** Parameters, version, seed: any number of cards behind those of the format. */
  readonly cards?: readonly FitsCard[];
}

/** The bytes of a FITS file of one or more maps of one N_side. */
export function writeFitsMap(columns: readonly FitsColumn[], options: FitsMapOptions): Uint8Array {
  const { coordinates, ordering = 'RING', precision = 'single', cards = [] } = options;
  const nPix = columns[0]?.values.length ?? 0;
  const nSide = nSideOf(nPix);
  for (const column of columns) checkColumn(column, nPix, precision);

  const perRow = nPix % 1024 === 0 ? 1024 : 1;
  const size = precision === 'single' ? 4 : 8;
  const data = new Uint8Array(Math.ceil((columns.length * nPix * size) / BLOCK) * BLOCK);
  const view = new DataView(data.buffer);
  columns.forEach(({ values }, c) => {
    const ordered = ordering === 'RING' ? values : ringToNested(values);
    for (let p = 0; p < nPix; p++) {
      const row = Math.floor(p / perRow);
      const at = ((row * columns.length + c) * perRow + (p % perRow)) * size;
      if (precision === 'single') view.setFloat32(at, ordered[p]);
      else view.setFloat64(at, ordered[p]);
    }
  });

  const primary = headerBytes([
    { keyword: 'SIMPLE', value: true, comment: 'conforms to FITS standard' },
    { keyword: 'BITPIX', value: 8 },
    { keyword: 'NAXIS', value: 0 },
    { keyword: 'EXTEND', value: true },
  ]);
  const table = withChecksum(
    [
      { keyword: 'XTENSION', value: 'BINTABLE', comment: 'binary table extension' },
      { keyword: 'BITPIX', value: 8 },
      { keyword: 'NAXIS', value: 2 },
      { keyword: 'NAXIS1', value: columns.length * perRow * size, comment: 'bytes in a row' },
      { keyword: 'NAXIS2', value: nPix / perRow, comment: 'rows' },
      { keyword: 'PCOUNT', value: 0 },
      { keyword: 'GCOUNT', value: 1 },
      { keyword: 'TFIELDS', value: columns.length, comment: 'columns' },
      ...columns.flatMap(({ name, unit }, c): FitsCard[] => [
        { keyword: `TTYPE${c + 1}`, value: name },
        { keyword: `TFORM${c + 1}`, value: `${perRow}${precision === 'single' ? 'E' : 'D'}` },
        ...(unit ? [{ keyword: `TUNIT${c + 1}`, value: unit }] : []),
      ]),
      { keyword: 'PIXTYPE', value: 'HEALPIX', comment: 'HEALPix pixelisation' },
      { keyword: 'ORDERING', value: ordering, comment: 'pixel ordering scheme, either RING or NESTED' },
      ...(coordinates
        ? [{ keyword: 'COORDSYS', value: coordinates, comment: 'C equatorial, G galactic, E ecliptic' }]
        : []),
      { keyword: 'EXTNAME', value: 'xtension' },
      { keyword: 'NSIDE', value: nSide, comment: 'resolution parameter of HEALPix' },
      { keyword: 'FIRSTPIX', value: 0, comment: 'first pixel, counted from 0' },
      { keyword: 'LASTPIX', value: nPix - 1, comment: 'last pixel' },
      { keyword: 'INDXSCHM', value: 'IMPLICIT', comment: 'indexing: IMPLICIT or EXPLICIT' },
      { keyword: 'OBJECT', value: 'FULLSKY', comment: 'sky coverage, either FULLSKY or PARTIAL' },
      { keyword: 'BAD_DATA', value: UNSEEN, comment: 'value of pixels without data' },
      ...cards,
    ],
    data,
  );
  return concatenate([primary, table, data]);
}

function checkColumn({ name, values }: FitsColumn, nPix: number, precision: 'single' | 'double'): void {
  if (!/^[\x21-\x7e][\x20-\x7e]{0,67}$/.test(name)) {
    throw new CranisError(`'${name}' cannot be the name of a FITS column`, {
      where: 'name',
      hint: 'use letters, digits and _',
    });
  }
  if (values.length !== nPix) {
    throw new CranisError(`column ${name} has ${values.length} pixels, the first one ${nPix}`, {
      where: name,
      hint: 'maps in one file share one N_side',
    });
  }
  for (let p = 0; p < nPix; p++) {
    const stored = precision === 'single' ? Math.fround(values[p]) : values[p];
    if (!Number.isFinite(stored)) {
      throw new CranisError(
        `pixel ${p} of column ${name} is ${values[p]}${Number.isFinite(values[p]) ? ', too large for single precision' : ''}`,
        {
          where: name,
          hint: 'mark pixels without data by UNSEEN = -1.6375e30',
        },
      );
    }
  }
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
