/** The settings of a fit that are no parameters of the model, from the command line. */

import { LIKELIHOODS, type LikelihoodKind } from '../../fit/likelihood.ts';
import { checkFree, FIT_NAMES, type FitName } from '../../fit/parameters.ts';
import { PRIOR_KINDS, type PriorKind } from '../../fit/posterior.ts';
import { CranisError } from '../../model/errors.ts';
import type { Model } from '../../model/model.ts';
import { didYouMean } from '../../model/suggest.ts';
import { readValue } from '../../model/values.ts';
import { checkChoice } from '../options/choice.ts';
import { numberOf } from '../options/sky.ts';

export const ERRORS = ['measurement', 'total'] as const;

export interface FitCommandOptions {
  readonly free: string;
  readonly lRange?: string;
  readonly likelihood?: string;
  readonly prior: string;
  readonly range?: string;
  readonly errors?: string;
  readonly samples: string;
}

export interface FitSettings {
  readonly free: readonly FitName[];
  /** Multipoles to fit; undefined: those that the data are good for. */
  readonly ells: ReadonlySet<number> | undefined;
  /** undefined: by the data. */
  readonly likelihood: LikelihoodKind | undefined;
  readonly priorKind: PriorKind;
  readonly ranges: Readonly<Partial<Record<FitName, readonly [number, number]>>>;
  readonly errors: (typeof ERRORS)[number] | undefined;
  readonly samples: number;
}

export function fitSettings(options: FitCommandOptions, model: Model): FitSettings {
  const { lRange, likelihood, prior, range, errors, samples } = options;
  const free = checkFree(
    options.free.split(',').map((name) => name.trim()),
    model.turbulence.spec.kind,
  );
  return {
    free,
    ells: lRange === undefined ? undefined : new Set(readValue('ells', lRange, undefined, '--l-range') as number[]),
    likelihood: likelihood === undefined ? undefined : checkChoice('--likelihood', likelihood, LIKELIHOODS),
    priorKind: checkChoice('--prior', prior, PRIOR_KINDS),
    ranges: range === undefined ? {} : rangesOf(range, free, model),
    errors: errors === undefined ? undefined : checkChoice('--errors', errors, ERRORS),
    samples: numberOf('--samples', samples, { min: 100, max: 10_000_000, whole: true }),
  };
}

/** alpha=10..200,noise=0..1e-8 */
function rangesOf(text: string, free: readonly FitName[], { scale }: Model): FitSettings['ranges'] {
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
