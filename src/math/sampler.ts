/**
 * Affine-invariant ensemble sampling: the stretch move of Goodman & Weare (2010, Comm. App. Math. Comp. Sci. 5, 65), the two halves
 * of the ensemble moved in turn, each against the other (Foreman-Mackey et al. 2013, PASP 125, 306).
 */
import { log } from './elementary/index.ts';
import type { RandomStream } from './random.ts';

export interface EnsembleOptions {
  /** ln of the density to sample, up to a constant; −∞ where there is none. */
  readonly logDensity: (x: Float64Array) => number;
  /** Where the walkers begin, [walker, dimension]; an even number of them, more than the dimension in each half. */
  readonly start: readonly ArrayLike<number>[];
  readonly random: RandomStream;
  /** Largest stretch a; default 2. */
  readonly stretch?: number;
}

/** A chain: all that the walkers visited since it was last emptied. */
export interface Ensemble {
  readonly walkers: number;
  readonly dimension: number;
  /** Steps kept. */
  readonly steps: number;
  /** Fraction of the proposals since it was last emptied that were taken. */
  readonly acceptance: number;
  /** Moves every walker `steps` times and keeps where they are after each. */
  advance(steps: number): void;
  /** Forgets what was kept; the walkers stay where they are. */
  empty(): void;
  /** Of walker w after step s, coordinate d. */
  position(s: number, w: number, d: number): number;
  /** ln of the density there, as it was given. */
  logDensity(s: number, w: number): number;
}

/** @throws RangeError if the ensemble is too small or odd, or a walker begins where the density is zero or not a number */
export function createEnsemble({ logDensity, start, random, stretch = 2 }: EnsembleOptions): Ensemble {
  const walkers = start.length;
  const dimension = start[0]?.length ?? 0;
  if (dimension < 1 || walkers % 2 !== 0 || walkers / 2 <= dimension) {
    throw new RangeError(
      `createEnsemble: ${walkers} walkers in ${dimension} dimensions, want an even number > 2 × dimension`,
    );
  }
  const at = start.map((x) => Float64Array.from(x));
  const density = Float64Array.from(at, (x) => logDensity(x));
  density.forEach((value, w) => {
    if (!Number.isFinite(value)) throw new RangeError(`createEnsemble: walker ${w} begins where ln p = ${value}`);
  });
  const half = walkers / 2;
  const proposal = new Float64Array(dimension);
  const kept: { positions: Float64Array[]; densities: Float64Array[]; accepted: number } = {
    positions: [],
    densities: [],
    accepted: 0,
  };

  const move = (w: number, other: number): void => {
    // z ∝ 1/√z on [1/a, a]: Goodman & Weare, eq. (9).
    const z = ((stretch - 1) * random.uniform() + 1) ** 2 / stretch;
    const partner = at[other + Math.floor(half * random.uniform())];
    const here = at[w];
    for (let d = 0; d < dimension; d++) proposal[d] = partner[d] + z * (here[d] - partner[d]); // eq. (7)
    const value = logDensity(proposal);
    if (Number.isNaN(value)) throw new RangeError(`ensemble: ln p(${proposal.join(', ')}) is not a number`);
    const ratio = (dimension - 1) * log(z) + value - density[w];
    if (log(1 - random.uniform()) < ratio) {
      here.set(proposal);
      density[w] = value;
      kept.accepted++;
    }
  };

  return {
    walkers,
    dimension,
    get steps() {
      return kept.positions.length;
    },
    get acceptance() {
      return kept.positions.length === 0 ? 0 : kept.accepted / (kept.positions.length * walkers);
    },
    advance(steps) {
      for (let s = 0; s < steps; s++) {
        for (let w = 0; w < half; w++) move(w, half);
        for (let w = half; w < walkers; w++) move(w, 0);
        const all = new Float64Array(walkers * dimension);
        at.forEach((x, w) => {
          all.set(x, w * dimension);
        });
        kept.positions.push(all);
        kept.densities.push(density.slice());
      }
    },
    empty() {
      kept.positions = [];
      kept.densities = [];
      kept.accepted = 0;
    },
    position: (s, w, d) => kept.positions[s][w * dimension + d],
    logDensity: (s, w) => kept.densities[s][w],
  };
}
