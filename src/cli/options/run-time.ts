import type { Model } from '../../model/model.ts';
import { readValue } from '../../model/values.ts';

/** --time, a number in r_g/c or with a unit, in r_g/c. */
export const timeOf = ({ scale }: Model, stated: string): number =>
  readValue('lookBackTime', stated, scale, '--time') as number;
