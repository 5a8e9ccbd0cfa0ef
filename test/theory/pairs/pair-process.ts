/**
 * The process that the theory of pairs solves for, simulated: two unit vectors and their separation, pushed by correlated noise.
 * No angles of a frame, no grid, no harmonics, none of the code of the operator: only the covariances are shared.
 */
import { createRandomStream } from '../../../src/math/random.ts';
import type { Covariance, PairKernel } from '../../../src/theory/pairs/kernel.ts';

export interface ProcessResult {
  /** I(θ) = ∫ S dt, mean over the pairs, and its standard error. */
  readonly mean: number;
  readonly error: number;
}

type Vector = [number, number, number];
const dot = (a: Vector, b: Vector) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const unit = (a: Vector): Vector => {
  const size = Math.hypot(a[0], a[1], a[2]);
  return [a[0] / size, a[1] / size, a[2] / size];
};

/** Covariances at (ρ, |z|), interpolated in ln R and χ: `kernel.at` is a quadrature. */
export function tabulated(kernel: PairKernel, nearest: number, farthest: number): PairKernel['at'] {
  const [rows, columns] = [140, 40];
  const step = Math.log(farthest / nearest) / (rows - 1);
  const table = new Float64Array(rows * columns * 4);
  const here: Covariance = { longitudinalLoss: 0, transverseLoss: 0, along: 0, mixed: 0 };
  for (let i = 0; i < rows; i++) {
    const R = nearest * Math.exp(i * step);
    for (let j = 0; j < columns; j++) {
      const chi = ((j / (columns - 1)) * Math.PI) / 2;
      kernel.at(R * Math.sin(chi), R * Math.cos(chi), here);
      // Relative to R² near the origin, so that the interpolation keeps small losses.
      const shape = (R * R) / (R * R + nearest * nearest * 100);
      table.set(
        [here.longitudinalLoss / shape, here.transverseLoss / shape, here.along, here.mixed],
        4 * (i * columns + j),
      );
    }
  }
  return (rho, z, out) => {
    const R = Math.max(Math.hypot(rho, z), nearest * 1e-6);
    const x = Math.min(Math.max(Math.log(R / nearest) / step, 0), rows - 1.000001);
    const y = Math.min((Math.atan2(rho, Math.abs(z)) / (Math.PI / 2)) * (columns - 1), columns - 1.000001);
    const [i, j] = [Math.floor(x), Math.floor(y)];
    const [p, q] = [x - i, y - j];
    const value = (n: number) =>
      (1 - p) * ((1 - q) * table[4 * (i * columns + j) + n] + q * table[4 * (i * columns + j + 1) + n]) +
      p * ((1 - q) * table[4 * ((i + 1) * columns + j) + n] + q * table[4 * ((i + 1) * columns + j + 1) + n]);
    const shape = (R * R) / (R * R + nearest * nearest * 100);
    out.longitudinalLoss = shape * value(0);
    out.transverseLoss = shape * value(1);
    out.along = value(2);
    out.mixed = Math.sign(z) * value(3);
  };
}

/**
 * I(θ) of pairs that start at one place with an angle θ between them.
 * @param covariances `kernel.at`, or a table of it
 * @param step part of the shortest time of change that one step takes
 */
