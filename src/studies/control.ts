import type { Steps } from '../math/steps.ts';

/** What the caller of a study keeps in hand while it works: a way to stop it, and to hear how far it is. */
export interface Control {
  /** Aborting it makes the study reject with the reason of the abort. */
  readonly signal?: AbortSignal | undefined;
  /** Called between two pieces of work: the fraction that is done, 0 … 1, and what comes next. */
  readonly onProgress?: ((fraction: number, what?: string) => void) | undefined;
}

/** Milliseconds of work after which a page gets its turn: the next picture of its screen is then not late by much. */
const TURN = 12;

/** Called between two pieces of work. Rejects with the signal's reason once that is aborted. */
export type Pause = (fraction: number, what?: string) => Promise<void>;

/**
 * The pauses of one study. Each tells the progress and looks at the signal; the first one, and later each that comes more than some
 * milliseconds after the last turn, also lets everything else that waits in this thread have its turn.
 */
export function createPause({ signal, onProgress }: Control = {}): Pause {
  let lastTurn = Number.NEGATIVE_INFINITY;
  return async (fraction, what) => {
    signal?.throwIfAborted();
    onProgress?.(fraction, what);
    if (performance.now() - lastTurn < TURN) return;
    await turnOfOthers();
    signal?.throwIfAborted();
    lastTurn = performance.now();
  };
}

/** The result of work in steps, with a pause after each. @param from @param to what the work is of the whole, as fractions */
export async function inSteps<T>(steps: Steps<T>, pause: Pause, what?: string, [from, to] = [0, 1]): Promise<T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await pause(from + (to - from) * value, what);
  }
}

/** A message to oneself: unlike a timer it is not held back, neither in a row of many nor in a page that is not in view. */
function turnOfOthers(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
