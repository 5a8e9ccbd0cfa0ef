import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { cardLines, type FitsCard, parseCards } from '../../src/files/fits/cards.ts';
import { onesComplementSum } from '../../src/files/fits/checksum.ts';
import { readFitsMap } from '../../src/files/fits/read.ts';
import { UNSEEN, writeFitsMap } from '../../src/files/fits/write.ts';
import { CranisError } from '../../src/model/errors.ts';
import { pixelCount } from '../../src/sky/healpix.ts';
import { nest2ring } from '../../src/sky/nested.ts';
import { describeWithHealpy, healpy } from '../sky/healpy.ts';
import { largestDifference, uniform } from '../sky/support.ts';
import { table } from './fits-table.ts';

/** A map of numbers that single precision holds exactly, some pixels without data. */
function sky(nSide: number, seed = nSide): Float64Array {
  const random = uniform(seed);
  return Float64Array.from({ length: pixelCount(nSide) }, (_, p) =>
    p % 97 === 5 ? UNSEEN : Math.fround(random() - 0.5),
  );
}

const SPEC = JSON.stringify({ kind: 'bent', note: "it's 'quoted' & long, ''twice'' & again".repeat(8) });
const CARDS: readonly FitsCard[] = [
  { keyword: 'SEED', value: 9007199254740991, comment: 'of the random numbers' },
  { keyword: 'lookBackTime', value: 1e-7, comment: 'r_g/c' },
  { keyword: 'GRADIENT', value: -1.2345678901234568e-300 },
  { keyword: 'BIG', value: 1e300 },
  { keyword: 'THIRD', value: 1 / 3 },
  { keyword: 'K0', value: 1e-3 },
  { keyword: 'CHECKED', value: true },
  { keyword: 'VERSION', value: '0.1.0' },
  { keyword: 'EMPTY', value: '' },
  { keyword: 'QUOTES', value: "'''" },
  { keyword: 'turbulenceSpec', value: SPEC },
  { keyword: 'SPEC', value: SPEC },
  { keyword: 'AMPERSND', value: `${'a'.repeat(66)}&` },
  { keyword: 'LAST', value: 'after the long ones', comment: `ends in τ, ${'x'.repeat(100)}` },
  { keyword: 'HISTORY', comment: 'traced back through synthetic turbulence. '.repeat(5) },
];

describe('cards', () => {
  test('are 80 printable ASCII characters each, and read back as written', () => {
    const lines = CARDS.flatMap(cardLines);
    for (const line of lines) expect(line).toMatch(/^[\x20-\x7e]{80}$/);
    const header = parseCards(lines);
    for (const { keyword, value } of CARDS) if (value !== undefined) expect(header.get(keyword)).toBe(value);
    const history = lines.filter((line) => line.startsWith('HISTORY')).map((line) => line.slice(8));
    expect(history.join('').trimEnd()).toBe('traced back through synthetic turbulence. '.repeat(5).trimEnd());
  });

  test('strings of every length and any number of quotes survive', () => {
    for (let n = 0; n < 220; n++) {
      for (const piece of ['x', "'", "ab'", '&', "x''"]) {
        const value = piece.repeat(n).slice(0, n);
        for (const keyword of ['TEXT', 'aLongKeyword']) {
          const lines = cardLines({ keyword, value });
          for (const line of lines) expect(line.length).toBe(80);
          expect(parseCards(lines).get(keyword)).toBe(value);
        }
      }
    }
  });

  test('numbers stay what they are: integers whole, others with a point', () => {
    for (const value of [0, -1, 1e15, 0.1, 1e21, 1.5e-8, -2e-9, 123456.789, Number.MIN_VALUE, Number.MAX_VALUE]) {
      const [line] = cardLines({ keyword: 'X', value });
      expect(parseCards([line]).get('X')).toBe(value);
      expect(line.includes('.')).toBe(!Number.isSafeInteger(value));
    }
  });

  test('other characters become \\uXXXX', () => {
    expect(parseCards(cardLines({ keyword: 'G', value: 'α = 50' })).get('G')).toBe('\\u03b1 = 50');
  });

  test('what a header cannot hold is said', () => {
    expect(() => cardLines({ keyword: 'X', value: Number.NaN })).toThrow(/no way to write X = NaN/);
    expect(() => cardLines({ keyword: 'a=b', value: 1 })).toThrow(/cannot be a FITS keyword/);
    expect(() => cardLines({ keyword: 'é', value: 1 })).toThrow(CranisError);
    expect(() => cardLines({ keyword: 'X' })).toThrow(RangeError);
  });
});

