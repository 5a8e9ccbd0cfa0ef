/**
 * The two coefficients of the pair's motion in x = cos θ:
 *   a(x) = (8π/3)(J(1) − J(x)),   b(x) = 4πB(x)                                                                  [P9]
 * as Chebyshev series in x, a divided by 1 − x. Both are polynomials of the pair's degree.
 */
import {
  chebyshevAngles,
  chebyshevCoefficients,
  chebyshevSum,
  chebyshevTransform,
  trimmed,
} from '../math/chebyshev.ts';
import type { PairCorrelation } from './pair-correlation.ts';

export interface PairEquation {
  readonly deltaT: number;
  readonly degree: number;
  /** a(x)/(1−x) */
  readonly aTilde: Float64Array;
  readonly b: Float64Array;
  /** J(1) − J(−1) */
  readonly rise: number;
}

export function pairEquation(pair: PairCorrelation): PairEquation {
  const n = pair.degree + 1;
  const angles = chebyshevAngles(n);
  const transform = chebyshevTransform(n);
  const slopes = new Float64Array(n);
  const B = new Float64Array(n);
  angles.forEach((theta, i) => {
    [slopes[i], B[i]] = pair.at(2 * Math.sin(theta / 2) ** 2) as unknown as [number, number];
  });
  const mean = trimmed(meanAbove(chebyshevCoefficients(slopes, transform)));
  return {
    deltaT: pair.deltaT,
    degree: pair.degree,
    aTilde: mean.map((c) => ((8 * Math.PI) / 3) * c),
    b: trimmed(chebyshevCoefficients(B, transform)).map((c) => 4 * Math.PI * c),
    rise: 2 * chebyshevSum(mean, -1),
  };
}

/**
 * From the Chebyshev coefficients of J', those of (J(1) − J(x))/(1−x), the mean of J' over [x, 1]. With J = Σ d_m T_m,
 * (1 − T_m)/(1−x) is Fejér's kernel m + 2 Σ_{j<m} (m−j) T_j: nothing is subtracted.
 */
export function meanAbove(slope: Float64Array): Float64Array {
  const n = slope.length;
  const c = (m: number) => (m < n ? slope[m]! : 0);
  const out = new Float64Array(n);
  let sum = 0; // Σ_{m>j} d_m
  let moment = 0; // Σ_{m>j} (m−j) d_m
  for (let j = n - 1; j >= 0; j--) {
    const m = j + 1;
    sum += ((m === 1 ? 2 * c(0) : c(m - 1)) - c(m + 1)) / (2 * m);
    moment += sum;
    out[j] = j === 0 ? moment : 2 * moment;
  }
  return out;
}
