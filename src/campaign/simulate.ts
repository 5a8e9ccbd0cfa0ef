/** From a run's description to a run on disk: what is missing is made, what is there is kept. */

import { availableParallelism, totalmem } from 'node:os';
import { directionCount, type RunSpec, runModel } from '../ensemble/run.ts';
import { log10 } from '../math/elementary/index.ts';
import { CranisError } from '../model/errors.ts';
import type { Executor } from './executors/executor.ts';
import { createThreadExecutor } from './executors/threads/executor.ts';
import { freeSpace, RESUME } from './folder.ts';
import { bytesPerRealisation } from './layout.ts';
import { prepareRun } from './open.ts';
import type { RunStore } from './store.ts';

/** What there is of a run, and what is to be done. */
export interface Plan {
  readonly store: RunStore;
  /** Realisations asked for; the store may have room for more. */
  readonly asked: number;
  /** Realisations that are there and whole, of those asked for. */
  readonly whole: number;
  /** Indices of those to make, ascending. */
  readonly missing: readonly number[];
  /** Indices of those to make again: their checksums do not fit. */
  readonly damaged: readonly number[];
  /** Files of metadata and coordinates, beside realisations that are there, to be written again: see {@link RunStore.faulty}. */
  readonly faulty: readonly string[];
  /** Bytes that the missing ones will take. */
  readonly bytes: number;
}

/**
 * Looks through what a folder has of a run; nothing is written yet.
 * Throws a CranisError if the folder holds another run, or if the disk or the memory is too small.
 */
export function planRun(path: string, spec: RunSpec): Plan {
  const store = prepareRun(path, spec);
  const made = new Set(store.made());
  const missing: number[] = [];
  const damaged: number[] = [];
  for (let i = 0; i < spec.realisations; i++) {
    if (!made.has(i)) missing.push(i);
    else if (store.state(i) === 'damaged') damaged.push(i);
  }
  checkMemory(store);
  const begun = missing.length < spec.realisations;
  const bytes = bytesPerRealisation(store.layout) * missing.length;
  const free = freeSpace(path);
  if (bytes > free) {
    const slimmer = spec.keep === 'maps' ? 'keep spectra alone (`keep` spectra), or ' : '';
    throw new CranisError(`${path}: ${missing.length} realisations take ${size(bytes)}, ${size(free)} are free`, {
      where: path,
      hint: begun ? `free some space; ${RESUME}` : `${slimmer}choose another disk`,
    });
  }
  const faulty = begun ? store.faulty() : [];
  const asked = spec.realisations;
  return { store, asked, faulty, whole: asked - missing.length - damaged.length, missing, damaged, bytes };
}

/** Numbers that a worker holds for each direction, mostly harmonics; three components of two maps at each time come on top. */
const NUMBERS_PER_DIRECTION = 600;

function bytesPerWorker(spec: RunSpec): number {
  const model = runModel(spec);
  return 8 * directionCount(model) * (NUMBERS_PER_DIRECTION + 6 * model.values.times.length);
}

/** Throws a CranisError if not even one worker fits into this machine. */
function checkMemory({ spec, model }: RunStore): void {
  const bytes = bytesPerWorker(spec);
  if (bytes < totalmem()) return;
  throw new CranisError(
    `N_side = ${model.values.nSide} takes ${size(bytes)} of memory a worker, this machine has ${size(totalmem())}`,
    { where: 'nSide', hint: 'give a smaller `nSide`' },
  );
}

/** Workers if none are asked for: one a core, fewer where they would fill more than two thirds of the memory. */
export function naturalWorkers(spec: RunSpec): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor((2 * totalmem()) / 3 / bytesPerWorker(spec))));
}

export interface SimulateOptions {
  /** What makes the realisations; by default {@link naturalWorkers} threads of this machine. */
  readonly executor?: Executor;
  /** Of this session: realisations made, and the sum of what is done of those at work. */
  readonly onProgress?: (done: number, partial: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Makes what a plan lacks, and looks at the end whether all of the run is there. Throws a CranisError if the folder has become
 * another run's since it was planned, if something cannot be written, or if what has been written is gone.
 * @returns how many were made: fewer than asked for where the signal stopped it
 */
export async function simulate(plan: Plan, options: SimulateOptions = {}): Promise<number> {
  const { store, missing, damaged } = plan;
  const { executor = createThreadExecutor(naturalWorkers(store.spec)), onProgress, signal } = options;
  const partial = new Map<number, number>();
  let done = 0;
  const tell = () =>
    onProgress?.(
      done,
      [...partial.values()].reduce((sum, fraction) => sum + fraction, 0),
    );
  await store.begin();
  await executor.run(
    store.spec,
    [...missing, ...damaged].sort((a, b) => a - b),
    {
      ...(signal ? { signal } : {}),
      async onDone(index, record) {
        await store.write(index, record);
        partial.delete(index);
        done++;
        tell();
      },
      onProgress(index, fraction) {
        partial.set(index, fraction);
        tell();
      },
    },
  );
  if (!signal?.aborted) await store.confirm(plan.asked);
  return done;
}

/** 176 MB */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(log10(Math.max(bytes, 1)) / 3)));
  return `${Number((bytes / Number(`1e${3 * power}`)).toPrecision(3))} ${units[power]}`;
}
