/** The settings of a fit that are no parameters of the model, from the command line. */

import { LIKELIHOODS } from '../../fit/likelihood.ts';
import { checkFree, FIT_NAMES, type FitName } from '../../fit/parameters.ts';
import { PRIOR_KINDS } from '../../fit/posterior.ts';
import { CranisError } from '../../model/errors.ts';
import type { Model } from '../../model/model.ts';
import { didYouMean } from '../../model/suggest.ts';
import { readValue } from '../../model/values.ts';
import { ERRORS, type FitSettings } from '../../studies/fit/settings.ts';
import { checkChoice } from '../options/choice.ts';
import { numberOf } from '../options/sky.ts';

type Stated = Pick<FitSettings, 'free' | 'ells' | 'likelihood' | 'prior' | 'ranges' | 'errors' | 'samples'>;

interface FitCommandOptions {
  readonly free: string;
  readonly lRange?: string;
  readonly likelihood?: string;
  readonly prior: string;
  readonly range?: string;
  readonly errors?: string;
  readonly samples: string;
}

/** What the command line says of a fit, apart from its data, its sky and its model. */
export function fitSettings(options: FitCommandOptions, model: Model): Stated {
  const { lRange, likelihood, prior, range, errors, samples } = options;
  const free = checkFree(
    options.free.split(',').map((name) => name.trim()),
    model.turbulence.spec.kind,
  );
  return {
    free,
    ells: lRange === undefined ? undefined : (readValue('ells', lRange, undefined, '--l-range') as number[]),
    likelihood: likelihood === undefined ? undefined : checkChoice('--likelihood', likelihood, LIKELIHOODS),
    prior: checkChoice('--prior', prior, PRIOR_KINDS),
    ranges: range === undefined ? {} : rangesOf(range, free, model),
    errors: errors === undefined ? undefined : checkChoice('--errors', errors, ERRORS),
    samples: numberOf('--samples', samples, { min: 100, max: 10_000_000, whole: true }),
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
