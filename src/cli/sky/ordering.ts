/** `--ordering` is for files that do not say how their pixels are ordered. Where a file says it, the file is right. */

import type { MapLabels } from '../../files/fits/sky-columns.ts';
import { CranisError } from '../../model/errors.ts';

/** A note for each file that contradicts the flag. Throws a CranisError where no file needs the flag, so that it would do nothing. */
export function orderingNotes(
  wanted: 'RING' | 'NESTED' | undefined,
  files: readonly Pick<MapLabels, 'name' | 'ordering' | 'orderingStated'>[],
): string[] {
  const against = files.filter(({ ordering, orderingStated }) => orderingStated && ordering !== wanted);
  if (wanted === undefined || against.length === 0) return [];
  const flag = `--ordering ${wanted.toLowerCase()}`;
  const silent = files.filter(({ orderingStated }) => !orderingStated).map(({ name }) => name);
  if (silent.length === 0) {
    const [{ name, ordering }] = against;
    throw new CranisError(`${flag}: ${name} says that it is ${ordering}`, {
      where: 'ordering',
      hint: `leave --ordering out; if the file is wrong, correct its keyword ORDERING`,
    });
  }
  return against.map(
    ({ name, ordering }) => `${name} is read as ${ordering}, as it says; ${flag} is for ${silent.join(', ')}`,
  );
}
