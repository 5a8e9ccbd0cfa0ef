/** The generator A of dC/dt = −A C + S, and the resummed step exp(−AΔT). */
import { exponential } from '../../math/exponential.ts';
import { block, type Matrix, mapMatrix } from '../../math/matrix.ts';
import type { MixingMatrix } from './mixing.ts';

/** A = (δ − M)/ΔT (3.5): rows ℓ, columns ℓ0, like M. */
export function generator({ change, deltaT, diagram }: MixingMatrix): Matrix {
  if (diagram !== 'all') throw new RangeError(`generator: M holds diagram ${diagram} alone, want all`);
  return mapMatrix(change, (m) => -m / deltaT);
}

/**
 * exp(−A t), rows ℓ, columns ℓ0: the step resummed to all orders in A, within ℓ ≤ lMax. At t = ΔT it follows test particles to
 * higher ℓ than 1 − AΔT does.
 */
export function resummedMixing(A: Matrix, t: number): Matrix {
  return exponential(mapMatrix(A, (a) => -a * t));
}

/** The matrix without its first row and column: ℓ, ℓ0 = 1 … lMax, which alone enter the steady state. */
export function withoutMonopole(A: Matrix, lMax: number): Matrix {
  return block(A, lMax, lMax, 1, 1);
}