describe('maps written', () => {
  test('read back: N_side 1 … 64, both orders, both precisions, bit for bit, with their cards', async () => {
    for (const nSide of [1, 2, 8, 16, 64]) {
      const maps = [sky(nSide), sky(nSide, 99)];
      for (const ordering of ['RING', 'NESTED'] as const) {
        for (const precision of ['single', 'double'] as const) {
          const bytes = writeFitsMap(
            [
              { name: 'DELTA_X', unit: 'r_g', values: maps[0] },
              { name: 'INTENSITY', values: maps[1] },
            ],
            { coordinates: 'G', ordering, precision, cards: CARDS },
          );
          expect(bytes.length % 2880).toBe(0);
          const file = await readFitsMap(bytes);
          expect([file.nSide, file.ordering, file.coordinates]).toEqual([nSide, ordering, 'G']);
          expect(file.maps.map(({ name, unit }) => [name, unit])).toEqual([
            ['DELTA_X', 'r_g'],
            ['INTENSITY', undefined],
          ]);
          file.maps.forEach(({ values, seen }, c) => {
            expect(largestDifference(values, maps[c])).toBe(0);
            expect([...seen]).toEqual([...maps[c]].map((value) => (value === UNSEEN ? 0 : 1)));
          });
          for (const { keyword, value } of CARDS) {
            if (value !== undefined) expect(file.header.get(keyword)).toBe(value);
          }
        }
      }
    }
  });

  test('without a frame no COORDSYS is written, and none is read', async () => {
    const { coordinates, header } = await readFitsMap(writeFitsMap([{ name: 'T', values: sky(1) }], {}));
    expect([coordinates, header.has('COORDSYS')]).toEqual([undefined, false]);
  });

  test('the same input gives the same bytes, and the checksum of the extension is −0', () => {
    const write = () => writeFitsMap([{ name: 'I', values: sky(16) }], { coordinates: 'C', cards: CARDS });
    expect(write()).toEqual(write());
    expect(onesComplementSum(write().subarray(2880))).toBe(0xffffffff);
  });

  test('NaN, infinities, what single precision cannot hold, unequal and impossible sizes: one line each', () => {
    const write = (values: ArrayLike<number>, name = 'I') => writeFitsMap([{ name, values }], { coordinates: 'C' });
    expect(() => write([...Array(11).fill(0), Number.NaN])).toThrow(/pixel 11 of column I is NaN/);
    expect(() => write(Array(12).fill(1e39))).toThrow(/too large for single precision/);
    expect(() => write(Array(13).fill(0))).toThrow(/13 pixels are not a HEALPix sky/);
    expect(() => write(Array(12).fill(0), 'α')).toThrow(/cannot be the name/);
    expect(() => writeFitsMap([], { coordinates: 'C' })).toThrow(/0 pixels/);
    const columns = [12, 48].map((n) => ({ name: `N${n}`, values: new Float64Array(n) }));
    expect(() => writeFitsMap(columns, { coordinates: 'C' })).toThrow(/column N48 has 48 pixels, the first one 12/);
  });
});

const ONE_FLOAT: readonly FitsCard[] = [
  { keyword: 'TFIELDS', value: 1 },
  { keyword: 'TTYPE1', value: 'I' },
  { keyword: 'TFORM1', value: '1E' },
];

