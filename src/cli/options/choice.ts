import { CranisError } from '../../model/errors.ts';
import { didYouMean } from '../../model/suggest.ts';

/** Throws a CranisError unless the value is one of the choices. */
export function checkChoice<T extends string>(flag: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const written = value === '' ? 'an empty value' : value;
  throw new CranisError(`${flag}: ${written} is not one of ${choices.join(', ')}${didYouMean(value, choices)}`, {
    hint: `give ${choices.join(' or ')}`,
  });
}
