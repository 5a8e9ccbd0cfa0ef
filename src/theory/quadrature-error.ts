/** An estimate of what the quadratures of J' and B are off by: each rule against a finer one. */
import type { Turbulence } from '../model/turbulence.ts';
import { type PairCorrelation, slopeAndB, timeRule } from './pair-correlation.ts';
import { F2, G0, sumKernels, wavenumberRule } from './pair-kernels.ts';

/**
 * The largest relative deviation (of the value at x = 1, or w = 0) among
 * - the table of kernels against plain sums over a finer set of wavenumbers, at eight distances;
 * - the integral over τ against one with 1.4 times more nodes, at six angles.
 */
export function quadratureError(turbulence: Turbulence, pair: PairCorrelation): number {
  const { kernels, deltaT } = pair;
  const finer = slopeAndB(kernels, deltaT, timeRule(turbulence.k1 * deltaT, 1.4));
  let worst = 0;
  const compare = (value: number, reference: number, scale: number) => {
    worst = Math.max(worst, Math.abs(value - reference) / Math.abs(scale));
  };
  const rule = wavenumberRule(turbulence, 1.25 * kernels.reach, 20);
  const origin = sumKernels(rule, 0);
  for (const fraction of [0, 0.013, 0.07, 0.19, 0.37, 0.61, 0.83, 1]) {
    const R = fraction * kernels.reach;
    const value = new Float64Array(2);
    kernels.accumulate(R * R, 1, 1, value);
    const reference = sumKernels(rule, R);
    compare(value[0]!, reference[G0]!, origin[G0]!);
    compare(value[1]!, reference[F2]!, origin[F2]!);
  }
  const scale = finer(0).slice();
  for (const u of [0, 0.001, 0.1, 0.7, 1.4, 2]) {
    const [first, B] = finer(u).slice() as unknown as [number, number];
    const values = pair.at(u);
    compare(values[0]!, first, scale[0]!);
    compare(values[1]!, B, scale[1]!);
  }
  return worst;
}
