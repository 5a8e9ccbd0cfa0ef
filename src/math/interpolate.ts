/**
 * A slow smooth function of a few variables with many values, interpolated where it is asked for: the box is divided into
 * cells, and a cell gets its Chebyshev grid when somebody first steps into it. Each cell is checked between its nodes
 * against the function itself, and halved where it misses the tolerance.
 */
import { cos, sin } from './elementary/index.ts';

export interface Axis {
  readonly lower: number;
  readonly upper: number;
  /** Widest cell along this axis. */
  readonly width: number;
  /** Chebyshev nodes of a cell along this axis. */
  readonly order: number;
}

export interface InterpolateOptions {
  readonly axes: readonly Axis[];
  /** Number of values the function has. */
  readonly size: number;
  /** Absolute, of every value. */
  readonly tolerance: number;
}

export interface Interpolant {
  /**
   * The values at x, written to `out`. x outside of the box is a fault of the caller.
   * @param slope gets the derivatives of the interpolant along the first axis, if it is given
   */
  at(x: ArrayLike<number>, out: Float64Array, slope?: Float64Array): void;
  /** Calls of the function so far, nodes and checks. */
  readonly evaluations: number;
  /** The largest difference found between the function and the cells in use, at the points checked. */
  readonly worstError: number;
}

/** A cell is halved at most so many times; beyond, its error is reported and lived with. */
const DEEPEST = 7;
/** Where a cell is checked along each axis, in (−1, 1): no zero of a Chebyshev polynomial of an order in use. */
const PROBES = [-0.93, -0.31, 0.57];

/** @param f values at x; what it returns is copied */
export function createInterpolant(
  f: (x: Float64Array) => ArrayLike<number>,
  { axes, size, tolerance }: InterpolateOptions,
): Interpolant {
  const counts = axes.map(({ lower, upper, width }) => Math.max(1, Math.ceil((upper - lower) / width - 1e-9)));
  const rules = axes.map(({ order }) => chebyshevNodes(order));
  const weights = axes.map(({ order }) => new Float64Array(order));
  const tilted = weights.map((along, d) => (d === 0 ? along.slice() : along));
  const roots = new Map<number, Branch>();
  const state = { evaluations: 0, worstError: 0 };

  const evaluate = (x: Float64Array): Float64Array => {
    state.evaluations++;
    return Float64Array.from(f(x));
  };

  const grow = (low: Float64Array, high: Float64Array, depth: number): Branch => {
    const values = tensorGrid(rules, low, high, size, evaluate);
    const leaf: Leaf = { low, high, values };
    const errors = axes.map((_, d) => errorAlong(leaf, d));
    const error = errors.reduce((sum, value) => sum + value, 0);
    if (error <= tolerance || depth === DEEPEST) {
      state.worstError = Math.max(state.worstError, error);
      return leaf;
    }
    const axis = errors.indexOf(Math.max(...errors));
    return { axis, at: (low[axis] + high[axis]) / 2, low, high, depth, below: undefined, above: undefined };
  };

  /** The largest error at three points along the axis d; the others stand at a node, so that it is the error of this one. */
  const errorAlong = (leaf: Leaf, d: number): number => {
    const x = leaf.low.map((low, e) => place(low, leaf.high[e], rules[e].t[rules[e].t.length >> 1]));
    const out = new Float64Array(size);
    let worst = 0;
    for (const t of PROBES) {
      x[d] = place(leaf.low[d], leaf.high[d], t);
      const direct = evaluate(x);
      fromLeaf(leaf, x, out);
      for (let i = 0; i < size; i++) worst = Math.max(worst, Math.abs(out[i] - direct[i]));
    }
    return worst;
  };

  const fromLeaf = (
    { low, high, values }: Leaf,
    x: ArrayLike<number>,
    out: Float64Array,
    slope?: Float64Array,
  ): void => {
    for (let d = 0; d < axes.length; d++) {
      const t = (2 * x[d] - low[d] - high[d]) / (high[d] - low[d]);
      barycentric(rules[d], t, weights[d]);
    }
    out.fill(0);
    accumulate(weights, values, size, out, 0, 0, 1);
    if (!slope) return;
    slope.fill(0);
    if (axes.length === 0) return;
    const scale = 2 / (high[0] - low[0]);
    barycentricSlope(rules[0], (x[0] - low[0]) * scale - 1, weights[0], tilted[0]);
    accumulate(tilted, values, size, slope, 0, 0, scale);
  };

  const rootAt = (x: ArrayLike<number>): Branch => {
    let key = 0;
    const low = new Float64Array(axes.length);
    const high = new Float64Array(axes.length);
    axes.forEach(({ lower, upper }, d) => {
      const step = (upper - lower) / counts[d];
      const cell = Math.min(counts[d] - 1, Math.max(0, Math.floor((x[d] - lower) / step)));
      key = key * counts[d] + cell;
      low[d] = lower + cell * step;
      high[d] = cell === counts[d] - 1 ? upper : lower + (cell + 1) * step;
    });
    let root = roots.get(key);
    if (!root) {
      root = grow(low, high, 0);
      roots.set(key, root);
    }
    return root;
  };

  return {
    at(x, out, slope) {
      let cell = rootAt(x);
      while ('axis' in cell) {
        const { axis, at, low, high, depth } = cell;
        const side = x[axis] < at ? 'below' : 'above';
        cell[side] ??= grow(
          side === 'below' ? low : low.with(axis, at),
          side === 'below' ? high.with(axis, at) : high,
          depth + 1,
        );
        cell = cell[side];
      }
      fromLeaf(cell, x, out, slope);
    },
    get evaluations() {
      return state.evaluations;
    },
    get worstError() {
      return state.worstError;
    },
  };
}

