/** Wigner 3j symbols, exact. */

import { factorialProduct, type RationalRoot, rootToNumber } from './wigner-root.ts';

/** Past j1+j2+j3 = 1e5 a symbol would take minutes and its integers megabytes. */
const LARGEST_SUM = 1e5;

/**
 * The Wigner 3j symbol (j1 j2 j3; m1 m2 m3) for integers and half-integers.
 *
 * Computed exactly in integers, then rounded: relative error below 1e-15 at any j; a zero is exactly 0. Zero if the
 * triangle or m1+m2+m3 = 0 is violated. About 10 µs for j = 10, 0.05 ms at 100, 0.5 ms at 1000.
 *
 * @throws RangeError if a j is not a non-negative multiple of ½, if |m| > j or j − m is not an integer, or if
 * j1+j2+j3 > 1e5
 */
export function wigner3j(j1: number, j2: number, j3: number, m1: number, m2: number, m3: number): number {
  return rootToNumber(wigner3jExact(j1, j2, j3, m1, m2, m3));
}

/** The same symbol as an exact number. */
export function wigner3jExact(j1: number, j2: number, j3: number, m1: number, m2: number, m3: number): RationalRoot {
  checkMomentum('wigner3j', j1, m1);
  checkMomentum('wigner3j', j2, m2);
  checkMomentum('wigner3j', j3, m3);
  const sum = j1 + j2 + j3;
  if (sum > LARGEST_SUM) throw new RangeError(`wigner3j: j1+j2+j3 = ${sum}, want at most ${LARGEST_SUM}`);
  if (m1 + m2 + m3 !== 0 || !Number.isInteger(sum) || 2 * Math.max(j1, j2, j3) > sum) {
    return { factor: 0n, numerator: 1n, denominator: 1n };
  }
  // Regge's square (Varshalovich, Moskalev & Khersonskii, Quantum Theory of Angular Momentum, §8.2.1 and 8.4.1): a
  // symbol changes by (−1)^sum at most when two rows or two columns are swapped.
  const square = [
    [-j1 + j2 + j3, j1 - j2 + j3, j1 + j2 - j3],
    [j1 - m1, j2 - m2, j3 - m3],
    [j1 + m1, j2 + m2, j3 + m3],
  ];
  const swaps = smallestToTheCorner(square);
  return fromSquare(square, sum, swaps % 2 === 1 && sum % 2 === 1);
}

/** Moves the smallest entry to the end of the first row, where it is the number of terms less 1; counts the swaps. */
function smallestToTheCorner(square: number[][]): number {
  let row = 0;
  let column = 2;
  for (let r = 0; r < 3; r++) {
    for (let c = 0; c < 3; c++) {
      if (square[r][c] < square[row][column]) [row, column] = [r, c];
    }
  }
  [square[0], square[row]] = [square[row], square[0]];
  for (const line of square) [line[2], line[column]] = [line[column], line[2]];
  return (row === 0 ? 0 : 1) + (column === 2 ? 0 : 1);
}

/**
 * Racah's sum (Varshalovich §8.2.1 (4)) over products of binomials, with R_ik the entries of the square:
 * Σ_k (−1)^k C(R13, k) C(R12, R21−k) C(R11, R32−k), times √[ΠR2k! ΠR3k!/((sum+1)! ΠR1k!)].
 * As R13 is the smallest entry, k runs from 0 to R13.
 */
function fromSquare(square: number[][], sum: number, negative: boolean): RationalRoot {
  const [[r11, r12, r13], [r21, r22, r23], [r31, r32, r33]] = square as [
    [number, number, number],
    [number, number, number],
    [number, number, number],
  ];
  let term = factorialProduct([
    [r12, 1],
    [r21, -1],
    [r12 - r21, -1],
    [r11, 1],
    [r32, -1],
    [r11 - r32, -1],
  ]).numerator;
  let total = term;
  for (let k = 0; k < r13; k++) {
    const up = (r13 - k) * (r21 - k) * (r32 - k);
    const down = (k + 1) * (r12 - r21 + k + 1) * (r11 - r32 + k + 1);
    term = (-term * BigInt(up)) / BigInt(down);
    total += term;
  }
  const { numerator, denominator } = factorialProduct([
    [r21, 1],
    [r22, 1],
    [r23, 1],
    [r31, 1],
    [r32, 1],
    [r33, 1],
    [sum + 1, -1],
    [r11, -1],
    [r12, -1],
    [r13, -1],
  ]);
  // (−1)^(j1−j2−m3) = (−1)^(R31−R22)
  const odd = (r31 - r22) % 2 !== 0;
  return { factor: odd !== negative ? -total : total, numerator, denominator };
}

/** Throws RangeError unless j is 0, ½, 1, … and m one of −j, −j+1, … j. */
export function checkMomentum(name: string, j: number, m: number): void {
  if (!(j >= 0 && Number.isSafeInteger(2 * j))) throw new RangeError(`${name}: j = ${j}, want 0, 1/2, 1, …`);
  if (!(Math.abs(m) <= j && Number.isInteger(j - m))) {
    throw new RangeError(`${name}: m = ${m} with j = ${j}, want −j, −j+1, … j`);
  }
}
