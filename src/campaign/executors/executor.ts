/**
 * The seam between a run and what computes it: an executor makes realisations, on threads of this machine or elsewhere, and
 * hands them over one by one. It knows nothing of the store, and the bytes do not depend on it.
 */
import type { RealisationRecord } from '../../ensemble/record.ts';
import type { RunSpec } from '../../ensemble/run.ts';

export interface ExecutorCallbacks {
  /** Takes in a finished realisation; what it throws, or rejects with, ends the work. */
  readonly onDone: (index: number, record: RealisationRecord) => void | Promise<void>;
  /** @param fraction of one realisation that is done, 0 to 1 */
  readonly onProgress?: (index: number, fraction: number) => void;
  /** Stops at once: what is at work is lost. */
  readonly signal?: AbortSignal;
}

export interface Executor {
  /**
   * Makes realisations of a run. Resolves when all are done, or when the signal has stopped them; rejects with the first failure, of
   * a realisation or of onDone. Nothing is at work any more then, neither a realisation nor onDone.
   * @param indices of the realisations, in the order in which they are begun
   */
  run(spec: RunSpec, indices: readonly number[], callbacks: ExecutorCallbacks): Promise<void>;
}
