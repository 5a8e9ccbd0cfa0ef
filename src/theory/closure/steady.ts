/** The steady state A C = S e_1 for ℓ = 1 … ℓ_max (3.7), and its evolution (3.4). */
import { solve } from '../../math/lu.ts';
import { type Checks, multipoles, sourceTerm, type TheoryModel, type TheorySpectrum } from '../theory-spectrum.ts';
import { exactSpectrum } from './exact.ts';
import { generator, withoutMonopole } from './generator.ts';
import { mixingMatrix } from './mixing.ts';

/**
 * The steady state with the matrix cut at ℓ_max. The result says what the cut does to it: `checks.lMaxDoubling` and
 * `checks.toExact`.
 * @throws RangeError if lMax is not an integer ≥ 1
 */
export function steadySpectrum(model: TheoryModel, { lMax }: { lMax: number }): TheorySpectrum {
  // M does not depend on the cut: one matrix of twice the size holds both systems.
  const mixing = mixingMatrix(model.turbulence, model.deltaT, { lMax: 2 * lMax });
  const A = generator(mixing);
  const steady = (cut: number) => {
    const right = new Float64Array(cut);
    right[0] = sourceTerm(model);
    return solve(withoutMonopole(A, cut), right, Math.min(cut, mixing.bandwidth)); // (3.7)
  };
  const C = Array.from(steady(lMax));
  const doubled = steady(2 * lMax);
  const exact = exactSpectrum(model, { lMax });
  const checks: Checks = {
    sumRuleResidual: mixing.sumRuleResidual,
    quadratureError: exact.checks.quadratureError,
    lMaxDoubling: C.map((c, i) => doubled[i] / c),
    toExact: C.map((c, i) => exact.C[i] / c),
  };
  return { ell: multipoles(lMax), C, checks };
}
