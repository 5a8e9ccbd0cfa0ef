import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { completed } from '../../src/coverage/completed.ts';
import { type CoverageInput, createCoverage } from '../../src/coverage/coverage.ts';
import { maskDigest } from '../../src/coverage/mask-digest.ts';
import { coverageOf, recordOf, seenSky } from '../../src/coverage/record.ts';
import { FULL_SKY, type SkyStatement } from '../../src/coverage/sky-statement.ts';
import { coverageRecord } from '../../src/files/records/coverage.ts';
import { statedSky } from '../../src/files/spectra/sky-of.ts';
import { pixelCentres } from '../../src/sky/healpix.ts';
import { bandMask, createMask, type Mask } from '../../src/sky/mask.ts';

const nSide = 16;
/** Half the right ascensions, with weights that are not 1. */
const half: Mask = (() => {
  const v = pixelCentres(nSide);
  return createMask(
    Float64Array.from({ length: 12 * nSide ** 2 }, (_, p) => (v[3 * p] > 0 ? 0.5 + 0.5 * v[3 * p] : 0)),
  );
})();

describe('the digest of a mask', () => {
  // FNV-1a by its definition, in whole numbers.
  const byDefinition = (weights: Float64Array) => {
    let hash = 0xcbf29ce484222325n;
    const view = new DataView(new ArrayBuffer(4));
    for (const weight of weights) {
      view.setFloat32(0, weight, true);
      for (let i = 0; i < 4; i++) hash = ((hash ^ BigInt(view.getUint8(i))) * 0x100000001b3n) % 2n ** 64n;
    }
    return `fnv1a-${hash.toString(16).padStart(16, '0')}`;
  };

  test('is FNV-1a of the weights in single precision', () => {
    expect(maskDigest(half)).toBe(byDefinition(half.weights));
    expect(maskDigest({ nSide: 1, weights: new Float64Array(12) })).toBe(byDefinition(new Float64Array(12)));
  });

  test('survives single precision and the last digits; any weight that is another changes it', () => {
    const rounded = half.weights.map(Math.fround);
    expect(maskDigest({ nSide, weights: rounded })).toBe(maskDigest(half));
    expect(maskDigest({ nSide, weights: half.weights.map((w) => w * (1 + 1e-16)) })).toBe(maskDigest(half));
    for (const p of [0, 700, 3071]) {
      expect(maskDigest({ nSide, weights: half.weights.with(p, 0.123) })).not.toBe(maskDigest(half));
    }
  });
});

/** As much of the sky, elsewhere. */
const otherHalf = createMask(half.weights.map((w) => (w > 0 ? 0 : 1)));

const inputs: fc.Arbitrary<CoverageInput> = fc.record({
  name: fc.constantFrom(undefined, 'hawc', 'icecube', 'full', 'hawc:43', '-60..35.5'),
  mask: fc.constantFrom(undefined, { ...half, name: 'half.fits' }),
  data: fc.constantFrom(undefined, createMask(new Float64Array(3072).fill(1)), bandMask(nSide, [-50, 90])),
  apodisation: fc.constantFrom(undefined, { width: 15, kind: 'C1' as const }, { width: 8, kind: 'C2' as const }),
  treatment: fc.record({
    remove: fc.constantFrom('none' as const, 'monopole' as const, 'dipole' as const),
    withoutM0: fc.boolean(),
  }),
  iterations: fc.constantFrom(0, 3),
  nSide: fc.constant(nSide),
});

/** Through a file. */
const written = (record: SkyStatement, input: CoverageInput): SkyStatement => {
  const text = JSON.stringify(coverageRecord({ ...seenSky(createCoverage(input)), record }));
  return statedSky(JSON.parse(text));
};

