/** Columns of every type, number by number: nothing of 64 bits passes through a double on its way. */
import { describe, expect, test } from 'vitest';
import { parseCards } from '../../src/files/fits/cards.ts';
import { columnValues, tableColumns } from '../../src/files/fits/columns.ts';
import { readFitsMap } from '../../src/files/fits/read.ts';
import { UNSEEN } from '../../src/files/fits/write.ts';
import { uniform } from '../sky/support.ts';
import { table } from './fits-table.ts';

type Stored = readonly (number | bigint)[];
const WIDTH = { B: 1, I: 2, J: 4, K: 8, E: 4, D: 8 } as const;
const WRITE: Record<keyof typeof WIDTH, (view: DataView, at: number, value: number | bigint) => void> = {
  B: (view, at, value) => view.setUint8(at, Number(value)),
  I: (view, at, value) => view.setInt16(at, Number(value)),
  J: (view, at, value) => view.setInt32(at, Number(value)),
  K: (view, at, value) => view.setBigInt64(at, BigInt(value)),
  E: (view, at, value) => view.setFloat32(at, Number(value)),
  D: (view, at, value) => view.setFloat64(at, Number(value)),
};

/** What is read of a column of these stored numbers, with these lines in its header. */
function read(
  letter: keyof typeof WIDTH,
  stored: Stored,
  lines: readonly string[] = [],
  bad?: number | bigint,
): number[] {
  const header = parseCards(
    [
      'NAXIS   = 2',
      'BITPIX  = 8',
      'TFIELDS = 1',
      `NAXIS1  = ${WIDTH[letter]}`,
      `NAXIS2  = ${stored.length}`,
      `TFORM1  = '1${letter}'`,
      ...lines,
    ].map((line) => line.padEnd(80)),
  );
  const data = new Uint8Array(WIDTH[letter] * stored.length);
  stored.forEach((value, i) => {
    WRITE[letter](new DataView(data.buffer), WIDTH[letter] * i, value);
  });
  const unit = { header, data };
  return [...columnValues(unit, tableColumns(unit)[0], bad)];
}

const TOP = 2n ** 63n;

describe('integers', () => {
  test('of each type, at both ends of their range, as they are and unsigned', () => {
    expect(read('B', [0, 1, 255])).toEqual([0, 1, 255]);
    expect(read('B', [0, 128, 255], ['TZERO1  = -128'])).toEqual([-128, 0, 127]);
    expect(read('I', [-(2 ** 15), 0, 2 ** 15 - 1])).toEqual([-(2 ** 15), 0, 2 ** 15 - 1]);
    expect(read('I', [-(2 ** 15), 0, 2 ** 15 - 1], ['TZERO1  = 32768'])).toEqual([0, 2 ** 15, 2 ** 16 - 1]);
    expect(read('J', [-(2 ** 31), 2 ** 31 - 1], ['TZERO1  = 2147483648.0'])).toEqual([0, 2 ** 32 - 1]);
    expect(read('K', [-TOP, TOP - 1n])).toEqual([-(2 ** 63), 2 ** 63]);
    expect(read('K', [-TOP, -1n, 0n, TOP - 1n], ['TZERO1  = 9223372036854775808'])).toEqual([
      0,
      2 ** 63,
      2 ** 63,
      2 ** 64,
    ]);
  });

  test('of 64 bits, unsigned: all that doubles hold, and the nearest double of others, ties to even', () => {
    const random = uniform(4);
    const wanted = [
      ...Array.from({ length: 2000 }, () => BigInt(Math.floor(random() * 2 ** Math.ceil(53 * random())))),
      ...[0n, 1n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 53n + 3n, 2n ** 60n + 129n, 2n ** 64n - 1n],
    ];
    for (const zero of ['9223372036854775808', '9.223372036854775808E18', '9223372036854775808.']) {
      const stored = wanted.map((value) => value - TOP);
      expect(read('K', stored, [`TZERO1  = ${zero}`])).toEqual(wanted.map(Number));
    }
    expect(read('K', [2n ** 53n + 1n, 2n ** 53n + 3n])).toEqual([2 ** 53, 2 ** 53 + 4]);
  });

  test('scaled: whole scales exactly, others as a double has it', () => {
    expect(read('K', [-TOP, 1n - TOP], ['TSCAL1  = 2', 'TZERO1  = 18446744073709551616'])).toEqual([0, 2]);
    expect(read('K', [-4n, 3n], ['TSCAL1  = 0.5', 'TZERO1  = 1'])).toEqual([-1, 2.5]);
    expect(read('I', [-4, 3], ['TSCAL1  = 0.1', 'TZERO1  = 100'])).toEqual([-4 * 0.1 + 100, 3 * 0.1 + 100]);
    expect(read('B', [0, 255], ['TSCAL1  = -1D0'])).toEqual([0, -255]);
    expect(() => read('J', [1], ['TSCAL1  = 0'])).toThrow(/TSCAL1 = 0/);
  });

  test('TNULL is the stored number, to the last digit, whatever the scale makes of it', () => {
    expect(read('I', [-32768, 0], ['TNULL1  = -32768', 'TZERO1  = 32768'])).toEqual([Number.NaN, 2 ** 15]);
    expect(read('K', [-TOP, 1n - TOP], ['TNULL1  = -9223372036854775808'])).toEqual([Number.NaN, -(2 ** 63)]);
    expect(read('K', [-TOP, 1n - TOP], ['TNULL1  = -9223372036854775807'])).toEqual([-(2 ** 63), Number.NaN]);
    expect(read('B', [0, 255], ['TNULL1  = 255'])).toEqual([0, Number.NaN]);
  });

  test('BAD_DATA is what a number means', () => {
    expect(read('I', [-32768, 5, 6], ['TZERO1  = 32768'], 32773)).toEqual([0, Number.NaN, 32774]);
    expect(read('J', [100_000, 100_001], [], 100_000)).toEqual([Number.NaN, 100_001]);
    expect(read('K', [2n ** 60n, 2n ** 60n + 1n], [], 2n ** 60n + 1n)).toEqual([2 ** 60, Number.NaN]);
    expect(read('I', [-9999, -9998, 0], ['TSCAL1  = 0.1'], -999.9)).toEqual([Number.NaN, -9998 * 0.1, 0]);
    expect(read('K', [-9999n, -9998n], ['TSCAL1  = 0.1'], -999.9)).toEqual([Number.NaN, -9998 * 0.1]);
  });
});

