/**
 * What a spectrum was taken from: the part of the sky that was seen, and what was done to the map. A command records it whole in its
 * file, and the command that reads the file honours it whole. In JSON it is the object `coverage` of a spectrum, with these keys
 * (`name` for `coverage`).
 */
import type { Apodisation } from '../sky/apodise.ts';
import type { Removal } from './treatment.ts';

/** What is known of the sky of a spectrum. */
export interface SkyStatement {
  /** Name of the coverage, or declinations as '-88..68'; undefined where none was named. Without a mask either: the full sky. */
  readonly coverage: string | undefined;
  /** The pixels that were seen; undefined where they are not recorded. */
  readonly mask: MaskStatement | undefined;
  /** How the edges of all that was seen were softened; undefined where they were not. */
  readonly apodisation: Apodisation | undefined;
  /** Fraction of the sky with weight above zero; undefined where it is not recorded. */
  readonly fSky: number | undefined;
  /** The values are pseudo-C_ℓ, which the coverage couples; else they were decoupled, or the sky is full. */
  readonly pseudo: boolean;
  /** Pseudo-C_ℓ were divided by the fraction of the sky. */
  readonly perFSky: boolean;
  readonly remove: Removal;
  readonly withoutM0: boolean;
  /** Rounds of the iterated analysis of the map; undefined where they are not recorded. */
  readonly iterations: number | undefined;
}

/** Pixels that were seen: those of the coverage that hold data, under the mask if there is one. */
export interface MaskStatement {
  /** The file that was given as the mask; undefined where none was. */
  readonly name: string | undefined;
  readonly nSide: number;
  /** Fraction of the pixels with weight above zero. */
  readonly fSky: number | undefined;
  /** `maskDigest` of the weights, the apodisation in them; undefined where it is not recorded. */
  readonly digest: string | undefined;
}

export const FULL_SKY: SkyStatement = {
  coverage: undefined,
  mask: undefined,
  apodisation: undefined,
  fSky: undefined,
  pseudo: false,
  perFSky: false,
  remove: 'none',
  withoutM0: false,
  iterations: undefined,
};
