/** A fit of the theory to a measured spectrum or to a run, and what it says. */
import type { BestFit } from '../../fit/best-fit.ts';
import type { FitData } from '../../fit/data.ts';
import { type Chain, fitSteps, samplesOf } from '../../fit/fit.ts';
import type { FitPoint, LikelihoodKind } from '../../fit/likelihood.ts';
import {
  checkFree,
  checkPriors,
  defaultPriors,
  type FitName,
  type FitParameters,
  type Prior,
} from '../../fit/parameters.ts';
import type { PriorKind } from '../../fit/posterior.ts';
import { type Summary, summarise } from '../../fit/summary.ts';
import { parameterRecord, type UnitsBlock, unitsBlock } from '../../model/describe.ts';
import { CranisError } from '../../model/errors.ts';
import type { Model } from '../../model/model.ts';
import type { ParameterName } from '../../model/parameters.ts';
import { VERSION } from '../../model/version.ts';
import { type Control, createPause, inSteps } from '../control.ts';
import { frameOfMask } from '../frames.ts';
import { measuredOf } from './measured.ts';
import { FIT_MODEL, type FitSettings } from './settings.ts';
import { type FitSky, fitSky, skyOf } from './sky.ts';
import type { FitSource } from './source.ts';

/** A fit, and what it says. */
export interface FitResult {
  readonly source: FitSource;
  readonly model: Model;
  /** Parameters to list: those of the model that were not fitted. */
  readonly names: readonly ParameterName[];
  readonly free: readonly FitName[];
  readonly sky: FitSky;
  readonly priors: readonly Prior[];
  readonly prior: PriorKind;
  readonly likelihood: LikelihoodKind;
  /** What was fitted, noise included, in the order of the multipoles. */
  readonly points: readonly FitPoint[];
  readonly best: Omit<BestFit, 'x'>;
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  /** Of a χ² at least so large; undefined without degrees of freedom. */
  readonly probability: number | undefined;
  readonly chain: Omit<Chain, 'ensemble'>;
  /** Of each free parameter, walker by walker within each step. */
  readonly samples: Readonly<Partial<Record<FitName, Float64Array>>>;
  readonly summary: Summary;
  /** What the errors are taken for. */
  readonly errorMeaning: string;
  /** Noise subtracted from the measurement, which belongs to its scatter. */
  readonly subtracted: number;
  readonly checks: {
    /** Largest error of ln C_ℓ found in the interpolated theory. */
    readonly interpolation: number;
    /** How often the theory itself was computed. */
    readonly theoryEvaluations: number;
  };
  /** For the user to know. */
  readonly notes: readonly string[];
  /** Of the parameters to list, by name. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly units: UnitsBlock;
  /** Version of cranis that made the fit. */
  readonly version: string;
}

/** Free parameters unless somebody names them. */
const USUAL_FREE: readonly FitName[] = ['alpha', 'gradient', 'noise'];

/**
 * Best fit, χ² and posterior of the free parameters.
 * @throws CranisError where the data do not say what they are pseudo-C_ℓ of, or what is said of it contradicts them, or where data and
 * theory do not go together
 */
