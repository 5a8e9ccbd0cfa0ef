/**
 * Work that is cut into steps, so that whoever runs it can do something else between two of them, or stop there. It yields after
 * each step the fraction that is done, 0 … 1, and returns its result.
 */
export type Steps<T> = Generator<number, T, void>;

/** The result of all steps, one after the other without a pause. */
export function allSteps<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
