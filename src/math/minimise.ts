/**
 * Minima of functions of a few variables within bounds, without derivatives: the simplex of Nelder & Mead (1965) with the
 * coefficients of Gao & Han (2012) that keep it moving in more than two dimensions, begun again until it stays where it is.
 */
export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly evaluations: number;
  /** False if the evaluations ran out before two simplices in a row agreed. */
  readonly converged: boolean;
}

export interface MinimiseOptions {
  /** First step along each axis; also the scale on which the answer is wanted. */
  readonly step: ArrayLike<number>;
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
  /** Absolute, of the value at the minimum; default 1e-9. */
  readonly tolerance?: number;
  /** Default 2000 a dimension. */
  readonly most?: number;
}

/** Minimum near `start`. A point outside of the bounds is moved to the nearest one inside. f may be +∞, never NaN. */
export function minimise(f: (x: Float64Array) => number, start: ArrayLike<number>, options: MinimiseOptions): Minimum {
  const n = start.length;
  const { step, lower, upper, tolerance = 1e-9, most = 2000 * n } = options;
  if (step.length !== n || lower.length !== n || upper.length !== n) throw new RangeError('minimise: sizes differ');
  let evaluations = 0;
  const at = (x: Float64Array): Vertex => {
    for (let d = 0; d < n; d++) x[d] = Math.min(upper[d], Math.max(lower[d], x[d]));
    evaluations++;
    const value = f(x);
    if (Number.isNaN(value)) throw new RangeError(`minimise: f(${x.join(', ')}) is not a number`);
    return { x, value };
  };
  let best = at(Float64Array.from(start));
  let size = 1;
  while (evaluations < most) {
    const simplex = [best];
    for (let d = 0; d < n; d++) {
      const x = best.x.slice();
      const room = upper[d] - lower[d];
      const move = Math.min(size * step[d], room / 2);
      x[d] += x[d] + move <= upper[d] ? move : -move;
      simplex.push(at(x));
    }
    const found = shrinkToMinimum(simplex, at, tolerance, step, () => evaluations < most);
    const gain = best.value - found.value;
    const moved = found.x.some((value, d) => Math.abs(value - best.x[d]) > 0.5 * size * step[d]);
    best = found;
    if (gain <= tolerance && !moved) return { ...best, evaluations, converged: true };
    size = Math.max(size / 4, 1e-3);
  }
  return { ...best, evaluations, converged: false };
}

interface Vertex {
  readonly x: Float64Array;
  readonly value: number;
}

function shrinkToMinimum(
  simplex: Vertex[],
  at: (x: Float64Array) => Vertex,
  tolerance: number,
  step: ArrayLike<number>,
  mayGoOn: () => boolean,
): Vertex {
  const n = simplex.length - 1;
  const [expand, contract, shrink] = [1 + 2 / Math.max(2, n), 0.75 - 0.5 / Math.max(2, n), 1 - 1 / Math.max(2, n)];
  const sort = () => simplex.sort((a, b) => a.value - b.value);
  sort();
  while (mayGoOn()) {
    const [best, worst] = [simplex[0], simplex[n]];
    if (isSmall(simplex, tolerance, step)) break;
    const centre = best.x.map((_, d) => simplex.slice(0, n).reduce((sum, { x }) => sum + x[d], 0) / n);
    const along = (t: number) => at(centre.map((c, d) => c + t * (worst.x[d] - c)));
    const reflected = along(-1);
    let next = reflected;
    if (reflected.value < best.value) {
      const further = along(-expand);
      if (further.value < reflected.value) next = further;
    } else if (!(reflected.value < simplex[n - 1].value)) {
      next = along(reflected.value < worst.value ? -contract : contract);
      if (!(next.value < Math.min(worst.value, reflected.value))) {
        for (let i = 1; i <= n; i++) {
          const { x } = simplex[i];
          simplex[i] = at(x.map((value, d) => best.x[d] + shrink * (value - best.x[d])));
        }
        sort();
        continue;
      }
    }
    simplex[n] = next;
    sort();
  }
  return simplex[0];
}

/** Flat to the tolerance, and within 1e-4 steps along every axis; or too small for the digits there are. */
function isSmall(simplex: readonly Vertex[], tolerance: number, step: ArrayLike<number>): boolean {
  const [best] = simplex;
  const within = (bound: (x: number, d: number) => number) =>
    simplex.every(({ x }) => x.every((value, d) => Math.abs(value - best.x[d]) <= bound(best.x[d], d)));
  const flat = simplex.at(-1)!.value - best.value <= tolerance;
  return (flat && within((_, d) => 1e-4 * step[d])) || within((x) => 4e-16 * Math.abs(x));
}
