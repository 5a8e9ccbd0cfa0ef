/**
 * How much two particles are pushed alike: the covariance of their pushes per time, as a function of their separation
 * across (ρ) and along (z) the mean direction m̂ of the pair [P17]:
 *   K_a(ρ, z) = ∫du e^{−ν|u−z|} C_a(ρ, u),   a = L along ρ, T across both, M along m̂, X between ρ and m̂,
 *   C_L = F0 + F2 (ρ²/r² − 1/3),   C_T = F0 − F2/3,   C_M = F0 + F2 (u²/r² − 1/3),   C_X = F2 ρu/r²,   r² = ρ² + u²,
 * all scaled by one factor so that K_T(0, 0) = ν. Near one another particles are pushed alike, and only the differences
 * ν − K matter: they are computed as such.
 */
import { exp, hypot } from '../../math/elementary/index.ts';
import { compositeRule, gaussLegendre, type Rule } from '../../math/gauss-legendre.ts';
import type { Turbulence } from '../../model/turbulence.ts';
import { type CorrelationTable, createCorrelationTable } from './correlation-table.ts';

/** Covariances at one separation, in units of c/r_g. */
export interface Covariance {
  /** ν − K_L. */
  longitudinalLoss: number;
  /** ν − K_T. */
  transverseLoss: number;
  /** K_M. */
  along: number;
  /** K_X, between ρ̂ and m̂; odd in z. */
  mixed: number;
}

export interface PairKernel {
  readonly nu: number;
  /** Writes the covariances at (ρ, z), ρ ≥ 0, |z| ≤ the farthest separation. */
  at(rho: number, z: number, out: Covariance): void;
}

/** Damping is e^{−20} where the integral over u is cut. */
const DAMPED = 20;
/** Panels of u grow by this factor from the first, which is this part of 1/k1. */
const GROWTH = 1.25;
const FIRST = 0.1;
const NODES = 6;
const PANEL: Rule = gaussLegendre(NODES);

/**
 * @param nu scattering rate in c/r_g
 * @param farthest largest separation asked for, in r_g
 */
export function createPairKernel(turbulence: Turbulence, nu: number, farthest: number): PairKernel {
  const table = createCorrelationTable(turbulence, hypot(farthest, farthest + DAMPED / nu));
  // The same panels for every ρ, so that what they miss of far oscillations is the same too and cancels in ν − K.
  const edges = [0, FIRST / turbulence.k1];
  while (edges[edges.length - 1] < farthest + DAMPED / nu) edges.push(edges[edges.length - 1] * GROWTH);
  const fixed = fixedNodes(table, nu, edges);
  const here = new Float64Array(2);
  const centre = new Float64Array(2);
  let [loss, longitudinal, along, mixed] = [0, 0, 0, 0];

  /** Adds the nodes u and −u, their C_T(0, u) given. */
  const add = (u: number, atCentre: number, w: number, toward: number, away: number, rho2: number) => {
    const square = rho2 + u * u;
    table.at(Math.sqrt(square), here);
    const isotropic = table.atZero - here[0] - here[1] / 3; // C_T [P17]
    const both = w * (toward + away);
    loss += both * (atCentre - isotropic); // C_T(0, u) − C_T(ρ, u)
    longitudinal += (both * here[1] * rho2) / square; // C_L − C_T
    along += both * (isotropic + (here[1] * u * u) / square); // C_M
    mixed += (w * (toward - away) * here[1] * u) / square; // C_X, but for ρ
  };

  let atZero = 0; // K_T(0, 0)
  for (let n = 0; n < fixed.u.length; n++) atZero += 2 * fixed.weight[n] * fixed.decay[n] * fixed.centre[n];
  const scale = nu / atZero; // K_T(0, 0) = ν [P17]

  return {
    nu,
    at(rho, z, out) {
      const distance = Math.abs(z);
      const grown = exp(nu * distance);
      const shrunk = 1 / grown;
      const rho2 = rho * rho;
      [loss, longitudinal, along, mixed] = [0, 0, 0, 0];
      let apart = 0; // K_T(0, 0) − K_T(0, z)
      for (let panel = 0; panel + 1 < edges.length; panel++) {
        if (edges[panel] > distance + DAMPED / nu) break;
        if (edges[panel] < distance && edges[panel + 1] > distance) {
          // The kink of e^{−ν|u−z|} splits this panel.
          for (let part = 0; part < 2; part++) {
            const [from, to] = part === 0 ? [edges[panel], distance] : [distance, edges[panel + 1]];
            for (let i = 0; i < NODES; i++) {
              const u = from + ((to - from) / 2) * (1 + PANEL.nodes[i]);
              const w = ((to - from) / 2) * PANEL.weights[i];
              table.at(u, centre);
              const atCentre = table.atZero - centre[0] - centre[1] / 3;
              const toward = exp(-nu * Math.abs(u - distance));
              const away = exp(-nu * (u + distance));
              add(u, atCentre, w, toward, away, rho2);
              apart += w * (2 * exp(-nu * u) - toward - away) * atCentre;
            }
          }
          continue;
        }
        const beyond = edges[panel] >= distance;
        for (let n = NODES * panel; n < NODES * (panel + 1); n++) {
          const decay = fixed.decay[n];
          const toward = beyond ? decay * grown : shrunk / decay;
          const away = decay * shrunk;
          add(fixed.u[n], fixed.centre[n], fixed.weight[n], toward, away, rho2);
          apart += fixed.weight[n] * (2 * decay - toward - away) * fixed.centre[n];
        }
      }
      out.transverseLoss = scale * (loss + apart); // K_T(0, 0) − K_T(0, z) + K_T(0, z) − K_T(ρ, z)
      out.longitudinalLoss = out.transverseLoss - scale * longitudinal;
      out.along = scale * along;
      out.mixed = Math.sign(z) * scale * mixed * rho;
    },
  };
}

/** The nodes of all panels: u, weight, e^{−νu} and C_T(0, u). */
interface FixedNodes {
  readonly u: Float64Array;
  readonly weight: Float64Array;
  readonly decay: Float64Array;
  readonly centre: Float64Array;
}

function fixedNodes(table: CorrelationTable, nu: number, edges: readonly number[]): FixedNodes {
  const { nodes: u, weights: weight } = compositeRule(PANEL, edges);
  const values = new Float64Array(2);
  const centre = u.map((at) => {
    table.at(at, values);
    return table.atZero - values[0] - values[1] / 3;
  });
  return { u, weight, decay: u.map((at) => exp(-nu * at)), centre };
}
