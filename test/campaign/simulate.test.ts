import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Executor } from '../../src/campaign/executors/executor.ts';
import { createThreadExecutor } from '../../src/campaign/executors/threads/executor.ts';
import { openRun } from '../../src/campaign/open.ts';
import { processorOf } from '../../src/campaign/processor.ts';
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

test('the bytes do not depend on the executor', async () => {
  const spec = specOf({ realisations: 4 });
  const backwards: Executor = {
    async run(run, indices, { onDone, onProgress }) {
      const task = await realisationTask(run);
      for (const index of indices.toReversed()) {
        await onDone(index, await task(index, (fraction) => onProgress?.(index, fraction)));
      }
    },
  };
  const [here, threads] = ['here', 'threads'].map((name) => join(folder, name));
  expect(await simulate(planRun(here, spec), { executor: backwards })).toBe(4);
  await simulate(planRun(threads, spec), { executor: createThreadExecutor(2) });
  expect(contentOf(here)).toEqual(contentOf(threads));
});

test('an executor that loses a realisation is found out', async () => {
  const plan = planRun(join(folder, 'lost'), specOf());
  await expect(simulate(plan, { executor: { run: async () => {} } })).rejects.toThrow(
    /files of 3 realisations are gone/,
  );
});

test('an engine whose bytes depend on the processor: only the same kind of processor goes on', async () => {
  const path = join(folder, 'fused');
  const spec = { ...specOf(), engine: 'fused' as const, processor: processorOf('fused')! };
  expect(processorOf('single')).toBeUndefined();
  expect(spec.processor).toMatch(/^\w+ with(out)? fused multiply-add$/);
  await simulate(planRun(path, spec), { executor: createThreadExecutor(1) });
  const elsewhere = { ...spec, processor: 'pdp11 without fused multiply-add' };
  expect(() => planRun(path, elsewhere)).toThrow(
    `another model: the processor is ${spec.processor} there, pdp11 without fused multiply-add here`,
  );
  // A worker on the wrong machine says so, rather than make other bytes.
  const plan = planRun(join(folder, 'elsewhere'), elsewhere);
  await expect(simulate(plan, { executor: createThreadExecutor(1) })).rejects.toThrow(
    /begun on pdp11 without fused multiply-add, this machine is \w+ with/,
  );
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
  expect((failure as CranisError).hint).toMatch(/choose single, double, fused, oracle/);
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
