/** From a run's description to a run on disk: what is missing is made, what is there is kept. */
import { availableParallelism, totalmem } from 'node:os';
import { CranisError } from '../model/errors.ts';
import { runPool } from './executors/threads/pool.ts';
import { freeSpace, RESUME } from './folder.ts';
import { bytesPerRealisation } from './layout.ts';
import { directionCount, type RunSpec, runModel } from './run-spec.ts';
import { prepareRun, type RunStore } from './store.ts';

/** What stands before a run starts. */
export interface Plan {
  readonly store: RunStore;
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
 * Throws a CranisError if the folder holds another run, or the disk has not the room.
 */
export function planRun(path: string, spec: RunSpec): Plan {
  const store = prepareRun(path, spec);
  const missing: number[] = [];
  const damaged: number[] = [];
  for (let i = 0; i < spec.realisations; i++) {
    const state = store.state(i);
    if (state === 'absent') missing.push(i);
    if (state === 'damaged') damaged.push(i);
  }
  checkMemory(store);
  const begun = missing.length < spec.realisations;
  const bytes = bytesPerRealisation(store.layout) * missing.length;
  const free = freeSpace(path);
  if (bytes > free) {
    const slimmer = spec.keep === 'maps' ? 'keep spectra alone (--keep spectra), or ' : '';
    throw new CranisError(`${path}: ${missing.length} realisations take ${size(bytes)}, ${size(free)} are free`, {
      where: path,
      hint: begun ? `free some space; ${RESUME}` : `${slimmer}choose another disk`,
    });
  }
  const faulty = begun ? store.faulty() : [];
  return { store, faulty, whole: spec.realisations - missing.length - damaged.length, missing, damaged, bytes };
}

/** Numbers that a worker holds for each direction (harmonics above all), beside three components of two maps for each time. */
const NUMBERS_PER_DIRECTION = 600;

function bytesPerWorker(spec: RunSpec): number {
  return 8 * directionCount(spec) * (NUMBERS_PER_DIRECTION + 6 * runModel(spec).values.times.length);
}

/** Throws a CranisError if not even one worker fits into this machine. */
function checkMemory({ spec }: RunStore): void {
  const bytes = bytesPerWorker(spec);
  if (bytes < totalmem()) return;
  const { nSide } = runModel(spec).values;
  throw new CranisError(
    `N_side = ${nSide} takes ${size(bytes)} of memory a worker, this machine has ${size(totalmem())}`,
    { where: 'nSide', hint: 'give a smaller --n-side' },
  );
}

/** Workers if none are asked for: one a core, fewer where they would fill more than two thirds of the memory. */
export function naturalWorkers(spec: RunSpec): number {
  return Math.max(1, Math.min(availableParallelism(), Math.floor((2 * totalmem()) / 3 / bytesPerWorker(spec))));
}

export interface SimulateOptions {
  /** Worker threads; see {@link naturalWorkers}. */
  readonly workers?: number;
  /** Of this session: realisations made, and the sum of what is done of those at work. */
  readonly onProgress?: (done: number, partial: number) => void;
  readonly signal?: AbortSignal;
}

/** Makes what a plan lacks. @returns how many were made: fewer than asked for where the signal stopped it */
export async function simulate({ store, missing, damaged }: Plan, options: SimulateOptions = {}): Promise<number> {
  const { workers = naturalWorkers(store.spec), onProgress, signal } = options;
  const partial = new Map<number, number>();
  let done = 0;
  const tell = () =>
    onProgress?.(
      done,
      [...partial.values()].reduce((sum, fraction) => sum + fraction, 0),
    );
  store.begin();
  await runPool(store.spec, {
    workers,
    indices: [...missing, ...damaged].sort((a, b) => a - b),
    ...(signal ? { signal } : {}),
    onDone(index, record) {
      store.write(index, record);
      partial.delete(index);
      done++;
      tell();
    },
    onProgress(index, fraction) {
      partial.set(index, fraction);
      tell();
    },
  });
  return done;
}

/** 176 MB */
export function size(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(bytes, 1)) / 3)));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
}
