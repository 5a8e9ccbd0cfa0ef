/**
 * The mixing matrix of one look-back step ΔT and its diagrams (3.10)–(3.13):
 *   M = M⁰ + M¹ᵃ + M¹ᵇ + M¹ᶜ,   C_ℓ(t) = Σ_ℓ0 M_{ℓℓ0} C_ℓ0(t − ΔT).
 */
import { createMatrix, type Matrix, mapMatrix } from '../../math/matrix.ts';
import { type MixingPart, mixingByQuadrature } from './mixing-quadrature.ts';
import { mixingByWigner } from './mixing-wigner.ts';
import { kappa, type Lambda, lambda, lambdaOf, monopoleDeficit } from './propagators.ts';
import type { Step } from './step.ts';
import { multipoleCutoff } from './two-point.ts';
import { createTwoPointIntegrand } from './two-point-integrand.ts';

/** `0`: nothing happens. `1a`, `1b`: particle A, B alone is scattered twice. `1c`: both, by the same turbulence. */
export type Diagram = '0' | '1a' | '1b' | '1c' | 'all';
/** Diagram 1c by quadrature in x = cos θ [P4]–[P6], or by Wigner symbols (3.12), (3.13). */
export type MixingMethod = 'quadrature' | 'wigner';

/** M_{ℓℓ0} (3.6) of one step and what it was made of. */
export interface MixingMatrix {
  /** Largest ℓ and ℓ0. */
  readonly lMax: number;
  /** Look-back step ΔT in r_g/c. */
  readonly deltaT: number;
  readonly diagram: Diagram;
  readonly method: MixingMethod;
  /** Rows ℓ, columns ℓ0, each 0 … lMax: M_{ℓℓ0} is M.values[ℓ·(lMax+1) + ℓ0]. */
  readonly M: Matrix;
  /** M − M⁰ where `diagram` is `all`, without the digits that the 1 on the diagonal costs; else the same as M. */
  readonly change: Matrix;
  readonly lambda: Lambda;
  /** M_{ℓℓ0} is zero to double precision for |ℓ − ℓ0| > bandwidth. */
  readonly bandwidth: number;
  /**
   * max over ℓ0 of |Σ_ℓ (2ℓ+1) M_{ℓℓ0} − (2ℓ0+1)| / Σ_ℓ (2ℓ+1)|M_{ℓℓ0}|, ℓ to infinity [P7], for the sum of all diagrams.
   */
  readonly sumRuleResidual: number;
}

/** What to compute of M, and how. */
export interface MixingOptions {
  /** Largest ℓ and ℓ0. */
  readonly lMax: number;
  /** Default `quadrature`, the faster. */
  readonly method?: MixingMethod;
  /** Default `all`. */
  readonly diagram?: Diagram;
}

/**
 * M for one step.
 * @throws RangeError if lMax is not an integer ≥ 1
 */
export function mixingMatrix(step: Step, options: MixingOptions): MixingMatrix {
  const { lMax, method = 'quadrature', diagram = 'all' } = options;
  if (!Number.isInteger(lMax) || lMax < 1) throw new RangeError(`mixingMatrix: lMax = ${lMax}, want an integer ≥ 1`);
  const size = lMax + 1;
  const propagators = lambda(step);
  const { part, constant, remainder } = method === 'wigner' ? wigner(step, lMax) : quadrature(step, lMax);
  const alone = scattering(propagators);
  const sumRuleResidual = residual(part, lMax, 2 * alone + constant);
  // What is still to be added to the part's diagonal, times ℓ(ℓ+1).
  const diagonal = { '0': 0, '1a': alone, '1b': alone, '1c': constant, all: remainder }[diagram];

  const change = diagram === 'all' || diagram === '1c' ? part.M : createMatrix(size, size);
  for (let l = 0; l < size; l++) change.values[l * (size + 1)] += diagonal * l * (l + 1);
  const M = mapMatrix(change, (m) => m);
  if (diagram === 'all' || diagram === '0') for (let l = 0; l < size; l++) M.values[l * (size + 1)] += 1; // (3.10)
  const bandwidth = multipoleCutoff(step.alpha);
  return { lMax, deltaT: step.deltaT, diagram, method, M, change, lambda: propagators, bandwidth, sumRuleResidual };
}

/** (3.11) without ℓ(ℓ+1). */
function scattering(propagators: Lambda): number {
  return ((-8 * Math.PI) / 3) * (propagators[0] - propagators[2] / 2);
}

/**
 * `part` is M¹ᶜ but for `constant`·ℓ(ℓ+1) on its diagonal; with `remainder`·ℓ(ℓ+1) there, it is M¹ᵃ + M¹ᵇ + M¹ᶜ.
 */
interface Parts {
  readonly part: MixingPart;
  readonly constant: number;
  readonly remainder: number;
}

/** The a = 0 term of (3.12) is diagonal, (8π/3) κ_00 ℓ(ℓ+1), and all but cancels 1a and 1b where kΔT ≪ 1. */
function wigner(step: Step, lMax: number): Parts {
  const all = kappa(step);
  const part = mixingByWigner({ ...all, diagonal: all.diagonal.with(0, 0) }, lMax);
  const remainder = ((8 * Math.PI) / 3) * monopoleDeficit(step);
  return { part, constant: ((8 * Math.PI) / 3) * all.diagonal[0], remainder };
}

/** The low modes' share of 1a and 1b is left out where it cancels their constant: J(1) = 2(Λ0 − Λ2/2), mode by mode. */
function quadrature(step: Step, lMax: number): Parts {
  const integrand = createTwoPointIntegrand(step);
  const constant = ((8 * Math.PI) / 3) * integrand.constant;
  const remainder = 2 * scattering(lambdaOf(integrand.high, step.deltaT));
  return { part: mixingByQuadrature(integrand, lMax), constant, remainder };
}

/** The residual of [P7]; `diagonal`·ℓ(ℓ+1) is added to the part's diagonal. */
function residual({ M, tail }: MixingPart, lMax: number, diagonal: number): number {
  const size = lMax + 1;
  let worst = 0;
  for (let l0 = 0; l0 < size; l0++) {
    let sum = tail[l0]; // M⁰ cancels the right-hand side
    let scale = Math.abs(sum);
    for (let l = 0; l < size; l++) {
      const change = M.values[l * size + l0] + (l === l0 ? diagonal * l * (l + 1) : 0);
      sum += (2 * l + 1) * change;
      scale += (2 * l + 1) * Math.abs(change + (l === l0 ? 1 : 0));
    }
    worst = Math.max(worst, Math.abs(sum) / scale);
  }
  return worst;
}
