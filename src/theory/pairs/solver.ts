/**
 * Solves (σ − 𝓛) u = f for the generator of a pair [P18], by elimination from the outermost distance inward.
 *
 * Harmonics of even degree live at the distances R_0 < R_2 < …, those of odd degree between them, at R_1 < R_3 < …, all uniform
 * in ln R. The drift couples even to odd only, so central differences are of second order and have no waves of their own, and
 * nothing is lost upwind. u = 0 beyond the last distance, and odd harmonics vanish below the first: near R = 0 a pair does not
 * yet know its direction of separation.
 */
import { exp, log, sin } from '../../math/elementary/index.ts';
import { invertInPlace } from '../../math/invert.ts';
import { driftCoupling, type Harmonics, harmonics, type SphereRule, sphereRule } from './angles.ts';
import type { PairKernel } from './kernel.ts';
import {
  type AngleGrid,
  covariancesAt,
  createAngleGrid,
  type Frame,
  independent,
  pushBlock,
  source,
} from './operator.ts';

/** How finely the state of a pair is resolved. */
export interface Resolution {
  /** Angles between the directions, uniform in ln tan(θ/2). */
  readonly angles: number;
  /** Distances of the even harmonics, uniform in ln R. */
  readonly distances: number;
  /** Highest degree of the harmonics, odd. */
  readonly degree: number;
}

/** The part of the state space that is resolved. */
export interface Range {
  readonly smallestAngle: number;
  readonly largestAngle: number;
  /** Distances in r_g. */
  readonly nearest: number;
  readonly farthest: number;
}

/** A turbulence's pairs on a grid; solved by `eliminate`. */
export interface PairSystem {
  readonly nu: number;
  readonly grid: AngleGrid;
  readonly rule: SphereRule;
  readonly frame: Frame;
  /** Harmonics at even and at odd levels. */
  readonly parity: readonly [Harmonics, Harmonics];
  /** From the other parity to this one. */
  readonly coupling: readonly [Float64Array, Float64Array];
  /** Distance of each level, rising; even harmonics at levels 0, 2, …. */
  readonly distance: Float64Array;
  /** ln R_{h+1} − ln R_{h−1}. */
  readonly step: number;
  /** By level, see `covariancesAt`. */
  readonly covariances: readonly Float64Array[];
  /** Where a level begins in a state vector; one more entry than levels. */
  readonly offset: Int32Array;
  /** S [P18] as a state vector. */
  readonly source: Float64Array;
}

export function createPairSystem(
  kernel: PairKernel,
  { angles, distances, degree }: Resolution,
  range: Range,
  frame: Frame,
): PairSystem {
  const grid = createAngleGrid(angles, range.smallestAngle, range.largestAngle);
  const rule = sphereRule(degree + 3, degree + 5);
  const parity = [harmonics(rule, 0, degree - 1), harmonics(rule, 1, degree)] as const;
  const step = log(range.farthest / range.nearest) / distances;
  const levels = 2 * distances;
  const distance = Float64Array.from({ length: levels }, (_, h) => range.nearest * exp(((h + 1) / 2) * step));
  const covariances = Array.from(distance, (R) => covariancesAt(kernel, rule, R));
  const offset = new Int32Array(levels + 1);
  for (let h = 0; h < levels; h++) offset[h + 1] = offset[h] + angles * parity[h % 2].count;
  const all = new Float64Array(offset[levels]);
  for (let h = 0; h < levels; h += 2) {
    source(grid, rule, kernel.nu, parity[0], covariances[h], all.subarray(offset[h], offset[h + 1]));
  }
  const coupling = [driftCoupling(rule, parity[0], parity[1]), driftCoupling(rule, parity[1], parity[0])] as const;
  return { nu: kernel.nu, grid, rule, frame, parity, coupling, distance, step, covariances, offset, source: all };
}

/** (σ − 𝓛)⁻¹, ready to be applied. */
export interface Elimination {
  /** u = (σ − 𝓛)⁻¹ f, both state vectors. */
  solve(f: Float64Array): Float64Array;
}

/**
 * @param coupled false: the two particles are pushed independently (K = 0 in 𝓛)
 * @param sigma σ in c/r_g, ≥ 0
 */
