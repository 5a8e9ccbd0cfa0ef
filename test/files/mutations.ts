/**
 * Damaged input: seeded mutations of good FITS maps and CSV tables, through everything that reads them. Each has to end in
 * finite numbers or in a CranisError of one line, and soon.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { readSkyFiles } from '../../src/cli/sky/files.ts';
import { type FitsCard, headerBytes } from '../../src/files/fits/cards.ts';
import { UNSEEN, writeFitsMap } from '../../src/files/fits/write.ts';
import { readSpectra } from '../../src/files/spectra/read.ts';
import { CranisError } from '../../src/model/errors.ts';
import { skyStudy } from '../../src/studies/sky/study.ts';
import { uniform } from '../sky/support.ts';

export interface FuzzKind {
  readonly name: string;
  readonly original: Uint8Array;
  readonly ending: string;
  readonly words: readonly string[];
  /** How it is damaged; by {@link mutate}, if left out. */
  damage?(random: Random): Uint8Array;
  check(path: string, bytes: Uint8Array): Promise<void>;
}

export type Random = () => number;

const CASES = join(import.meta.dirname, '../cases/fits');

const integer = (random: Random, n: number) => Math.floor(random() * n);
const pick = <T>(random: Random, from: readonly T[]): T => from[integer(random, from.length)]!;

/** One to four changes, each of a kind that happens to files, or to those who edit them. */
export function mutate(original: Uint8Array, words: readonly string[], random: Random): Uint8Array {
  let bytes = Uint8Array.from(original);
  const text = (word: string) => new TextEncoder().encode(word);
  for (let change = integer(random, 4); change >= 0 && bytes.length > 0; change--) {
    // Headers are small: half of the changes go there.
    const at = integer(random, random() < 0.5 ? Math.min(bytes.length, 6000) : bytes.length);
    const length = 1 + integer(random, random() < 0.9 ? 80 : 6000);
    const end = Math.min(bytes.length, at + length);
    switch (integer(random, 9)) {
      case 0:
        bytes[at] = integer(random, 256);
        break;
      case 1:
        bytes[at] ^= 1 << integer(random, 8);
        break;
      case 2:
        bytes = bytes.slice(0, at);
        break;
      case 3:
        bytes.fill(pick(random, [0, 32, 57, 255]), at, end);
        break;
      case 4:
        bytes = Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(end)]);
        break;
      case 5:
        bytes = Uint8Array.from([...bytes.subarray(0, end), ...bytes.subarray(at)]);
        break;
      case 6: {
        const word = text(pick(random, words));
        const place = random() < 0.7 ? aligned(at, word) : at;
        if (place < bytes.length) bytes.set(word.subarray(0, bytes.length - place), place);
        break;
      }
      case 7: {
        // A digit of the header, which keeps the file well-formed.
        const digits = [...bytes.subarray(0, 6000).entries()].filter(([, byte]) => byte >= 48 && byte <= 57);
        if (digits.length > 0) bytes[pick(random, digits)[0]] = 48 + integer(random, 10);
        break;
      }
      default:
        bytes.copyWithin(integer(random, bytes.length), at, end);
    }
  }
  return bytes;
}

/** Where a header card begins that a keyword can stand in, or its quoted value. */
const aligned = (at: number, word: Uint8Array) => at - (at % 80) + (word.includes(61) ? 0 : 11);

// biome-ignore format: a list of words
const FITS_WORDS = [
  'NESTED  ', 'RING    ', 'EXPLICIT', 'IMPLICIT', 'PARTIAL ', 'FULLSKY ', 'NSIDE   =                 1024', 'NSIDE   = ',
  'NAXIS1  =                   -1', 'NAXIS2  =           2147483647', 'NAXIS2  =                    0', '1024E   ', '1K      ',
  '1PE(9)  ', '0D      ', '1L      ', '1X      ', '32X     ', 'TZERO1  =  9223372036854775808', 'TSCAL1  =                    0', 'TFIELDS =                  999', 'TSCAL1  =               1E+308', 'TZERO1  =              -1E+308',
  'TNULL1  =                    0', 'BAD_DATA=                    0', 'END                 ', 'XTENSION', 'PIXTYPE ',
  'FIRSTPIX=                  700', 'LASTPIX =                   -3', '\u007F\u0080', 'TFORM2  = ', 'HIERARCH ',
];

