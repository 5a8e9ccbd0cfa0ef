/** Realisations on worker threads: one task a realisation, as many at a time as there are workers. */
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RunSpec } from '../../../ensemble/run.ts';
import { CranisError } from '../../../model/errors.ts';
import type { Executor, ExecutorCallbacks } from '../executor.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** The worker's own module, of the same kind as this one: .ts in a checkout, .js in the package. */
const WORKER = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);

/** @param workers threads at most; there are never more than realisations to make */
export const createThreadExecutor = (workers: number): Executor => ({
  run: (spec, indices, callbacks) => runOnThreads(workers, spec, indices, callbacks),
});

async function runOnThreads(
  most: number,
  spec: RunSpec,
  indices: readonly number[],
  { onDone, onProgress, signal }: ExecutorCallbacks,
): Promise<void> {
  const count = Math.min(most, indices.length);
  if (count === 0 || signal?.aborted) return;
  // Flags of the process that calls, such as how it takes its own code, are not for workers.
  const workers = Array.from({ length: count }, () => new Worker(WORKER, { workerData: spec, execArgv: [] }));
  const takingIn = new Set<Promise<void>>();
  let next = 0;
  let left = indices.length;
  try {
    await new Promise<void>((resolve, reject) => {
      signal?.addEventListener('abort', () => resolve(), { once: true });
      for (const worker of workers) {
        const give = () => {
          if (next < indices.length) worker.postMessage({ index: indices[next++] } satisfies ToWorker);
        };
        const takeIn = async (message: FromWorker) => {
          if (message.kind === 'failed') throw failure(message);
          if (signal?.aborted) return;
          if (message.kind === 'progress') return onProgress?.(message.index, message.fraction);
          if (message.kind === 'done') {
            await onDone(message.index, message.record);
            if (--left === 0) return resolve();
          }
          give();
        };
        worker.on('message', (message: FromWorker) => {
          const taken = takeIn(message)
            .catch(reject)
            .finally(() => takingIn.delete(taken));
          takingIn.add(taken);
        });
        worker.on('error', (error) => reject(crashed(error)));
        worker.on('exit', (code) => reject(new Error(`a worker thread ended unasked, with code ${code}`)));
      }
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
    await Promise.all(takingIn);
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
    hint: 'take fewer `workers`, or a smaller `nSide`',
    cause: error,
  });
}