export function eliminate(system: PairSystem, coupled: boolean, sigma: number): Elimination {
  const { nu, grid, rule, frame, parity, distance, covariances, offset } = system;
  const nTheta = grid.theta.length;
  const free = independent(rule, nu);
  const levels = distance.length;
  const drift = driftMatrices(system);
  const inverses: Float64Array[] = new Array(levels);
  for (let h = levels - 1; h >= 0; h--) {
    const n = offset[h + 1] - offset[h];
    const A = new Float64Array(n * n);
    const own = parity[h % 2];
    pushBlock(grid, rule, nu, frame, own, coupled ? covariances[h] : free, A);
    for (let p = 0; p < n; p++) A[p * n + p] += sigma;
    if (h + 1 < levels) {
      subtractSandwich(
        nTheta,
        own.count,
        parity[(h + 1) % 2].count,
        drift.scale[h],
        drift.scale[h + 1],
        drift.outward[h % 2],
        inverses[h + 1],
        drift.inward[(h + 1) % 2],
        A,
      );
    }
    invertInPlace(A, n, new Int32Array(n));
    inverses[h] = A;
  }
  return {
    solve(f) {
      const u = Float64Array.from(f);
      for (let h = levels - 2; h >= 0; h--) {
        // f_h −= (coupling to h+1) A⁻¹ f_{h+1}; levels above already hold A⁻¹ f
        if (h === levels - 2) multiplyBlock(inverses[h + 1], u, offset[h + 1], offset[h + 2]);
        addDrift(
          nTheta,
          parity[h % 2].count,
          parity[(h + 1) % 2].count,
          drift.scale[h],
          drift.outward[h % 2],
          u,
          offset[h + 1],
          u,
          offset[h],
        );
        multiplyBlock(inverses[h], u, offset[h], offset[h + 1]);
      }
      for (let h = 1; h < levels; h++) {
        const correction = new Float64Array(offset[h + 1] - offset[h]);
        addDrift(
          nTheta,
          parity[h % 2].count,
          parity[(h + 1) % 2].count,
          drift.scale[h],
          drift.inward[h % 2],
          u,
          offset[h - 1],
          correction,
          0,
        );
        multiplyBlock(inverses[h], correction, 0, correction.length);
        for (let i = 0; i < correction.length; i++) u[offset[h] + i] += correction[i];
      }
      return u;
    },
  };
}

/** The drift 2s d̂·∇ [P18] between neighbouring levels: scale[level][θ] · matrix[parity of the target]. */
interface Drift {
  readonly scale: readonly Float64Array[];
  /** From the level outside, and from the level inside. */
  readonly outward: readonly [Float64Array, Float64Array];
  readonly inward: readonly [Float64Array, Float64Array];
}

function driftMatrices({ grid, parity, coupling, distance, step }: PairSystem): Drift {
  // d̂·∇ of f(R) Y_b has in Y_a the part coupling · (f' − L_b f/R) where L_a = L_b + 1, (f' + (L_b+1) f/R) where L_a = L_b − 1
  const matrix = (p: number, sign: number) =>
    coupling[p].map((c, at) => {
      const other = parity[1 - p];
      const to = parity[p].degree[Math.floor(at / other.count)];
      const from = other.degree[at % other.count];
      return c * (sign / step + (to > from ? -from : from + 1) / 2);
    });
  return {
    scale: Array.from(distance, (R) => grid.theta.map((theta) => (2 * sin(theta / 2)) / R)),
    outward: [matrix(0, 1), matrix(1, 1)],
    inward: [matrix(0, -1), matrix(1, -1)],
  };
}

/** target += scale_i · matrix · from, angle by angle. */
function addDrift(
  nTheta: number,
  to: number,
  other: number,
  scale: Float64Array,
  matrix: Float64Array,
  from: Float64Array,
  fromAt: number,
  target: Float64Array,
  targetAt: number,
): void {
  for (let i = 0; i < nTheta; i++) {
    for (let a = 0; a < to; a++) {
      let sum = 0;
      for (let b = 0; b < other; b++) sum += matrix[a * other + b] * from[fromAt + i * other + b];
      target[targetAt + i * to + a] += scale[i] * sum;
    }
  }
}

/** u[from … to) ← A u[from … to) */
function multiplyBlock(A: Float64Array, u: Float64Array, from: number, to: number): void {
  const n = to - from;
  const x = u.slice(from, to);
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += A[i * n + j] * x[j];
    u[from + i] = sum;
  }
}

/** A[i, j] −= scaleI_i · left · inverse[i, j] · right · scaleJ_j, blocks by angle. */
function subtractSandwich(
  nTheta: number,
  own: number,
  other: number,
  scaleI: Float64Array,
  scaleJ: Float64Array,
  left: Float64Array,
  inverse: Float64Array,
  right: Float64Array,
  A: Float64Array,
): void {
  const [n, m] = [nTheta * own, nTheta * other];
  const middle = new Float64Array(other * own);
  for (let i = 0; i < nTheta; i++) {
    for (let j = 0; j < nTheta; j++) {
      const scale = scaleI[i] * scaleJ[j];
      middle.fill(0);
      for (let p = 0; p < other; p++) {
        for (let q = 0; q < other; q++) {
          const v = inverse[(i * other + p) * m + j * other + q];
          for (let b = 0; b < own; b++) middle[p * own + b] += v * right[q * own + b];
        }
      }
      for (let a = 0; a < own; a++) {
        const row = (i * own + a) * n + j * own;
        for (let p = 0; p < other; p++) {
          const v = scale * left[a * other + p];
          if (v === 0) continue;
          for (let b = 0; b < own; b++) A[row + b] -= v * middle[p * own + b];
        }
      }
    }
  }
}

/** The isotropic part of a state vector at the innermost distance, by angle: u(θ, R → 0). */
export function atOrigin({ grid, parity }: PairSystem, u: Float64Array): Float64Array {
  return grid.theta.map((_, i) => u[i * parity[0].count]);
}
