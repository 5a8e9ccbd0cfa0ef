/** Realisations on worker threads: one task a realisation, as many at a time as there are workers. */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { CranisError } from '../../../model/errors.ts';
import type { RealisationRecord } from '../../layout.ts';
import type { RunSpec } from '../../run-spec.ts';
import type { FromWorker, ToWorker } from './messages.ts';

export interface PoolOptions {
  readonly workers: number;
  /** Realisations to make, in this order. */
  readonly indices: readonly number[];
  /** Takes in a finished realisation; its worker gets the next one afterwards. */
  readonly onDone: (index: number, record: RealisationRecord) => void;
  readonly onProgress?: (index: number, fraction: number) => void;
  /** Stops at once: what is at work is lost. */
  readonly signal?: AbortSignal;
}

/** The worker's own module, of the same kind as this one: .ts in a checkout, .js in the package. */
const WORKER = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);

/**
 * Resolves when all are done, or the signal has stopped them. Rejects with the first failure, of a worker or of onDone;
 * no worker is left then.
 */
export async function runPool(spec: RunSpec, options: PoolOptions): Promise<void> {
  const { indices, onDone, onProgress, signal } = options;
  const count = Math.min(options.workers, indices.length);
  if (count === 0 || signal?.aborted) return;
  // Flags of the process that calls, such as how it takes its own code, are not for workers.
  const workers = Array.from({ length: count }, () => new Worker(WORKER, { workerData: spec, execArgv: [] }));
  let next = 0;
  let left = indices.length;
  try {
    await new Promise<void>((resolve, reject) => {
      signal?.addEventListener('abort', () => resolve(), { once: true });
      for (const worker of workers) {
        const give = () => {
          if (next < indices.length) worker.postMessage({ index: indices[next++] } satisfies ToWorker);
        };
        worker.on('message', (message: FromWorker) => {
          try {
            if (message.kind === 'failed') return reject(failure(message));
            if (signal?.aborted) return;
            if (message.kind === 'progress') return onProgress?.(message.index, message.fraction);
            if (message.kind === 'done') {
              onDone(message.index, message.record);
              if (--left === 0) return resolve();
            }
            give();
          } catch (error) {
            reject(error);
          }
        });
        worker.on('error', (error) => reject(crashed(error)));
        worker.on('exit', (code) => reject(new Error(`a worker thread ended unasked, with code ${code}`)));
      }
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function failure({ message, hint, where, user }: Extract<FromWorker, { kind: 'failed' }>): Error {
  if (!user) return new Error(`a worker failed: ${message}`);
  return new CranisError(message, {
    ...(hint === undefined ? {} : { hint }),
    ...(where === undefined ? {} : { where }),
  });
}

function crashed(error: unknown): unknown {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new CranisError('a worker ran out of memory', {
    hint: 'take fewer --workers, or a smaller --n-side',
    cause: error,
  });
}
