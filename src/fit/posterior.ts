/** The posterior density of the free parameters: prior × likelihood of the data, given the theory. */
import { exp, log } from '../math/elementary/index.ts';
import type { PARAMETERS } from '../model/parameters.ts';
import type { FitData } from './data.ts';
import { jeffreysPrior } from './jeffreys.ts';
import { createLikelihood, type Likelihood, type LikelihoodKind } from './likelihood.ts';
import { type FitName, type FitParameters, fromCoordinate, type Prior, toCoordinate } from './parameters.ts';
import { createFastTheory, type FastTheory, type ShapeParameter, type TheorySetup } from './theory.ts';

/** `jeffreys`: as far apart as the data can tell them, for α, K|G|² and N; `flat`: in the coordinates of the ranges. */
export type PriorKind = (typeof PARAMETERS.prior.choices)[number];

/** What is fitted to what, and what is believed beforehand. */
export interface FitProblem {
  /** `highest` is the data's. */
  readonly setup: Omit<TheorySetup, 'highest'>;
  /** Values of the parameters that are not free; of the free ones, where the search begins. */
  readonly fixed: FitParameters;
  readonly priors: readonly Prior[];
  readonly priorKind: PriorKind;
  readonly data: FitData;
  readonly likelihood: LikelihoodKind;
}

/**
 * Coordinates x, in the order of the priors, are ln of scales, and noise and index themselves; in the place of ln K|G|² stands
 * ln C_ℓ at a pivot. That is a shear: what was flat stays flat, but the ridge along which α, s and K|G|² make up for each other
 * becomes straight, and a sampler gets along it.
 */
export interface Posterior {
  readonly priors: readonly Prior[];
  readonly likelihood: Likelihood;
  readonly theory: FastTheory;
  readonly data: FitData;
  /** ln of prior × likelihood per dx, up to a constant; −∞ outside of the ranges. */
  logDensity(x: Float64Array): number;
  /** ln of the likelihood alone; −∞ outside of the ranges. */
  logLikelihood(x: Float64Array): number;
  /** From coordinates to parameters. */
  parametersAt(x: ArrayLike<number>): FitParameters;
  /** From parameters to coordinates. */
  coordinatesOf(parameters: FitParameters): Float64Array;
  /** The theory's C_ℓ at x, by ℓ = 0 … highest. */
  spectrumAt(x: ArrayLike<number>): Float64Array;
  /** What is expected of each point at x. */
  expectedAt(x: ArrayLike<number>): Float64Array;
}

/** @param theory of another posterior with the same setup, priors and fixed parameters, whose cells are worth keeping */
export function createPosterior(problem: FitProblem, theory: FastTheory = theoryOf(problem)): Posterior {
  const { fixed, priors, priorKind, data, likelihood: kind } = problem;
  const likelihood = createLikelihood(data.points, kind);
  const C = new Float64Array(data.highest + 1);
  const expected = new Float64Array(data.points.length);
  const bounds = priors.map((prior) => [toCoordinate(prior, prior.lower), toCoordinate(prior, prior.upper)] as const);
  const gradient = priors.findIndex(({ name }) => name === 'gradient');
  const pivot = data.points[data.points.length >> 2].ell;

  /** Leaves C_ℓ in C, and dC_ℓ/d ln α in `tilt`; its parameters, or undefined outside of the priors. */
  const place = (x: ArrayLike<number>, tilt?: Float64Array): FitParameters | undefined => {
    const parameters: { -readonly [N in FitName]: number } = { ...fixed };
    for (let d = 0; d < priors.length; d++) {
      if (d === gradient) continue;
      if (!(x[d] >= bounds[d][0] && x[d] <= bounds[d][1])) return undefined;
      parameters[priors[d].name] = within(priors[d], fromCoordinate(priors[d], x[d]));
    }
    if (gradient < 0) {
      theory.spectrum(parameters, C, tilt);
      return parameters;
    }
    parameters.gradient = 1;
    theory.spectrum(parameters, C, tilt);
    const logGradient = x[gradient] - log(C[pivot]);
    if (!(logGradient >= bounds[gradient][0] && logGradient <= bounds[gradient][1])) return undefined;
    parameters.gradient = within(priors[gradient], exp(logGradient));
    for (let l = 0; l < C.length; l++) C[l] *= parameters.gradient;
    for (let l = 0; tilt && l < tilt.length; l++) tilt[l] *= parameters.gradient;
    return parameters;
  };
  const mustPlace = (x: ArrayLike<number>): FitParameters => {
    const parameters = place(x);
    if (!parameters) throw new RangeError(`posterior: ${Array.from(x).join(', ')} is outside of the priors`);
    return parameters;
  };

  const slope = new Float64Array(data.highest + 1);
  const logPrior = priorKind === 'flat' ? undefined : jeffreysPrior(priors, data, likelihood);

  return {
    priors,
    likelihood,
    theory,
    data,
    logDensity(x) {
      const parameters = place(x, logPrior && slope);
      if (!parameters) return Number.NEGATIVE_INFINITY;
      data.expected(C, parameters.noise, expected);
      const log = likelihood.logLikelihood(expected);
      return logPrior ? log + logPrior(expected, parameters.noise, slope) : log;
    },
    logLikelihood(x) {
      const parameters = place(x);
      if (!parameters) return Number.NEGATIVE_INFINITY;
      data.expected(C, parameters.noise, expected);
      return likelihood.logLikelihood(expected);
    },
    parametersAt: mustPlace,
    coordinatesOf(parameters) {
      const x = Float64Array.from(priors, (prior) => toCoordinate(prior, parameters[prior.name]));
      if (gradient >= 0) {
        theory.spectrum({ ...parameters, gradient: 1 }, C);
        x[gradient] += log(C[pivot]);
      }
      return x;
    },
    spectrumAt(x) {
      mustPlace(x);
      return C.slice();
    },
    expectedAt(x) {
      const { noise } = mustPlace(x);
      data.expected(C, noise, expected);
      return expected.slice();
    },
  };
}

/** exp ln x is not always x: at an end of the range it may fall beyond it. */
const within = ({ lower, upper }: Prior, value: number) => Math.min(upper, Math.max(lower, value));

const SHAPE: readonly ShapeParameter[] = ['alpha', 'index', 'k0', 'k1'];

/** The theory of a problem, interpolated over the ranges of its priors. */
export function theoryOf({ setup, fixed, priors, data }: FitProblem): FastTheory {
  const ranges = Object.fromEntries(
    priors.flatMap(({ name, lower, upper }) => {
      const shape = SHAPE.find((one) => one === name);
      return shape === undefined ? [] : [[shape, [lower, upper] as const]];
    }),
  );
  return createFastTheory({ ...setup, highest: data.highest }, { ranges, fixed });
}
