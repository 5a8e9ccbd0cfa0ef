import { CranisError } from './errors.ts';

/** No NaN reaches a table, a file or a picture: where the parameters drive a result out of the range of numbers, say so. */
export function checkFinite(values: Iterable<number>): void {
  for (const value of values) {
    if (Number.isFinite(value)) continue;
    throw new CranisError('the result leaves the range of numbers', {
      hint: 'bring k0, k1, the step and the gradient closer to one another',
    });
  }
}
