/** FITS files of a single binary table, byte by byte. */
import { type FitsCard, headerBytes } from '../../src/files/fits/cards.ts';

/** A file whose table has these cards behind the compulsory ones, and these bytes. */
export function table(
  cards: readonly FitsCard[],
  rowBytes: number,
  rows: number,
  fill: (view: DataView) => void,
): Uint8Array {
  const data = new Uint8Array(Math.ceil((rowBytes * rows) / 2880) * 2880);
  fill(new DataView(data.buffer));
  const parts = [
    headerBytes([
      { keyword: 'SIMPLE', value: true },
      { keyword: 'BITPIX', value: 8 },
      { keyword: 'NAXIS', value: 0 },
    ]),
    headerBytes([
      { keyword: 'XTENSION', value: 'BINTABLE' },
      { keyword: 'BITPIX', value: 8 },
      { keyword: 'NAXIS', value: 2 },
      { keyword: 'NAXIS1', value: rowBytes },
      { keyword: 'NAXIS2', value: rows },
      { keyword: 'PCOUNT', value: 0 },
      { keyword: 'GCOUNT', value: 1 },
      ...cards,
    ]),
    data,
  ];
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
