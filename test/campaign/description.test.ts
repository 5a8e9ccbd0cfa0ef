/** What a folder says of itself is checked before it is believed: any zarr.json is read rightly or refused in one line. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { attributesOf, describedRun, identityOf } from '../../src/campaign/attributes.ts';
import { openRun, prepareRun } from '../../src/campaign/open.ts';
import { analyseEnsemble } from '../../src/ensemble/analyse.ts';
import { realisationTask } from '../../src/ensemble/record.ts';
import { CranisError } from '../../src/model/errors.ts';
import { cranis, ROOT, temporaryFolder } from '../cli/cranis.ts';
import { mutate } from '../files/mutations.ts';
import { uniform } from '../sky/support.ts';
import { specOf } from './runs.ts';

const folder = temporaryFolder();
const place = (name: string) => join(folder, name);
type Attributes = Record<string, unknown>;

/** Attributes that say something else, with the checksum that fits: as if somebody had taken pains. */
function forged(change: (attributes: Attributes) => void): Attributes {
  const all = structuredClone(attributesOf(specOf())) as Attributes;
  change(all);
  const { version, engine, processor, keep, realisations, schedule, slabFraction, parameters } = all;
  const spec = { version, engine, processor, keep, realisations, schedule, slabFraction, parameters };
  try {
    const identity = identityOf({ spec: spec as never, format: 2 });
    all.checksum = crc32(JSON.stringify([identity, keep, realisations]));
  } catch {
    // Not even a checksum can be made of it.
  }
  return all;
}

const parameters = (change: Attributes) => (all: Attributes) => {
  all.parameters = { ...(all.parameters as Attributes), ...change };
};
const nested = (depth: number): unknown => {
  let value: unknown = [];
  for (let i = 0; i < depth; i++) value = [value];
  return value;
};

const FORGERIES: readonly (readonly [what: string, change: (all: Attributes) => void, message: RegExp])[] = [
  ['1e9 realisations', (all) => Object.assign(all, { realisations: 1e9 }), /realisations is 1000000000, not a whole/],
  ['1.5 realisations', (all) => Object.assign(all, { realisations: 1.5 }), /realisations is 1.5, not a whole number/],
  ['realisations as text', (all) => Object.assign(all, { realisations: '40' }), /realisations is the text "40", not/],
  ['no realisations', (all) => Object.assign(all, { realisations: 0 }), /realisations is 0, not a whole number/],
  ['realisations of nothing', (all) => Object.assign(all, { realisations: null }), /realisations is nothing, not a/],
  ['a list of versions', (all) => Object.assign(all, { version: ['0.2.0'] }), /version is a list/],
  [
    'a version with a line break',
    (all) => Object.assign(all, { version: '0.2.0\nfine' }),
    /version is the text "0.2.0\\n/,
  ],
  ['no engine', (all) => delete all.engine, /engine is nothing/],
  ['another engine', (all) => Object.assign(all, { engine: 'quantum' }), /there is no engine quantum/],
  ['a processor of numbers', (all) => Object.assign(all, { processor: 3 }), /processor is 3/],
  ['another thing kept', (all) => Object.assign(all, { keep: 'all' }), /keep is the text "all"/],
  ['parameters of nothing', (all) => Object.assign(all, { parameters: null }), /parameters is nothing/],
  ['parameters of text', (all) => Object.assign(all, { parameters: 'k0' }), /parameters is the text/],
  ['an unknown parameter', parameters({ colour: 3 }), /parameters has an entry that no run has, "colour"/],
  [
    'a prototype',
    parameters(JSON.parse('{"__proto__": {"nSide": 2}}') as Attributes),
    /entry that no run has, "__proto__"/,
  ],
  ['no seed', (all) => delete (all.parameters as Attributes).seed, /parameters has no seed/],
  [
    'many times',
    parameters({ times: Array.from({ length: 20_000 }, (_, i) => i + 1) }),
    /20000 entries, more than 10000/,
  ],
  ['times as text', parameters({ times: '0.5,2' }), /times is the text "0.5,2"/],
  ['times out of order', parameters({ times: [2, 0.5] }), /times: 0.5 does not rise above 2/],
  ['deeply nested times', parameters({ times: nested(50_000) }), /times is a list/],
  ['a deeply nested number', parameters({ k0: nested(50_000) }), /k0 is a list/],
  ['N_side as text', parameters({ nSide: '2' }), /nSide is the text "2"/],
  ['N_side of 3', parameters({ nSide: 3 }), /nSide: 3 is not a power of two/],
  ['a table that is none', parameters({ table: { k: [1, 2], g: 'x' } }), /table is a section/],
  ['no schedule', (all) => delete all.schedule, /schedule is nothing/],
  [
    'levels as text',
    (all) => Object.assign(all, { schedule: { integrator: 'strang', step: 1, levels: '1' } }),
    /levels/,
  ],
  [
    'a step of zero',
    (all) => Object.assign(all, { schedule: { integrator: 'strang', step: 0, levels: 1 } }),
    /step .* is 0/,
  ],
  ['a format of one half', (all) => Object.assign(all, { format: 0.5 }), /format is 0.5/],
  ['a nested format', (all) => Object.assign(all, { format: nested(50_000) }), /format is a list/],
];

