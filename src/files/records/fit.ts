/** The record of a fit. */
import { type Matrix, nested } from '../../math/matrix.ts';
import type { UnitsBlock } from '../../model/describe.ts';
import { atMultipoles, multipoles } from '../../model/spectrum.ts';
import type { MeasuredSpectrum } from '../measured/measured.ts';
import { createRecord, type RecordOf } from './records.ts';

/**
 * A fit, and what its file says beside it; a `FitResult` is one. Lists of a curve have one value a multipole of `points`; those of quantiles are for 2.5, 16,
 * 50, 84 and 97.5 %.
 */
export interface FitContent {
  readonly free: readonly string[];
  readonly best: { readonly logLikelihood: number; readonly converged: boolean };
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly probability: number | undefined;
  readonly summary: {
    readonly parameters: readonly FittedParameter[];
    readonly correlation: Matrix;
    readonly expected: { readonly best: ArrayLike<number>; readonly quantiles: readonly ArrayLike<number>[] };
    readonly scatter: readonly ArrayLike<number>[];
    readonly pulls: ArrayLike<number>;
    /** C_ℓ of the best fit, by ℓ from 0. */
    readonly theory: { readonly best: ArrayLike<number> };
  };
  readonly chain: {
    readonly converged: boolean;
    /** In samples of one walker, in the order of `free`. */
    readonly autocorrelation: readonly number[];
    readonly effectiveSamples: number;
    readonly walkers: number;
    readonly steps: number;
    readonly burnIn: number;
    readonly acceptance: number;
    readonly seed: number;
  };
  /** Of each parameter, walker by walker within each step. */
  readonly samples: Readonly<Partial<Record<string, Float64Array>>>;
  readonly prior: string;
  readonly priors: readonly {
    readonly name: string;
    readonly lower: number;
    readonly upper: number;
    readonly scale: string;
  }[];
  readonly likelihood: string;
  readonly errorMeaning: string;
  readonly subtracted: number;
  readonly source: { readonly spectrum: MeasuredSpectrum };
  readonly sky: {
    readonly label: string;
    readonly fSky: number;
    readonly coupled: boolean;
    readonly withoutM0: boolean;
  };
  readonly points: readonly {
    readonly ell: number;
    readonly power: number;
    readonly errorLow: number;
    readonly errorHigh: number;
    readonly degreesOfFreedom: number;
  }[];
  readonly checks: { readonly interpolation: number; readonly theoryEvaluations: number };
  readonly units: UnitsBlock;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly version: string;
}

interface FittedParameter {
  readonly name: string;
  readonly best: number;
  readonly mean: number;
  readonly standardDeviation: number;
  readonly quantiles: readonly number[];
  readonly atEnd: readonly string[];
  readonly autocorrelation: number;
}

/** What `cranis fit` writes, for {@link writeRecord}. */
export function fitRecord(result: FitContent): RecordOf<'fit'> {
  const { best, chain, summary, priors, points } = result;
  const ell = multipoles(summary.theory.best.length - 1);
  const byName = <T>(pick: (parameter: FittedParameter) => T) =>
    Object.fromEntries(summary.parameters.map((parameter) => [parameter.name, pick(parameter)]));
  const quantile = (i: number) => byName(({ quantiles }) => quantiles[i]);
  return createRecord('fit', {
    free: result.free,
    best: byName(({ best: value }) => value),
    chiSquare: result.chiSquare,
    degreesOfFreedom: result.degreesOfFreedom,
    probability: result.probability ?? null,
    logLikelihood: best.logLikelihood,
    median: quantile(2),
    interval68: byName(({ quantiles }) => [quantiles[1], quantiles[3]]),
    interval95: byName(({ quantiles }) => [quantiles[0], quantiles[4]]),
    converged: chain.converged,
    posterior: {
      'q2.5': quantile(0),
      q16: quantile(1),
      q50: quantile(2),
      q84: quantile(3),
      'q97.5': quantile(4),
      mean: byName(({ mean }) => mean),
      standardDeviation: byName(({ standardDeviation }) => standardDeviation),
      correlation: nested(summary.correlation),
      atEndOfRange: byName(({ atEnd }) => atEnd),
      ...thinned(result),
    },
    chain: {
      converged: chain.converged,
      autocorrelation: byName(({ autocorrelation }) => autocorrelation),
      samples: chain.steps * chain.walkers,
      effectiveSamples: chain.effectiveSamples,
      walkers: chain.walkers,
      steps: chain.steps,
      burnIn: chain.burnIn,
      acceptance: chain.acceptance,
      seed: chain.seed,
    },
    prior: {
      kind: result.prior,
      ranges: Object.fromEntries(priors.map(({ name, lower, upper }) => [name, [lower, upper]])),
      flatIn: Object.fromEntries(priors.map(({ name, scale }) => [name, scale === 'log' ? `ln ${name}` : name])),
    },
    likelihood: {
      kind: result.likelihood,
      errors: result.errorMeaning,
      skyScatter: points[0].degreesOfFreedom !== Number.POSITIVE_INFINITY,
      noiseSubtracted: result.subtracted,
    },
    data: dataOf(result),
    curve: curveOf(result),
    spectrum: { ell, C: atMultipoles(ell, summary.theory.best) },
    checks: { ...result.checks, bestFitConverged: best.converged },
    units: result.units,
    parameters: result.parameters,
    version: result.version,
  });
}

/** The samples of every `thin`-th step: steps between them tell almost the same. */
function thinned({ summary, samples, chain }: FitContent): { thin: number; samples: Record<string, number[]> } {
  const { walkers, autocorrelation } = chain;
  const thin = Math.max(1, Math.ceil(Math.max(...autocorrelation) / 2));
  const kept = (values: Float64Array) => Array.from(values).filter((_, i) => Math.floor(i / walkers) % thin === 0);
  return { thin, samples: Object.fromEntries(summary.parameters.map(({ name }) => [name, kept(samples[name]!)])) };
}

function dataOf({ source: { spectrum }, sky }: FitContent): RecordOf<'fit'>['data'] {
  const { label, source, digitised, caveats, provenance } = spectrum;
  return {
    label,
    source,
    digitised,
    caveats,
    sky: sky.label,
    fSky: sky.fSky,
    coupled: sky.coupled,
    withoutM0: sky.withoutM0,
    ...provenance.parameters,
  };
}

function curveOf({ points, summary }: FitContent): RecordOf<'fit'>['curve'] {
  const { expected, scatter, pulls } = summary;
  const column = <T>(pick: (point: FitContent['points'][number]) => T) => points.map(pick);
  const quantile = (i: number) => Array.from(expected.quantiles[i]);
  return {
    ell: column(({ ell }) => ell),
    power: column(({ power }) => power),
    errorLow: column(({ errorLow }) => errorLow),
    errorHigh: column(({ errorHigh }) => errorHigh),
    degreesOfFreedom: column(({ degreesOfFreedom }) => (Number.isFinite(degreesOfFreedom) ? degreesOfFreedom : null)),
    best: Array.from(expected.best),
    low68: quantile(1),
    high68: quantile(3),
    low95: quantile(0),
    high95: quantile(4),
    scatter68: [Array.from(scatter[1]), Array.from(scatter[3])],
    pull: Array.from(pulls),
  };
}
