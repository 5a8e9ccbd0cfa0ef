/**
 * The inverse of a dense matrix in place: Gauss–Jordan elimination with partial pivoting. One triple loop over whole rows, so that
 * compiled code can do the same operations in the same order.
 * @param A n × n, row-major
 * @param pivots room for n integers
 * @throws RangeError if A is singular or holds a number that is not finite
 */
export function invertInPlace(A: Float64Array, n: number, pivots: Int32Array): void {
  for (let k = 0; k < n; k++) {
    let pivot = k;
    let largest = Math.abs(A[k * n + k]);
    for (let i = k + 1; i < n; i++) {
      const size = Math.abs(A[i * n + k]);
      if (size > largest) {
        largest = size;
        pivot = i;
      }
    }
    if (!(largest > 0) || !(largest < Number.POSITIVE_INFINITY)) throw new RangeError(`invert: singular at row ${k}`);
    pivots[k] = pivot;
    const own = k * n;
    if (pivot !== k) {
      const other = pivot * n;
      for (let j = 0; j < n; j++) {
        const kept = A[own + j];
        A[own + j] = A[other + j];
        A[other + j] = kept;
      }
    }
    const inverse = 1 / A[own + k];
    A[own + k] = 1;
    for (let j = 0; j < n; j++) A[own + j] *= inverse;
    for (let i = 0; i < n; i++) {
      if (i === k) continue;
      const row = i * n;
      const factor = A[row + k];
      if (factor === 0) continue;
      A[row + k] = 0;
      for (let j = 0; j < n; j++) A[row + j] -= factor * A[own + j];
    }
  }
  // Rows exchanged on the way are columns exchanged in the inverse.
  for (let k = n - 1; k >= 0; k--) {
    const pivot = pivots[k];
    if (pivot === k) continue;
    for (let i = 0; i < n; i++) {
      const kept = A[i * n + k];
      A[i * n + k] = A[i * n + pivot];
      A[i * n + pivot] = kept;
    }
  }
}
