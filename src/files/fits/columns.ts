/**
 * The columns of a FITS binary table that hold numbers or truth values, as doubles (FITS Standard 4.0, section 7.3). A stored
 * number becomes TSCAL × stored + TZERO, which is how unsigned columns are written too: TZERO = 2¹⁵, 2³¹, 2⁶³ for I, J, K, and
 * −128 for B of signed bytes.
 */
import type { FitsHeader } from './cards.ts';
import { DAMAGED, type FitsUnit, fitsError, integerOf, textOf } from './units.ts';

/** A column of numbers: its type as TFORM states it, its scale, and its place in a row. */
export interface TableColumn {
  readonly name: string;
  readonly unit: string | undefined;
  /** Elements in a row. */
  readonly repeat: number;
  readonly letter: NumberLetter;
  /** Whether it holds truth values (L) or bits (X). */
  readonly isTruth: boolean;
  /** Bytes of a row that stand before the column. */
  readonly offset: number;
  /** TSCAL; 1 where the file does not say. */
  readonly scale: number | bigint;
  /** TZERO; 0 where the file does not say. */
  readonly zero: number | bigint;
  /** TNULL: the stored integer that stands for no value. */
  readonly missing: number | bigint | undefined;
}

type NumberLetter = 'L' | 'X' | 'B' | 'I' | 'J' | 'K' | 'E' | 'D';

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
const READ = 'LXBIJKED';

