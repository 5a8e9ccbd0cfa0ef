/**
 * The time step and the number of rates, from the spectrum and an error target.
 *
 * The target is the rms error of p̂ after one r_g/c; measured over spectra and bands (bench/simulation-integrators.ts), the
 * error stays within a factor of three of it. It is that of a slightly different field, the same for all particles, so
 * that neighbouring trajectories, and with them C_ℓ at large ℓ, keep their relation far better than the target says.
 */
import { compositeRule, gaussLegendre } from '../math/gauss-legendre.ts';
import { CranisError } from '../model/errors.ts';
import { logEdges, type Turbulence } from '../model/turbulence.ts';

/** Default error target: rms error of p̂ after one r_g/c. */
export const TARGET = 1e-3;

/** Longest k1·step: beyond it neighbouring kicks no longer resolve the shortest waves. */
const RESOLUTION = 2;
/** k1·step at the default target; the error of the resolved waves goes with its fourth power. */
const DEFAULT_RESOLUTION = 1.5;
/** Between kicks of strength ω, h apart, the path strays by ∝ ωh², over which the field changes by k_rms of that: measured. */
const STRAY = 0.007;
/** Longest turn by the turbulent field in a step, and by the mean field, in radians (rms): both are exact, their alternation is not. */
const LONGEST_TURN = 0.5;
const LONGEST_GYRATION = 1;
const MOST_LEVELS = 16;

/**
 * Default step in r_g/c for turbulence up to k1 (1/r_g): the time between two evaluations of the fastest waves.
 * @param meanField Ω_0 in units of ω_rms
 */
export function stepFor(k1: number, target = TARGET, meanField = 0): number {
  if (!(target > 0 && target <= 0.1)) {
    throw new CranisError(`error target ${target} is not between 0 and 0.1`, { where: 'target', hint: 'try 1e-3' });
  }
  const resolved = Math.min(DEFAULT_RESOLUTION * (target / TARGET) ** 0.25, RESOLUTION);
  const straying = Math.sqrt(target / (STRAY * (k1 / Math.sqrt(3)))); // k_rms of white noise; steeper spectra stray less
  return Math.min(resolved / (k1 + meanField), straying, LONGEST_TURN);
}

/** Throws a CranisError if the step is not positive or too long for turbulence up to k1 and the mean field. */
export function checkStep(step: number, k1: number, meanField = 0): void {
  const longest = Math.min(RESOLUTION / k1, LONGEST_TURN, meanField > 0 ? LONGEST_GYRATION / meanField : LONGEST_TURN);
  if (!(step > 0) || !Number.isFinite(step)) {
    throw new CranisError(`step = ${step} is not a positive number`, {
      where: 'step',
      hint: `leave it out for ${stepFor(k1, TARGET, meanField).toPrecision(2)} r_g/c`,
    });
  }
  if (step > longest * (1 + 1e-12)) {
    const reason = longest === RESOLUTION / k1 ? `k1 = ${k1}` : 'the gyration';
    throw new CranisError(`step = ${step} is too long for ${reason}`, {
      where: 'step',
      hint: `give at most ${longest.toPrecision(3)} r_g/c, or leave it out for ${stepFor(k1, TARGET, meanField).toPrecision(2)}`,
    });
  }
}

/**
 * How many rates the waves may have: the most at which the straying of all levels together stays within the target,
 * and at which the slowest still follow the gyration in the mean field.
 */
export function levelsFor(turbulence: Turbulence, step: number, target = TARGET, meanField = 0): number {
  const { k0, k1 } = turbulence;
  const kRms = Math.sqrt(moment(turbulence, 2, k0, k1));
  let faster = 0; // Σ ω_j h_j² of the levels above the last
  let levels = 1;
  for (let j = 0; j < MOST_LEVELS; j++) {
    const top = k1 / 2 ** j;
    const h = step * 2 ** j;
    if (top <= k0 || h > LONGEST_TURN || meanField * h > LONGEST_GYRATION) break;
    const rest = Math.sqrt(moment(turbulence, 0, k0, top)) * h * h;
    if (j > 0 && STRAY * kRms * (faster + rest) > target) break;
    levels = j + 1;
    faster += Math.sqrt(moment(turbulence, 0, Math.max(k0, top / 2), top)) * h * h;
  }
  return levels;
}

/** 8π ∫ g k^power dk over [from, to]: the share of ω_rms² there, for power 0 [P2]. */
function moment({ breaks, g }: Turbulence, power: number, from: number, to: number): number {
  const inside = [from, ...breaks.filter((b) => b > from && b < to), to];
  const rule = compositeRule(gaussLegendre(8), logEdges(inside, 2));
  return 8 * Math.PI * rule.nodes.reduce((sum, k, i) => sum + rule.weights[i]! * g(k) * k ** power, 0);
}
