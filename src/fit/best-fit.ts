/** The parameters that make the data most probable. */
import { type Minimum, minimise } from '../math/minimise.ts';
import type { Steps } from '../math/steps.ts';
import { type FitName, type FitParameters, fromCoordinate, toCoordinate } from './parameters.ts';
import type { Posterior } from './posterior.ts';

/** The maximum of the likelihood within the ranges. */
export interface BestFit {
  readonly x: Float64Array;
  readonly parameters: FitParameters;
  readonly logLikelihood: number;
  /** What is expected of each point. */
  readonly expected: Float64Array;
  readonly converged: boolean;
}

/** Starting places tried for each parameter of the shape, and how many of them the search goes on from. */
const TRIED = 12;
const FOLLOWED = 3;

/**
 * The maximum of the likelihood within the priors: places spread evenly over the shapes of the spectrum, the gradient and the
 * noise at each from the data, the best of them followed down.
 * @param start one more place to try; the values of parameters that are not free
 */
export function* bestFit(posterior: Posterior, start: FitParameters): Steps<BestFit> {
  const { priors } = posterior;
  const ends = (d: number) => [priors[d].lower, priors[d].upper].map((end) => toCoordinate(priors[d], end));
  const cost = (x: Float64Array) => -posterior.logLikelihood(x);
  const step = priors.map(({ name, scale }, d) => {
    const [low, high] = ends(d);
    if (name === 'noise') return Math.min(lowestPower(posterior) / 4, (high - low) / 4);
    return Math.min(scale === 'log' ? 0.3 : 0.1, (high - low) / 10);
  });
  // The coordinate of the gradient is sheared: its prior ends where the density does.
  const bound = (side: 0 | 1) => priors.map(({ name }, d) => (name === 'gradient' ? [-1e6, 1e6][side] : ends(d)[side]));
  const [lower, upper] = [bound(0), bound(1)];
  const places = yield* startingPlaces(posterior, start);
  places.sort((a, b) => b.logLikelihood - a.logLikelihood);
  const found: Minimum[] = [];
  for (const { parameters } of places.slice(0, FOLLOWED)) {
    yield 0;
    found.push(minimise(cost, posterior.coordinatesOf(parameters), { step, lower, upper, tolerance: 1e-9 }));
  }
  const best = found.reduce((a, b) => (b.value < a.value ? b : a));
  return {
    x: best.x,
    parameters: posterior.parametersAt(best.x),
    logLikelihood: -best.value,
    expected: posterior.expectedAt(best.x),
    converged: best.converged,
  };
}

const lowestPower = ({ data }: Posterior) =>
  Math.min(...data.points.map(({ power }) => Math.abs(power)).filter((power) => power > 0));

interface Place {
  readonly parameters: FitParameters;
  readonly logLikelihood: number;
}

/** Shapes by a Halton sequence; at each, N a part of the lowest power, and K|G|² such that C_ℓ goes through one point or another. */
function* startingPlaces(posterior: Posterior, start: FitParameters): Steps<Place[]> {
  const { priors, data, likelihood, theory } = posterior;
  const isFree = (name: FitName) => priors.some((prior) => prior.name === name);
  const shapes = priors.filter(({ name }) => name !== 'gradient' && name !== 'noise');
  const C = new Float64Array(data.highest + 1);
  const expected = (noise: number, factor: number) => {
    const out = new Float64Array(data.points.length);
    data.expected(
      C.map((value) => factor * value),
      noise,
      out,
    );
    return out;
  };
  const places: Place[] = [];
  const lowest = lowestPower(posterior);
  const count = shapes.length === 0 ? 1 : TRIED * shapes.length;
  for (let i = 0; i <= count; i++) {
    yield 0;
    const parameters: { -readonly [N in FitName]: number } = { ...start };
    shapes.forEach((prior, j) => {
      const [low, high] = [prior.lower, prior.upper].map((end) => toCoordinate(prior, end));
      const x = low + (high - low) * radicalInverse(i, [2, 3, 5, 7][j]);
      // The first place is the one that was given.
      parameters[prior.name] =
        i > 0 ? fromCoordinate(prior, x) : Math.min(prior.upper, Math.max(prior.lower, start[prior.name]));
    });
    theory.direct(parameters, C);
    for (const noise of isFree('noise') ? [0, 0.1 * lowest, 0.7 * lowest] : [start.noise]) {
      const [dark, lit] = [expected(noise, 0), expected(noise, 1)];
      const factors = [1, ...matchingFactors(posterior, dark, lit)];
      for (const factor of isFree('gradient') ? factors : [1]) {
        const place = { ...parameters, noise, gradient: parameters.gradient * factor };
        const isInside = priors.every(({ name, lower, upper }) => place[name] >= lower && place[name] <= upper);
        if (isInside)
          places.push({ parameters: place, logLikelihood: likelihood.logLikelihood(expected(noise, factor)) });
      }
    }
  }
  if (places.length > 0) return places;
  // Priors so narrow that none of this lies within: their middle does.
  const middle = { ...start };
  for (const prior of priors) {
    const [low, high] = [prior.lower, prior.upper].map((end) => toCoordinate(prior, end));
    Object.assign(middle, { [prior.name]: fromCoordinate(prior, (low + high) / 2) });
  }
  return [{ parameters: middle, logLikelihood: 0 }];
}

/** Factors of C_ℓ that lead through the first point, one a quarter along, and one half-way. */
function matchingFactors({ data }: Posterior, dark: Float64Array, lit: Float64Array): number[] {
  return [0, data.points.length >> 2, data.points.length >> 1]
    .map((p) => (data.points[p].power - dark[p]) / (lit[p] - dark[p]))
    .filter((factor) => factor > 0 && Number.isFinite(factor));
}

/** The digits of i in a base, mirrored at the point (van der Corput 1935; Halton 1960). */
function radicalInverse(i: number, base: number): number {
  let [value, scale] = [0, 1 / base];
  for (let rest = i; rest > 0; rest = Math.floor(rest / base)) {
    value += (rest % base) * scale;
    scale /= base;
  }
  return value;
}