describe('maps read', () => {
  test('partial skies by explicit pixel numbers, nested, beside a column of text and one of scaled integers', async () => {
    const pixels = [3, 40, 17, 0];
    const bytes = table(
      [
        { keyword: 'TFIELDS', value: 4 },
        { keyword: 'TTYPE1', value: 'PIXEL' },
        { keyword: 'TFORM1', value: '1J' },
        { keyword: 'TTYPE2', value: 'NAME' },
        { keyword: 'TFORM2', value: '3A' },
        { keyword: 'TTYPE3', value: 'COUNTS' },
        { keyword: 'TFORM3', value: 'I' },
        { keyword: 'TSCAL3', value: 0.5 },
        { keyword: 'TZERO3', value: 100 },
        { keyword: 'TNULL3', value: -7 },
        { keyword: 'TTYPE4', value: 'RELINT' },
        { keyword: 'TFORM4', value: '1D' },
        { keyword: 'PIXTYPE', value: 'HEALPIX' },
        { keyword: 'ORDERING', value: 'NEST' },
        { keyword: 'COORDSYS', value: 'EQUATORIAL' },
        { keyword: 'NSIDE', value: 2 },
        { keyword: 'INDXSCHM', value: 'EXPLICIT' },
      ],
      17,
      4,
      (view) => {
        pixels.forEach((pixel, i) => {
          view.setInt32(17 * i, pixel);
          view.setInt16(17 * i + 7, i === 2 ? -7 : 10 * i);
          view.setFloat64(17 * i + 9, i === 3 ? Number.NaN : i / 3);
        });
      },
    );
    const { maps, nSide, ordering, coordinates } = await readFitsMap(bytes);
    expect([nSide, ordering, coordinates]).toEqual([2, 'NESTED', 'C']);
    expect(maps.map(({ name }) => name)).toEqual(['COUNTS', 'RELINT']);
    const [counts, relint] = maps;
    pixels.forEach((pixel, i) => {
      const p = nest2ring(2, pixel);
      expect(counts.values[p]).toBe(i === 2 ? UNSEEN : 100 + 5 * i);
      expect(relint.values[p]).toBe(i === 3 ? UNSEEN : i / 3);
    });
    expect(counts.seen.reduce((sum, s) => sum + s, 0)).toBe(3);
    expect(relint.seen.reduce((sum, s) => sum + s, 0)).toBe(3);
  });

  test('no NSIDE (from the number of pixels), part of the sky by FIRSTPIX and LASTPIX, NaN, ±∞ and BAD_DATA as no data', async () => {
    const fill = (n: number) => (view: DataView) => {
      for (let i = 0; i < n; i++)
        view.setFloat32(4 * i, [Number.NaN, Number.POSITIVE_INFINITY, -999, i][Math.min(i, 3)]);
    };
    const whole = await readFitsMap(
      table(
        [...ONE_FLOAT, { keyword: 'ORDERING', value: 'RING' }, { keyword: 'BAD_DATA', value: -999.0 }],
        4,
        48,
        fill(48),
      ),
    );
    expect(whole.nSide).toBe(2);
    expect([...whole.maps[0].values.subarray(0, 5)]).toEqual([UNSEEN, UNSEEN, UNSEEN, 3, 4]);
    const part = await readFitsMap(
      table(
        [
          ...ONE_FLOAT,
          { keyword: 'ORDERING', value: 'RING' },
          { keyword: 'NSIDE', value: 2 },
          { keyword: 'INDXSCHM', value: 'IMPLICIT' },
          { keyword: 'OBJECT', value: 'PARTIAL' },
          { keyword: 'FIRSTPIX', value: 10 },
          { keyword: 'LASTPIX', value: 19 },
        ],
        4,
        10,
        fill(10),
      ),
    );
    expect([...part.maps[0].values.subarray(9, 15)]).toEqual([UNSEEN, UNSEEN, UNSEEN, -999, 3, 4]);
    expect(part.maps[0].seen.reduce((sum, s) => sum + s, 0)).toBe(8);
  });

  test('gzip', async () => {
    const bytes = writeFitsMap([{ name: 'I', values: sky(16) }], { coordinates: 'C' });
    const file = await readFitsMap(new Uint8Array(gzipSync(bytes)));
    expect(largestDifference(file.maps[0].values, sky(16))).toBe(0);
    await expect(readFitsMap(new Uint8Array(gzipSync(bytes)).subarray(0, 3000))).rejects.toThrow(/gzip .* is broken/);
  });

  test('says what is wrong: no FITS, cut short, no map, wrong N_side, ordering, pixels', async () => {
    const good = writeFitsMap([{ name: 'I', values: sky(16) }], { coordinates: 'C' });
    const withText = (from: string, to: string) => {
      const text = new TextDecoder('latin1').decode(good);
      const at = text.indexOf(from);
      expect(at).toBeGreaterThan(0);
      const changed = good.slice();
      changed.set(new TextEncoder().encode(to.padEnd(from.length)), at);
      return changed;
    };
    const rejected = async (bytes: Uint8Array) => {
      const error = await readFitsMap(bytes).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(CranisError);
      expect((error as CranisError).message).not.toContain('\n');
      return (error as CranisError).message;
    };
    expect(await rejected(new Uint8Array())).toMatch(/not a FITS file/);
    expect(await rejected(new TextEncoder().encode('ell,C\n1,2\n'))).toMatch(/not a FITS file/);
    expect(await rejected(good.subarray(0, 100))).toMatch(/header does not end/);
    expect(await rejected(good.subarray(0, 2880))).toMatch(/no HEALPix map/);
    expect(await rejected(good.subarray(0, 9000))).toMatch(/data end after \d+ of 12288 bytes/);
    expect(await rejected(withText("'BINTABLE'", "'TABLE   '"))).toMatch(/no HEALPix map/);
    expect(await rejected(withText("'RING    '", "'SPIRAL  '"))).toMatch(/ORDERING = 'SPIRAL'/);
    expect(await rejected(withText('ORDERING= ', 'COMMENT   '))).toMatch(/has no ORDERING/);
    expect(await rejected(withText('                  16 /', '                  32 /'))).toMatch(
      /holds 3072 pixels, but its header speaks of 12288/,
    );
    expect(await rejected(withText('                  16 /', '                  12 /'))).toMatch(/NSIDE = 12/);
    expect(await rejected(withText('                  16 /', '                4096 /'))).toMatch(/N_side is 4096/);
    expect(await rejected(withText("'1024E   '", "'1024Z   '"))).toMatch(/TFORM1 = '1024Z'/);
    expect(await rejected(withText("'1024E   '", "'1024D   '"))).toMatch(/fill 8192 bytes of a row/);
    expect(await rejected(withText("'1024E   '", "'4096A   '"))).toMatch(/no column of numbers/);
    const explicit = (second: number) =>
      table(
        [
          { keyword: 'TFIELDS', value: 2 },
          { keyword: 'TTYPE1', value: 'PIX' },
          { keyword: 'TFORM1', value: 'J' },
          { keyword: 'TFORM2', value: 'E' },
          { keyword: 'ORDERING', value: 'RING' },
          { keyword: 'NSIDE', value: 1 },
        ],
        8,
        2,
        (view) => view.setInt32(8, second),
      );
    expect(await rejected(explicit(0))).toMatch(/lists pixel 0 twice/);
    expect(await rejected(explicit(12))).toMatch(/lists a pixel 12/);
    expect((await readFitsMap(explicit(11))).maps[0].name).toBe('COLUMN2');
    expect((await readFitsMap(withText('ORDERING= ', 'COMMENT   '), { ordering: 'RING' })).ordering).toBe('RING');
  });

  test('4000 files with bytes changed, dropped or cut off: a map of finite numbers or one line of complaint, within 20 ms each', async () => {
    const random = uniform(31);
    const originals = [
      writeFitsMap([{ name: 'I', values: sky(4) }], { coordinates: 'C', ordering: 'NESTED', cards: CARDS }),
      writeFitsMap(
        [
          { name: 'I', values: sky(16) },
          { name: 'J', values: sky(16) },
        ],
        { coordinates: 'C' },
      ),
    ];
    originals.push(new Uint8Array(gzipSync(originals[0])));
    let [maps, complaints] = [0, 0];
    const begin = performance.now();
    for (let i = 0; i < 4000; i++) {
      const bytes = originals[i % 3].slice();
      const header = Math.min(bytes.length, 2880 * 3);
      for (let k = 0; k < 1 + Math.floor(4 * random()); k++) {
        const at = Math.floor((random() < 0.7 ? header : bytes.length) * random());
        const kind = random();
        if (kind < 0.4) bytes[at] = 32 + Math.floor(95 * random());
        else if (kind < 0.7) bytes[at] = 48 + Math.floor(10 * random());
        else if (kind < 0.9) bytes[at] = Math.floor(256 * random());
        else bytes.copyWithin(at, at + 1 + Math.floor(200 * random()));
      }
      const cut = random() < 0.1 ? bytes.subarray(0, Math.floor(bytes.length * random())) : bytes;
      try {
        const file = await readFitsMap(cut);
        for (const { values } of file.maps)
          for (const value of values) if (!Number.isFinite(value)) throw new Error('NaN');
        maps++;
      } catch (error) {
        expect(error).toBeInstanceOf(CranisError);
        complaints++;
      }
    }
    expect(performance.now() - begin).toBeLessThan(4000 * 20);
    expect(Math.min(maps, complaints)).toBeGreaterThan(500);
  });
});

