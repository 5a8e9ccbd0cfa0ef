/** Solution of linear systems by LU decomposition with partial pivoting, inside a band. */

import { block, createMatrix, identity, type Matrix } from './matrix.ts';

/**
 * Solve A X = B for many right-hand sides at once.
 * @param A square, A[i, j] = 0 for |i − j| > band; its values are overwritten
 * @param B as many rows; its values are overwritten by the solution, and it is returned
 * @param band half-width of the band of A; the work is about 2 n·band², as the exchange of rows doubles the upper half
 * @throws RangeError if the sizes do not fit, or a pivot is zero or not finite
 */
export function solveMany(A: Matrix, B: Matrix, band = A.rows): Matrix {
  if (A.rows !== A.columns || A.rows !== B.rows) {
    throw new RangeError(`solveMany: ${A.rows} × ${A.columns} for ${B.rows} × ${B.columns}`);
  }
  const singular = eliminate(A, B, band);
  if (singular !== undefined) throw new RangeError(`solveMany: singular at row ${singular}`);
  return B;
}

/** Solve A x = b; the values of A are overwritten, b is not. See `solveMany`. */
export function solve(A: Matrix, b: ArrayLike<number>, band = b.length): Float64Array {
  return solveMany(A, createMatrix(b.length, 1, Float64Array.from(b)), band).values;
}

/** The inverse of a square matrix; undefined where a pivot is zero or not finite. */
export function invert(A: Matrix): Matrix | undefined {
  const inverse = identity(A.rows);
  return eliminate(block(A, A.rows, A.columns), inverse, A.rows) === undefined ? inverse : undefined;
}

/** Turns b into A^−1 b, and A into what is left of it; the row whose pivot is zero or not finite, if there is one. */
function eliminate({ rows: n, values: A }: Matrix, { columns: m, values: B }: Matrix, band: number) {
  for (let k = 0; k < n; k++) {
    const lastRow = Math.min(n - 1, k + band);
    const lastColumn = Math.min(n - 1, k + 2 * band);
    let pivot = k;
    for (let i = k + 1; i <= lastRow; i++) {
      if (Math.abs(A[i * n + k]) > Math.abs(A[pivot * n + k])) pivot = i;
    }
    const head = A[pivot * n + k];
    if (!(Math.abs(head) > 0) || !Number.isFinite(head)) return k;
    if (pivot !== k) {
      exchange(A, k * n + k, pivot * n + k, lastColumn - k + 1);
      exchange(B, k * m, pivot * m, m);
    }
    for (let i = k + 1; i <= lastRow; i++) {
      const factor = A[i * n + k] / head;
      if (factor === 0) continue;
      subtract(A, i * n + k + 1, k * n + k + 1, factor, lastColumn - k);
      subtract(B, i * m, k * m, factor, m);
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    const last = Math.min(n - 1, i + 2 * band);
    for (let j = i + 1; j <= last; j++) subtract(B, i * m, j * m, A[i * n + j], m);
    const head = A[i * n + i];
    for (let c = 0; c < m; c++) B[i * m + c] /= head;
  }
  return undefined;
}

function exchange(a: Float64Array, i: number, j: number, count: number): void {
  for (let c = 0; c < count; c++) {
    const kept = a[i + c];
    a[i + c] = a[j + c];
    a[j + c] = kept;
  }
}

function subtract(a: Float64Array, target: number, source: number, factor: number, count: number): void {
  for (let c = 0; c < count; c++) a[target + c] -= factor * a[source + c];
}
