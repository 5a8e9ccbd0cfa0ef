/** The parts of a FITS file that a HEALPix map needs: its extensions' headers, and the numbers in a binary table. */
import { CranisError } from '../../model/errors.ts';
import { BLOCK, type FitsHeader, parseCards } from './cards.ts';

/** One header and the data behind it. */
export interface FitsUnit {
  readonly header: FitsHeader;
  /** Exactly the data, without the padding. */
  readonly data: Uint8Array;
}

/** A file is damaged, or is not what it says. */
export function fitsError(message: string, hint: string): CranisError {
  return new CranisError(message, { where: 'FITS file', hint });
}

const DAMAGED = 'the file is cut short or damaged: fetch it again';
/** A header of more cards than this is not one. */
const CARDS_MAX = 36 * 1000;

/** All units of a file in order. Throws a CranisError where the file is none, or cut short. */
export function fitsUnits(bytes: Uint8Array): FitsUnit[] {
  const decoder = new TextDecoder('latin1');
  if (decoder.decode(bytes.subarray(0, 9)) !== 'SIMPLE  =') {
    throw fitsError('this is not a FITS file', 'a FITS file starts with the word SIMPLE (gzip is undone by itself)');
  }
  const units: FitsUnit[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lines: string[] = [];
    for (let ended = false; !ended; at += BLOCK) {
      if (at + BLOCK > bytes.length || lines.length > CARDS_MAX) {
        const begun = decoder.decode(bytes.subarray(at, at + 8)) === 'XTENSION';
        if (units.length > 0 && lines.length === 0 && !begun) return units; // stray bytes behind the last extension
        throw fitsError('a FITS header does not end', DAMAGED);
      }
      const block = decoder.decode(bytes.subarray(at, at + BLOCK));
      for (let c = 0; c < BLOCK && !ended; c += 80) {
        const line = block.slice(c, c + 80);
        if (line.startsWith('END') && line.trim() === 'END') ended = true;
        else lines.push(line);
      }
    }
    if (units.length > 0 && !lines[0]?.startsWith('XTENSION=')) return units;
    const header = parseCards(lines);
    const size = dataSize(header);
    if (at + size > bytes.length) {
      throw fitsError(`the FITS data end after ${bytes.length - at} of ${size} bytes`, DAMAGED);
    }
    units.push({ header, data: bytes.subarray(at, at + size) });
    at += Math.ceil(size / BLOCK) * BLOCK;
  }
  return units;
}

/** A keyword's value as an integer from `low` to `high`. */
export function integerOf(header: FitsHeader, keyword: string, low: number, high: number, fallback?: number): number {
  const value = header.get(keyword) ?? fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < low || value > high) {
    throw fitsError(
      value === undefined ? `the FITS header has no ${keyword}` : `the FITS header says ${keyword} = ${value}`,
      `want an integer from ${low} to ${high}`,
    );
  }
  return value;
}

/** A keyword's value as text, without blanks around it, in capitals. */
export function textOf(header: FitsHeader, keyword: string): string | undefined {
  const value = header.get(keyword);
  return typeof value === 'string' ? value.trim().toUpperCase() : undefined;
}

function dataSize(header: FitsHeader): number {
  const axes = integerOf(header, 'NAXIS', 0, 999);
  if (axes === 0) return 0;
  let elements = 1;
  for (let a = 1; a <= axes; a++) elements *= integerOf(header, `NAXIS${a}`, 0, 2 ** 48);
  const bytes = Math.abs(integerOf(header, 'BITPIX', -64, 64)) / 8;
  const groups = integerOf(header, 'GCOUNT', 1, 2 ** 32, 1);
  return bytes * groups * (elements + integerOf(header, 'PCOUNT', 0, 2 ** 48, 0));
}

/** A column of numbers: TFORM's repeat count and letter, and where it stands in a row. */
export interface TableColumn {
  readonly name: string;
  readonly unit: string | undefined;
  readonly repeat: number;
  readonly letter: string;
  readonly offset: number;
  readonly scale: number;
  readonly zero: number;
  /** TNULL: the integer that stands for no value. */
  readonly missing: number | undefined;
}

/** Bytes per element of the types of the standard's table 18; bits (X) are counted apart. */
const WIDTHS: Readonly<Record<string, number>> = {
  L: 1,
  B: 1,
  A: 1,
  I: 2,
  J: 4,
  K: 8,
  E: 4,
  D: 8,
  C: 8,
  M: 16,
  P: 8,
  Q: 16,
};
const NUMBERS = 'BIJKED';

/** The columns of numbers of a binary table; columns of text, bits and the like are left out. */
export function tableColumns({ header }: FitsUnit): TableColumn[] {
  integerOf(header, 'NAXIS', 2, 2);
  integerOf(header, 'BITPIX', 8, 8);
  const fields = integerOf(header, 'TFIELDS', 0, 999);
  const columns: TableColumn[] = [];
  let offset = 0;
  for (let n = 1; n <= fields; n++) {
    const form = textOf(header, `TFORM${n}`) ?? '';
    const match = /^(\d{0,9})([LXBIJKAEDCMPQ])/.exec(form);
    if (!match) throw fitsError(`the FITS header says TFORM${n} = '${form}'`, 'want a form such as 1024E or 1D');
    const repeat = match[1] === '' ? 1 : Number(match[1]);
    const letter = match[2];
    const number = (keyword: string) => {
      const value = header.get(`${keyword}${n}`);
      return typeof value === 'number' ? value : undefined;
    };
    if (NUMBERS.includes(letter) && repeat > 0) {
      const name = header.get(`TTYPE${n}`);
      const unit = header.get(`TUNIT${n}`);
      columns.push({
        name: typeof name === 'string' && name.trim() ? name.trim() : `COLUMN${n}`,
        unit: typeof unit === 'string' && unit.trim() ? unit.trim() : undefined,
        repeat,
        letter,
        offset,
        scale: number('TSCAL') ?? 1,
        zero: number('TZERO') ?? 0,
        missing: letter === 'E' || letter === 'D' ? undefined : number('TNULL'),
      });
    }
    offset += letter === 'X' ? Math.ceil(repeat / 8) : repeat * WIDTHS[letter];
  }
  const rowBytes = integerOf(header, 'NAXIS1', 0, 2 ** 48);
  if (offset !== rowBytes) {
    throw fitsError(
      `the columns fill ${offset} bytes of a row, but the FITS header says NAXIS1 = ${rowBytes}`,
      DAMAGED,
    );
  }
  return columns;
}

/** All values of a column, row after row; NaN where there is none. */
export function columnValues({ header, data }: FitsUnit, column: TableColumn): Float64Array {
  const rows = integerOf(header, 'NAXIS2', 0, 2 ** 48);
  const rowBytes = integerOf(header, 'NAXIS1', 0, 2 ** 48);
  const { repeat, letter, offset, scale, zero, missing } = column;
  const width = WIDTHS[letter];
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const read = READERS[letter];
  const values = new Float64Array(rows * repeat);
  for (let r = 0, i = 0; r < rows; r++) {
    let at = r * rowBytes + offset;
    for (let e = 0; e < repeat; e++, i++, at += width) {
      const raw = read(view, at);
      values[i] = raw === missing ? Number.NaN : raw * scale + zero;
    }
  }
  return values;
}

const READERS: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  B: (view, at) => view.getUint8(at),
  I: (view, at) => view.getInt16(at),
  J: (view, at) => view.getInt32(at),
  K: (view, at) => Number(view.getBigInt64(at)),
  E: (view, at) => view.getFloat32(at),
  D: (view, at) => view.getFloat64(at),
};
