/** The settings of a fit that are no parameters of the model, from the command line. */

import { checkFree, FIT_NAMES, type FitName } from '../../fit/parameters.ts';
import { CranisError } from '../../model/errors.ts';
import type { Model } from '../../model/model.ts';
import { didYouMean } from '../../model/suggest.ts';
import { readValue } from '../../model/values.ts';
import type { FitSettings } from '../../studies/fit/settings.ts';

type Stated = Pick<FitSettings, 'free' | 'ells' | 'ranges'>;

interface FitCommandOptions {
  readonly free: string;
  readonly lRange?: string;
  readonly range?: string;
}

/** What the command line says of a fit, apart from its data, its sky and its model. */
export function fitSettings({ free: names, lRange, range }: FitCommandOptions, model: Model): Stated {
  const free = checkFree(
    names.split(',').map((name) => name.trim()),
    model.turbulence.spec.kind,
  );
  return {
    free,
    ells: lRange === undefined ? undefined : (readValue('ells', lRange, undefined, '--l-range') as number[]),
    ranges: range === undefined ? {} : rangesOf(range, free, model),
  };
}

/** alpha=10..200,noise=0..1e-8 */
function rangesOf(text: string, free: readonly FitName[], { scale }: Model): NonNullable<FitSettings['ranges']> {
  const ranges: { -readonly [N in FitName]?: readonly [number, number] } = {};
  for (const part of text.split(',')) {
    const [, name, low, high] = /^\s*([^=]*?)\s*=\s*(.*?)\s*\.\.\s*(.*?)\s*$/u.exec(part) ?? [];
    if (name === undefined) {
      throw new CranisError(`--range: ${part === '' ? 'an empty value' : part} is not a range`, {
        where: 'range',
        hint: 'give name=low..high, with commas between several, as in alpha=10..200,noise=0..1e-8',
      });
    }
    const known = FIT_NAMES.find((one) => one === name);
    if (known === undefined || !free.includes(known)) {
      const what =
        known === undefined ? `${name} is no parameter to fit${didYouMean(name, FIT_NAMES)}` : `${name} is not free`;
      throw new CranisError(`--range: ${what}`, { where: 'range', hint: `free are ${free.join(', ')}` });
    }
    if (ranges[known]) throw new CranisError(`--range: ${name} twice`, { where: 'range', hint: 'give one range each' });
    const end = (raw: string) => readValue(known, raw, scale, `--range: ${name}`) as number;
    ranges[known] = [end(low), end(high)];
  }
  return ranges;
}