export function simulatePairs(
  covariances: PairKernel['at'],
  {
    nu,
    theta,
    k1,
    farthest,
    pairs,
    seed,
    step = 0.1,
  }: {
    nu: number;
    theta: number;
    k1: number;
    farthest: number;
    pairs: number;
    seed: number;
    step?: number;
  },
): ProcessResult {
  const random = createRandomStream(seed, 0, 900);
  const K: Covariance = { longitudinalLoss: 0, transverseLoss: 0, along: 0, mixed: 0 };
  // Steps that shrank with the angle for ever would never leave θ = 0.
  const floor = (0.1 * theta) ** 2;
  let [sum, squares] = [0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    let a: Vector = [Math.sin(theta / 2), 0, Math.cos(theta / 2)];
    let b: Vector = [-a[0], 0, a[2]];
    const R: Vector = [0, 0, 0];
    let total = 0;
    let before = 0; // the step that led here
    for (;;) {
      const distance = Math.hypot(R[0], R[1], R[2]);
      if (distance > farthest) break;
      const along = unit([a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
      const z = dot(R, along);
      const across: Vector = [R[0] - z * along[0], R[1] - z * along[1], R[2] - z * along[2]];
      const rho = Math.hypot(across[0], across[1], across[2]);
      const e: Vector =
        rho > 0 ? [across[0] / rho, across[1] / rho, across[2] / rho] : unit([a[0] - b[0], a[1] - b[1], a[2] - b[2]]);
      covariances(rho, z, K);
      const kL = nu - K.longitudinalLoss;
      const kT = nu - K.transverseLoss;
      // v·K·w with K = K_T (1 − m̂m̂) + (K_L − K_T) ρ̂ρ̂ + K_M m̂m̂ + K_X (ρ̂m̂ + m̂ρ̂)
      const K2 = (v: Vector, w: Vector) => {
        const [vm, wm, ve, we] = [dot(v, along), dot(w, along), dot(v, e), dot(w, e)];
        return kT * (dot(v, w) - vm * wm) + (kL - kT) * ve * we + K.along * vm * wm + K.mixed * (ve * wm + vm * we);
      };
      const cosine = dot(a, b);
      const dt = stepOf();
      // S = p̂_A·p̂_B tr K − p̂_A·K·p̂_B, by the trapezoidal rule
      total += 0.5 * (before + dt) * (cosine * (kL + kT + K.along) - K2(a, b));
      before = dt;
      advance();

      function stepOf(): number {
        const gap = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
        const loss = Math.max(K.longitudinalLoss, K.transverseLoss, 1e-300);
        return step * Math.min(0.3 / nu, (distance + 0.1 / k1) / gap, (0.5 * (gap * gap + floor)) / loss);
      }

      function advance(): void {
        // Each particle's push lies across its direction; pushes of the two are correlated by a 2 × 2 block.
        const normal = unit(cross(a, b));
        const [a2, b2] = [cross(normal, a), cross(normal, b)];
        // p̂ × W along (normal, second) of each: components of W along (−second, normal)
        const wa: Vector[] = [[-a2[0], -a2[1], -a2[2]], normal];
        const wb: Vector[] = [[-b2[0], -b2[1], -b2[2]], normal];
        const m = [K2(wa[0], wb[0]), K2(wa[0], wb[1]), K2(wa[1], wb[0]), K2(wa[1], wb[1])];
        // m = U diag(s) Vᵀ by the angles of its symmetric and antisymmetric parts; |s| ≤ ν
        const plus = Math.atan2(m[2] - m[1], m[0] + m[3]);
        const minus = Math.atan2(m[2] + m[1], m[0] - m[3]);
        const size = Math.hypot(m[0] + m[3], m[2] - m[1]) / 2;
        const other = Math.hypot(m[0] - m[3], m[2] + m[1]) / 2;
        const u = (plus + minus) / 2;
        const v = (minus - plus) / 2;
        const s = [Math.min(size + other, nu), Math.min(Math.max(size - other, -nu), nu)];
        const root = Math.sqrt(nu * dt);
        const x = [0, 0];
        const y = [0, 0];
        for (let i = 0; i < 2; i++) {
          const r = s[i] / nu;
          const g = random.normal();
          const h = random.normal();
          x[i] = root * (Math.sqrt((1 + r) / 2) * g + Math.sqrt((1 - r) / 2) * h);
          y[i] = root * (Math.sqrt((1 + r) / 2) * g - Math.sqrt((1 - r) / 2) * h);
        }
        const pushA = [Math.cos(u) * x[0] - Math.sin(u) * x[1], Math.sin(u) * x[0] + Math.cos(u) * x[1]];
        const pushB = [Math.cos(v) * y[0] - Math.sin(v) * y[1], Math.sin(v) * y[0] + Math.cos(v) * y[1]];
        for (let i = 0; i < 3; i++) R[i] += 0.5 * dt * (a[i] - b[i]);
        a = pushed(a, wa, pushA);
        b = pushed(b, wb, pushB);
        for (let i = 0; i < 3; i++) R[i] += 0.5 * dt * (a[i] - b[i]);
      }
    }
    sum += total;
    squares += total * total;
  }
  const mean = sum / pairs;
  return { mean, error: Math.sqrt((squares / pairs - mean * mean) / pairs) };
}

/** p̂ + p̂ × W, W given along two axes, on the unit sphere. */
function pushed(p: Vector, axes: Vector[], W: number[]): Vector {
  const w: Vector = [0, 1, 2].map((i) => axes[0][i] * W[0] + axes[1][i] * W[1]) as Vector;
  const kick = cross(p, w);
  return unit([p[0] + kick[0], p[1] + kick[1], p[2] + kick[2]]);
}
