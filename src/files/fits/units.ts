/** A FITS file taken apart: its headers, each with the data behind it. FITS Standard 4.0, sections 3 and 4. */
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

/** What to do about a file that is not whole. */
export const DAMAGED = 'the file is cut short or damaged: fetch it again';
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
