import { CranisError } from '../../model/errors.ts';
import type { Model } from '../../model/model.ts';
import { readValue } from '../../model/values.ts';

/** Which of a run's times is meant by --time, a number in r_g/c or with a unit. */
export function timeIndex({ values: { times }, scale }: Model, stated: string, path: string): number {
  const time = readValue('lookBackTime', stated, scale, '--time') as number;
  const index = times.findIndex((one) => Math.abs(one - time) <= 1e-9 * one);
  if (index < 0) {
    throw new CranisError(`--time: ${stated} is not among the times of ${path}`, {
      where: 'times',
      hint: `there are ${times.join(', ')} r_g/c`,
    });
  }
  return index;
}
