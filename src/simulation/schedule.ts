/**
 * Splitting schemes for dr/dt = p̂, dp̂/dt = p̂ × (Ω_0 ẑ + ω(r)): a macro-step is a list of drifts (exact motion in the mean
 * field alone) and kicks (exact rotations by the turbulent field at a fixed place). Each preserves volume in phase space
 * and |p̂|, hence so does any list of them; lists that read the same from both ends are reversible.
 */
import { hypot } from '../math/elementary/index.ts';
import type { Field } from './field.ts';

export interface Schedule {
  /** Base steps in a macro-step: a macro-step lasts `steps` times the step, and so often do the fastest waves kick in it. */
  readonly steps: number;
  /** Drift before each kick and one after the last, as fractions of the macro-step; length kicks + 1. */
  readonly drift: Float64Array;
  /** Length of each kick, as a fraction of the macro-step. */
  readonly kick: Float64Array;
  /** Kick i is by the waves [from[i], to[i]) of the field. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/**
 * - strang: drift–kick–drift, second order, all waves at once.
 * - multi-rate: each octave of waves at its own rate, second order; the default. Cheapest at errors of p̂ above about 1e-5.
 * - fourth: fourth order, all waves at once. Cheapest below that.
 */
export type Integrator = 'strang' | 'multi-rate' | 'fourth';

/** Strang's splitting, kicks by the midpoint rule. */
export const strang = (field: Field): Schedule => allAtOnce(field, [0.5, 0.5], [1]);

/**
 * ABA(8,6,4) of Blanes, Casas, Farrés, Laskar, Makazaga & Murua 2013, arXiv:1208.0689: for a small
 * turbulent rotation ε a step its error is O(ε h⁸ + ε² h⁶ + ε³ h⁴), with seven kicks.
 */
export function fourth(field: Field): Schedule {
  const a = [0.07113342649822312, 0.2411534279566401, 0.5214117617728148, -0.333698616227678];
  const b = [0.18308368747219722, 0.31078285989857485, -0.0265646185119588, 0.06539614228237342];
  return allAtOnce(field, [...a, ...a.toReversed()], [...b, ...b.slice(0, 3).reverse()]);
}

function allAtOnce(field: Field, drift: readonly number[], kick: readonly number[]): Schedule {
  return {
    steps: kick.length,
    drift: Float64Array.from(drift),
    kick: Float64Array.from(kick),
    from: new Int32Array(kick.length),
    to: new Int32Array(kick.length).fill(field.count),
  };
}

/** Nodes of the two-point Gauss rule on [0, 1], each of weight 1/2. */
const GAUSS = [0.5 - Math.sqrt(3) / 6, 0.5 + Math.sqrt(3) / 6];

/**
 * Each octave at its own rate: level j holds the waves with k1/2^(j+1) < k ≤ k1/2^j, the last level all the slower ones, and kicks
 * twice in each cell of 2^(j+1) steps, at the nodes of the Gauss rule: the splitting S_2 of McLachlan 1995, BIT 35, 258, also
 * SABA2 of Laskar & Robutel 2001, Celest. Mech. Dyn. Astron. 80, 39. To first order in the field it is exact to
 * O(h⁴), and the path of its kicks runs, in the mean over a cell, where the true path runs.
 * @param levels from 1 (all waves at one rate); the macro-step has 2^levels steps
 * @param k1 upper end of the first octave, 1/r_g
 */
export function multiRate(field: Field, levels: number, k1: number): Schedule {
  const edges = levelEdges(field, levels, k1 / (2 * Math.PI));
  const kicks: { at: number; length: number; from: number; to: number }[] = [];
  for (let j = 0; j < levels; j++) {
    const [from, to] = [edges[j], edges[j + 1]];
    if (from === to) continue;
    const cells = 2 ** (levels - 1 - j);
    for (let c = 0; c < cells; c++) {
      for (const node of GAUSS) kicks.push({ at: (c + node) / cells, length: 0.5 / cells, from, to });
    }
  }
  kicks.sort((p, q) => p.at - q.at);
  const drift = kicks.map(({ at }, i) => at - (i === 0 ? 0 : kicks[i - 1].at));
  return {
    steps: 2 ** levels,
    drift: Float64Array.from([...drift, 1 - (kicks[kicks.length - 1]?.at ?? 0)]),
    kick: Float64Array.from(kicks, (kick) => kick.length),
    from: Int32Array.from(kicks, (kick) => kick.from),
    to: Int32Array.from(kicks, (kick) => kick.to),
  };
}

/** The first wave of each level, and the end of the last; waves stand by falling |k|. */
function levelEdges(field: Field, levels: number, top: number): number[] {
  const edges = [0];
  let n = 0;
  for (let j = 1; j < levels; j++) {
    const limit = top / 2 ** j;
    while (n < field.count && hypot(field.kx[n], field.ky[n], field.kz[n]) > limit) n++;
    edges.push(n);
  }
  edges.push(field.count);
  return edges;
}

/** Wave evaluations in one macro-step, the measure of its cost. */
export function waveEvaluations(schedule: Schedule): number {
  return schedule.from.reduce((sum, from, i) => sum + schedule.to[i] - from, 0);
}