describe('a record', () => {
  test('comes back from JSON whole', () => {
    fc.assert(
      fc.property(inputs, fc.boolean(), (input, perFSky) => {
        const record = recordOf(createCoverage(input), { perFSky });
        expect(written(record, input)).toEqual(record);
      }),
      { numRuns: 60 },
    );
  });

  test('gives back the coverage that it was made of, weight by weight; with the mask where that was seen through one', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const coverage = createCoverage(input);
        const isNamed = input.mask === undefined && (input.data === undefined || !input.data.weights.includes(0));
        const again = coverageOf(recordOf(coverage), isNamed ? undefined : coverage.pixels);
        expect(again.pixels).toEqual(coverage.pixels);
        expect(again.treatment).toEqual(coverage.treatment);
        expect(again.iterations).toBe(coverage.iterations);
        expect(again.w2).toBe(coverage.w2);
      }),
      { numRuns: 60 },
    );
  });

  test('the mask may be the one that was given, or all that was seen', () => {
    const apodisation = { width: 10, kind: 'C2' as const };
    const coverage = createCoverage({ name: 'hawc', mask: { ...half, name: 'half.fits' }, apodisation });
    const record = recordOf(coverage);
    for (const mask of [half, coverage.pixels!]) expect(coverageOf(record, mask).pixels).toEqual(coverage.pixels);
  });

  const seen = (input: CoverageInput) => recordOf(createCoverage({ nSide, ...input }));
  const stripes = { data: half };
  test.each<[string, SkyStatement, Mask | undefined, RegExp]>([
    [
      'half of a named band',
      seen({ name: 'hawc', ...stripes }),
      undefined,
      /HAWC.* is 78\.9 % of the sky, but 39\.5 % was seen/,
    ],
    ['part of no named band', seen(stripes), undefined, /50\.0 % of the sky was seen, and which pixels/],
    [
      'a mask',
      seen({ mask: { ...half, name: 'half.fits' } }),
      undefined,
      /seen through the mask half\.fits, whose pixels/,
    ],
    ['another mask', seen({ mask: half }), otherHalf, /the mask, N_side = 16 is not what was seen: its weights/],
    [
      'another mask by size',
      seen({ mask: half }),
      bandMask(nSide, [0, 20]),
      /is 1\d\.\d % of the sky, but 50\.0 % was seen/,
    ],
    [
      'another N_side',
      seen({ mask: half }),
      bandMask(8, [-90, 0]),
      /other pixels than those that were seen, N_side = 16/,
    ],
    ['a fraction alone', { ...FULL_SKY, pseudo: true, fSky: 0.3 }, undefined, /30\.0 % of the sky was seen/],
    [
      'a fraction against its name',
      { ...FULL_SKY, pseudo: true, coverage: 'icecube', fSky: 0.5 },
      undefined,
      /IceCube, declination −90° … −25° is 28\.9 % of the sky, but 50\.0 % was seen/,
    ],
  ])('%s is refused in one line that asks for the mask', (_, record, mask, message) => {
    expect(() => coverageOf(record, mask)).toThrow(message);
    try {
      coverageOf(record, mask);
    } catch (error) {
      expect((error as { hint: string }).hint).toContain('`mask`');
    }
  });

  test('all pixels with weight 1 are the full sky, whoever calls them a mask', () => {
    const full = createMask(new Float64Array(3072).fill(1));
    expect(coverageOf(recordOf(createCoverage({ mask: full }))).fSky).toBe(1);
    const uneven = createMask(full.weights.map((_, p) => 1 + (p % 2)));
    expect(() => coverageOf(recordOf(createCoverage({ mask: uneven })))).toThrow(/its weights are others/);
  });

  test('a fraction without N_side tells the pixels where they have exactly that one, else the declinations are exact', () => {
    const { fSky } = createCoverage({ name: 'hawc', nSide: 32 });
    const named = { ...FULL_SKY, pseudo: true, coverage: 'hawc' };
    expect(coverageOf({ ...named, fSky }).pixels?.nSide).toBe(32);
    expect(coverageOf({ ...named, fSky: fSky + 1e-3 }).pixels).toBeUndefined();
    expect(coverageOf(named).pixels).toBeUndefined();
  });
});

describe('what is said beside a record', () => {
  const soft = { width: 20, kind: 'C2' as const };
  const record = recordOf(createCoverage({ name: 'hawc', nSide, apodisation: soft, treatment: { withoutM0: true } }));
  const loose = { ...FULL_SKY, pseudo: true, coverage: 'hawc' };

  test('the same is no contradiction, and nothing said leaves it as it is', () => {
    expect(completed(record, {})).toEqual({ record, notes: [] });
    expect(completed(record, { coverage: '-38..76', apodisation: soft, withoutM0: true, remove: 'none' })).toEqual({
      record,
      notes: [],
    });
  });

  test('completes one that does not say', () => {
    const said = { apodisation: soft, remove: 'dipole' as const, withoutM0: true };
    expect(completed(loose, said)).toEqual({ record: { ...loose, ...said }, notes: [] });
    expect(completed({ ...loose, coverage: undefined }, { coverage: 'hawc' }).record).toEqual(loose);
  });

  test('another coverage replaces all of it, and a note says what', () => {
    const { record: other, notes } = completed(record, { coverage: 'icecube' });
    expect(other).toEqual({ ...FULL_SKY, pseudo: true, coverage: 'icecube' });
    expect(notes).toEqual([
      'the coverage icecube replaces all that is recorded of this sky: hawc, C2 apodisation of 20°, m = 0 removed',
    ]);
    const part = recordOf(createCoverage({ data: half }));
    expect(completed(part, { coverage: 'full' }).notes[0]).toMatch(
      /full replaces all .* of this sky: 50\.0 % of the sky/,
    );
    expect(completed(part, { coverage: 'hawc' }).notes).toEqual([]);
  });

  test.each([
    ['apodisation', record, { apodisation: { width: 10, kind: 'C2' as const } }, /made with an apodisation C2 of 20°/],
    ['remove', record, { remove: 'dipole' as const }, /made with no monopole or dipole removed/],
    ['remove', { ...loose, remove: 'monopole' as const }, { remove: 'dipole' as const }, /the monopole removed/],
    ['withoutM0', recordOf(createCoverage({ name: 'hawc', nSide })), { withoutM0: true }, /m = 0 not removed/],
    ['apodisation', recordOf(createCoverage({ nSide })), { apodisation: soft }, /made with no apodisation/],
  ])('against %s of the record: refused', (where, stated, said, message) => {
    expect(() => completed(stated, said)).toThrow(message);
    expect(() => completed(stated, said)).toThrow(expect.objectContaining({ where }));
  });
});
