/**
 * The two functions of distance that the correlation of the field is made of, tabulated:
 *   F0(r) = (8π/3) ∫dk g j0(kr),   F2(r) = 4π ∫dk g j2(kr)                                                    [P17]
 * F0(0) − F0(r) and F2(r) are kept relative to r², so that both keep their digits however small r is.
 */
import { cos, exp, log, sin } from '../../math/elementary/index.ts';
import { compositeRule, gaussLegendre, type Rule } from '../../math/gauss-legendre.ts';
import { logEdges, type Turbulence } from '../../model/turbulence.ts';

export interface CorrelationTable {
  /** F0(0) = 1/3: a component of the field squared. */
  readonly atZero: number;
  /** Writes F0(0) − F0(r) and F2(r) to out[0], out[1]. */
  at(r: number, out: Float64Array): void;
}

/** Values of ln r per e-fold. */
const PER_EFOLD = 10;
/** The oscillation of j_n(kr) is followed to this kr, then damped smoothly to nothing at three times it. */
const FOLLOWED = 16;

/** @param farthest largest r asked for, in r_g */
export function createCorrelationTable(turbulence: Turbulence, farthest: number): CorrelationTable {
  const first = log(0.02 / turbulence.k1);
  const count = Math.ceil((log(farthest) - first) * PER_EFOLD) + 4;
  const panels = powerPanels(turbulence);
  const square = meanSquareWavenumber(panels);
  const table = new Float64Array(2 * count);
  const pair = new Float64Array(2);
  for (let i = 0; i < count; i++) {
    const r = exp(first + i / PER_EFOLD);
    transforms(turbulence, panels, r, pair);
    const size = shape(square * r * r);
    table[2 * i] = pair[0] / size;
    table[2 * i + 1] = pair[1] / size;
  }
  return {
    atZero: 1 / 3,
    at(r, out) {
      const x = Math.min(Math.max((log(r) - first) * PER_EFOLD, 0), count - 1);
      const i = Math.min(Math.max(Math.floor(x), 1), count - 3);
      const t = x - i;
      // Lagrange through the points −1, 0, 1, 2
      const a = (-t * (t - 1) * (t - 2)) / 6;
      const b = ((t + 1) * (t - 1) * (t - 2)) / 2;
      const c = (-(t + 1) * t * (t - 2)) / 2;
      const d = ((t + 1) * t * (t - 1)) / 6;
      const at = 2 * (i - 1);
      const size = shape(square * r * r);
      out[0] = size * (a * table[at] + b * table[at + 2] + c * table[at + 4] + d * table[at + 6]);
      out[1] = size * (a * table[at + 1] + b * table[at + 3] + c * table[at + 5] + d * table[at + 7]);
    },
  };
}

/** Grows as z² and then stays: what F0(0) − F0 is divided by. */
const shape = (squared: number) => squared / (1 + squared);

/** g dk by panels of k, no wider than a factor of two: edges, and ∫g dk over each. */
interface PowerPanels {
  readonly edges: readonly number[];
  readonly power: Float64Array;
}

const INNER = gaussLegendre(8);

function powerPanels({ breaks, steepness, g }: Turbulence): PowerPanels {
  const edges = logEdges(breaks, 2, steepness);
  const rule: Rule = compositeRule(INNER, edges);
  const power = new Float64Array(edges.length - 1);
  for (let i = 0; i < rule.nodes.length; i++) power[Math.floor(i / 8)] += rule.weights[i] * g(rule.nodes[i]);
  return { edges, power };
}

function meanSquareWavenumber({ edges, power }: PowerPanels): number {
  let [sum, total] = [0, 0];
  for (let p = 0; p < power.length; p++) {
    sum += power[p] * edges[p] * edges[p + 1];
    total += power[p];
  }
  return sum / total;
}

/** F0(0) − F0(r) and F2(r). */
function transforms({ g }: Turbulence, { edges, power }: PowerPanels, r: number, out: Float64Array): void {
  let [loss, second] = [0, 0];
  for (let p = 0; p < power.length; p++) {
    if (power[p] === 0) continue;
    const [from, to] = [edges[p], edges[p + 1]];
    if (from * r >= 3 * FOLLOWED) {
      loss += power[p];
      continue;
    }
    const parts = Math.max(1, Math.ceil(((to - from) * r) / 5));
    const half = (to - from) / (2 * parts);
    for (let part = 0; part < parts; part++) {
      const middle = from + (2 * part + 1) * half;
      for (let i = 0; i < 8; i++) {
        const k = middle + half * INNER.nodes[i];
        const z = k * r;
        const w = half * INNER.weights[i] * g(k);
        loss += w * lossOfJ0(z);
        second += w * j2(z);
      }
    }
  }
  out[0] = ((8 * Math.PI) / 3) * loss; // [P17]
  out[1] = 4 * Math.PI * second;
}

/** 1 − j0(z), with j0 damped beyond FOLLOWED. */
function lossOfJ0(z: number): number {
  if (z < 0.3) {
    const q = z * z;
    return (q / 6) * (1 - (q / 20) * (1 - (q / 42) * (1 - (q / 72) * (1 - q / 110))));
  }
  return 1 - (damping(z) * sin(z)) / z;
}

function j2(z: number): number {
  if (z < 0.6) {
    const q = z * z;
    return (q / 15) * (1 - (q / 14) * (1 - (q / 36) * (1 - (q / 66) * (1 - (q / 104) * (1 - q / 150)))));
  }
  return damping(z) * ((3 / (z * z) - 1) * (sin(z) / z) - (3 * cos(z)) / (z * z));
}

/** 1 up to FOLLOWED, 0 from 3·FOLLOWED on, three times differentiable between: oscillations average out in what follows. */
function damping(z: number): number {
  if (z <= FOLLOWED) return 1;
  const t = (z / FOLLOWED - 1) / 2;
  if (t >= 1) return 0;
  return 1 - t * t * t * t * (35 - t * (84 - t * (70 - 20 * t)));
}