test.each(FORGERIES)('%s: told in one line, the checksum forged to fit', (_, change, message) => {
  const description = describedRun(forged(change), 'run');
  expect(description.kind).toBe('damaged');
  const { reason } = description as { readonly reason: string };
  expect(reason).toMatch(message);
  expect(reason).not.toMatch(/\n/);
});

test('what no change was made to is read as it was written', () => {
  for (const spec of [
    specOf(),
    specOf({ geometry: 'composite' }, 'spectra'),
    specOf({ rigidity: 10, bRms: 4, directions: 'random' }),
    { ...specOf(), engine: 'fused' as const, processor: 'x64 with fused multiply-add' },
  ]) {
    const attributes = JSON.parse(JSON.stringify(attributesOf(spec))) as unknown;
    expect(describedRun(attributes, 'run')).toEqual({ kind: 'run', run: { spec, format: 2 } });
  }
});

test('a run of a newer version: what it is, and what reads it', () => {
  expect(() =>
    describedRun(
      forged((all) => Object.assign(all, { format: 3, version: '1.2.0' })),
      'run',
    ),
  ).toThrow('run: a run of format 3, made by cranis 1.2.0');
});

describe('a folder whose root is broken', () => {
  let whole = '';
  beforeAll(async () => {
    whole = place('whole');
    const spec = specOf();
    const store = prepareRun(whole, spec);
    await store.begin();
    const task = await realisationTask(spec);
    for (let i = 0; i < spec.realisations; i++) await store.write(i, await task(i));
  });

  test.each(['run-root-tiny-realisations', 'run-root-half-a-realisation'])(
    '%s: exit code 2 and one line',
    async (name) => {
      const path = place(name);
      mkdirSync(path);
      copyFileSync(join(ROOT, `test/reference/${name}.json`), join(path, 'zarr.json'));
      for (const command of [
        ['analyse', path],
        ['mixing', path, '--time', '1'],
        ['map', path, '--time', '1', '-o', place('never.fits')],
        ['fit', '--data', path, '--free', 'alpha', '--l-max', '4'],
        ['simulate', '--n-side', '2', '--modes', '8', '--times', '1', '--realisations', '1', '-o', path],
      ]) {
        const { code, stdout, stderr } = await cranis(command);
        expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
        expect(stderr).toMatch(
          /^cranis: \S+zarr.json is damaged: realisations is (1e-9|0.5), not a whole number[^\n]*\n$/,
        );
      }
    },
  );

  test('nesting that no reader of JSON should follow: one line', () => {
    const path = place('nested');
    mkdirSync(path);
    for (const text of [
      '['.repeat(200_000) + ']'.repeat(200_000),
      '['.repeat(5_000_000),
      `{"attributes":${'{"a":'.repeat(99_999)}`,
    ]) {
      writeFileSync(join(path, 'zarr.json'), text);
      expect(() => openRun(path)).toThrow(CranisError);
    }
  });

  test('2000 mutated roots: all numbers of the ensemble, or an error of one line', () => {
    const original = readFileSync(join(whole, 'zarr.json'));
    const truth = analyseEnsemble(openRun(whole));
    const random = uniform(77);
    // biome-ignore format: a list of words
    const words = [
      '"realisations": ', '1e-9', '0.5', '-1', '1e999', 'null', '[]', '{}', '"x"', '"format": 1', '"kernel": "single"', '"nSide": 8192',
      '"times": [', '"seed": 6', '\\u0000', '"checksum": 1', 'true', '"keep": "spectra"', '"version": "9.0.0"', '"attributes": null',
    ];
    let refused = 0;
    for (let i = 0; i < 2000; i++) {
      writeFileSync(join(whole, 'zarr.json'), mutate(original, words, random));
      try {
        const { realisations, times } = analyseEnsemble(openRun(whole));
        expect({ realisations, times }, `mutant ${i}`).toEqual({
          realisations: truth.realisations,
          times: truth.times,
        });
      } catch (error) {
        expect(error, `mutant ${i}`).toBeInstanceOf(CranisError);
        expect((error as CranisError).message, `mutant ${i}`).not.toMatch(/\n/);
        refused++;
      }
    }
    writeFileSync(join(whole, 'zarr.json'), original);
    expect(refused).toBeGreaterThan(200);
    expect(refused).toBeLessThan(2000);
  });

  test('a large number of realisations in the name of a file means nothing', async () => {
    const before = openRun(whole).expected;
    writeFileSync(join(whole, 'checksum/999999.0'), new Uint8Array(40));
    expect(openRun(whole).expected).toBe(before);
    rmSync(join(whole, 'checksum/999999.0'));
  });
});
