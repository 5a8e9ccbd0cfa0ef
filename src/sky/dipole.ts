/** The monopole and dipole of values on the sphere: f ≈ m + d·p̂ by least squares, and their removal. */
import { CranisError } from '../model/errors.ts';

export interface MonopoleDipole {
  readonly monopole: number;
  /** d, in the axes of the directions. */
  readonly dipole: readonly [number, number, number];
}

/**
 * The weighted least-squares fit of m + d·p̂: on a full sky of pixel centres the mean and three times the mean of f p̂.
 * Directions as x, y, z interleaved; weights ≥ 0, zero where there are no data (all one by default). Throws a CranisError
 * where the directions with weight do not fix all four numbers.
 */
export function fitMonopoleDipole(
  directions: Float64Array,
  values: ArrayLike<number>,
  weights?: ArrayLike<number>,
): MonopoleDipole {
  checkLengths(directions, values, weights);
  const normal = new Float64Array(16);
  const right = new Float64Array(4);
  for (let i = 0; i < values.length; i++) {
    const weight = weightOf(weights, i);
    if (weight === 0) continue;
    checkFinite(values[i], i);
    const basis = [1, directions[3 * i], directions[3 * i + 1], directions[3 * i + 2]];
    for (let a = 0; a < 4; a++) {
      right[a] += weight * basis[a] * values[i];
      for (let b = 0; b < 4; b++) normal[4 * a + b] += weight * basis[a] * basis[b];
    }
  }
  const [monopole, x, y, z] = solvePositive(normal, right);
  return { monopole: monopole, dipole: [x, y, z] };
}

/** The values less their fitted monopole and dipole; those without weight are left as they are. */
export function removeMonopoleDipole(
  directions: Float64Array,
  values: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Float64Array {
  const { monopole, dipole } = fitMonopoleDipole(directions, values, weights);
  return Float64Array.from({ length: values.length }, (_, i) => {
    if (weightOf(weights, i) === 0) return values[i];
    const [x, y, z] = [directions[3 * i], directions[3 * i + 1], directions[3 * i + 2]];
    return values[i] - monopole - (dipole[0] * x + dipole[1] * y + dipole[2] * z);
  });
}

/** The values less their weighted mean; those without weight are left as they are. */
export function removeMonopole(values: ArrayLike<number>, weights?: ArrayLike<number>): Float64Array {
  let total = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weightOf(weights, i);
    if (weight === 0) continue;
    checkFinite(values[i], i);
    total += weight;
    sum += weight * values[i];
  }
  if (!(total > 0)) throw emptySky();
  const mean = sum / total;
  return Float64Array.from({ length: values.length }, (_, i) =>
    weightOf(weights, i) === 0 ? values[i] : values[i] - mean,
  );
}

/** Cholesky's solution of a positive definite system of four. */
function solvePositive(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const lower = new Float64Array(n * n);
  const scale = matrix[0];
  if (!(scale > 0)) throw emptySky();
  for (let a = 0; a < n; a++) {
    for (let b = 0; b <= a; b++) {
      let sum = matrix[n * a + b];
      for (let k = 0; k < b; k++) sum -= lower[n * a + k] * lower[n * b + k];
      if (a === b) {
        if (!(sum > 1e-12 * scale)) throw emptySky();
        lower[n * a + a] = Math.sqrt(sum);
      } else {
        lower[n * a + b] = sum / lower[n * b + b];
      }
    }
  }
  const solution = Float64Array.from(right);
  for (let a = 0; a < n; a++) {
    for (let k = 0; k < a; k++) solution[a] -= lower[n * a + k] * solution[k];
    solution[a] /= lower[n * a + a];
  }
  for (let a = n - 1; a >= 0; a--) {
    for (let k = a + 1; k < n; k++) solution[a] -= lower[n * k + a] * solution[k];
    solution[a] /= lower[n * a + a];
  }
  return solution;
}

function weightOf(weights: ArrayLike<number> | undefined, i: number): number {
  const weight = weights ? weights[i] : 1;
  if (!(weight >= 0) || weight === Number.POSITIVE_INFINITY) {
    throw new CranisError(`weight ${i} is ${weight}`, {
      where: 'weights',
      hint: 'weights are finite and not negative',
    });
  }
  return weight;
}

function checkLengths(directions: Float64Array, values: ArrayLike<number>, weights?: ArrayLike<number>): void {
  if (directions.length !== 3 * values.length || (weights && weights.length !== values.length)) {
    throw new RangeError(
      `${values.length} values, ${directions.length / 3} directions, ${weights?.length ?? values.length} weights`,
    );
  }
}

function checkFinite(value: number, i: number): void {
  if (!Number.isFinite(value)) {
    throw new CranisError(`value ${i} is ${value}`, {
      where: 'values',
      hint: 'give it weight 0 if it is no measurement',
    });
  }
}

function emptySky(): CranisError {
  return new CranisError('the sky left by the mask does not fix a monopole and a dipole', {
    where: 'weights',
    hint: 'give weight to at least four directions that do not lie in one plane or on one circle',
  });
}
