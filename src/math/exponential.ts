/** The exponential of a dense matrix. */
import { log2 } from './elementary/index.ts';
import { solveMany } from './lu.ts';
import { type Matrix, mapMatrix, multiply, oneNorm } from './matrix.ts';

/**
 * exp(A) of a square matrix: Padé approximant of order 13 with scaling and squaring
 * (Higham, SIAM J. Matrix Anal. Appl. 26 (2005) 1179: the coefficients and the bound 5.37 are his table 2.3).
 * @throws RangeError if A is not square or holds a number that is not finite
 */
export function exponential(A: Matrix): Matrix {
  const n = A.rows;
  if (n !== A.columns) throw new RangeError(`exponential: ${n} × ${A.columns} is not a square matrix`);
  const norm = oneNorm(A);
  if (!Number.isFinite(norm)) throw new RangeError('exponential: an entry is not finite');
  const squarings = Math.max(0, Math.ceil(log2(norm / 5.371920351148152)));
  const X = mapMatrix(A, (a) => a / 2 ** squarings);
  const X2 = multiply(X, X);
  const X4 = multiply(X2, X2);
  const X6 = multiply(X4, X2);
  const sum = (c0: number, c2: number, c4: number, c6: number) => {
    const out = mapMatrix(X2, (x, i) => c2 * x + c4 * X4.values[i] + c6 * X6.values[i]);
    for (let i = 0; i < n; i++) out.values[i * (n + 1)] += c0;
    return out;
  };
  const add = (a: Matrix, b: Matrix) => mapMatrix(a, (x, i) => x + b.values[i]);
  const high = (c8: number, c10: number, c12: number) => multiply(X6, sum(0, c8, c10, c12));
  const b = PADE;
  const U = multiply(X, add(high(b[9], b[11], b[13]), sum(b[1], b[3], b[5], b[7])));
  const V = add(high(b[8], b[10], b[12]), sum(b[0], b[2], b[4], b[6]));
  let R = solveMany(
    mapMatrix(V, (v, i) => v - U.values[i]),
    add(V, U),
  );
  for (let s = 0; s < squarings; s++) R = multiply(R, R);
  return R;
}

/** Coefficients of the numerator: b_j = (26−j)! 13! / (26! j! (13−j)!), scaled by the last. */
const PADE = Array.from({ length: 14 }, (_, j) => {
  let b = 1;
  for (let i = j + 1; i <= 13; i++) b *= (i * (26 - i + 1)) / (13 - i + 1);
  return b;
});