describeWithHealpy('healpy and astropy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cranis-fits-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const cases = [1, 8, 16, 64].flatMap((nSide) =>
    (['RING', 'NESTED'] as const).flatMap((ordering) =>
      (['single', 'double'] as const).map((precision) => ({ nSide, ordering, precision })),
    ),
  );

  test('read ours: values bit for bit, header and checksums valid without a warning', () => {
    cases.forEach(({ nSide, ordering, precision }, i) => {
      const columns = [
        { name: 'DELTA_X', unit: 'pc', values: sky(nSide) },
        { name: 'I', values: sky(nSide, 5) },
      ];
      const cards: FitsCard[] = [
        { keyword: 'SEED', value: 42 },
        { keyword: 'lookBackTime', value: 1e-7, comment: 'r_g/c' },
        { keyword: 'turbulenceSpec', value: 'long '.repeat(60) },
        { keyword: 'HISTORY', comment: 'traced back. '.repeat(20) },
      ];
      writeFileSync(join(folder, `${i}.fits`), writeFitsMap(columns, { coordinates: 'C', ordering, precision, cards }));
    });
    const answer = healpy(`
from astropy.io import fits
warnings.simplefilter('error')
for i in range(${cases.length}):
    name = ${JSON.stringify(folder)} + f'/{i}.fits'
    with fits.open(name, checksum=True) as file:
        file.verify('exception')
        h = file[1].header
        assert h['TUNIT1'] == 'pc' and h['COORDSYS'] == 'C' and h['SEED'] == 42 and h['lookBackTime'] == 1e-7
        assert h['turbulenceSpec'] == ('long ' * 60).rstrip() and h['HISTORY'][0].startswith('traced back. ' * 5)
    a, b = hp.read_map(name, field=(0, 1), dtype=np.float64)
    answer[f'a{i}'], answer[f'b{i}'] = a, b
`);
    cases.forEach(({ nSide }, i) => {
      const unseen = (value: number) => (Math.abs(value / UNSEEN - 1) < 1e-6 ? UNSEEN : value);
      expect(largestDifference(answer[`a${i}`].map(unseen), sky(nSide))).toBe(0);
      expect(largestDifference(answer[`b${i}`].map(unseen), sky(nSide, 5))).toBe(0);
    });
  });

  test('write, and we read the same: full and partial sky, ring and nested, E, D and I columns, gzip', async () => {
    healpy(
      `
folder = ${JSON.stringify(folder)}
m = given['m']
hp.write_map(folder + '/full.fits', [m, 2 * m], dtype=np.float64, coord='G', column_names=['RELINT', 'SIGNIFICANCE'], column_units='')
hp.write_map(folder + '/nested.fits.gz', hp.reorder(m, r2n=True), nest=True, dtype=np.float32, coord='C')
cut = m.copy(); cut[:1000] = hp.UNSEEN
hp.write_map(folder + '/partial.fits', cut, partial=True, dtype=np.float64)
hp.write_map(folder + '/counts.fits', np.arange(m.size), dtype=np.int32, fits_IDL=False)
bad = m.copy(); bad[7] = np.nan
hp.write_map(folder + '/nan.fits', bad, dtype=np.float64)
`,
      { m: sky(16) },
    );
    const read = (name: string) => readFitsMap(readFileSync(join(folder, name)));
    const m = sky(16);
    const full = await read('full.fits');
    expect([full.ordering, full.coordinates, full.maps.length]).toEqual(['RING', 'G', 2]);
    expect(full.maps.map(({ name }) => name)).toEqual(['RELINT', 'SIGNIFICANCE']);
    expect(largestDifference(full.maps[0].values, m)).toBe(0);
    const nested = await read('nested.fits.gz');
    expect([nested.ordering, nested.coordinates]).toEqual(['NESTED', 'C']);
    expect(largestDifference(nested.maps[0].values, m)).toBe(0);
    const partial = await read('partial.fits');
    expect(
      largestDifference(
        partial.maps[0].values,
        m.map((value, p) => (p < 1000 ? UNSEEN : value)),
      ),
    ).toBe(0);
    const counts = await read('counts.fits');
    expect(counts.maps[0].values.every((value, p) => value === p)).toBe(true);
    const bad = await read('nan.fits');
    expect([bad.maps[0].values[7], bad.maps[0].seen[7], bad.maps[0].seen[8]]).toEqual([UNSEEN, 0, 1]);
  });
});
