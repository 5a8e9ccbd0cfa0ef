/**
 * The generator of a pair [P18] on its state: θ, the angle between the two directions; R, the modulus of their separation;
 * (χ, ψ), its direction in the frame of the pair. In (χ, ψ) it is projected on harmonics, in x = ln tan(θ/2) it acts at the
 * nodes of a cosine series: so each distance R has one dense block, and blocks of neighbouring distances are coupled by the
 * drift 2s d̂·∇ alone.
 */
import { atan, cos, exp, log, sin, tan } from '../../math/elementary/index.ts';
import type { Harmonics, SphereRule } from './angles.ts';
import type { Covariance, PairKernel } from './kernel.ts';

/** Angles between the directions, uniform in x = ln tan(θ/2), and derivatives by x of a cosine series through them. */
export interface AngleGrid {
  readonly theta: Float64Array;
  readonly first: number;
  readonly step: number;
  /** d/dx and d²/dx², row-major. */
  readonly slope: Float64Array;
  readonly bend: Float64Array;
}

/** How frame rotations are treated. */
export type Frame =
  /** All covariances of the pushes. */
  | 'full'
  /** One mean rate V for both rotations of m̂, K_X dropped [P18]. */
  | 'averaged';

export function createAngleGrid(count: number, smallest: number, largest: number): AngleGrid {
  const first = log(tan(smallest / 2));
  const length = log(tan(largest / 2)) - first;
  const step = length / count;
  const theta = Float64Array.from({ length: count }, (_, i) => 2 * atan(exp(first + (i + 0.5) * step)));
  const slope = new Float64Array(count * count);
  const bend = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      for (let n = 1; n < count; n++) {
        const wave = (n * Math.PI) / length;
        const phase = (n * Math.PI) / count;
        const weight = (2 / count) * cos(phase * (j + 0.5));
        slope[i * count + j] -= wave * sin(phase * (i + 0.5)) * weight;
        bend[i * count + j] -= wave * wave * cos(phase * (i + 0.5)) * weight;
      }
    }
  }
  return { theta, first, step, slope, bend };
}

/** Covariances at (R sin χ_i, R cos χ_i): four numbers a node, ν − K_L, ν − K_T, K_M, K_X. */
export function covariancesAt(kernel: PairKernel, rule: SphereRule, R: number): Float64Array {
  const out = new Float64Array(4 * rule.sinChi.length);
  const here: Covariance = { longitudinalLoss: 0, transverseLoss: 0, along: 0, mixed: 0 };
  for (let i = 0; i < rule.sinChi.length; i++) {
    kernel.at(R * rule.sinChi[i], R * rule.cosChi[i], here);
    out[4 * i] = here.longitudinalLoss;
    out[4 * i + 1] = here.transverseLoss;
    out[4 * i + 2] = here.along;
    out[4 * i + 3] = here.mixed;
  }
  return out;
}

/** Particles that are pushed independently: K = 0. */
export function independent(rule: SphereRule, nu: number): Float64Array {
  const out = new Float64Array(4 * rule.sinChi.length);
  for (let i = 0; i < rule.sinChi.length; i++) out.set([nu, nu, 0, 0], 4 * i);
  return out;
}

/**
 * −𝓛 without the drift, at one distance [P18]: row-major [(θ_i, a), (θ_j, b)], row (i·count + a).
 * @param covariance see `covariancesAt`
 */
