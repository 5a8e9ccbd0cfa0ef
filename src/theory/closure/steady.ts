/** The steady state A C = S e_1 for ℓ = 1 … ℓ_max (3.7), and its evolution (3.4). */
import { solve } from '../../math/lu.ts';
import type { Matrix } from '../../math/matrix.ts';
import { multipoles } from '../../model/spectrum.ts';
import {
  type Checks,
  sourceTerm,
  type TheoryModel,
  type TheorySpectrum,
  theoryProvenance,
} from '../theory-spectrum.ts';
import { exactAt } from './exact.ts';
import { generator, withoutMonopole } from './generator.ts';
import { mixingMatrix } from './mixing.ts';
import { createStep } from './step.ts';

/**
 * The steady state with the matrix cut at ℓ_max. The result says what the cut does to it: `checks.lMaxDoubling` and
 * `checks.toExact`.
 * @throws RangeError if lMax is not an integer ≥ 1
 */
export function steadySpectrum(model: TheoryModel, { lMax }: { lMax: number }): TheorySpectrum {
  const step = createStep(model.turbulence, model.deltaT);
  // M does not depend on the cut: one matrix of twice the size holds both systems.
  const mixing = mixingMatrix(step, { lMax: 2 * lMax });
  const A = generator(mixing);
  const C = steadyState(A, model, lMax, mixing.bandwidth);
  const doubled = steadyState(A, model, 2 * lMax, mixing.bandwidth);
  const exact = exactAt(step, model, lMax);
  const over = (other: Float64Array) => C.map((c, l) => (l === 0 ? 0 : other[l] / c));
  const checks: Checks = {
    sumRuleResidual: mixing.sumRuleResidual,
    quadratureError: exact.checks.quadratureError,
    lMaxDoubling: over(doubled),
    toExact: over(exact.C),
  };
  const provenance = theoryProvenance(model, { alpha: step.alpha, lMax });
  return { ell: multipoles(lMax), C, provenance, checks };
}

/** C_ℓ of the steady state for ℓ = 0 … lMax, of a generator that goes at least as far; C_0 = 0. */
export function steadyState(A: Matrix, model: TheoryModel, lMax: number, bandwidth: number): Float64Array {
  const right = new Float64Array(lMax);
  right[0] = sourceTerm(model);
  const C = new Float64Array(lMax + 1);
  C.set(solve(withoutMonopole(A, lMax), right, Math.min(lMax, bandwidth)), 1); // (3.7)
  return C;
}
