/** Dense linear algebra in place, for blocks of a few hundred rows that are eliminated many times. Row-major. */

/**
 * A = P L U with partial pivoting, in place.
 * @param pivots takes the row exchanged with row k at step k
 */
export function factorise(A: Float64Array, n: number, pivots: Int32Array): void {
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
    if (!(largest > 0)) throw new RangeError(`factorise: singular at row ${k}`);
    pivots[k] = pivot;
    if (pivot !== k) {
      for (let j = 0; j < n; j++) {
        const kept = A[k * n + j];
        A[k * n + j] = A[pivot * n + j];
        A[pivot * n + j] = kept;
      }
    }
    const inverse = 1 / A[k * n + k];
    for (let i = k + 1; i < n; i++) {
      const factor = A[i * n + k] * inverse;
      A[i * n + k] = factor;
      if (factor === 0) continue;
      const from = k * n;
      const to = i * n;
      for (let j = k + 1; j < n; j++) A[to + j] -= factor * A[from + j];
    }
  }
}

/** B ← A⁻¹ B, B n × m, with A as `factorise` left it. */
export function solveFactorised(A: Float64Array, n: number, pivots: Int32Array, B: Float64Array, m: number): void {
  for (let k = 0; k < n; k++) {
    const pivot = pivots[k];
    if (pivot === k) continue;
    for (let j = 0; j < m; j++) {
      const kept = B[k * m + j];
      B[k * m + j] = B[pivot * m + j];
      B[pivot * m + j] = kept;
    }
  }
  for (let i = 1; i < n; i++) {
    for (let k = 0; k < i; k++) {
      const factor = A[i * n + k];
      if (factor === 0) continue;
      for (let j = 0; j < m; j++) B[i * m + j] -= factor * B[k * m + j];
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) {
      const factor = A[i * n + k];
      if (factor === 0) continue;
      for (let j = 0; j < m; j++) B[i * m + j] -= factor * B[k * m + j];
    }
    const inverse = 1 / A[i * n + i];
    for (let j = 0; j < m; j++) B[i * m + j] *= inverse;
  }
}
