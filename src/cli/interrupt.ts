import { EXIT } from './failure.ts';

/**
 * Lets work that writes files come to its end before Ctrl-C or a kill takes effect, so that none is left half-written
 * and no temporary one stays behind. Elsewhere the signals act at once, even inside a long calculation.
 */
export async function uninterrupted<T>(work: () => T | Promise<T>): Promise<T> {
  let code: number | undefined;
  const onInterrupt = () => {
    code = EXIT.interrupted;
  };
  const onTerminate = () => {
    code = EXIT.terminated;
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);
  try {
    return await work();
  } finally {
    // A signal that came during synchronous work is told of in the next turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onTerminate);
    if (code !== undefined) process.exit(code);
  }
}
