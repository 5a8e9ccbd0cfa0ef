/** One look-back step: what all that is computed for it has in common, prepared once. */
import type { Turbulence } from '../../model/turbulence.ts';
import { type WavenumberRule, wavenumberRule } from './correlation-table.ts';

/** A turbulence and a look-back step ΔT, with what follows from the two. */
export interface Step {
  readonly turbulence: Turbulence;
  /** ΔT in r_g/c. */
  readonly deltaT: number;
  /** α = k1 c ΔT. */
  readonly alpha: number;
  /** Wavenumbers to sum over, for integrands that oscillate no faster than e^{±2ikΔT}. */
  readonly rule: WavenumberRule;
}

/**
 * @param deltaT look-back step in r_g/c
 * @throws RangeError if deltaT is not positive
 */
export function createStep(turbulence: Turbulence, deltaT: number): Step {
  if (!(deltaT > 0) || !Number.isFinite(deltaT)) throw new RangeError(`createStep: deltaT = ${deltaT}, want > 0`);
  return { turbulence, deltaT, alpha: turbulence.k1 * deltaT, rule: wavenumberRule(turbulence, 2 * deltaT) };
}
