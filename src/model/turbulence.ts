/**
 * Static, homogeneous, isotropic turbulence without a mean field [P1]: the spectrum g(k), normalised by [P2],
 *   ω_rms² = 8π ∫ g dk = 1   (units c = r_g = 1).
 * k in 1/r_g; g in r_g (so that g dk is dimensionless).
 */

import { tameRatio } from '../math/adaptive-rule.ts';
import { log, pow } from '../math/elementary/index.ts';
import { compositeRule, gaussLegendre } from '../math/gauss-legendre.ts';
import { CranisError } from './errors.ts';
import { PARAMETERS } from './parameters.ts';

/** What the user states; plain data, so that a file, a worker and a cluster task can hold it. */
export type TurbulenceSpec =
  | {
      /** g ∝ k^−index on [k0, k1]; index 0 is band-limited white noise, 5/3 Kolmogorov, 3/2 Kraichnan. */
      readonly kind: 'power-law';
      readonly k0: number;
      readonly k1: number;
      readonly index: number;
    }
  | {
      /** g ∝ (kL)^lowIndex / (1 + (kL)²)^((lowIndex + index)/2) on [k0, k1], L the outer scale (bend at k = 1/L). */
      readonly kind: 'bent';
      readonly k0: number;
      readonly k1: number;
      readonly index: number;
      readonly outerScale: number;
      readonly lowIndex: number;
    }
  | ({ readonly kind: 'table' } & TableOfG);

/** (k, g) by rows, joined by power laws (straight lines on log axes), linearly where an end of a segment is 0. */
export interface TableOfG {
  /** Wavenumbers, 1/r_g, rising. */
  readonly k: readonly number[];
  /** g(k), in any unit: it is normalised. */
  readonly g: readonly number[];
}

/** A spectrum ready to be integrated: validated, normalised, frozen. */
export interface Turbulence {
  readonly spec: TurbulenceSpec;
  readonly k0: number;
  readonly k1: number;
  /** k0 = breaks[0] < … < k1: g is smooth in ln k between neighbours, so panels of a quadrature end there. */
  readonly breaks: readonly number[];
  /** Bound of |d ln g/d ln k| between each break and the next: steep parts want narrow panels. 0 where g is linear in k. */
  readonly steepness: readonly number[];
  /** g(k), normalised; zero outside [k0, k1]. */
  g(k: number): number;
}

/** Validate and normalise. Throws a CranisError that names the parameter at fault. */
export function createTurbulence(stated: TurbulenceSpec): Turbulence {
  const spec = frozenCopy(stated);
  const { breaks, steepness, shape } = SHAPES[spec.kind](spec as never);
  const k0 = breaks[0];
  const k1 = breaks[breaks.length - 1];
  const total = 8 * Math.PI * integrate(shape, breaks, steepness); // [P2]
  if (!(total > 0) || !Number.isFinite(total)) {
    throw new CranisError(`the turbulence spectrum has no finite power on [${k0}, ${k1}]`, {
      where: 'turbulence',
      hint: 'check its index and range: 8π∫g dk must be a positive, finite number',
    });
  }
  const g = (k: number) => (k < k0 || k > k1 ? 0 : shape(k) / total);
  return Object.freeze({ spec, k0, k1, breaks: Object.freeze(breaks), steepness: Object.freeze(steepness), g });
}

/** What the caller does to its arrays later must not change a spectrum. */
function frozenCopy(spec: TurbulenceSpec): TurbulenceSpec {
  if (spec.kind !== 'table') return Object.freeze({ ...spec });
  return Object.freeze({ ...spec, k: Object.freeze([...spec.k]), g: Object.freeze([...spec.g]) });
}

interface Shape {
  readonly breaks: readonly number[];
  readonly steepness: readonly number[];
  readonly shape: (k: number) => number;
}

const SHAPES: { [K in TurbulenceSpec['kind']]: (spec: Extract<TurbulenceSpec, { kind: K }>) => Shape } = {
  'power-law': ({ k0, k1, index }) => {
    checkBand(k0, k1);
    checkIndex('index', index);
    return {
      breaks: [k0, k1],
      steepness: [Math.abs(index)],
      shape: index === 0 ? () => 1 : (k) => pow(k / k0, -index),
    };
  },

  bent: ({ k0, k1, index, outerScale, lowIndex }) => {
    checkBand(k0, k1);
    checkIndex('index', index);
    checkIndex('lowIndex', lowIndex);
    if (!(outerScale > 0) || !Number.isFinite(outerScale)) {
      throw new CranisError(`outer scale ${outerScale} is not a positive number`, {
        where: 'outerScale',
        hint: 'give the bend-over length in r_g',
      });
    }
    // Above the bend from the far side: x^q and (1 + x²)^((q+s)/2) apart can leave the range of numbers.
    const bent = (x: number) => pow(1 + x * x, -(lowIndex + index) / 2);
    const shape = (k: number) => {
      const x = k * outerScale;
      return x <= 1 ? pow(x, lowIndex) * bent(x) : pow(x, -index) * bent(1 / x);
    };
    // The bend is smooth, but a break there keeps its complex singularity at ±i/L away from long panels.
    const bend = 1 / outerScale;
    const breaks = bend > k0 && bend < k1 ? [k0, bend, k1] : [k0, k1];
    const steepest = Math.max(Math.abs(lowIndex), Math.abs(index)); // the slope runs from q to −s
    return { breaks, steepness: breaks.slice(1).map(() => steepest), shape };
  },

  table: ({ k, g }) => {
    checkTable(k, g);
    const shape = (q: number) => {
      let low = 0;
      let high = k.length - 1;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (k[middle] <= q) low = middle;
        else high = middle;
      }
      const [ka, kb, ga, gb] = [k[low], k[high], g[low], g[high]];
      if (ga > 0 && gb > 0) {
        const slope = logRatio(ga, gb) / log(kb / ka);
        const rise = pow(q / ka, slope);
        return Number.isFinite(rise) ? ga * rise : gb * pow(q / kb, slope);
      }
      return ga + ((gb - ga) * (q - ka)) / (kb - ka);
    };
    const steepness = k.slice(1).map((kb, i) => {
      const [ka, ga, gb] = [k[i], g[i], g[i + 1]];
      return ga > 0 && gb > 0 ? Math.abs(logRatio(ga, gb) / log(kb / ka)) : 0;
    });
    return { breaks: [...k], steepness, shape };
  },
};