// biome-ignore format: a list of words
const CSV_WORDS = [
  '1e309', '-1', 'NaN', 'Infinity', '0x10', '1e-400', ',', ',,', '\n', '\r\n', '\t', ';', '#', '"', 'ell', 'C', 'error',
  '1_000', '−3', '١', '\u0000', '1e5', '99999999999', '0', '1.5', '# noise: ', '# noise: -1', '\uFEFF', 'strongly occluded',
];

/** A partial sky with explicit pixel numbers, as collaborations publish it. */
function explicitMap(nSide: number): Uint8Array {
  const pixels = Array.from({ length: 5 * nSide * nSide }, (_, i) => 3 + i);
  const cards: FitsCard[] = [
    { keyword: 'XTENSION', value: 'BINTABLE' },
    { keyword: 'BITPIX', value: 8 },
    { keyword: 'NAXIS', value: 2 },
    { keyword: 'NAXIS1', value: 12 },
    { keyword: 'NAXIS2', value: pixels.length },
    { keyword: 'PCOUNT', value: 0 },
    { keyword: 'GCOUNT', value: 1 },
    { keyword: 'TFIELDS', value: 3 },
    ...['PIXEL', 'DATA', 'BACKGROUND'].flatMap((name, i): FitsCard[] => [
      { keyword: `TTYPE${i + 1}`, value: name },
      { keyword: `TFORM${i + 1}`, value: i === 0 ? '1J' : '1E' },
    ]),
    { keyword: 'PIXTYPE', value: 'HEALPIX' },
    { keyword: 'ORDERING', value: 'NESTED' },
    { keyword: 'NSIDE', value: nSide },
    { keyword: 'INDXSCHM', value: 'EXPLICIT' },
    { keyword: 'OBJECT', value: 'PARTIAL' },
  ];
  const data = new Uint8Array(Math.ceil((12 * pixels.length) / 2880) * 2880);
  const view = new DataView(data.buffer);
  pixels.forEach((pixel, i) => {
    view.setInt32(12 * i, pixel);
    view.setFloat32(12 * i + 4, 900 + ((37 * i) % 200));
    view.setFloat32(12 * i + 8, 1000);
  });
  const primary = headerBytes([
    { keyword: 'SIMPLE', value: true },
    { keyword: 'BITPIX', value: 8 },
    { keyword: 'NAXIS', value: 0 },
    { keyword: 'EXTEND', value: true },
  ]);
  return Uint8Array.from([...primary, ...headerBytes(cards), ...data]);
}

export function mapsAndTables(): FuzzKind[] {
  const map = Float64Array.from({ length: 768 }, (_, p) => (p > 500 ? UNSEEN : Math.sin(p) / 1000));
  const ring = writeFitsMap([{ name: 'INTENSITY', values: map }], { coordinates: 'C' });
  const large = writeFitsMap(
    [
      { name: 'DATA', values: Float64Array.from({ length: 3072 }, (_, p) => 1000 + (p % 7)) },
      { name: 'BACKGROUND', values: Float64Array.from({ length: 3072 }, (_, p) => 1003 * (p < 2500 ? 1 : 0)) },
    ],
    { coordinates: 'C', ordering: 'NESTED', precision: 'double' },
  );
  const fits = { ending: '.fits', words: FITS_WORDS, check: checkFits };
  const csv = { ending: '.csv', words: CSV_WORDS, check: checkCsv };
  const table = (lines: readonly string[]) => new TextEncoder().encode(`${lines.join('\n')}\n`);
  return [
    { ...fits, name: 'ring', original: ring },
    { ...fits, name: 'nested pair', original: large },
    { ...fits, name: 'explicit', original: explicitMap(8) },
    { ...fits, name: 'gzip', original: gzipSync(ring) },
    {
      ...fits,
      name: 'gzip of two members',
      original: Buffer.concat([gzipSync(ring.subarray(0, 4000)), gzipSync(ring.subarray(4000))]),
    },
    {
      ...fits,
      name: 'unsigned pixel numbers',
      original: gunzipSync(readFileSync(join(CASES, 'pixels-uint64.fits.gz'))),
    },
    { ...fits, name: 'truth values', original: gunzipSync(readFileSync(join(CASES, 'mask-bool.fits.gz'))) },
    { ...fits, name: 'bits', original: gunzipSync(readFileSync(join(CASES, 'mask-bits.fits.gz'))) },
    {
      ...csv,
      name: 'own table',
      original: table([
        '# label: some array',
        '# noise: 1e-10',
        '# digitised: no',
        'ell,C,error',
        ...Array.from({ length: 30 }, (_, i) => `${i + 1},${(1e-6 / (i + 1) ** 2.5).toPrecision(6)},1e-9`),
      ]),
    },
    {
      ...csv,
      name: 'digitised map',
      original: table([
        'ell,C_relative_intensity,digitisation_min,digitisation_max,tophat5deg_W2,C_window_corrected',
        ...Array.from({ length: 20 }, (_, i) => `${i + 1},1e-8,0.9e-8,1.1e-8,0.99,1.0101e-8`),
      ]),
    },
  ];
}

