/** The generator A of dC/dt = −A C + S, and the resummed step exp(−AΔT). */
import { exponential } from '../../math/exponential.ts';
import type { MixingMatrix } from './mixing.ts';

/** A = (δ − M)/ΔT (3.5), row-major [ℓ, ℓ0] like M. */
export function generator({ change, deltaT, diagram }: MixingMatrix): Float64Array {
  if (diagram !== 'all') throw new RangeError(`generator: M holds diagram ${diagram} alone, want all`);
  return change.map((m) => -m / deltaT);
}

/**
 * exp(−A t), row-major [ℓ, ℓ0]: the step resummed to all orders in A, within ℓ ≤ lMax. At t = ΔT it follows test particles to
 * higher ℓ than 1 − AΔT does.
 */
export function resummedMixing(A: Float64Array, t: number): Float64Array {
  return exponential(A.map((a) => -a * t));
}

/** The matrix without its first row and column: ℓ, ℓ0 = 1 … lMax, which alone enter the steady state. */
export function withoutMonopole(A: Float64Array, lMax: number, size: number = Math.sqrt(A.length)): Float64Array {
  const out = new Float64Array(lMax * lMax);
  for (let l = 1; l <= lMax; l++) out.set(A.subarray(l * size + 1, l * size + 1 + lMax), (l - 1) * lMax);
  return out;
}
