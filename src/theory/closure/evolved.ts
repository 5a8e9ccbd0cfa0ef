/** The evolution dC/dt = −A C + S e_1 (3.4) of the angular power spectrum, from any start. */
import { exponential } from '../../math/exponential.ts';
import { createMatrix, type Matrix } from '../../math/matrix.ts';
import { multipoles } from '../../model/spectrum.ts';
import { sourceTerm, type TheoryModel, type TheorySpectrum, theoryProvenance } from '../theory-spectrum.ts';
import { exactAt } from './exact.ts';
import { generator } from './generator.ts';
import { mixingMatrix } from './mixing.ts';
import { createStep } from './step.ts';

/** How long to evolve, and from where. */
export interface EvolutionOptions {
  /** Where the matrix is cut; the highest multipole given back. */
  readonly lMax: number;
  /** Time t ≥ 0 in r_g/c. */
  readonly time: number;
  /** C_ℓ(0) by ℓ from 0 … lMax, C_0 left alone; all zero if not given. */
  readonly start?: ArrayLike<number>;
}

/**
 * C(t), exact in t, with the matrix cut at ℓ_max: (C, 1)(t) = exp(G t) (C, 1)(0) with G = (−A  S e_1; 0  0), so that nothing is
 * subtracted at small t. `checks.lMaxDoubling` compares with twice the cut, where the start is zero beyond ℓ_max.
 * @throws RangeError if lMax, time or the start are malformed
 */
export function evolvedSpectrum(model: TheoryModel, { lMax, time, start }: EvolutionOptions): TheorySpectrum {
  if (!(time >= 0) || !Number.isFinite(time)) throw new RangeError(`evolvedSpectrum: time = ${time}, want ≥ 0`);
  if (start && start.length !== lMax + 1) {
    throw new RangeError(`evolvedSpectrum: ${start.length} starting values, want ${lMax + 1}, ℓ = 0 … ${lMax}`);
  }
  const step = createStep(model.turbulence, model.deltaT);
  const mixing = mixingMatrix(step, { lMax: 2 * lMax });
  const A = generator(mixing);
  const C = evolve(A, sourceTerm(model), time, lMax, start);
  const doubled = evolve(A, sourceTerm(model), time, 2 * lMax, start);
  return {
    ell: multipoles(lMax),
    C,
    provenance: theoryProvenance(model, { alpha: step.alpha, lMax, time }),
    checks: {
      sumRuleResidual: mixing.sumRuleResidual,
      quadratureError: exactAt(step, model, 1).checks.quadratureError,
      lMaxDoubling: C.map((c, l) => (l === 0 ? 0 : c === doubled[l] ? 1 : doubled[l] / c)),
    },
  };
}

/** C_ℓ(t) for ℓ = 0 … cut; C_0 = 0, as its row is not solved for. */
function evolve(A: Matrix, source: number, time: number, cut: number, start?: ArrayLike<number>): Float64Array {
  const n = cut + 1; // rows ℓ = 1 … cut, and the constant 1
  const G = createMatrix(n, n);
  const { values } = G;
  for (let l = 1; l <= cut; l++) {
    for (let l0 = 1; l0 <= cut; l0++) values[(l - 1) * n + l0 - 1] = -A.values[l * A.columns + l0] * time;
  }
  // Row ℓ = 1, last column (3.4): the source, in a unit in which it is no larger than −A t and hides none of its digits.
  const unit = values.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE);
  values[cut] = unit;
  const propagator = exponential(G).values;
  const C = new Float64Array(n);
  for (let l = 1; l <= cut; l++) {
    const row = (l - 1) * n;
    C[l] = (propagator[row + cut] / unit) * source * time;
    for (let l0 = 1; start && l0 < start.length; l0++) C[l] += propagator[row + l0 - 1] * start[l0];
  }
  return C;
}