/** ln(b/a), also where b/a leaves the range of numbers. */
function logRatio(a: number, b: number): number {
  const ratio = b / a;
  return ratio > 0 && Number.isFinite(ratio) ? log(ratio) : log(b) - log(a);
}

/** ∫ f dk over panels that end at the breaks and span at most a factor of two each: spectral for power laws. */
function integrate(f: (k: number) => number, breaks: readonly number[], steepness: readonly number[]): number {
  const rule = compositeRule(gaussLegendre(20), logEdges(breaks, 2, steepness));
  return rule.nodes.reduce((sum, k, i) => sum + rule.weights[i] * f(k), 0);
}

/**
 * Panel edges: the breaks, and between them enough geometric steps that no panel spans more than `ratio`, or less where the
 * spectrum is steep.
 */
export function logEdges(breaks: readonly number[], ratio: number, steepness: readonly number[] = []): number[] {
  const edges = [breaks[0]];
  for (let i = 1; i < breaks.length; i++) {
    const [a, b] = [breaks[i - 1], breaks[i]];
    const panels = Math.max(1, Math.ceil(log(b / a) / log(tameRatio(steepness[i - 1] ?? 0, ratio)) - 1e-9));
    for (let p = 1; p < panels; p++) edges.push(a * pow(b / a, p / panels));
    edges.push(b);
  }
  return edges;
}

function checkBand(k0: number, k1: number): void {
  for (const [name, value] of Object.entries({ k0, k1 })) {
    if (!(value > 0) || !Number.isFinite(value)) {
      throw new CranisError(`${name} = ${value} is not a positive number`, {
        where: name,
        hint: 'wavenumbers are in 1/r_g, for example 1e-3',
      });
    }
  }
  if (k1 <= k0) {
    throw new CranisError(`k1 = ${k1} is not above k0 = ${k0}`, {
      where: 'k1',
      hint: 'the turbulence fills [k0, k1]: give k1 > k0',
    });
  }
  if (k1 / k0 > 1e12) {
    throw new CranisError(`k1/k0 = ${(k1 / k0).toExponential(2)} is more than twelve decades`, {
      where: 'k1',
      hint: 'bring k0 and k1 closer: modes that far apart do not act on the same particle',
    });
  }
}

function checkIndex(name: 'index' | 'lowIndex', value: number): void {
  const { min, max } = PARAMETERS[name].range;
  if (!(value >= min && value <= max)) {
    throw new CranisError(`${name} = ${value} is not a number from ${min} to ${max}`, {
      where: name,
      hint: 'g ∝ k^−index: 0 white noise, 1.5 Kraichnan, 1.6667 Kolmogorov',
    });
  }
}

function checkTable(k: readonly number[], g: readonly number[]): void {
  const fail = (message: string, hint: string): never => {
    throw new CranisError(message, { where: 'table', hint });
  };
  if (k.length !== g.length) fail(`the table has ${k.length} values of k but ${g.length} of g`, 'give one g per k');
  if (k.length < 2) fail(`the table of g has ${k.length} row${k.length === 1 ? '' : 's'}`, 'give at least two rows');
  if (k.length > 100_000) fail(`the table of g has ${k.length} rows`, 'give at most 100000');
  for (let i = 0; i < k.length; i++) {
    const row = `row ${i + 1} of the table of g`;
    if (!(k[i] > 0) || !Number.isFinite(k[i])) fail(`${row}: k = ${k[i]} is not a positive number`, 'k is in 1/r_g');
    if (!Number.isFinite(g[i])) fail(`${row}: g is missing or not a number`, 'fill the gap, or leave the row out');
    if (g[i] < 0) fail(`${row}: g = ${g[i]} is negative`, 'g is a power spectrum: it cannot be below zero');
    if (i > 0 && k[i] <= k[i - 1]) {
      fail(`${row}: k = ${k[i]} does not rise above ${k[i - 1]}`, 'sort the rows by k, each k once');
    }
  }
  if (k[k.length - 1] / k[0] > 1e12) fail('the table spans more than twelve decades in k', 'leave out its ends');
}
