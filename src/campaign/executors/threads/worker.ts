/** A worker thread: realisations of one run, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { CranisError } from '../../../model/errors.ts';
import type { RunSpec } from '../../run-spec.ts';
import { realisationTask } from '../task.ts';
import type { FromWorker, ToWorker } from './messages.ts';

const port = parentPort!;
const send = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

function sendFailure(error: unknown): void {
  const { message } = error as Error;
  send(
    error instanceof CranisError
      ? { kind: 'failed', message, hint: error.hint, where: error.where, user: true }
      : { kind: 'failed', message: error instanceof Error ? (error.stack ?? message) : String(error), user: false },
  );
}

try {
  const task = await realisationTask(workerData as RunSpec);
  port.on('message', async ({ index }: ToWorker) => {
    try {
      const record = await task(index, (fraction) => send({ kind: 'progress', index, fraction }));
      // Views of fixed tables must stay here; what a realisation gave is handed over without a copy.
      const buffers = new Set(Object.values(record).map(({ buffer }) => buffer as ArrayBuffer));
      send({ kind: 'done', index, record }, [...buffers]);
    } catch (error) {
      sendFailure(error);
    }
  });
  send({ kind: 'ready' });
} catch (error) {
  sendFailure(error);
}
