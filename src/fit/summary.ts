/** What a posterior says, in numbers: quantiles, correlations, the band of curves, where it runs into its ranges. */
import { createMatrix, type Matrix } from '../math/matrix.ts';
import { type Fit, samplesOf } from './fit.ts';
import { type FitName, toCoordinate } from './parameters.ts';

/** Probabilities of the quantiles that are listed. */
export const QUANTILES = [0.025, 0.16, 0.5, 0.84, 0.975] as const;

/** One parameter of a fit. */
export interface ParameterSummary {
  readonly name: FitName;
  readonly best: number;
  readonly mean: number;
  readonly standardDeviation: number;
  /** 2.5, 16, 50, 84 and 97.5 %. */
  readonly quantiles: readonly number[];
  /** In steps of the chain. */
  readonly autocorrelation: number;
  /** Ends of the range that the posterior runs into: there, the range decides the interval. */
  readonly atEnd: readonly ('lower' | 'upper')[];
}

/** A curve of the best fit, and where curves of the posterior lie. */
export interface CurveBand {
  readonly best: Float64Array;
  /** One curve for each of 2.5, 16, 50, 84 and 97.5 %. */
  readonly quantiles: readonly Float64Array[];
}

/** A fit in numbers. */
export interface Summary {
  readonly parameters: readonly ParameterSummary[];
  /** Of ln of scales, of the noise and of the index themselves; rows and columns in the order of `parameters`. */
  readonly correlation: Matrix;
  /** ⟨Ĉ⟩ of each point, in the order of the points: best fit and posterior. */
  readonly expected: CurveBand;
  /** C_ℓ of the theory without noise, by ℓ from 0 to the last of the data. */
  readonly theory: CurveBand;
  /** Where one measurement of the best fit would fall, [quantile][point]. */
  readonly scatter: readonly (readonly number[])[];
  readonly pulls: readonly number[];
}

/** Curves drawn from the posterior for a band. */
const CURVES = 600;
/** Density at an end of the range, relative to that at the median, that says that the range cuts the posterior. */
const AT_END = 0.1;

/** Quantiles, correlations and bands of a fit. */
export function summarise(fit: Fit): Summary {
  const { posterior, chain, best } = fit;
  const { priors, likelihood } = posterior;
  const columns = priors.map(({ name }) => samplesOf(fit, name));
  const coordinates = columns.map((column, d) => column.map((value) => toCoordinate(priors[d], value)));
  const { expected, theory } = bands(fit);
  return {
    parameters: priors.map((prior, d) => {
      const sorted = columns[d].slice().sort();
      const x = coordinates[d];
      const [low, high] = [toCoordinate(prior, prior.lower), toCoordinate(prior, prior.upper)];
      const ordered = x.slice().sort();
      const [from, middle, to] = [0.16, 0.5, 0.84].map((p) => quantile(ordered, p));
      const width = Math.min(0.2 * (to - from), 0.1 * (high - low));
      const within = (a: number) => x.filter((value) => value >= a && value < a + width).length;
      const common = within(middle - width / 2);
      return {
        name: prior.name,
        best: best.parameters[prior.name],
        mean: mean(columns[d]),
        standardDeviation: Math.sqrt(covariance(columns[d], columns[d])),
        quantiles: QUANTILES.map((p) => quantile(sorted, p)),
        autocorrelation: chain.autocorrelation[d],
        atEnd: [
          ...(within(low) > AT_END * common ? (['lower'] as const) : []),
          ...(within(high - width) > AT_END * common ? (['upper'] as const) : []),
        ],
      };
    }),
    correlation: correlations(coordinates),
    expected,
    theory,
    scatter: QUANTILES.map((p) => Array.from(best.expected, (value, i) => likelihood.quantile(i, value, p))),
    pulls: likelihood.pulls(best.expected),
  };
}

function correlations(coordinates: readonly Float64Array[]): Matrix {
  const n = coordinates.length;
  const out = createMatrix(n, n);
  coordinates.forEach((a, i) => {
    coordinates.forEach((b, j) => {
      out.values[i * n + j] = i === j ? 1 : covariance(a, b) / Math.sqrt(covariance(a, a) * covariance(b, b));
    });
  });
  return out;
}

function bands({ posterior, chain, best }: Fit): { expected: CurveBand; theory: CurveBand } {
  const { ensemble, walkers, steps } = chain;
  const last = posterior.data.points.at(-1)!.ell;
  const every = Math.max(1, Math.floor((steps * walkers) / CURVES));
  const expected: Float64Array[] = [];
  const theory: Float64Array[] = [];
  for (let i = 0; i < steps * walkers; i += every) {
    const x = posterior.priors.map((_, d) => ensemble.position(Math.floor(i / walkers), i % walkers, d));
    expected.push(posterior.expectedAt(x));
    theory.push(posterior.spectrumAt(x).slice(0, last + 1));
  }
  const band = (center: Float64Array, curves: readonly Float64Array[]): CurveBand => {
    const sorted = Array.from(center, (_, i) => Float64Array.from(curves, (curve) => curve[i]).sort());
    return {
      best: center,
      quantiles: QUANTILES.map((p) => Float64Array.from(sorted, (values) => quantile(values, p))),
    };
  };
  return {
    expected: band(best.expected, expected),
    theory: band(posterior.spectrumAt(best.x).slice(0, last + 1), theory),
  };
}

/** Linear between the order statistics. @param sorted ascending */
export function quantile(sorted: Float64Array, p: number): number {
  const at = p * (sorted.length - 1);
  const i = Math.min(sorted.length - 2, Math.floor(at));
  if (i < 0) return sorted[0];
  return sorted[i] + (at - i) * (sorted[i + 1] - sorted[i]);
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

function covariance(a: Float64Array, b: Float64Array): number {
  const [ma, mb] = [mean(a), mean(b)];
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - ma) * (b[i] - mb);
  return sum / (a.length - 1);
}
