/** What is known of the sky that a measured spectrum was taken from, before it can be held against a theory. */
import type { Removal } from './treatment.ts';

export interface SkyStatement {
  /** Name of the coverage, or declinations as -88..68; undefined if nothing is said, which is the full sky. */
  readonly coverage: string | undefined;
  /** Where the coverage has no name: the fraction of the sky seen. */
  readonly fSky: number | undefined;
  /** The values are pseudo-C_ℓ, which the coverage couples; else they were decoupled, or the sky is full. */
  readonly pseudo: boolean;
  /** Pseudo-C_ℓ were divided by the fraction of the sky. */
  readonly perFSky: boolean;
  readonly remove: Removal;
  readonly withoutM0: boolean;
}

export const FULL_SKY: SkyStatement = {
  coverage: undefined,
  fSky: undefined,
  pseudo: false,
  perFSky: false,
  remove: 'none',
  withoutM0: false,
};
