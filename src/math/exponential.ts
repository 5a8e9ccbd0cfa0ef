/** The exponential of a dense matrix. */
import { solveMany } from './lu.ts';

/**
 * exp(A), A n × n row-major: Padé approximant of order 13 with scaling and squaring
 * (Higham, SIAM J. Matrix Anal. Appl. 26 (2005) 1179: the coefficients and the bound 5.37 are his table 2.3).
 * @throws RangeError if A is not square or holds a number that is not finite
 */
export function exponential(A: Float64Array): Float64Array {
  const n = Math.round(Math.sqrt(A.length));
  if (n * n !== A.length) throw new RangeError(`exponential: ${A.length} entries are not a square matrix`);
  const norm = oneNorm(A, n);
  if (!Number.isFinite(norm)) throw new RangeError('exponential: an entry is not finite');
  const squarings = Math.max(0, Math.ceil(Math.log2(norm / 5.371920351148152)));
  const X = A.map((a) => a / 2 ** squarings);
  const X2 = multiply(X, X, n);
  const X4 = multiply(X2, X2, n);
  const X6 = multiply(X4, X2, n);
  const sum = (c0: number, c2: number, c4: number, c6: number) => {
    const out = X2.map((x, i) => c2 * x + c4 * X4[i] + c6 * X6[i]);
    for (let i = 0; i < n; i++) out[i * (n + 1)] += c0;
    return out;
  };
  const add = (a: Float64Array, b: Float64Array) => a.map((x, i) => x + b[i]);
  const high = (c8: number, c10: number, c12: number) => multiply(X6, sum(0, c8, c10, c12), n);
  const b = PADE;
  const U = multiply(X, add(high(b[9], b[11], b[13]), sum(b[1], b[3], b[5], b[7])), n);
  const V = add(high(b[8], b[10], b[12]), sum(b[0], b[2], b[4], b[6]));
  let R = solveMany(
    V.map((v, i) => v - U[i]),
    add(V, U),
    n,
  );
  for (let s = 0; s < squarings; s++) R = multiply(R, R, n);
  return R;
}

/** Coefficients of the numerator: b_j = (26−j)! 13! / (26! j! (13−j)!), scaled by the last. */
const PADE = Array.from({ length: 14 }, (_, j) => {
  let b = 1;
  for (let i = j + 1; i <= 13; i++) b *= (i * (26 - i + 1)) / (13 - i + 1);
  return b;
});

function oneNorm(A: Float64Array, n: number): number {
  const columns = new Float64Array(n);
  for (let i = 0; i < A.length; i++) columns[i % n] += Math.abs(A[i]);
  return columns.reduce((most, value) => Math.max(most, value), 0);
}

/** a·b for n × n row-major matrices. */
export function multiply(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let k = 0; k < n; k++) {
      const factor = a[row + k];
      if (factor === 0) continue;
      for (let j = 0, u = k * n, v = row; j < n; j++, u++, v++) out[v] += factor * b[u];
    }
  }
  return out;
}
