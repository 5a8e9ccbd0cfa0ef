/**
 * Solves (σ − 𝓛) u = S by elimination from the outermost distance inward. Harmonics of even degree live at the distances
 * R_i, those of odd degree half-way between, in ln R: the drift couples even to odd only, so that central differences are
 * of second order and have no modes of their own. u = 0 beyond the last distance; no flux below the first.
 */
import { factorise, solveFactorised } from '../../math/dense.ts';
import { driftCoupling, harmonics, type SphereRule, sphereRule } from './angles.ts';
import type { PairKernel } from './kernel.ts';
import { type AngleGrid, angleGrid, covariancesAt, type Frame, independent, pushBlock, source } from './operator.ts';

export interface Resolution {
  /** Angles between the directions. */
  readonly angles: number;
  /** Distances. */
  readonly distances: number;
  /** Highest even and odd degree of the harmonics. */
  readonly even: number;
  readonly odd: number;
  /** Nodes in χ and in ψ. */
  readonly chi: number;
  readonly psi: number;
}

export interface Range {
  readonly smallestAngle: number;
  readonly largestAngle: number;
  readonly nearest: number;
  readonly farthest: number;
}

/** u at R → 0 by angle: I(θ) of the pairs, and I_1(θ) of pairs pushed alike but once. */
export interface PairIntegrals {
  readonly grid: AngleGrid;
  readonly all: Float64Array;
  readonly once: Float64Array;
}

export function solvePairs(kernel: PairKernel, size: Resolution, range: Range, frame: Frame, sigma = 0): PairIntegrals {
  const { nu } = kernel;
  const grid = angleGrid(size.angles, range.smallestAngle, range.largestAngle);
  const rule = sphereRule(size.chi, size.psi);
  const even = harmonics(rule, 0, size.even);
  const odd = harmonics(rule, 1, size.odd);
  const setting = { grid, rule, nu, frame };
  const step = Math.log(range.farthest / range.nearest) / size.distances;
  // First node half a step above the nearest distance.
  const distance = (half: number) => range.nearest * Math.exp((half / 2 + 0.5) * step);
  const covariances = Array.from({ length: 2 * size.distances }, (_, h) => covariancesAt(kernel, rule, distance(h)));
  const nE = grid.theta.length * even.count;
  const sources = covariances.filter((_, h) => h % 2 === 0).map((covariance) => {
    const S = new Float64Array(nE);
    source(setting, even, covariance, S);
    return S;
  });
  const eo = driftCoupling(rule, even, odd);
  const oe = driftCoupling(rule, odd, even);
  const eliminate = (coupled: boolean): Float64Array => {
    const nO = grid.theta.length * odd.count;
    const E = new Float64Array(nE * nE);
    const O = new Float64Array(nO * nO);
    const pivE = new Int32Array(nE);
    const pivO = new Int32Array(nO);
    const X = new Float64Array(nE * (nO + 1));
    const identity = new Float64Array(nO * nO);
    const rhs = new Float64Array(nE);
    const carried = new Float64Array(nO);
    const free = independent(rule, nu);
    let hasOuter = false;
    for (let h = 2 * size.distances - 1; h >= 0; h--) {
      const covariance = coupled ? covariances[h] : free;
      const outward = 1; // the neighbour outside
      const R = distance(h);
      if (h % 2 === 1) {
        pushBlock(setting, odd, covariance, O);
        for (let p = 0; p < nO; p++) O[p * nO + p] += sigma;
        carried.fill(0);
        if (hasOuter) {
          // O −= C⁺ E⁻¹ D⁻ : X holds E⁻¹ [D⁻, rhs]
          applyLeft(grid, oe, odd.degree, even.degree, R, step, outward, X, nO + 1, (row, column, value) => {
            if (column < nO) O[row * nO + column] -= value;
            else carried[row] = value;
          });
        }
        factorise(O, nO, pivO);
        identity.fill(0);
        for (let p = 0; p < nO; p++) identity[p * nO + p] = 1;
        solveFactorised(O, nO, pivO, identity, nO);
        continue;
      }
      pushBlock(setting, even, covariance, E);
      for (let p = 0; p < nE; p++) E[p * nE + p] += sigma;
      rhs.set(sources[h / 2]);
      // E −= D⁺ O⁻¹ C⁻, rhs −= D⁺ O⁻¹(−C⁺E⁻¹rhs)
      sandwich(grid, eo, oe, even.degree, odd.degree, R, distance(h + 1), step, identity, E);
      const w = new Float64Array(nO);
      for (let p = 0; p < nO; p++) {
        let sum = 0;
        for (let q = 0; q < nO; q++) sum += identity[p * nO + q] * carried[q];
        w[p] = sum;
      }
      applyLeft(grid, eo, even.degree, odd.degree, R, step, outward, w, 1, (row, _, value) => {
        rhs[row] += value;
      });
      factorise(E, nE, pivE);
      if (h === 0) {
        solveFactorised(E, nE, pivE, rhs, 1);
        return grid.theta.map((_, i) => rhs[i * even.count]);
      }
      // X = E⁻¹ [D⁻, rhs]
      X.fill(0);
      for (let i = 0; i < grid.theta.length; i++) {
        const s = 2 * Math.sin(grid.theta[i] / 2);
        for (let a = 0; a < even.count; a++) {
          const row = (i * even.count + a) * (nO + 1);
          for (let b = 0; b < odd.count; b++)
            X[row + i * odd.count + b] =
              -(s / R) * eo[a * odd.count + b] * (-1 / step + power(even.degree[a], odd.degree[b]) / 2);
          X[row + nO] = rhs[i * even.count + a];
        }
      }
      solveFactorised(E, nE, pivE, X, nO + 1);
      hasOuter = true;
    }
    throw new RangeError('solvePairs: no distances');
  };
  return { grid, all: eliminate(true), once: eliminate(false) };
}