/** The whole of `cranis sky` for maps of a size that does not take long. */
async function checkFits(path: string): Promise<void> {
  const { map } = await readSkyFiles(path, undefined, { ratio: 0 });
  finite('a pixel', map.values);
  if (map.variance) finite('a variance', map.variance);
  if (map.nSide > 32) return;
  const lMax = Math.min(6, 3 * map.nSide - 1);
  const { pseudo, decoupled, noise } = await skyStudy({ map, sky: { iterations: 1 }, lMax });
  finite('C̃_ℓ', pseudo);
  finite('C_ℓ', decoupled?.C ?? []);
  finite('an error', decoupled?.error ?? []);
  finite('the noise', [noise ?? 0]);
}

/** As a file of spectra. */
async function checkCsv(_path: string, bytes: Uint8Array): Promise<void> {
  const { spectra } = await readSpectra(new TextDecoder().decode(bytes), 'mutated.csv');
  for (const { ell, C, error, errorLow, errorHigh, noise } of spectra) {
    for (const list of [ell, C, error, errorLow, errorHigh]) {
      if (list) finite('a cell', list);
    }
    finite('the noise', [noise ?? 0]);
  }
}

export function finite(what: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new Error(`${what} came out as ${values[i]}`);
  }
}

function oneLine({ message, hint = '' }: CranisError): void {
  if (message === '' || /\n/u.test(message)) throw new Error(`not a message of one line: ${message}`);
  if (/\n/u.test(hint)) throw new Error(`not a hint of one line: ${hint}`);
}

export interface FuzzReport {
  readonly count: number;
  readonly read: number;
  readonly refused: number;
  /** Slowest case, ms. */
  readonly slowest: number;
  /** What must not be: case, and what happened. */
  readonly faults: readonly string[];
}

/** `count` mutants, the kinds in turn; the same seed makes the same. */
export async function fuzz(
  count: number,
  seed: number,
  all: readonly FuzzKind[] = mapsAndTables(),
): Promise<FuzzReport> {
  const folder = mkdtempSync(join(tmpdir(), 'cranis-fuzz-'));
  let [read, refused, slowest] = [0, 0, 0];
  const faults: string[] = [];
  try {
    for (let i = 0; i < count; i++) {
      const kind = all[i % all.length];
      const random = uniform(seed * 1_000_003 + i * 7919 + 1);
      const bytes = kind.damage?.(random) ?? mutate(kind.original, kind.words, random);
      const path = join(folder, `mutant${kind.ending}`);
      writeFileSync(path, bytes);
      const began = performance.now();
      try {
        await kind.check(path, bytes);
        read++;
      } catch (error) {
        if (error instanceof CranisError) {
          refused++;
          oneLine(error);
        } else {
          const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
          faults.push(`seed ${seed}, mutant ${i} (${kind.name}): ${what.split('\n').slice(0, 4).join(' | ')}`);
        }
      }
      slowest = Math.max(slowest, performance.now() - began);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { count, read, refused, slowest, faults };
}
