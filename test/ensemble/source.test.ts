/** An ensemble in memory says what the same ensemble on disk says. */
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openRun, prepareRun } from '../../src/campaign/open.ts';
import { analyseEnsemble, mixingOfEnsemble } from '../../src/ensemble/analyse.ts';
import { realisationTask } from '../../src/ensemble/record.ts';
import { createMemorySource, type RealisationSource } from '../../src/ensemble/source.ts';
import { CranisError } from '../../src/model/errors.ts';
import { specOf } from '../campaign/runs.ts';
import { temporaryFolder } from '../cli/cranis.ts';

const folder = temporaryFolder();

describe.each(['healpix', 'random'] as const)('%s directions', (directions) => {
  const spec = specOf({ directions, nSide: 4 });
  let [memory, disk]: RealisationSource[] = [];
  beforeAll(async () => {
    const path = join(folder, directions);
    const [store, source] = [prepareRun(path, spec), createMemorySource(spec)];
    await store.begin();
    const task = await realisationTask(spec);
    // One of the three is missing, and the order of making does not matter.
    for (const index of [2, 0]) {
      const record = await task(index);
      await store.write(index, record);
      source.add(index, record);
    }
    [memory, disk] = [source, openRun(path)];
  });

  test('which realisations there are, and their arrays', () => {
    expect(memory.made()).toEqual([0, 2]);
    expect(disk.made()).toEqual([0, 2]);
    expect(memory.names).toEqual(disk.names);
    expect(memory.read(0, memory.names)).toEqual(disk.read(0, disk.names));
    expect(memory.read(1, ['spectrum'])).toBeUndefined();
    expect(disk.read(1, ['spectrum'])).toBeUndefined();
  });

  test('spectra and means, mixing matrix as kept and from maps', () => {
    // A model holds functions, which are never equal.
    const plain = <T extends { readonly model: unknown }>({ model: _, ...numbers }: T) => numbers;
    expect(plain(analyseEnsemble(memory))).toEqual(plain(analyseEnsemble(disk)));
    expect(analyseEnsemble(memory)).toMatchObject({ realisations: 2, expected: 3 });
    for (const lMax of [3, 10]) {
      expect(plain(mixingOfEnsemble(memory, 1, lMax))).toEqual(plain(mixingOfEnsemble(disk, 1, lMax)));
    }
  });
});

test('errors name the field, not a flag', async () => {
  const source = createMemorySource(specOf({ nSide: 4 }, 'spectra'));
  const failure = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      expect(error).toBeInstanceOf(CranisError);
      return error as CranisError;
    }
    throw new Error('it did not fail');
  };
  const empty = failure(() => analyseEnsemble(source));
  expect(empty.message).toBe('the run in memory: none of its 3 realisations has been made');
  for (const [lMax, message] of [
    [12, /^12 is above 11, the highest multipole that N_side = 4 resolves$/],
    [9, /^9 is above 8: this run kept spectra alone, and of the mixing matrix ℓ0 ≤ 8$/],
  ] as const) {
    const { message: told, hint, where } = failure(() => mixingOfEnsemble(source, 0, lMax));
    expect(told).toMatch(message);
    expect(where).toBe('lMax');
    expect(`${told} ${hint}`).not.toMatch(/--/);
  }
});
