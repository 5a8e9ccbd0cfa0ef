/**
 * The mixing matrix of one look-back step ΔT and its diagrams (3.10)–(3.13):
 *   M = M⁰ + M¹ᵃ + M¹ᵇ + M¹ᶜ,   C_ℓ(t) = Σ_ℓ0 M_{ℓℓ0} C_ℓ0(t − ΔT).
 */
import type { Turbulence } from '../model/turbulence.ts';
import { mixingByQuadrature } from './mixing-quadrature.ts';
import { mixingByWigner } from './mixing-wigner.ts';
import { pairCorrelation } from './pair-correlation.ts';
import { type Lambda, lambda } from './propagators.ts';

/** `0`: nothing happens. `1a`, `1b`: particle A, B alone is scattered twice. `1c`: both, by the same turbulence. */
export type Diagram = '0' | '1a' | '1b' | '1c' | 'all';
export type MixingMethod = 'quadrature' | 'wigner';

export interface MixingMatrix {
  readonly lMax: number;
  readonly deltaT: number;
  readonly diagram: Diagram;
  readonly method: MixingMethod;
  /** Row-major [ℓ, ℓ0], ℓ, ℓ0 = 0 … lMax: M[ℓ·(lMax+1) + ℓ0]. */
  readonly M: Float64Array;
  readonly lambda: Lambda;
  /** M_{ℓℓ0} is zero to double precision for |ℓ − ℓ0| > bandwidth. */
  readonly bandwidth: number;
  /**
   * max over ℓ0 of |Σ_ℓ (2ℓ+1) M_{ℓℓ0} − (2ℓ0+1)| / Σ_ℓ (2ℓ+1)|M_{ℓℓ0}|, ℓ to infinity [P7], of the sum of all diagrams.
   */
  readonly sumRuleResidual: number;
}

export interface MixingOptions {
  /** Largest ℓ and ℓ0. */
  readonly lMax: number;
  readonly method?: MixingMethod;
  readonly diagram?: Diagram;
}

/**
 * M for one step.
 * @param turbulence g(k)
 * @param deltaT look-back step in r_g/c
 * @throws RangeError if deltaT is not positive or lMax not an integer ≥ 1
 */
export function mixingMatrix(turbulence: Turbulence, deltaT: number, options: MixingOptions): MixingMatrix {
  const { lMax, method = 'quadrature', diagram = 'all' } = options;
  if (!(deltaT > 0) || !Number.isFinite(deltaT)) throw new RangeError(`mixingMatrix: deltaT = ${deltaT}, want > 0`);
  if (!Number.isInteger(lMax) || lMax < 1) throw new RangeError(`mixingMatrix: lMax = ${lMax}, want an integer ≥ 1`);
  const pair = pairCorrelation(turbulence, deltaT);
  const { M, tail } = method === 'wigner' ? mixingByWigner(turbulence, deltaT, lMax) : mixingByQuadrature(pair, lMax);
  const propagators = lambda(turbulence, deltaT);
  const size = lMax + 1;
  const alone = Float64Array.from(
    { length: size },
    (_, l) => ((-8 * Math.PI) / 3) * (propagators[0] - propagators[2] / 2) * l * (l + 1), // (3.11)
  );

  let sumRuleResidual = 0;
  for (let l0 = 0; l0 < size; l0++) {
    let sum = tail[l0]! + (2 * l0 + 1) * 2 * alone[l0]!; // M⁰ cancels the right-hand side
    let scale = 2 * l0 + 1;
    for (let l = 0; l < size; l++) {
      const term = (2 * l + 1) * M[l * size + l0]!;
      sum += term;
      scale += Math.abs(term + (l === l0 ? (2 * l0 + 1) * 2 * alone[l0]! : 0));
    }
    sumRuleResidual = Math.max(sumRuleResidual, Math.abs(sum) / scale);
  }

  if (diagram !== '1c' && diagram !== 'all') M.fill(0);
  for (let l = 0; l < size; l++) {
    const at = l * size + l;
    if (diagram === 'all') M[at]! += 1 + 2 * alone[l]!;
    else if (diagram === '0')
      M[at] = 1; // (3.10)
    else if (diagram !== '1c') M[at] = alone[l]!;
  }
  return { lMax, deltaT, diagram, method, M, lambda: propagators, bandwidth: pair.degree, sumRuleResidual };
}
