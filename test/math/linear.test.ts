import { all, create, type MathJsInstance } from 'mathjs';
import * as ml from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { exponential } from '../../src/math/exponential.ts';
import { invert, solve, solveMany } from '../../src/math/lu.ts';
import { applyMatrix, block, createMatrix, type Matrix, mapMatrix, multiply, nested } from '../../src/math/matrix.ts';

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
  return mapMatrix(createMatrix(n, n), (_, i) => (Math.abs((i % n) - Math.floor(i / n)) <= band ? next() : 0));
};
const square = (...values: number[]) =>
  createMatrix(Math.sqrt(values.length), Math.sqrt(values.length), Float64Array.from(values));
const copy = (A: Matrix) => mapMatrix(A, (a) => a);

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
      if (n > 1) for (let i = 0; i < n; i++) A.values[i * (n + 1)] = 0; // without pivoting this fails at once
      const b = Array.from({ length: n }, (_, i) => Math.cos(i));
      const x = solve(copy(A), b, band);
      const reference = new ml.LuDecomposition(ml.Matrix.from1DArray(n, n, A.values)).solve(ml.Matrix.columnVector(b));
      let size = 0;
      for (const value of x) size = Math.max(size, Math.abs(value));
      for (let i = 0; i < n; i++) {
        let row = -b[i];
        for (let j = 0; j < n; j++) row += A.values[i * n + j] * x[j];
        expect(Math.abs(row)).toBeLessThan(1e-13 * n * size);
        expect(Math.abs(x[i] - reference.get(i, 0))).toBeLessThan(1e-10 * size);
      }
    }
  });

  test('solves many right-hand sides as one by one, to the last bit', () => {
    const n = 30;
    const A = matrix(n, 5);
    const B = matrix(n, 6);
    const X = solveMany(copy(A), copy(B));
    for (const c of [0, 11, 29]) {
      const x = solve(
        copy(A),
        Float64Array.from({ length: n }, (_, i) => B.values[i * n + c]),
      );
      for (let i = 0; i < n; i++) expect(X.values[i * n + c]).toBe(x[i]);
    }
  });

  test('throws on a singular matrix and on sizes that do not fit', () => {
    expect(() => solve(square(1, 2, 2, 4), [1, 1])).toThrow(/singular/);
    expect(() => solve(square(1, Number.NaN, 2, 4), [1, 1])).toThrow(RangeError);
    expect(() => solve(createMatrix(1, 3), [1, 1])).toThrow(RangeError);
    expect(() => solve(square(1, 2, 3, 4), [1, 1, 1])).toThrow(RangeError);
  });

  test('invert gives A⁻¹, with A A⁻¹ = 1 to 1e-11, leaves A as it was, and is undefined where A is singular', () => {
    const A = matrix(25, 9);
    const before = nested(A);
    const inverse = invert(A)!;
    multiply(A, inverse).values.forEach((value, i) => {
      expect(Math.abs(value - (i % 26 === 0 ? 1 : 0))).toBeLessThan(1e-11);
    });
    expect(nested(A)).toEqual(before);
    expect(invert(square(1, 2, 2, 4))).toBeUndefined();
  });
});

describe('exponential', () => {
  const math = create(all, {}) as MathJsInstance;
  const largest = (a: Float64Array) => a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

  test('is exact for nilpotent, diagonal and rotation generators, to 2e-14 relative', () => {
    const nilpotent = exponential(square(0, 3, 5, 0, 0, 7, 0, 0, 0)).values;
    for (const [i, value] of [1, 3, 5 + 10.5, 0, 1, 7, 0, 0, 1].entries()) expect(nilpotent[i]).toBeCloseTo(value, 13);
    const angle = 40;
    const rotation = exponential(square(0, -angle, angle, 0)).values;
    for (const [i, value] of [Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)].entries()) {
      expect(Math.abs(rotation[i] - value)).toBeLessThan(2e-14);
    }
    const decay = exponential(square(-1e4, 0, 0, -1)).values;
    expect(Math.abs(decay[3] / Math.exp(-1) - 1)).toBeLessThan(1e-12);
    expect(decay[0]).toBe(0);
  });

  test('agrees with mathjs expm to 1e-12 of the largest element, and exp(A) exp(−A) = 1 to 1e-12', () => {
    for (const [n, scale] of [
      [3, 0.01],
      [8, 1],
      [20, 0.7],
    ] as const) {
      const A = mapMatrix(matrix(n, 11 * n), (a) => a * scale);
      const reference = (math.expm(math.matrix(nested(A))).valueOf() as number[][]).flat();
      const value = exponential(A);
      value.values.forEach((v, i) => {
        expect(Math.abs(v - reference[i])).toBeLessThan(1e-12 * largest(value.values));
      });
      const identity = multiply(value, exponential(mapMatrix(A, (a) => -a))).values;
      identity.forEach((v, i) => {
        expect(Math.abs(v - (i % (n + 1) === 0 ? 1 : 0))).toBeLessThan(1e-12 * largest(value.values) ** 2);
      });
    }
  });

  test('doubles: exp(2A) = exp(A)² to 1e-13 of the largest element', () => {
    const n = 12;
    const A = matrix(n, 3);
    const once = exponential(A);
    const twice = exponential(mapMatrix(A, (a) => 2 * a)).values;
    multiply(once, once).values.forEach((v, i) => {
      expect(Math.abs(v - twice[i])).toBeLessThan(1e-13 * largest(twice));
    });
  });

  test('throws on entries that are not finite and on a shape that is not square', () => {
    expect(() => exponential(square(1, Number.NaN, 0, 1))).toThrow(RangeError);
    expect(() => exponential(createMatrix(1, 5))).toThrow(RangeError);
  });
});

describe('matrices', () => {
  const A = createMatrix(2, 3, Float64Array.of(1, 2, 3, 4, 5, 6));

  test('are row-major: element, row lists, part of one', () => {
    expect(nested(A)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(nested(block(A, 1, 2, 1, 1))).toEqual([[5, 6]]);
    expect(nested(mapMatrix(A, (a) => -a))[1]).toEqual([-4, -5, -6]);
  });

  test('times a vector, where the vector ends early the rest counts as zero; times a matrix', () => {
    expect([...applyMatrix(A, [1, 10, 100])]).toEqual([321, 654]);
    expect([...applyMatrix(A, [0, 2])]).toEqual([4, 10]);
    expect(nested(multiply(A, createMatrix(3, 1, Float64Array.of(1, 10, 100))))).toEqual([[321], [654]]);
  });

  test('refuse sizes that do not fit', () => {
    expect(() => createMatrix(2, 3, new Float64Array(5))).toThrow(RangeError);
    expect(() => multiply(A, A)).toThrow(RangeError);
  });
});