export function pushBlock(
  grid: AngleGrid,
  rule: SphereRule,
  nu: number,
  frame: Frame,
  Y: Harmonics,
  covariance: Float64Array,
  out: Float64Array,
): void {
  const count = Y.count;
  const nTheta = grid.theta.length;
  const size = nTheta * count;
  const nPsi = rule.cosPsi.length;
  const nodes = rule.weights.length;
  const bend = new Float64Array(count * count);
  const slope = new Float64Array(count * count);
  const turn = new Float64Array(count * count);
  for (let i = 0; i < nTheta; i++) {
    const cosTheta = cos(grid.theta[i]);
    const sinTheta = sin(grid.theta[i]);
    const s = sin(grid.theta[i] / 2);
    const c = cos(grid.theta[i] / 2);
    const t = s / c;
    bend.fill(0);
    slope.fill(0);
    turn.fill(0);
    for (let node = 0; node < nodes; node++) {
      const chi = Math.floor(node / nPsi);
      const psi = node - chi * nPsi;
      const cot = rule.cosChi[chi] / rule.sinChi[chi];
      const sp = rule.sinPsi[psi];
      const cp = rule.cosPsi[psi];
      const lossL = covariance[4 * chi];
      const lossT = covariance[4 * chi + 1];
      const along = covariance[4 * chi + 2];
      const lossNN = lossL * sp * sp + lossT * cp * cp; // ν − K_nn
      const lossDD = lossL * cp * cp + lossT * sp * sp; // ν − K_dd
      const knd = (lossT - lossL) * sp * cp;
      const knm = frame === 'full' ? covariance[4 * chi + 3] * sp : 0;
      const lossQ = Math.min(Math.max(c * c * lossDD + s * s * (nu + along), 0), 2 * nu); // ν − Q, |Q| ≤ ν
      // Covariances of the frame's rotation about d̂, n̂, m̂, and of it with θ
      let dd = (2 * nu - lossQ) / (2 * c * c);
      let nn = (2 * nu - lossNN) / 2;
      let dn = knd / 2;
      if (frame === 'averaged') {
        dd = nn = (dd + nn) / 2; // V
        dn = 0;
      }
      const mm = lossQ / (2 * s * s);
      const nm = knm / 2;
      const gd = t * knm;
      const gm = knd / t;
      const chiChi = sp * sp * dd + cp * cp * nn - 2 * sp * cp * dn;
      const chiPsi = cot * (sp * cp * (dd - nn) + (sp * sp - cp * cp) * dn) + cp * nm;
      const psiPsi = cot * cot * (cp * cp * dd + sp * sp * nn + 2 * sp * cp * dn) - 2 * cot * sp * nm + mm;
      const thetaChi = sp * gd;
      const thetaPsi = cot * cp * gd - gm;
      const driftChi = (cot * (dd + nn - chiChi) + t * thetaChi) / 2;
      const driftPsi =
        (nn - dd) * sp * cp * (0.5 + cot * cot) +
        dn * (cp * cp + cot * cot * (cp * cp - sp * sp)) +
        (t * cot * cp * gd) / 2 +
        gm / (2 * t);
      const thetaTheta = lossNN / (sinTheta * sinTheta); // of u_xx, as x' = 1/sin θ
      const driftTheta = (lossQ - cosTheta * lossNN - 2 * s * s * nu) / (sinTheta * sinTheta); // of u_x
      const w = rule.weights[node];
      for (let b = 0; b < count; b++) {
        const at = b * nodes + node;
        const ofBend = w * thetaTheta * Y.value[at];
        const ofSlope = w * (driftTheta * Y.value[at] + (thetaChi * Y.byChi[at] + thetaPsi * Y.byPsi[at]) / sinTheta);
        const ofTurn =
          w *
          ((chiChi * Y.byChiChi[at] + psiPsi * Y.byPsiPsi[at]) / 2 +
            chiPsi * Y.byChiPsi[at] +
            driftChi * Y.byChi[at] +
            driftPsi * Y.byPsi[at]);
        for (let a = 0; a < count; a++) {
          const y = Y.value[a * nodes + node];
          bend[a * count + b] += y * ofBend;
          slope[a * count + b] += y * ofSlope;
          turn[a * count + b] += y * ofTurn;
        }
      }
    }
    for (let a = 0; a < count; a++) {
      const row = (i * count + a) * size;
      for (let j = 0; j < nTheta; j++) {
        const d2 = grid.bend[i * nTheta + j];
        const d1 = grid.slope[i * nTheta + j];
        for (let b = 0; b < count; b++) {
          const m = a * count + b;
          out[row + j * count + b] = -(bend[m] * d2 + slope[m] * d1 + (i === j ? turn[m] : 0));
        }
      }
    }
  }
}

/** S = K_nn cos θ + c²K_dd − s²K_M, projected: out[i·count + a] [P18]. */
export function source(
  grid: AngleGrid,
  rule: SphereRule,
  nu: number,
  Y: Harmonics,
  covariance: Float64Array,
  out: Float64Array,
): void {
  const nPsi = rule.cosPsi.length;
  const nodes = rule.weights.length;
  out.fill(0);
  for (let i = 0; i < grid.theta.length; i++) {
    const s2 = sin(grid.theta[i] / 2) ** 2;
    const c2 = 1 - s2;
    for (let node = 0; node < nodes; node++) {
      const chi = Math.floor(node / nPsi);
      const sp2 = rule.sinPsi[node - chi * nPsi] ** 2;
      const lossL = covariance[4 * chi];
      const lossT = covariance[4 * chi + 1];
      const nn = nu - lossL * sp2 - lossT * (1 - sp2);
      const dd = nu - lossL * (1 - sp2) - lossT * sp2;
      const S = nn * (c2 - s2) + c2 * dd - s2 * covariance[4 * chi + 2]; // [P18]
      for (let a = 0; a < Y.count; a++) out[i * Y.count + a] += rule.weights[node] * S * Y.value[a * nodes + node];
    }
  }
}
