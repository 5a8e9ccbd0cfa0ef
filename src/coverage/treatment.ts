import type { PARAMETERS } from '../model/parameters.ts';

/**
 * What is done to a map before its pseudo-C_ℓ are taken, in this order:
 *   1. monopole, or monopole and dipole together, fitted by least squares to the observed pixels (weight > 0), each
 *      counting the same, and subtracted there;
 *   2. m = 0 removed: from every pixel the mean along right ascension of the observed pixels of its ring, as arrays on the
 *      turning Earth do whose exposure is calibrated by the data themselves;
 *   3. weight × map, unobserved pixels zero;
 *   4. C̃_ℓ = (1/(2ℓ+1)) Σ_m |ã_ℓm|².
 */
export interface Treatment {
  /** 'none' by default; 'dipole' takes the monopole with it. */
  readonly remove?: Removal;
  /** Whether m = 0 is removed; false by default. */
  readonly withoutM0?: boolean;
}

/** Templates that are fitted and subtracted; `dipole` takes the monopole with it. */
export type Removal = (typeof PARAMETERS.remove.choices)[number];

/** Templates that a removal fits: 1, and x, y, z. */
export const templateCount = (remove: Removal): number => ({ none: 0, monopole: 1, dipole: 4 })[remove];
