/** The parameters that a fit may vary, and what is believed of them beforehand. */
import { exp, log } from '../math/elementary/index.ts';
import { CranisError } from '../model/errors.ts';
import { PARAMETERS, parameter } from '../model/parameters.ts';
import { didYouMean } from '../model/suggest.ts';
import type { TurbulenceSpec } from '../model/turbulence.ts';
import type { TheoryParameters } from './theory.ts';

/** All that decides what is expected of a measurement: the theory's parameters and the white noise level N. */
export interface FitParameters extends TheoryParameters {
  readonly noise: number;
}

/** The parameters that a fit may vary. */
export type FitName = keyof FitParameters;
export const FIT_NAMES: readonly FitName[] = ['alpha', 'gradient', 'noise', 'index', 'k0', 'k1'];

/** Uniform between two ends: in the logarithm for scales, in the value itself for the noise, which may be none, and the index. */
export interface Prior {
  readonly name: FitName;
  readonly scale: 'log' | 'linear';
  readonly lower: number;
  readonly upper: number;
}

const SCALES: Readonly<Record<FitName, Prior['scale']>> = {
  alpha: 'log',
  gradient: 'log',
  noise: 'linear',
  index: 'linear',
  k0: 'log',
  k1: 'log',
};

/** The coordinate in which a prior is flat. */
export const toCoordinate = ({ scale }: Prior, value: number): number => (scale === 'log' ? log(value) : value);
export const fromCoordinate = ({ scale }: Prior, x: number): number => (scale === 'log' ? exp(x) : x);

/** Names, checked: each one that can be fitted, once, and with a meaning for this spectrum. */
export function checkFree(names: readonly string[], kind: TurbulenceSpec['kind']): FitName[] {
  const hint = `give some of ${FIT_NAMES.join(', ')}, with commas between them`;
  if (names.length === 0 || names.every((name) => name === '')) {
    throw new CranisError('no parameter to fit', { where: 'free', hint });
  }
  return names.map((name, i) => {
    const found = FIT_NAMES.find((known) => known === name);
    if (found === undefined) throw unknownName(name, hint);
    if (names.indexOf(name) < i) throw new CranisError(`${name} twice`, { where: 'free', hint });
    const { kinds } = parameter(found);
    if (kinds && !kinds.includes(kind)) {
      throw new CranisError(`${name} has no meaning for a ${kind} spectrum`, {
        where: 'free',
        hint: 'the table states the turbulence; alpha, gradient and noise are free to fit',
      });
    }
    return found;
  });
}

function unknownName(name: string, hint: string): CranisError {
  if (name === 'deltaT' || name === 'step') {
    return new CranisError(`${name} is alpha in other words, did you mean alpha?`, { where: 'free', hint });
  }
  const isParameter = Object.hasOwn(PARAMETERS, name);
  const what = name === '' ? 'an empty name is' : isParameter ? `${name} cannot be fitted: it is` : `${name} is`;
  return new CranisError(`${what} none of the parameters to fit${isParameter ? '' : didYouMean(name, FIT_NAMES)}`, {
    where: 'free',
    hint,
  });
}

/**
 * The range of each free parameter unless somebody states another. They lie within those of the parameter table; where that
 * has no end worth the name, K|G|² has 24 decades, and the noise cannot be more than the largest power measured.
 */
export function defaultPriors(free: readonly FitName[], fixed: FitParameters, largestPower: number): Prior[] {
  const k1 = free.includes('k1') ? 1 : fixed.k1;
  const k0 = free.includes('k0') ? 1e-6 : fixed.k0;
  const ranges: Readonly<Record<FitName, readonly [number, number]>> = {
    alpha: [1, 1000],
    gradient: [1e-16, 1e8],
    noise: [0, largestPower],
    index: [0, 3],
    k0: [Math.min(1e-6, k1 * 1e-6), Math.min(0.5, k1 / 2)],
    k1: [Math.max(1, 2 * k0), Math.max(1e4, 1e4 * k0)],
  };
  return free.map((name) => ({ name, scale: SCALES[name], lower: ranges[name][0], upper: ranges[name][1] }));
}

/** Throws a CranisError unless the ends are in order, within the table's range, and leave k0 below k1. */
export function checkPriors(priors: readonly Prior[], fixed: FitParameters): void {
  const range = (name: FitName) => {
    const prior = priors.find((one) => one.name === name);
    return prior ? ([prior.lower, prior.upper] as const) : ([fixed[name], fixed[name]] as const);
  };
  for (const { name, scale, lower, upper } of priors) {
    if (!(lower < upper) || (scale === 'log' && !(lower > 0))) {
      throw new CranisError(`${name} from ${lower} to ${upper} is no range`, {
        where: 'ranges',
        hint: `give the lower end first${scale === 'log' ? ', above zero' : ''}, as in ${name}=${scale === 'log' ? '1..100' : '0..3'}`,
      });
    }
  }
  if (range('k1')[0] <= range('k0')[1]) {
    throw new CranisError(`k1 from ${range('k1')[0]} is not above k0 up to ${range('k0')[1]}`, {
      where: 'ranges',
      hint: 'keep the ranges of k0 and k1 apart, as in k0=1e-4..1e-2,k1=10..1000',
    });
  }
}