export async function fitStudy(settings: FitSettings, control?: Control): Promise<FitResult> {
  const { source, model } = settings;
  const { values } = model;
  const { prior = values.prior, samples: least = values.samples, seed = values.seed } = settings;
  const { errors = values.errors, likelihood: stated = values.likelihood } = settings;
  const { spectrum } = source;
  const pause = createPause(control);
  const free = checkFree(settings.free ?? USUAL_FREE, model.turbulence.spec.kind);
  const total = errors === undefined ? source.errorsAreTotal : errors === 'total';
  const subtracted = spectrum.noiseIncluded === false && !total ? (spectrum.noise ?? 0) : 0;
  const { record, notes } = skyOf(source.sky, settings.sky ?? {}, settings.mask);
  if (settings.mask) frameOfMask(settings.mask, record);
  const measured = measuredOf(source, settings.ells, record.pseudo ? record.remove : 'none');
  checkTheory(model, measured.at(-1)!.ell);
  await pause(0, 'sky');
  const skies = total ? Number.POSITIVE_INFINITY : 1;
  const { data, ...sky } = fitSky(measured, record, settings.mask, { subtracted, skies });
  const fixed = fixedOf(settings);
  const priors = priorsOf(free, settings.ranges ?? {}, fixed, data);
  const likelihood = stated ?? (total ? 'gaussian' : 'gamma');
  const { lMax, lookBackTime } = values;
  const setup = {
    spec: model.turbulence.spec,
    source: model.source,
    lMax,
    ...(lookBackTime === undefined ? {} : { time: lookBackTime }),
  };
  const problem = { setup, fixed, priors, priorKind: prior, data, likelihood };
  const fit = await inSteps(fitSteps(problem, { samples: least, seed }), pause, 'best fit and posterior');
  await pause(1, 'summary');
  const { best, posterior, chain } = fit;
  const names = FIT_MODEL.filter((name) => !isFree(name, free));
  return {
    source,
    model,
    names,
    free,
    sky,
    priors,
    prior,
    likelihood,
    points: posterior.data.points,
    best: without(best, 'x'),
    chiSquare: fit.chiSquare,
    degreesOfFreedom: fit.degreesOfFreedom,
    probability: fit.probability,
    chain: without(chain, 'ensemble'),
    samples: Object.fromEntries(free.map((name) => [name, samplesOf(fit, name)])),
    summary: summarise(fit),
    errorMeaning: spectrum.errorLow ? (spectrum.errorMeaning ?? 'as stated') : 'none: the scatter of the sky alone',
    subtracted,
    checks: { interpolation: posterior.theory.worstError, theoryEvaluations: posterior.theory.evaluations },
    notes,
    parameters: { ...parameterRecord(model, names), ...(names.includes('noise') ? { noise: fixed.noise } : {}) },
    units: unitsBlock(model, names),
    version: VERSION,
  };
}

/** α and the step are one parameter. */
const isFree = (name: ParameterName, free: readonly FitName[]) =>
  (free as readonly ParameterName[]).includes(name) || (name === 'deltaT' && free.includes('alpha'));

function without<T extends object, K extends keyof T>(all: T, key: K): Omit<T, K> {
  const { [key]: _, ...others } = all;
  return others;
}

function checkTheory({ values: { lMax, lookBackTime } }: Model, last: number): void {
  if (lMax !== 'exact' && lMax < last) {
    throw new CranisError(`ℓ_max = ${lMax} is below ℓ = ${last} of the data`, {
      where: 'lMax',
      hint: `give \`lMax\` ${last} or more, or \`ells\` 1..${lMax}`,
    });
  }
  if (lookBackTime === 0) {
    throw new CranisError('at t = 0 there is no anisotropy yet', {
      where: 'lookBackTime',
      hint: 'give a time above 0',
    });
  }
  if (lookBackTime !== undefined && lMax === 'exact') {
    throw new CranisError('an evolution needs a number for ℓ_max: the exact limit is a steady state', {
      where: 'lookBackTime',
      hint: 'give `lMax` a number, for example 60',
    });
  }
}

function fixedOf({ source: { spectrum }, model, noise }: FitSettings): FitParameters {
  const { gradient, index, noise: modelNoise } = model.values;
  const own = spectrum.noiseIncluded === false ? undefined : spectrum.noise;
  return {
    alpha: model.alpha,
    gradient,
    noise: noise ?? (modelNoise === 0 ? own : undefined) ?? modelNoise,
    index,
    k0: model.turbulence.k0,
    k1: model.turbulence.k1,
  };
}

function priorsOf(
  free: readonly FitName[],
  ranges: NonNullable<FitSettings['ranges']>,
  fixed: FitParameters,
  { points }: FitData,
): Prior[] {
  const largest = Math.max(...points.map(({ power }) => Math.abs(power)));
  const priors = defaultPriors(free, fixed, largest).map((one) => {
    const stated = ranges[one.name];
    return stated ? { ...one, lower: stated[0], upper: stated[1] } : one;
  });
  checkPriors(priors, fixed);
  return priors;
}
