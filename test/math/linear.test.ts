import { all, create, type MathJsInstance } from 'mathjs';
import { LuDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { exponential, multiply } from '../../src/math/exponential.ts';
import { solve, solveMany } from '../../src/math/lu.ts';

/** A small deterministic stream of uniform numbers in (−1, 1); quality does not matter here. */
function stream(seed: number) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

const matrix = (n: number, seed: number, band = n) => {
  const next = stream(seed);
  return Float64Array.from({ length: n * n }, (_, i) => (Math.abs((i % n) - Math.floor(i / n)) <= band ? next() : 0));
};

describe('solve', () => {
  test('leaves a residual below 1e-13 of ‖A‖‖x‖ and agrees with ml-matrix to 1e-10, full and banded, zero diagonal', () => {
    for (const [n, band] of [
      [1, 1],
      [2, 2],
      [40, 40],
      [200, 7],
      [300, 40],
    ] as const) {
      const A = matrix(n, 7 * n, band);
      if (n > 1) for (let i = 0; i < n; i++) A[i * (n + 1)] = 0; // without pivoting this fails at once
      const b = Array.from({ length: n }, (_, i) => Math.cos(i));
      const x = solve(A.slice(), b, band);
      const reference = new LuDecomposition(Matrix.from1DArray(n, n, A)).solve(Matrix.columnVector(b));
      let size = 0;
      for (const value of x) size = Math.max(size, Math.abs(value));
      for (let i = 0; i < n; i++) {
        let row = -b[i];
        for (let j = 0; j < n; j++) row += A[i * n + j] * x[j];
        expect(Math.abs(row)).toBeLessThan(1e-13 * n * size);
        expect(Math.abs(x[i] - reference.get(i, 0))).toBeLessThan(1e-10 * size);
      }
    }
  });

  test('solves many right-hand sides as one by one, to the last bit', () => {
    const n = 30;
    const A = matrix(n, 5);
    const B = matrix(n, 6);
    const X = solveMany(A.slice(), B.slice(), n);
    for (const c of [0, 11, 29]) {
      const x = solve(
        A.slice(),
        Float64Array.from({ length: n }, (_, i) => B[i * n + c]),
      );
      for (let i = 0; i < n; i++) expect(X[i * n + c]).toBe(x[i]);
    }
  });

  test('throws on a singular matrix and on sizes that do not fit', () => {
    expect(() => solve(Float64Array.of(1, 2, 2, 4), [1, 1])).toThrow(/singular/);
    expect(() => solve(Float64Array.of(1, Number.NaN, 2, 4), [1, 1])).toThrow(RangeError);
    expect(() => solve(new Float64Array(3), [1, 1])).toThrow(RangeError);
  });
});

describe('exponential', () => {
  const math = create(all, {}) as MathJsInstance;
  const largest = (a: Float64Array) => a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

  test('is exact for nilpotent, diagonal and rotation generators, to 2e-14 relative', () => {
    const nilpotent = exponential(Float64Array.of(0, 3, 5, 0, 0, 7, 0, 0, 0));
    for (const [i, value] of [1, 3, 5 + 10.5, 0, 1, 7, 0, 0, 1].entries()) expect(nilpotent[i]).toBeCloseTo(value, 13);
    const angle = 40;
    const rotation = exponential(Float64Array.of(0, -angle, angle, 0));
    for (const [i, value] of [Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)].entries()) {
      expect(Math.abs(rotation[i] - value)).toBeLessThan(2e-14);
    }
    const decay = exponential(Float64Array.of(-1e4, 0, 0, -1));
    expect(Math.abs(decay[3] / Math.exp(-1) - 1)).toBeLessThan(1e-12);
    expect(decay[0]).toBe(0);
  });

  test('agrees with mathjs expm to 1e-12 of the largest element, and exp(A) exp(−A) = 1 to 1e-12', () => {
    for (const [n, scale] of [
      [3, 0.01],
      [8, 1],
      [20, 0.7],
    ] as const) {
      const A = matrix(n, 11 * n).map((a) => a * scale);
      const rows = Array.from({ length: n }, (_, i) => Array.from(A.subarray(i * n, (i + 1) * n)));
      const reference = (math.expm(math.matrix(rows)).valueOf() as number[][]).flat();
      const value = exponential(A);
      value.forEach((v, i) => {
        expect(Math.abs(v - reference[i])).toBeLessThan(1e-12 * largest(value));
      });
      const identity = multiply(value, exponential(A.map((a) => -a)), n);
      identity.forEach((v, i) => {
        expect(Math.abs(v - (i % (n + 1) === 0 ? 1 : 0))).toBeLessThan(1e-12 * largest(value) ** 2);
      });
    }
  });

  test('doubles: exp(2A) = exp(A)² to 1e-13 of the largest element', () => {
    const n = 12;
    const A = matrix(n, 3);
    const once = exponential(A);
    const twice = exponential(A.map((a) => 2 * a));
    multiply(once, once, n).forEach((v, i) => {
      expect(Math.abs(v - twice[i])).toBeLessThan(1e-13 * largest(twice));
    });
  });

  test('throws on entries that are not finite and on a shape that is not square', () => {
    expect(() => exponential(Float64Array.of(1, Number.NaN, 0, 1))).toThrow(RangeError);
    expect(() => exponential(new Float64Array(5))).toThrow(RangeError);
  });
});