/** The columns that {@link columnValues} reads; those of text, complex numbers and lists of varying length are left out. */
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
    if (READ.includes(letter) && repeat > 0) {
      const name = header.get(`TTYPE${n}`);
      const unit = header.get(`TUNIT${n}`);
      const whole = 'BIJK'.includes(letter);
      columns.push({
        name: typeof name === 'string' && name.trim() ? name.trim() : `COLUMN${n}`,
        unit: typeof unit === 'string' && unit.trim() ? unit.trim() : undefined,
        repeat,
        letter: letter as NumberLetter,
        isTruth: letter === 'L' || letter === 'X',
        offset,
        scale: scaleOf(header, n),
        zero: numberOf(header, `TZERO${n}`) ?? 0,
        missing: whole ? numberOf(header, `TNULL${n}`) : undefined,
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

/** A keyword's value where it is a number. */
export function numberOf(header: FitsHeader, keyword: string): number | bigint | undefined {
  const value = header.get(keyword);
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
}

function scaleOf(header: FitsHeader, n: number): number | bigint {
  const scale = numberOf(header, `TSCAL${n}`) ?? 1;
  if (Number(scale) !== 0) return scale;
  throw fitsError(`the FITS header says TSCAL${n} = 0`, 'every value of the column would be the same');
}

/** Floating-point values this large mark missing data; UNSEEN is −1.6375e30. */
const MARK = 1.6e30;
/** A value this close to a mark, relative to it, is the mark: healpy's tolerance, wider than the rounding of single precision. */
const NEAR = 1e-5;

/**
 * All values of a column, row after row: T is 1 and F is 0, integers are exact up to 2⁵³ and rounded to the nearest double
 * beyond. NaN where there is no value: TNULL, the null byte of truth values, NaN, ±∞, UNSEEN, and `bad`.
 * @param bad BAD_DATA of the header: compared to floating values within 1e-5 of itself, to integers to the last digit
 */
export function columnValues(unit: FitsUnit, column: TableColumn, bad?: number | bigint): Float64Array {
  const { header, data } = unit;
  const rows = integerOf(header, 'NAXIS2', 0, 2 ** 48);
  const rowBytes = integerOf(header, 'NAXIS1', 0, 2 ** 48);
  const { repeat, letter, offset } = column;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const values = new Float64Array(rows * repeat);
  const element = READERS[letter](view, column, bad);
  // The bits of a row stand eight to a byte, the first one highest.
  const place =
    letter === 'X' ? (at: number, e: number) => 8 * at + e : (at: number, e: number) => at + e * WIDTHS[letter];
  for (let r = 0, i = 0; r < rows; r++) {
    const at = r * rowBytes + offset;
    for (let e = 0; e < repeat; e++, i++) values[i] = element(place(at, e));
  }
  return values;
}

type Reader = (view: DataView, column: TableColumn, bad: number | bigint | undefined) => (at: number) => number;

const [TRUE, FALSE] = ['T'.charCodeAt(0), 'F'.charCodeAt(0)];

/** How each type is read: a function from the position of an element in the data (in bytes; in bits for X) to its value. */
const READERS: Readonly<Record<NumberLetter, Reader>> = {
  L: (view) => (at) => {
    const byte = view.getUint8(at);
    if (byte === TRUE) return 1;
    if (byte === FALSE) return 0;
    if (byte === 0) return Number.NaN;
    throw fitsError(`a column of truth values holds the byte ${byte}`, 'it holds T, F or a null byte: is it damaged?');
  },
  X: (view) => (bit) => (view.getUint8(Math.floor(bit / 8)) >> (7 - (bit % 8))) & 1,
  B: (view, column, bad) => integers((at) => view.getUint8(at), column, bad),
  I: (view, column, bad) => integers((at) => view.getInt16(at), column, bad),
  J: (view, column, bad) => integers((at) => view.getInt32(at), column, bad),
  K: longIntegers,
  E: (view, column, bad) => floats((at) => view.getFloat32(at), column, bad),
  D: (view, column, bad) => floats((at) => view.getFloat64(at), column, bad),
};

/** Integers of up to 32 bits, which doubles hold exactly. */
function integers(read: (at: number) => number, column: TableColumn, bad: number | bigint | undefined) {
  const [scale, zero, missing] = [column.scale, column.zero, column.missing].map(Number);
  const isBad = nearTo(bad, scale);
  return (at: number) => {
    const stored = read(at);
    const value = stored * scale + zero;
    return stored === missing || isBad(value) ? Number.NaN : value;
  };
}

/** Integers of 64 bits. Where scale and zero are whole they are applied in integers, so that TZERO = 2⁶³ cancels exactly. */
function longIntegers(view: DataView, column: TableColumn, bad: number | bigint | undefined) {
  const missing = whole(column.missing);
  const [scale, zero, none] = [whole(column.scale), whole(column.zero), whole(bad)];
  if (scale === undefined || zero === undefined) {
    const [factor, shift] = [Number(column.scale), Number(column.zero)];
    const isBad = nearTo(bad, factor);
    return (at: number) => {
      const stored = view.getBigInt64(at);
      const value = Number(stored) * factor + shift;
      return stored === missing || isBad(value) ? Number.NaN : value;
    };
  }
  return (at: number) => {
    const stored = view.getBigInt64(at);
    const value = stored * scale + zero;
    return stored === missing || value === none ? Number.NaN : Number(value);
  };
}

/** A whole number of moderate size as a bigint; undefined for others. */
function whole(value: number | bigint | undefined): bigint | undefined {
  if (value === undefined || typeof value === 'bigint') return value;
  return Number.isInteger(value) && Math.abs(value) <= 2 ** 64 ? BigInt(value) : undefined;
}

function floats(read: (at: number) => number, column: TableColumn, bad: number | bigint | undefined) {
  const [scale, zero] = [column.scale, column.zero].map(Number);
  const isBad = nearTo(bad, Number.POSITIVE_INFINITY);
  return (at: number) => {
    const stored = read(at);
    const value = stored * scale + zero;
    // NaN fails these comparisons too.
    const isValue = Math.abs(stored) < MARK && Math.abs(value) < MARK && !isBad(value);
    return isValue ? value : Number.NaN;
  };
}

/** A test whether a value is the mark `bad`, in a column whose values are multiples of `step` apart. Without a mark none is. */
function nearTo(bad: number | bigint | undefined, step: number): (value: number) => boolean {
  if (bad === undefined) return () => false;
  const mark = Number(bad);
  const reach = Math.min(NEAR * Math.abs(mark), Math.abs(step) / 4);
  return (value) => Math.abs(value - mark) <= reach;
}
