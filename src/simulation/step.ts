/**
 * The time step and the number of rates, from the spectrum and an error target.
 *
 * The target is the rms error of p̂ after one r_g/c; measured over spectra and bands (bench/simulation-integrators.ts), the
 * error stays below four times that. It is that of a slightly different field, the same for all particles, so
 * that neighbouring trajectories, and with them C_ℓ at large ℓ, keep their relation far better than the target says.
 */
import { log, pow } from '../math/elementary/index.ts';
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
/** Most rates; the slowest then waits 2^15 steps. */
export const MOST_LEVELS = 16;

/**
 * Default step in r_g/c for turbulence up to k1 (1/r_g): the time between two evaluations of the fastest waves.
 * @param meanField Ω_0 in units of ω_rms
 */
export function stepFor(k1: number, target = TARGET, meanField = 0): number {
  if (!(target > 0 && target <= 0.1)) {
    throw new CranisError(`error target ${target} is not between 0 and 0.1`, { where: 'target', hint: 'try 1e-3' });
  }
  const resolved = Math.min(DEFAULT_RESOLUTION * Math.sqrt(Math.sqrt(target / TARGET)), RESOLUTION);
  const straying = Math.sqrt(target / (STRAY * (k1 / Math.sqrt(3)))); // k_rms of white noise; steeper spectra stray less
  return Math.min(resolved / (k1 + meanField), straying, LONGEST_TURN, LONGEST_GYRATION / meanField);
}

/** Throws a CranisError if the step is not positive, or too long for turbulence up to k1 or for the mean field. */
export function checkStep(step: number, k1: number, meanField = 0): void {
  const fitting = `leave it out for ${stepFor(k1, TARGET, meanField).toPrecision(2)} r_g/c`;
  if (!(step > 0) || !Number.isFinite(step)) {
    throw new CranisError(`step = ${step} is not a positive number`, { where: 'step', hint: fitting });
  }
  const limits: [number, string][] = [
    [RESOLUTION / k1, `k1 = ${k1}`],
    [LONGEST_TURN, 'the rotation in the turbulent field'],
    [LONGEST_GYRATION / meanField, `the mean field ${meanField}`],
  ];
  for (const [longest, reason] of limits) {
    if (step <= longest * (1 + 1e-12)) continue;
    throw new CranisError(`step = ${step} is too long for ${reason}`, {
      where: 'step',
      hint: `give at most ${longest.toPrecision(3)} r_g/c, or ${fitting}`,
    });
  }
}

/** The step of the fastest waves, and the number of rates: level j is kicked every step·2^j. */
export interface Rates {
  readonly step: number;
  readonly levels: number;
}

/**
 * The cheapest step and number of rates that keep the error target; with the step given, the most rates that do.
 * The straying of the path is that of all levels together; the slowest must still follow the gyration in the mean field.
 */
export function ratesFor(turbulence: Turbulence, target = TARGET, meanField = 0, step?: number): Rates {
  const { k0, k1 } = turbulence;
  const longest = stepFor(k1, target, meanField);
  const stray = STRAY * Math.sqrt(moment(turbulence, 2, k0, k1)); // error = stray · Σ_j ω_j h_j²
  const octave = Math.LN2 / log(k1 / k0); // share of the waves, which are even in ln k
  let best: Rates = { step: step ?? longest, levels: 1 };
  let leastCost = step === undefined ? Number.POSITIVE_INFINITY : 1 / step;
  let faster = 0; // Σ ω_j 4^j and Σ share_j/2^j of the levels above the last
  let fasterCost = 0;
  for (let j = 0; j < MOST_LEVELS && k1 / 2 ** j > k0; j++) {
    const top = k1 / 2 ** j;
    const straying = stray * (faster + Math.sqrt(moment(turbulence, 0, k0, top)) * 4 ** j);
    const h = step ?? Math.min(longest, Math.sqrt(target / straying));
    const cost = (fasterCost + Math.max(0, 1 - j * octave) / 2 ** j) / h;
    const slowest = h * 2 ** j;
    const kept =
      straying * h * h <= target * (1 + 1e-9) && slowest <= LONGEST_TURN && slowest * meanField <= LONGEST_GYRATION;
    if (kept && cost < leastCost) {
      best = { step: h, levels: j + 1 };
      leastCost = cost;
    }
    faster += Math.sqrt(moment(turbulence, 0, Math.max(k0, top / 2), top)) * 4 ** j;
    fasterCost += octave / 2 ** j;
  }
  return best;
}

/** 8π ∫ g k^power dk over [from, to]: the share of ω_rms² there, for power 0 [P2]. */
function moment({ breaks, g }: Turbulence, power: number, from: number, to: number): number {
  const inside = [from, ...breaks.filter((b) => b > from && b < to), to];
  const rule = compositeRule(gaussLegendre(8), logEdges(inside, 2));
  return 8 * Math.PI * rule.nodes.reduce((sum, k, i) => sum + rule.weights[i] * g(k) * pow(k, power), 0);
}