interface Leaf {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** [node along the first axis, …, node along the last, value] */
  readonly values: Float64Array;
}

interface Fork {
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly depth: number;
  readonly axis: number;
  readonly at: number;
  below: Branch | undefined;
  above: Branch | undefined;
}

type Branch = Leaf | Fork;

interface Nodes {
  readonly t: Float64Array;
  /** Barycentric weights of the zeros of T_n, (−1)^j sin θ_j (Berrut & Trefethen 2004, eq. 5.3). */
  readonly w: Float64Array;
}

function chebyshevNodes(order: number): Nodes {
  const angles = Float64Array.from({ length: order }, (_, j) => (Math.PI * (2 * j + 1)) / (2 * order));
  return { t: angles.map(cos), w: angles.map((angle, j) => (j % 2 === 0 ? 1 : -1) * sin(angle)) };
}

const place = (low: number, high: number, t: number) => (low + high) / 2 + ((high - low) / 2) * t;

/** The weight of each node in the value at t. */
function barycentric({ t: nodes, w }: Nodes, t: number, out: Float64Array): void {
  let sum = 0;
  for (let j = 0; j < nodes.length; j++) {
    const distance = t - nodes[j];
    if (distance === 0) {
      out.fill(0);
      out[j] = 1;
      return;
    }
    out[j] = w[j] / distance;
    sum += out[j];
  }
  for (let j = 0; j < nodes.length; j++) out[j] /= sum;
}

/** The weight of each node in the derivative with respect to t, from its weight in the value. */
function barycentricSlope({ t: nodes, w }: Nodes, t: number, weights: Float64Array, out: Float64Array): void {
  const at = nodes.indexOf(t);
  if (at >= 0) {
    // On a node: a row of the differentiation matrix (Berrut & Trefethen 2004, eq. 9.4).
    out[at] = 0;
    for (let j = 0; j < nodes.length; j++) {
      if (j === at) continue;
      out[j] = w[j] / w[at] / (t - nodes[j]);
      out[at] -= out[j];
    }
    return;
  }
  // q_j = (w_j/(t−t_j))/Σ, so q'_j = q_j (Σ_i q_i/(t−t_i) − 1/(t−t_j)); the q' add up to zero, which gives that of the nearest
  // node, where the bracket loses its digits.
  let mean = 0;
  let nearest = 0;
  for (let j = 0; j < nodes.length; j++) {
    mean += weights[j] / (t - nodes[j]);
    if (Math.abs(t - nodes[j]) < Math.abs(t - nodes[nearest])) nearest = j;
  }
  out[nearest] = 0;
  let sum = 0;
  for (let j = 0; j < nodes.length; j++) {
    if (j === nearest) continue;
    out[j] = weights[j] * (mean - 1 / (t - nodes[j]));
    sum += out[j];
  }
  out[nearest] = -sum;
}

function tensorGrid(
  rules: readonly Nodes[],
  low: Float64Array,
  high: Float64Array,
  size: number,
  evaluate: (x: Float64Array) => Float64Array,
): Float64Array {
  const nodes = rules.reduce((product, { t }) => product * t.length, 1);
  const values = new Float64Array(nodes * size);
  const x = new Float64Array(rules.length);
  for (let node = 0; node < nodes; node++) {
    let rest = node;
    for (let d = rules.length - 1; d >= 0; d--) {
      const { t } = rules[d];
      x[d] = place(low[d], high[d], t[rest % t.length]);
      rest = Math.floor(rest / t.length);
    }
    values.set(evaluate(x), node * size);
  }
  return values;
}

/** out += Σ_nodes Π_d weights[d] · values, one axis after the other. */
function accumulate(
  weights: readonly Float64Array[],
  values: Float64Array,
  size: number,
  out: Float64Array,
  d: number,
  node: number,
  factor: number,
): void {
  if (d === weights.length) {
    for (let i = 0, at = node * size; i < size; i++, at++) out[i] += factor * values[at];
    return;
  }
  const along = weights[d];
  for (let j = 0; j < along.length; j++) {
    accumulate(weights, values, size, out, d + 1, node * along.length + j, factor * along[j]);
  }
}
