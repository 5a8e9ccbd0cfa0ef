/** Solution of linear systems by LU decomposition with partial pivoting, inside a band. */

/**
 * Solve A X = B for many right-hand sides at once.
 * @param A n × n, row-major, A[i, j] = 0 for |i − j| > band; it is overwritten
 * @param B n × m, row-major; it is overwritten by the solution, and returned
 * @param band half-width of the band of A; the work is about 2 n·band², as the exchange of rows doubles the upper half
 * @throws RangeError if the sizes do not fit, or a pivot is zero or not finite
 */
export function solveMany(A: Float64Array, B: Float64Array, n: number, band = n): Float64Array {
  const m = B.length / n;
  if (A.length !== n * n || !Number.isInteger(m))
    throw new RangeError(`solveMany: sizes ${A.length}, ${B.length}, ${n}`);
  for (let k = 0; k < n; k++) {
    const lastRow = Math.min(n - 1, k + band);
    const lastColumn = Math.min(n - 1, k + 2 * band);
    let pivot = k;
    for (let i = k + 1; i <= lastRow; i++) {
      if (Math.abs(A[i * n + k]) > Math.abs(A[pivot * n + k])) pivot = i;
    }
    const head = A[pivot * n + k];
    if (!(Math.abs(head) > 0) || !Number.isFinite(head)) throw new RangeError(`solveMany: singular at row ${k}`);
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
  return B;
}

/** Solve A x = b; A is overwritten, b is not. See `solveMany`. */
export function solve(A: Float64Array, b: ArrayLike<number>, band = b.length): Float64Array {
  return solveMany(A, Float64Array.from(b), b.length, band);
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
