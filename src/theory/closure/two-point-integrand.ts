/**
 * J and B for the mixing matrix, arranged so that neither small nor large kΔT cancels. Modes with kΔT < 1 hardly change
 * along the step: their J is nearly constant in x, and that constant is just what diagrams 1a and 1b take away again. So
 *   J(x) = J_low(1) + { J_high(x) − [J_low(1) − J_low(x)] },
 * the square bracket from the slope J'_low; J_high and B from a table that keeps its digits locally.
 */

import {
  bandLimit,
  chebyshevAngles,
  chebyshevCoefficients,
  chebyshevSum,
  chebyshevTransform,
} from '../../math/chebyshev.ts';
import { sin } from '../../math/elementary/index.ts';
import { createKernelTable, F0, F2, G0, sumKernels, type WavenumberRule } from './correlation-table.ts';
import type { Step } from './step.ts';
import { correlationJ, multipoleCutoff, separation, timeRule } from './two-point.ts';

export interface TwoPointIntegrand {
  readonly degree: number;
  /** J_low(1), the constant that is left out of J below. */
  readonly constant: number;
  /** The modes that are not in the constant. */
  readonly high: WavenumberRule;
  /** [J(x) − J_low(1), B(x)] at u = 1 − x, in an array that the next call overwrites. */
  at(u: number): Float64Array;
}

/** Modes with kΔT below this are the low ones. */
const LOW = 1;

export function createTwoPointIntegrand({ turbulence, deltaT, alpha, rule }: Step): TwoPointIntegrand {
  const T2 = deltaT * deltaT;
  const low = select(rule, (k) => k * deltaT < LOW);
  const high = select(rule, (k) => k * deltaT >= LOW);
  const all = new Float64Array(3);
  const table = createKernelTable(
    (R, out) => {
      sumKernels(high, R, all);
      out[0] = all[F0];
      out[1] = all[F2];
      sumKernels(low, R, all);
      out[1] += all[F2];
    },
    turbulence.k1,
    2 * deltaT,
  );
  const fall = lowFall(low, deltaT);
  const { tau, dtau } = timeRule(alpha);
  const forJ = dtau.map((w) => 2 * T2 * w); // [P6]
  const forB = tau.map((t, i) => 2 * T2 * T2 * t * dtau[i]); // [P6]
  const values = new Float64Array(2);
  return {
    degree: multipoleCutoff(alpha),
    constant: correlationJ(low, LOW, deltaT, 0),
    high,
    at(u) {
      values[0] = -u * chebyshevSum(fall, 1 - u);
      values[1] = 0;
      for (let i = 0; i < tau.length; i++) table.accumulate(T2 * separation(tau[i], u), forJ[i], forB[i], values);
      return values;
    },
  };
}

function select({ k, weight }: WavenumberRule, wanted: (k: number) => boolean): WavenumberRule {
  return { k: k.filter(wanted), weight: weight.filter((_, i) => wanted(k[i])) };
}

/** (J_low(1) − J_low(x))/(1−x) as a Chebyshev series. */
function lowFall(low: WavenumberRule, deltaT: number): Float64Array {
  const terms = bandLimit(LOW);
  const { tau, dtau } = timeRule(LOW);
  const kernels = new Float64Array(3);
  const slopes = chebyshevAngles(terms).map((theta) => {
    let slope = 0;
    for (let i = 0; i < tau.length; i++) {
      sumKernels(low, deltaT * Math.sqrt(separation(tau[i], 2 * sin(theta / 2) ** 2)), kernels);
      slope += 4 * (deltaT * deltaT) ** 2 * tau[i] * dtau[i] * kernels[G0];
    }
    return slope;
  });
  return meanAbove(chebyshevCoefficients(slopes, chebyshevTransform(terms)));
}

/**
 * From the Chebyshev coefficients of J', those of (J(1) − J(x))/(1−x), the mean of J' over [x, 1]. With J = Σ d_m T_m,
 * (1 − T_m)/(1−x) is Fejér's kernel m + 2 Σ_{j<m} (m−j) T_j: nothing is subtracted.
 */
function meanAbove(slope: Float64Array): Float64Array {
  const n = slope.length;
  const c = (m: number) => (m < n ? slope[m] : 0);
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
