/**
 * A measured spectrum as a fit takes it: points, and what is expected of each for given C_ℓ and N. That is linear in both,
 *   ⟨Ĉ_i⟩ = Σ_ℓ R_iℓ C_ℓ + N n_i + a_i,
 * R a diagonal for a spectrum without coupling, and the response of the coverage for pseudo-C_ℓ; a_i is noise that was
 * subtracted from the measurement and is added to both sides again, because it scatters like the rest.
 */

import type { PseudoModel } from '../coverage/pseudo-model.ts';
import { rowOf } from '../math/matrix.ts';
import { CranisError } from '../model/errors.ts';
import type { FitPoint } from './likelihood.ts';

/** Points, and what is expected of them for a spectrum and a noise level. */
export interface FitData {
  readonly points: readonly FitPoint[];
  /** Highest multipole of the theory that enters. */
  readonly highest: number;
  /** ⟨Ĉ_i⟩ written to `out`. @param C C_0 … C_highest, by ℓ */
  expected(C: Float64Array, noise: number, out: Float64Array): void;
  /** The same points with the degrees of freedom that they have for this spectrum, where those depend on it. */
  scatteredAs(C: Float64Array, noise: number): FitData;
}

/** One measured multipole with what is known about it. */
export interface Measurement {
  readonly ell: number;
  readonly C: number;
  readonly errorLow: number;
  readonly errorHigh: number;
}

/** What is known of a spectrum without coupling. */
export interface DirectOptions {
  readonly fSky: number;
  /** m = 0 is missing, but the sum is divided by 2ℓ+1 all the same. */
  readonly withoutM0: boolean;
  /** Noise that was subtracted. */
  readonly subtracted: number;
  /** Skies that C is the mean of; +∞ where the errors contain the scatter of the sky. */
  readonly skies: number;
}

/** A spectrum without coupling between multipoles: ν = (2ℓ+1) f_sky a sky, 2ℓ f_sky where m = 0 is missing. */
export function createDirectData(measured: readonly Measurement[], options: DirectOptions): FitData {
  const { fSky, withoutM0, subtracted, skies } = options;
  const shares = measured.map(({ ell }) => (withoutM0 ? (2 * ell) / (2 * ell + 1) : 1));
  const data: FitData = {
    points: measured.map(({ ell, C, errorLow, errorHigh }, i) => ({
      ell,
      power: C + subtracted,
      errorLow,
      errorHigh,
      degreesOfFreedom: (2 * ell + 1) * shares[i] * fSky * skies,
    })),
    highest: Math.max(...measured.map(({ ell }) => ell)),
    expected(C, noise, out) {
      for (let i = 0; i < measured.length; i++) out[i] = shares[i] * (C[measured[i].ell] + noise) + subtracted;
    },
    scatteredAs: () => data,
  };
  return data;
}

/** What is known of pseudo-C_ℓ of a cut sky. */
export interface CoupledOptions {
  readonly sky: PseudoModel;
  /** What the measured pseudo-C_ℓ were divided by: 1 for raw ones, f_sky where they were brought up to a full sky. */
  readonly dividedBy: number;
  readonly subtracted: number;
  /** As of {@link DirectOptions}. */
  readonly skies: number;
}

/** Pseudo-C_ℓ of a cut sky: response, noise and scatter of its coverage. */
export function createCoupledData(
  measured: readonly Measurement[],
  { sky, dividedBy, subtracted, skies }: CoupledOptions,
): FitData {
  const { response, noise: white, lMaxSky } = sky;
  const rows = measured.map(({ ell }) => rowOf(response, ell).map((value) => value / dividedBy));
  const dark = measured.find(({ ell }) => !(white[ell] > 0));
  if (dark) {
    throw new CranisError(`ℓ = ${dark.ell}: the treatment of the map leaves nothing of it`, {
      where: 'coverage',
      hint: 'leave the multipole out by `ells`',
    });
  }
  const make = (freedom: (ell: number) => number): FitData => ({
    points: measured.map(({ ell, C, errorLow, errorHigh }) => ({
      ell,
      power: C + subtracted,
      errorLow,
      errorHigh,
      degreesOfFreedom: freedom(ell) * skies,
    })),
    highest: lMaxSky,
    expected(C, noise, out) {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i];
        let sum = (noise * white[measured[i].ell]) / dividedBy + subtracted;
        for (let l = 1; l < row.length; l++) sum += row[l] * C[l];
        out[i] = sum;
      }
    },
    scatteredAs(C, noise) {
      const { degreesOfFreedom } = sky.moments(C, noise + subtracted);
      return make((ell) => degreesOfFreedom[ell]);
    },
  });
  return make((ell) => (2 * ell + 1) * white[ell]); // until a spectrum is known
}
