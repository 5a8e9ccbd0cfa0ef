/** How probable measured multipoles are, given the power that is expected of each. */
import { exp, log } from '../math/elementary/index.ts';
import { CranisError } from '../model/errors.ts';
import type { PARAMETERS } from '../model/parameters.ts';
import { createScatterLaw, type ScatterLaw } from './scatter.ts';

/** `gamma`: the law of Ĉ_ℓ on a sky of a Gaussian field, widened by the errors; `gaussian`: normal with the same variance. */
export type LikelihoodKind = (typeof PARAMETERS.likelihood.choices)[number];

/** One measured multipole. */
export interface FitPoint {
  readonly ell: number;
  /** Measured power with the noise in it: what C_ℓ + N shall explain. */
  readonly power: number;
  /** Standard errors of the measurement below and above, absolute; 0 where there are none. */
  readonly errorLow: number;
  readonly errorHigh: number;
  /** ν of the scatter of the sky about the ensemble; +∞ where the errors contain it already. */
  readonly degreesOfFreedom: number;
}

/** ln L of measured powers, and what goes with it. */
export interface Likelihood {
  readonly kind: LikelihoodKind;
  /** ln L up to a constant that depends on the measurements alone. @param expected one power a point, above zero */
  logLikelihood(expected: ArrayLike<number>): number;
  /**
   * Gaussian: Σ (measured − expected)²/σ². Gamma: Σ 2(ln p_max − ln p)/⟨2(ln p_max − ln p)⟩, the deviance with each term scaled to
   * the mean of a χ² of one degree of freedom (Bartlett 1937).
   */
  chiSquare(expected: ArrayLike<number>): number;
  /** Each point's part of χ², its root, with the sign of measured − expected. */
  pulls(expected: ArrayLike<number>): number[];
  /** Fisher's information of point i on ln of its expected power. */
  information(i: number, expected: number): number;
  /** The power of point i that is not exceeded with probability p. */
  quantile(i: number, expected: number, p: number): number;
}

/** Throws a CranisError that names the multipole where a point cannot be used. */
export function createLikelihood(points: readonly FitPoint[], kind: LikelihoodKind): Likelihood {
  for (const point of points) checkPoint(point, kind);
  return kind === 'gamma' ? gamma(points) : gaussian(points);
}

function checkPoint({ ell, power, errorLow, errorHigh, degreesOfFreedom }: FitPoint, kind: LikelihoodKind): void {
  const isKnown = degreesOfFreedom === Number.POSITIVE_INFINITY;
  if (isKnown && !(errorLow > 0 || errorHigh > 0)) {
    throw new CranisError(`ℓ = ${ell}: neither an error nor the scatter of a sky: nothing says how far to trust it`, {
      where: 'ell',
      hint: 'give errors, or leave the multipole out by `ells`',
    });
  }
  if (kind === 'gaussian') return;
  const hint = 'leave it out by `ells`, or use `likelihood` gaussian';
  if (!(power > 0)) {
    throw new CranisError(`ℓ = ${ell}: power ${power} is not above zero, which the gamma likelihood cannot have`, {
      where: 'C',
      hint: `${hint}; if noise was subtracted, state it beside C`,
    });
  }
  if (Math.max(errorLow, errorHigh) > power) {
    throw new CranisError(`ℓ = ${ell}: the error ${Math.max(errorLow, errorHigh)} is larger than the power ${power}`, {
      where: 'error',
      hint: `the gamma likelihood takes errors as relative: ${hint}`,
    });
  }
}

/** A bar of no length beside one that has one is a matter of rounding. */
const LEAST_BAR = 1e-2;

function gamma(points: readonly FitPoint[]): Likelihood {
  const laws = shareLaws(points);
  const logs = Float64Array.from(points, ({ power }) => log(power));
  const y = (i: number, expected: number) => logs[i] - log(expected);
  const deviance = (i: number, expected: number) => {
    const { peak, meanDeviance, logDensity } = laws[i];
    return Math.max(0, (2 * (peak - logDensity(y(i, expected)))) / meanDeviance);
  };
  return {
    kind: 'gamma',
    logLikelihood(expected) {
      let sum = 0;
      for (let i = 0; i < laws.length; i++) sum += laws[i].logDensity(y(i, expected[i]));
      return sum;
    },
    chiSquare: (expected) => points.reduce((sum, _, i) => sum + deviance(i, expected[i]), 0),
    pulls: (expected) =>
      points.map(({ power }, i) => Math.sign(power - expected[i]) * Math.sqrt(deviance(i, expected[i]))),
    information: (i) => laws[i].information,
    quantile: (i, expected, p) => expected * exp(laws[i].quantile(p)),
  };
}

/** Points alike in ν and errors share one table. */
function shareLaws(points: readonly FitPoint[]): ScatterLaw[] {
  const made = new Map<string, ScatterLaw>();
  return points.map(({ power, errorLow, errorHigh, degreesOfFreedom }) => {
    // A bar that reaches down says that the truth may be lower, so that the measurement is too high.
    const [tooHigh, tooLow] = [errorLow / power, errorHigh / power];
    const high = Math.max(tooHigh, LEAST_BAR * tooLow);
    const low = Math.max(tooLow, LEAST_BAR * tooHigh);
    const key = `${degreesOfFreedom} ${low} ${high}`;
    const law = made.get(key) ?? createScatterLaw({ degreesOfFreedom, low, high });
    made.set(key, law);
    return law;
  });
}

function gaussian(points: readonly FitPoint[]): Likelihood {
  /** 2⟨Ĉ⟩²/ν of the sky, and the error on the side where the expectation lies. */
  const variance = ({ power, errorLow, errorHigh, degreesOfFreedom }: FitPoint, expected: number) => {
    const error = expected < power ? errorLow : errorHigh;
    const least = LEAST_BAR * Math.max(errorLow, errorHigh);
    return (2 * expected * expected) / degreesOfFreedom + Math.max(error, least) ** 2;
  };
  return {
    kind: 'gaussian',
    logLikelihood(expected) {
      let sum = 0;
      for (let i = 0; i < points.length; i++) {
        const square = variance(points[i], expected[i]);
        sum -= 0.5 * ((points[i].power - expected[i]) ** 2 / square + log(2 * Math.PI * square));
      }
      return sum;
    },
    chiSquare: (expected) =>
      points.reduce((sum, p, i) => sum + (p.power - expected[i]) ** 2 / variance(p, expected[i]), 0),
    pulls: (expected) => points.map((p, i) => (p.power - expected[i]) / Math.sqrt(variance(p, expected[i]))),
    information(i, expected) {
      const square = variance(points[i], expected);
      const slope = (4 * expected * expected) / points[i].degreesOfFreedom / square; // of ln variance
      return (expected * expected) / square + slope ** 2 / 2;
    },
    quantile: (i, expected, p) => expected + normalQuantile(p) * Math.sqrt(variance(points[i], expected)),
  };
}

/** Of the standard normal law, by the law of a measurement that is one. */
function normalQuantile(p: number): number {
  return createScatterLaw({ degreesOfFreedom: Number.POSITIVE_INFINITY, low: 1, high: 1 }).quantile(p);
}
