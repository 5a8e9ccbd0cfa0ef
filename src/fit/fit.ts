/** A fit: the best parameters, how good they are, and the posterior by ensemble sampling. */

import { autocorrelation } from '../math/autocorrelation.ts';
import { chiSquareProbability } from '../math/incomplete-gamma.ts';
import { createRandomStream } from '../math/random.ts';
import { createEnsemble, type Ensemble } from '../math/sampler.ts';
import { allSteps, type Steps } from '../math/steps.ts';
import { CranisError } from '../model/errors.ts';
import { PURPOSES } from '../model/purposes.ts';
import { type BestFit, bestFit } from './best-fit.ts';
import { type FitName, type FitParameters, toCoordinate } from './parameters.ts';
import { createPosterior, type FitProblem, type Posterior, theoryOf } from './posterior.ts';
import type { FastTheory } from './theory.ts';

/** How long to sample, and from which seed. */
export interface FitOptions {
  /** Least number of posterior samples; the chain goes on until it has converged, at most so many times as `patience` says. */
  readonly samples: number;
  readonly walkers?: number;
  readonly seed: number;
  /** Default 20. */
  readonly patience?: number;
  /** Of another fit of the same setup, priors and fixed parameters. */
  readonly theory?: FastTheory;
}

/** The best fit, its χ², and the posterior. */
export interface Fit {
  readonly problem: FitProblem;
  readonly posterior: Posterior;
  readonly best: BestFit;
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  /** Of a χ² at least so large; undefined without degrees of freedom. */
  readonly probability: number | undefined;
  readonly chain: Chain;
}

/** The posterior as a chain, and whether it can be trusted. */
export interface Chain {
  readonly ensemble: Ensemble;
  readonly walkers: number;
  /** Steps kept, and steps forgotten before them. */
  readonly steps: number;
  readonly burnIn: number;
  readonly acceptance: number;
  /** Autocorrelation length of each free parameter, in steps. */
  readonly autocorrelation: readonly number[];
  /** Independent samples that the chain is worth, for the slowest parameter. */
  readonly effectiveSamples: number;
  /** Whether it is longer than 50 autocorrelation lengths, begun after five of them, with proposals that are taken. */
  readonly converged: boolean;
  readonly seed: number;
}

/** Length of a chain that can be trusted, in autocorrelation lengths: below, the length itself is not well known. */
const LONG_ENOUGH = 50;
const BURN_IN = 5;

/** Throws a CranisError if there are fewer points than free parameters, or a point cannot be used. */
export function fitSpectrum(problem: FitProblem, options: FitOptions): Fit {
  return allSteps(fitSteps(problem, options));
}

/** The same in steps. How much is done is a guess: a chain goes on until it has converged. */
export function* fitSteps(problem: FitProblem, options: FitOptions): Steps<Fit> {
  const free = problem.priors.length;
  const points = problem.data.points.length;
  if (points < free) {
    throw new CranisError(`${points} point${points === 1 ? '' : 's'} for ${free} free parameters`, {
      where: 'free',
      hint: 'free fewer parameters, or fit more multipoles by `ells`',
    });
  }
  const theory = options.theory ?? theoryOf(problem);
  const { posterior, best } = yield* settle(problem, theory);
  const chiSquare = posterior.likelihood.chiSquare(best.expected);
  const degreesOfFreedom = points - free;
  return {
    problem,
    posterior,
    best,
    chiSquare,
    degreesOfFreedom,
    probability: degreesOfFreedom > 0 ? chiSquareProbability(chiSquare, degreesOfFreedom) : undefined,
    chain: yield* sample(posterior, best, options),
  };
}

/** Where the degrees of freedom depend on the spectrum, they are those of the best fit: the second pass knows it. */
function* settle(problem: FitProblem, theory: FastTheory): Steps<{ posterior: Posterior; best: BestFit }> {
  const first = createPosterior(problem, theory);
  const guess = yield* bestFit(first, problem.fixed);
  const scattered = problem.data.scatteredAs(first.spectrumAt(guess.x), guess.parameters.noise);
  if (scattered === problem.data) return { posterior: first, best: guess };
  const posterior = createPosterior({ ...problem, data: scattered }, theory);
  return { posterior, best: yield* bestFit(posterior, guess.parameters) };
}

