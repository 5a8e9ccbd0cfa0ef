/**
 * Which α of the theory lies nearest to measured points: least χ² in ln C_ℓ,
 *   χ² = Σ_ℓ (ln C_ℓ^measured − ln C_ℓ^theory)²/σ_ℓ²,   σ_ℓ² = 2/(2ℓ+1) + δ_ℓ²,
 * the first term the scatter of one Gaussian sky about the ensemble mean that the theory gives, δ_ℓ how well the
 * measured value is known. The mean of a simulated ensemble has no such scatter.
 */

import { bisect } from '../math/bisect.ts';
import { exp, log } from '../math/elementary/index.ts';
import { goldenSection } from '../math/golden-section.ts';
import type { Spectrum } from '../model/spectrum.ts';

export interface MeasuredPoints extends Pick<Spectrum, 'ell' | 'C'> {
  /** δ_ℓ, relative, by ℓ like C. */
  readonly uncertainty: Float64Array;
}

export interface BestAlpha {
  readonly alpha: number;
  /** Where χ² is one above its least value; undefined beyond the range searched. */
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** Factor on the theory's C_ℓ: 1 if it was not fitted. */
  readonly factor: number;
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
}

export interface AlphaSearch {
  readonly points: MeasuredPoints;
  /** C_ℓ of the theory, by ℓ from 0. */
  readonly theory: (alpha: number) => Float64Array;
  /** Fit the normalisation too: K|G|² scales C_ℓ and nothing else. */
  readonly freeFactor: boolean;
  /** Variance of ln C_ℓ of what was measured about its mean; default 2/(2ℓ+1), that of one sky. */
  readonly scatter?: (ell: number) => number;
  readonly range?: readonly [number, number];
  /** Of α, relative; default 1e-3. */
  readonly tolerance?: number;
}

/** α looked at unless told otherwise. */
export const SEARCHED = [2, 1000] as const;

/** Values of α tried first, evenly in ln α. */
const STEPS = 30;

export function bestAlpha({
  points,
  theory,
  freeFactor,
  scatter = (l) => 2 / (2 * l + 1),
  range = SEARCHED,
  tolerance = 1e-3,
}: AlphaSearch): BestAlpha {
  const weights = points.ell.map((l) => 1 / (scatter(l) + points.uncertainty[l] ** 2));
  const compare = (logAlpha: number) => {
    const C = theory(exp(logAlpha));
    const residuals = points.ell.map((l) => log(points.C[l] / C[l]));
    const logFactor = freeFactor ? sum(residuals.map((r, i) => weights[i] * r)) / sum(weights) : 0;
    return { chiSquare: sum(residuals.map((r, i) => weights[i] * (r - logFactor) ** 2)), logFactor };
  };
  const chiSquare = (logAlpha: number) => compare(logAlpha).chiSquare;

  const [from, to] = [log(range[0]), log(range[1])];
  const grid = Array.from({ length: STEPS + 1 }, (_, i) => from + ((to - from) * i) / STEPS);
  const tried = grid.map(chiSquare);
  const at = tried.indexOf(Math.min(...tried));
  const best = goldenSection(chiSquare, grid[Math.max(0, at - 1)], grid[Math.min(STEPS, at + 1)], tolerance);
  const least = compare(best);
  const level = (logAlpha: number) => chiSquare(logAlpha) - least.chiSquare - 1;
  const lower = grid.findLast((x, i) => x < best && tried[i] > least.chiSquare + 1);
  const upper = grid.find((x, i) => x > best && tried[i] > least.chiSquare + 1);
  return {
    alpha: exp(best),
    low: lower === undefined ? undefined : exp(bisect(level, lower, best, tolerance)),
    high: upper === undefined ? undefined : exp(bisect(level, upper, best, tolerance)),
    factor: exp(least.logFactor),
    chiSquare: least.chiSquare,
    degreesOfFreedom: points.ell.length - (freeFactor ? 2 : 1),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
