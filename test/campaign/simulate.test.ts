import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createThreadExecutor } from '../../src/campaign/executors/threads/executor.ts';
import { openRun } from '../../src/campaign/open.ts';
import { planRun, simulate } from '../../src/campaign/simulate.ts';
import { realisationTask } from '../../src/ensemble/record.ts';
import { CranisError } from '../../src/model/errors.ts';
import type { EngineName } from '../../src/simulation/engines.ts';
import { temporaryFolder } from '../cli/cranis.ts';
import { contentOf, specOf } from './runs.ts';

const folder = temporaryFolder();

test('the same bytes with one worker, with three, in several sessions, and without any thread', async () => {
  const spec = specOf({ realisations: 5 });
  const [one, three, parts] = ['one', 'three', 'parts'].map((name) => join(folder, name)) as [string, string, string];
  expect(await simulate(planRun(one, spec), { executor: createThreadExecutor(1) })).toBe(5);
  expect(await simulate(planRun(three, spec), { executor: createThreadExecutor(3) })).toBe(5);
  await simulate(planRun(parts, specOf({ realisations: 2 })), { executor: createThreadExecutor(2) });
  expect(await simulate(planRun(parts, spec), { executor: createThreadExecutor(2) })).toBe(3);
  expect(contentOf(three)).toEqual(contentOf(one));
  expect(contentOf(parts)).toEqual(contentOf(one));
  const task = await realisationTask(spec);
  const { displacement } = openRun(one).read(4, ['displacement'])!;
  expect((await task(4)).displacement).toEqual(displacement);
});

test('progress rises to the number of realisations', async () => {
  const seen: number[] = [];
  const plan = planRun(join(folder, 'progress'), specOf({ nSide: 8, realisations: 3 }));
  await simulate(plan, { executor: createThreadExecutor(2), onProgress: (done, partial) => seen.push(done + partial) });
  expect(seen.length).toBeGreaterThan(3);
  expect(seen.at(-1)).toBe(3);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

test("a worker's failure fails the run with its message, and what was done is kept", async () => {
  const unknown = { ...specOf(), engine: 'quantum' as EngineName };
  const plan = planRun(join(folder, 'unknown'), unknown);
  const failure = await simulate(plan, { executor: createThreadExecutor(2) }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CranisError);
  expect((failure as CranisError).message).toBe('unknown engine quantum');
  expect((failure as CranisError).hint).toMatch(/choose oracle/);
});

test('a failure in taking in a result ends the run, too', async () => {
  const plan = planRun(join(folder, 'refused'), specOf());
  const store = {
    ...plan.store,
    write(index: number) {
      throw new CranisError(`no room for ${index}`);
    },
  };
  await expect(simulate({ ...plan, store }, { executor: createThreadExecutor(1) })).rejects.toThrow('no room for 0');
});

test('a signal stops it; the same call goes on from there to the same bytes', async () => {
  const spec = specOf({ realisations: 6, nSide: 4 });
  const path = join(folder, 'stopped');
  const control = new AbortController();
  const made = await simulate(planRun(path, spec), {
    executor: createThreadExecutor(1),
    signal: control.signal,
    onProgress: (done) => {
      if (done === 2) control.abort();
    },
  });
  expect(made).toBe(2);
  expect(planRun(path, spec)).toMatchObject({ whole: 2, missing: [2, 3, 4, 5], damaged: [] });
  expect(await simulate(planRun(path, spec), { executor: createThreadExecutor(2) })).toBe(4);
  await simulate(planRun(join(folder, 'unstopped'), spec), { executor: createThreadExecutor(2) });
  expect(contentOf(path)).toEqual(contentOf(join(folder, 'unstopped')));
});