function* sample(
  posterior: Posterior,
  best: BestFit,
  { samples, seed, patience = 20, ...more }: FitOptions,
): Steps<Chain> {
  const dimension = posterior.priors.length;
  const walkers = more.walkers ?? Math.max(16, 4 * dimension);
  const random = createRandomStream(seed, 0, PURPOSES.posterior);
  if (!Number.isFinite(posterior.logDensity(best.x))) {
    throw new CranisError('the data cannot tell the free parameters apart at the best fit', {
      where: 'free',
      hint: 'free fewer parameters, fit more multipoles, or give `prior` flat',
    });
  }
  const widths = conditionalWidths(posterior, best);
  const start = Array.from({ length: walkers }, () => {
    for (let attempt = 0; attempt < 1000; attempt++) {
      const x = best.x.map((value, d) => value + widths[d] * random.normal());
      if (Number.isFinite(posterior.logDensity(x))) return x;
    }
    return best.x.map((value, d) => value + 1e-6 * widths[d] * (random.uniform() - 0.5));
  });
  const ensemble = createEnsemble({ logDensity: posterior.logDensity, start, random });
  const wanted = Math.max(2, Math.ceil(samples / walkers));
  const most = patience * wanted;
  let burnIn = Math.max(100, Math.ceil(wanted / 5));
  const progress: Progress = { made: 0, planned: burnIn + wanted, told: 0 };
  yield* advance(ensemble, burnIn, progress);
  ensemble.empty();
  yield* advance(ensemble, wanted, progress);
  for (;;) {
    const lengths = posterior.priors.map(
      (_, d) => autocorrelation((s, w) => ensemble.position(s, w, d), ensemble.steps, walkers).length,
    );
    const slowest = Math.max(...lengths);
    const { steps, acceptance } = ensemble;
    const isLong = steps >= LONG_ENOUGH * slowest;
    const isSettled = burnIn >= BURN_IN * slowest;
    if ((isLong && isSettled) || burnIn + steps >= most) {
      return {
        ensemble,
        walkers,
        steps,
        burnIn,
        acceptance,
        autocorrelation: lengths,
        effectiveSamples: (steps * walkers) / slowest,
        converged: isLong && isSettled && acceptance > 0.1,
        seed,
      };
    }
    if (!isSettled && burnIn + 2 * steps < most) {
      // What is there was the burn-in.
      burnIn += steps;
      ensemble.empty();
      progress.planned = progress.made + wanted;
      yield* advance(ensemble, wanted, progress);
    } else {
      const further = Math.min(most - burnIn - steps, Math.max(wanted, Math.ceil(0.5 * steps)));
      progress.planned = progress.made + further;
      yield* advance(ensemble, further, progress);
    }
  }
}

/** Steps of the ensemble between two looks at whether it should go on. */
const STRIDE = 8;

/** Steps of a chain. What is told of them never falls, although a chain may turn out to need more than was planned. */
interface Progress {
  made: number;
  planned: number;
  /** The last fraction that was told. */
  told: number;
}

function* advance(ensemble: Ensemble, steps: number, progress: Progress): Steps<void> {
  for (let done = 0; done < steps; done += STRIDE) {
    progress.told = Math.max(progress.told, progress.made / progress.planned);
    yield progress.told;
    const stride = Math.min(STRIDE, steps - done);
    ensemble.advance(stride);
    progress.made += stride;
  }
}

/** Along each axis alone, how far from the best fit the density has fallen by half an e-fold. */
function conditionalWidths({ priors, logDensity }: Posterior, { x }: BestFit): number[] {
  const summit = logDensity(x);
  return priors.map((prior, d) => {
    const range = toCoordinate(prior, prior.upper) - toCoordinate(prior, prior.lower);
    const fall = (width: number) =>
      Math.min(...[-1, 1].map((side) => summit - logDensity(x.with(d, x[d] + side * width))));
    let [narrow, wide] = [1e-12 * range, range];
    while (wide / narrow > 1.2) {
      const middle = Math.sqrt(narrow * wide);
      if (fall(middle) < 0.5) narrow = middle;
      else wide = middle;
    }
    return Math.min(narrow, range / 4);
  });
}

/** The samples of one parameter, or of a function of all, in the order of the chain; every `thin`-th step. */
export function samplesOf(
  { chain, posterior }: Fit,
  of: FitName | ((p: FitParameters) => number),
  thin = 1,
): Float64Array {
  const { ensemble, walkers, steps } = chain;
  const kept = Math.ceil(steps / thin);
  const out = new Float64Array(kept * walkers);
  const x = new Float64Array(ensemble.dimension);
  for (let k = 0, i = 0; k < kept; k++) {
    for (let w = 0; w < walkers; w++, i++) {
      for (let d = 0; d < x.length; d++) x[d] = ensemble.position(k * thin, w, d);
      const parameters = posterior.parametersAt(x);
      out[i] = typeof of === 'string' ? parameters[of] : of(parameters);
    }
  }
  return out;
}
