/**
 * C_ℓ of the theory as a function of the parameters that a fit may vary: directly, and fast enough for a sampler.
 *
 * K|G|² is a factor. For a power law in the steady state so are k0 and k1 at a fixed ratio: with lengths in units of 1/k1,
 * [P9] and (3.7) contain α, s and k1/k0 alone, and C_ℓ ∝ K|G|² k1/(k1 g(k1)) with K|G|² = gradient · k0. The factor k1 g(k1) takes
 * most of the dependence on s and k1/k0 out of what has to be interpolated.
 */

import { exp, expm1, log } from '../math/elementary/index.ts';
import { type Axis, createInterpolant, type Interpolant } from '../math/interpolate.ts';
import { createTurbulence, type TurbulenceSpec } from '../model/turbulence.ts';
import { steadyState } from '../theory/closure/steady.ts';
import {
  createStep,
  evolvedSpectrum,
  exactSpectrum,
  generator,
  mixingMatrix,
  type Source,
  type TheoryModel,
} from '../theory/index.ts';

/** What the theory takes and a fit leaves alone. */
export interface TheorySetup {
  readonly spec: TurbulenceSpec;
  readonly source: Source;
  readonly lMax: number | 'exact';
  /** Look-back time of an evolution from isotropy, r_g/c; the steady state if left out. */
  readonly time?: number;
  /** Multipoles wanted: ℓ = 1 … highest. */
  readonly highest: number;
}

/** What a fit may vary; `gradient` is K|G|² in units of c k0. */
export interface TheoryParameters {
  readonly alpha: number;
  readonly gradient: number;
  readonly index: number;
  readonly k0: number;
  readonly k1: number;
}

/** Parameters on which C_ℓ depends other than by a factor. */
export type ShapeParameter = Exclude<keyof TheoryParameters, 'gradient'>;

/** C_0 … C_highest by the theory itself; C_0 and what is beyond ℓ_max are zero. */
export function directSpectrum(setup: TheorySetup, parameters: TheoryParameters): Float64Array {
  const { source, lMax, time, highest } = setup;
  const field = createTurbulence(withParameters(setup.spec, parameters));
  const model: TheoryModel = {
    turbulence: field,
    deltaT: parameters.alpha / field.k1,
    gradient: parameters.gradient * field.k0,
    source,
  };
  if (lMax === 'exact') return exactSpectrum(model, { lMax: highest }).C;
  const C = new Float64Array(highest + 1);
  C.set(atCut(model, lMax, time).subarray(0, highest + 1));
  return C;
}

function atCut(model: TheoryModel, lMax: number, time: number | undefined): Float64Array {
  if (time !== undefined) return evolvedSpectrum(model, { lMax, time }).C;
  const mixing = mixingMatrix(createStep(model.turbulence, model.deltaT), { lMax });
  return steadyState(generator(mixing), model, lMax, mixing.bandwidth); // (3.7)
}

function withParameters(spec: TurbulenceSpec, { index, k0, k1 }: TheoryParameters): TurbulenceSpec {
  return spec.kind === 'table' ? spec : { ...spec, index, k0, k1 };
}

/** C_ℓ by interpolation of ln C_ℓ over the parameters that vary. */
export interface FastTheory {
  /**
   * C_0 … C_highest, written to `out` by ℓ; C_0 is zero.
   * @param slope gets dC_ℓ/d ln α by ℓ, if it is given; zero where α does not vary
   */
  spectrum(parameters: TheoryParameters, out: Float64Array, slope?: Float64Array): void;
  /** The same by the theory itself, for a place that is looked at once in a fit; remembered for the next. */
  direct(parameters: TheoryParameters, out: Float64Array): void;
  /** How often the theory itself was asked, and the largest error of ln C_ℓ found in the cells used. */
  readonly evaluations: number;
  readonly worstError: number;
}

export interface FastOptions {
  /** Least and greatest value of each parameter of the shape that varies; the others stay as in `fixed`. */
  readonly ranges: Partial<Readonly<Record<ShapeParameter, readonly [number, number]>>>;
  readonly fixed: TheoryParameters;
  /** Of ln C_ℓ; default 1e-4. */
  readonly tolerance?: number;
}