/** d̂·∇ f(R) Y_b has in Y_a: coupling · (f' + power · f/R). */
const power = (to: number, from: number) => (to > from ? -from : from + 1);

/** −(2s/R)·coupling·(±f_y…)·X row by row. */
function applyLeft(
  grid: AngleGrid,
  coupling: Float64Array,
  to: Int32Array,
  from: Int32Array,
  R: number,
  step: number,
  side: number,
  X: Float64Array,
  m: number,
  take: (row: number, column: number, value: number) => void,
): void {
  for (let i = 0; i < grid.theta.length; i++) {
    const s = 2 * Math.sin(grid.theta[i] / 2);
    for (let a = 0; a < to.length; a++) {
      for (let column = 0; column < m; column++) {
        let sum = 0;
        for (let b = 0; b < from.length; b++) {
          const c = coupling[a * from.length + b];
          if (c === 0) continue;
          sum -= (s / R) * c * (side / step + power(to[a], from[b]) / 2) * X[(i * from.length + b) * m + column];
        }
        take(i * to.length + a, column, sum);
      }
    }
  }
}

/** E −= D⁺ O⁻¹ C⁻. */
function sandwich(
  grid: AngleGrid,
  eo: Float64Array,
  oe: Float64Array,
  degreeE: Int32Array,
  degreeO: Int32Array,
  R: number,
  RO: number,
  step: number,
  inverse: Float64Array,
  E: Float64Array,
): void {
  const [nTheta, ce, co] = [grid.theta.length, degreeE.length, degreeO.length];
  const [nE, nO] = [nTheta * ce, nTheta * co];
  const plus = eo.map((c, at) => (c === 0 ? 0 : c * (1 / step + power(degreeE[Math.floor(at / co)], degreeO[at % co]) / 2)));
  const minus = oe.map((c, at) =>
    c === 0 ? 0 : c * (-1 / step + power(degreeO[Math.floor(at / ce)], degreeE[at % ce]) / 2),
  );
  const middle = new Float64Array(co * ce);
  for (let i = 0; i < nTheta; i++) {
    const sI = (2 * Math.sin(grid.theta[i] / 2)) / R;
    for (let j = 0; j < nTheta; j++) {
      const scale = (sI * 2 * Math.sin(grid.theta[j] / 2)) / RO;
      middle.fill(0);
      for (let p = 0; p < co; p++) {
        for (let q = 0; q < co; q++) {
          const v = inverse[(i * co + p) * nO + j * co + q];
          for (let b = 0; b < ce; b++) middle[p * ce + b] += v * minus[q * ce + b];
        }
      }
      for (let a = 0; a < ce; a++) {
        const row = (i * ce + a) * nE + j * ce;
        for (let p = 0; p < co; p++) {
          const v = scale * plus[a * co + p];
          if (v === 0) continue;
          for (let b = 0; b < ce; b++) E[row + b] -= v * middle[p * ce + b];
        }
      }
    }
  }
}
