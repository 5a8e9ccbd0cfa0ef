/** Coefficients of spherical harmonics of a real function on the sphere: a_ℓm for m ≥ 0, a_ℓ,−m = (−1)^m a*_ℓm. */
import { CranisError } from '../model/errors.ts';
import { N_SIDE_MAX } from './healpix.ts';

/** a_ℓm, m-major as healpy has it: all ℓ = 0 … lMax of m = 0, then ℓ = 1 … lMax of m = 1, …; see `almIndex`. */
export interface Alm {
  readonly lMax: number;
  /** Real parts, (lMax+1)(lMax+2)/2 of them. */
  readonly re: Float64Array;
  /** Imaginary parts; zero for m = 0. */
  readonly im: Float64Array;
}

/** Where a_ℓm stands: m(2 lMax + 1 − m)/2 + ℓ, for 0 ≤ m ≤ ℓ ≤ lMax. */
export function almIndex(lMax: number, l: number, m: number): number {
  return (m * (2 * lMax + 1 - m)) / 2 + l;
}

/** Number of coefficients, (lMax+1)(lMax+2)/2. */
export function almCount(lMax: number): number {
  return ((lMax + 1) * (lMax + 2)) / 2;
}

/** All coefficients zero. */
export function zeroAlm(lMax: number): Alm {
  checkLMax(lMax);
  return { lMax, re: new Float64Array(almCount(lMax)), im: new Float64Array(almCount(lMax)) };
}

/** Throws a CranisError unless lMax is an integer from 0 to `limit`. */
export function checkLMax(lMax: number, limit = 3 * N_SIDE_MAX - 1): void {
  if (!Number.isInteger(lMax) || lMax < 0 || lMax > limit) {
    throw new CranisError(`ℓ_max = ${lMax} is not an integer from 0 to ${limit}`, {
      where: 'lMax',
      hint: 'a HEALPix map carries multipoles up to ℓ = 3 N_side − 1',
    });
  }
}