export function createFastTheory(setup: TheorySetup, { ranges, fixed, tolerance = 1e-4 }: FastOptions): FastTheory {
  const count = Math.min(setup.highest, setup.lMax === 'exact' ? setup.highest : setup.lMax);
  const { coordinates, logFactor } = layout(setup, ranges, fixed);
  const x = new Float64Array(coordinates.length);
  const values = new Float64Array(count);
  const slopes = new Float64Array(count);
  const hasAlpha = coordinates[0]?.name === 'logAlpha';
  const known = new Map<string, Float64Array>();
  const reduced = (at: ArrayLike<number>) => {
    const parameters = { ...fixed, gradient: 1 };
    coordinates.forEach(({ name }, d) => {
      Object.assign(parameters, PLACES[name].set(at[d], fixed));
    });
    const C = directSpectrum(setup, parameters);
    const shift = logFactor(parameters);
    return Float64Array.from({ length: count }, (_, i) => logOf(C[i + 1], i + 1, parameters) - shift);
  };
  const made: Interpolant = createInterpolant(reduced, {
    axes: coordinates.map(({ axis }) => axis),
    size: count,
    tolerance,
  });
  return {
    spectrum(parameters, out, slope) {
      for (let d = 0; d < coordinates.length; d++) x[d] = PLACES[coordinates[d].name].get(parameters);
      made.at(x, values, slope ? slopes : undefined);
      const shift = logFactor(parameters) + log(parameters.gradient);
      out.fill(0);
      for (let l = 1; l <= count; l++) out[l] = exp(values[l - 1] + shift);
      if (!slope) return;
      slope.fill(0);
      for (let l = 1; hasAlpha && l <= count; l++) slope[l] = out[l] * slopes[l - 1];
    },
    direct(parameters, out) {
      const { gradient, ...shape } = parameters;
      const key = JSON.stringify(shape);
      const C = known.get(key) ?? directSpectrum(setup, { ...shape, gradient: 1 });
      known.set(key, C);
      for (let i = 0; i < out.length; i++) out[i] = gradient * C[i];
    },
    get evaluations() {
      return made.evaluations + known.size;
    },
    get worstError() {
      return made.worstError;
    },
  };
}

function logOf(C: number, ell: number, { alpha, index }: TheoryParameters): number {
  if (!(C > 0)) throw new RangeError(`C_${ell} = ${C} of the theory at α = ${alpha}, s = ${index}: no logarithm`);
  return log(C);
}

type CoordinateName = 'logAlpha' | 'index' | 'logRatio' | 'logK0' | 'logK1';

interface Place {
  get(parameters: TheoryParameters): number;
  set(value: number, fixed: TheoryParameters): Partial<TheoryParameters>;
  readonly width: number;
  readonly order: number;
}

const PLACES: Readonly<Record<CoordinateName, Place>> = {
  // C_ℓ(α) carries oscillations of period π or so in α, of relative size 1e-3 near α = 10.
  logAlpha: { get: (p) => log(p.alpha), set: (x) => ({ alpha: exp(x) }), width: Math.LN2, order: 8 },
  index: { get: (p) => p.index, set: (index) => ({ index }), width: 1, order: 6 },
  logRatio: {
    get: (p) => log(p.k1 / p.k0),
    set: (x, { k1 }) => ({ k0: k1 * exp(-x), k1 }),
    width: log(1e2),
    order: 5,
  },
  logK0: { get: (p) => log(p.k0), set: (x) => ({ k0: exp(x) }), width: log(4), order: 7 },
  logK1: { get: (p) => log(p.k1), set: (x) => ({ k1: exp(x) }), width: log(4), order: 7 },
};

interface Layout {
  readonly coordinates: readonly { readonly name: CoordinateName; readonly axis: Axis }[];
  /** ln of the known factor of C_ℓ, the gradient left out. */
  logFactor(parameters: TheoryParameters): number;
}

function layout({ spec, time }: TheorySetup, ranges: FastOptions['ranges'], fixed: TheoryParameters): Layout {
  const axis = (name: CoordinateName, [lower, upper]: readonly [number, number]) => {
    const { width, order } = PLACES[name];
    return { name, axis: { lower, upper, width, order } };
  };
  const logs = ([low, high]: readonly [number, number]) => [log(low), log(high)] as const;
  const shared = [
    ...(ranges.alpha ? [axis('logAlpha', logs(ranges.alpha))] : []),
    ...(ranges.index ? [axis('index', ranges.index)] : []),
  ];
  if (spec.kind === 'power-law' && time === undefined) {
    const [k0, k1] = [ranges.k0 ?? [fixed.k0, fixed.k0], ranges.k1 ?? [fixed.k1, fixed.k1]];
    const isFixed = ranges.k0 === undefined && ranges.k1 === undefined;
    return {
      coordinates: isFixed ? shared : [...shared, axis('logRatio', logs([k1[0] / k0[1], k1[1] / k0[0]]))],
      logFactor: (p) => log(p.k0 * p.k1) - logSharpness(p.k1 / p.k0, p.index),
    };
  }
  return {
    coordinates: [
      ...shared,
      ...(ranges.k0 ? [axis('logK0', logs(ranges.k0))] : []),
      ...(ranges.k1 ? [axis('logK1', logs(ranges.k1))] : []),
    ],
    logFactor: () => 0,
  };
}

/** ln of 8π k1 g(k1) of a power law: (1−s)/(1 − (k1/k0)^{s−1}), which is 1/ln(k1/k0) at s = 1 [P2]. */
function logSharpness(ratio: number, index: number): number {
  const x = (index - 1) * log(ratio);
  return log(Math.abs(x) < 1e-8 ? 1 : x / expm1(x)) - log(log(ratio));
}
