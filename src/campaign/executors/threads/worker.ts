/** A worker thread: realisations of one run, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { realisationTask } from '../../../ensemble/record.ts';
import type { RunSpec } from '../../../ensemble/run.ts';
import { CranisError } from '../../../model/errors.ts';
import { checkProcessor } from '../../processor.ts';
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
  const spec = workerData as RunSpec;
  checkProcessor(spec);
  const task = await realisationTask(spec);
  port.on('message', async ({ index }: ToWorker) => {
    try {
      const record = await task(index, (fraction) => send({ kind: 'progress', index, fraction }));
      // The arrays of a realisation are handed over without a copy.
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
