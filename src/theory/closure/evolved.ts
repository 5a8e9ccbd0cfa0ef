/** The evolution dC/dt = −A C + S e_1 (3.4) of the angular power spectrum, from any start. */
import { exponential } from '../../math/exponential.ts';
import { multipoles, sourceTerm, type TheoryModel, type TheorySpectrum } from '../theory-spectrum.ts';
import { exactSpectrum } from './exact.ts';
import { generator } from './generator.ts';
import { mixingMatrix } from './mixing.ts';

/** How long to evolve, and from where. */
export interface EvolutionOptions {
  /** Where the matrix is cut; the highest multipole given back. */
  readonly lMax: number;
  /** Time t ≥ 0 in r_g/c. */
  readonly time: number;
  /** C_ℓ(0) for ℓ = 1 … lMax; zero if not given. */
  readonly start?: ArrayLike<number>;
}

/**
 * C(t), exact in t, with the matrix cut at ℓ_max: (C, 1)(t) = exp(G t) (C, 1)(0) with G = (−A  S e_1; 0  0), so that nothing is
 * subtracted at small t. `checks.lMaxDoubling` compares with twice the cut, where the start is zero beyond ℓ_max.
 * @throws RangeError if lMax, time or the start are malformed
 */
export function evolvedSpectrum(model: TheoryModel, { lMax, time, start }: EvolutionOptions): TheorySpectrum {
  if (!(time >= 0) || !Number.isFinite(time)) throw new RangeError(`evolvedSpectrum: time = ${time}, want ≥ 0`);
  if (start && start.length !== lMax)
    throw new RangeError(`evolvedSpectrum: ${start.length} starting values for lMax = ${lMax}`);
  const mixing = mixingMatrix(model.turbulence, model.deltaT, { lMax: 2 * lMax });
  const A = generator(mixing);
  const C = evolve(A, sourceTerm(model), time, lMax, start);
  const doubled = evolve(A, sourceTerm(model), time, 2 * lMax, start);
  return {
    ell: multipoles(lMax),
    C,
    checks: {
      sumRuleResidual: mixing.sumRuleResidual,
      quadratureError: exactSpectrum(model, { lMax: 1 }).checks.quadratureError,
      lMaxDoubling: C.map((c, i) => (c === doubled[i] ? 1 : doubled[i] / c)),
    },
  };
}

function evolve(A: Float64Array, source: number, time: number, cut: number, start?: ArrayLike<number>): number[] {
  const size = Math.round(Math.sqrt(A.length));
  const n = cut + 1; // rows ℓ = 1 … cut, and the constant 1
  const G = new Float64Array(n * n);
  for (let l = 1; l <= cut; l++) {
    for (let l0 = 1; l0 <= cut; l0++) G[(l - 1) * n + l0 - 1] = -A[l * size + l0] * time;
  }
  // Row ℓ = 1, last column (3.4): the source, in a unit in which it is no larger than −A t and hides none of its digits.
  const unit = G.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE);
  G[cut] = unit;
  const propagator = exponential(G);
  return Array.from({ length: cut }, (_, i) => {
    let sum = (propagator[i * n + cut] / unit) * source * time;
    for (let j = 0; start && j < start.length; j++) sum += propagator[i * n + j] * start[j];
    return sum;
  });
}
