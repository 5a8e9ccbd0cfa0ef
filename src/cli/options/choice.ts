import { Option } from 'commander';
import { CranisError } from '../../model/errors.ts';
import { didYouMean } from '../../model/suggest.ts';

/** An option that takes one of a few words and is no parameter of the model. */
export function choiceOption(flag: string, doc: string, choices: readonly string[], fallback: string): Option {
  const option = new Option(`${flag} <name>`, `${doc} [${choices.join(', ')}; default ${fallback}]`).default(fallback);
  option.argChoices = [...choices];
  return option;
}

/** Throws a CranisError unless the value is one of the choices. */
export function checkChoice<T extends string>(flag: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const written = value === '' ? 'an empty value' : value;
  throw new CranisError(`${flag}: ${written} is not one of ${choices.join(', ')}${didYouMean(value, choices)}`, {
    hint: `give ${choices.join(' or ')}`,
  });
}