describe.each(['E', 'D'] as const)('floating numbers, %s', (letter) => {
  test('NaN, ±∞ and UNSEEN are no values, nor what healpy takes for UNSEEN', () => {
    const marks = [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      UNSEEN,
      UNSEEN * (1 - 9e-6),
      UNSEEN * (1 + 9e-6),
    ];
    expect(read(letter, [...marks, -1, 1e29])).toEqual([
      ...marks.map(() => Number.NaN),
      -1,
      letter === 'E' ? Math.fround(1e29) : 1e29,
    ]);
  });

  test('BAD_DATA is found in the precision of the column, and in that of a float', () => {
    for (const bad of [-9999.9, -999.99, 1.1, -1e-5, 3.3e25]) {
      expect(read(letter, [bad, Math.fround(bad), 1.001 * bad, 0], [], bad)).toEqual([
        Number.NaN,
        Number.NaN,
        letter === 'E' ? Math.fround(1.001 * bad) : 1.001 * bad,
        0,
      ]);
    }
    expect(read(letter, [0, 1e-30], [], 0)).toEqual([Number.NaN, letter === 'E' ? Math.fround(1e-30) : 1e-30]);
  });

  test('marks are found before and after scaling', () => {
    const lines = ['TSCAL1  = 0.5', 'TZERO1  = 10'];
    const stored = [UNSEEN, 2 * UNSEEN, 4, -20, 0];
    expect(read(letter, stored, lines, 0)).toEqual([Number.NaN, Number.NaN, 12, Number.NaN, 10]);
  });
});

describe('truth values and bits', () => {
  const bytes = (form: string, rowBytes: number, data: readonly number[]) =>
    table(
      [
        { keyword: 'TFIELDS', value: 1 },
        { keyword: 'TFORM1', value: form },
        { keyword: 'ORDERING', value: 'RING' },
      ],
      rowBytes,
      data.length / rowBytes,
      (view) => new Uint8Array(view.buffer).set(data),
    );
  const [T, F] = [84, 70];

  test('T is 1, F is 0, a null byte is no value; another byte is said', async () => {
    const { maps } = await readFitsMap(bytes('L', 1, [T, F, 0, T, T, F, F, 0, T, F, T, T]));
    expect([...maps[0].values]).toEqual([1, 0, UNSEEN, 1, 1, 0, 0, UNSEEN, 1, 0, 1, 1]);
    expect([...maps[0].seen]).toEqual([1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1]);
    expect(maps[0].isTruth).toBe(true);
    await expect(readFitsMap(bytes('L', 1, [T, F, 1, T, T, F, F, 0, T, F, T, T]))).rejects.toThrow(/holds the byte 1/);
  });

  test('bits stand eight to a byte, the first one highest, and each row begins a byte', async () => {
    const long = await readFitsMap(bytes('12X', 2, [0b10110011, 0b01011111]));
    expect([...long.maps[0].values]).toEqual([1, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 1]);
    const short = await readFitsMap(bytes('3X', 1, [0b10111111, 0b01000000, 0b11100000, 0]));
    expect([...short.maps[0].values]).toEqual([1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 0, 0]);
  });
});
