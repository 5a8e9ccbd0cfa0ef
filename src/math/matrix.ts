/** Dense matrices of real numbers. */

/** values[i · columns + j] stands in row i and column j, both from 0. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** Row-major. */
  readonly values: Float64Array;
}

/**
 * A matrix of zeros, or one laid over `values`, which it then shares.
 * @throws RangeError if there are not rows · columns values
 */
export function createMatrix(
  rows: number,
  columns: number,
  values: Float64Array = new Float64Array(rows * columns),
): Matrix {
  if (values.length !== rows * columns) {
    throw new RangeError(`createMatrix: ${values.length} values for ${rows} × ${columns}`);
  }
  return { rows, columns, values };
}

/** Ones on the diagonal of n × n. */
export function identity(n: number): Matrix {
  const unit = createMatrix(n, n);
  for (let i = 0; i < n; i++) unit.values[i * (n + 1)] = 1;
  return unit;
}

/** A matrix of its own with the same numbers, or with those that `f` makes of them, element by element. */
export function mapMatrix({ rows, columns, values }: Matrix, f: (value: number, at: number) => number): Matrix {
  return { rows, columns, values: values.map(f) };
}

/** Row i, sharing the matrix's numbers. */
export function rowOf({ columns, values }: Matrix, i: number): Float64Array {
  return values.subarray(i * columns, (i + 1) * columns);
}

/** The part with these rows and columns, each from a first one on; a copy. */
export function block(matrix: Matrix, rows: number, columns: number, firstRow = 0, firstColumn = 0): Matrix {
  const out = createMatrix(rows, columns);
  for (let i = 0; i < rows; i++) {
    const row = rowOf(matrix, firstRow + i);
    out.values.set(row.subarray(firstColumn, firstColumn + columns), i * columns);
  }
  return out;
}

/** A list of rows, as JSON and NumPy take matrices. */
export function nested(matrix: Matrix): number[][] {
  return Array.from({ length: matrix.rows }, (_, i) => Array.from(rowOf(matrix, i)));
}

/** Matrix times vector; where the vector is shorter than a row, what it lacks counts as zero. */
export function applyMatrix({ rows, columns, values }: Matrix, vector: ArrayLike<number>): Float64Array {
  const last = Math.min(columns, vector.length);
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = 0;
    for (let j = 0; j < last; j++) sum += values[i * columns + j] * vector[j];
    out[i] = sum;
  }
  return out;
}

/** a·b. @throws RangeError if their sizes do not fit */
export function multiply(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows) {
    throw new RangeError(`multiply: ${a.rows} × ${a.columns} times ${b.rows} × ${b.columns}`);
  }
  const out = createMatrix(a.rows, b.columns);
  for (let i = 0; i < a.rows; i++) {
    for (let k = 0; k < a.columns; k++) {
      const factor = a.values[i * a.columns + k];
      if (factor === 0) continue;
      for (let j = 0, u = k * b.columns, v = i * b.columns; j < b.columns; j++, u++, v++) {
        out.values[v] += factor * b.values[u];
      }
    }
  }
  return out;
}

/** The largest sum of absolute values in a column. */
export function oneNorm({ columns, values }: Matrix): number {
  const sums = new Float64Array(columns);
  for (let i = 0; i < values.length; i++) sums[i % columns] += Math.abs(values[i]);
  return sums.reduce((most, value) => Math.max(most, value), 0);
}
