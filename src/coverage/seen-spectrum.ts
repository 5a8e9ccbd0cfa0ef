/** A spectrum as it is seen from a sky that is stated: what is expected of the measurement, and how far one sky scatters about it. */
import { exactBands, type Interval } from './expected-sky.ts';
import { createPseudoModel } from './pseudo-model.ts';
import { coverageOf } from './record.ts';
import type { SkyStatement } from './sky-statement.ts';

/** Multipoles of the sky beyond the last one measured that are coupled into it. */
export const COUPLED_BEYOND = 40;

export interface SeenSpectrum {
  /** Of the coverage, for a reader. */
  readonly label: string;
  /** ⟨Ĉ_ℓ⟩, noise included, index = ℓ from 0. */
  readonly mean: Float64Array;
  /** Where 68 % and 95 % of Gaussian skies fall: cosmic variance and noise. */
  readonly band68: Interval;
  readonly band95: Interval;
}

/**
 * What a declination band makes of several spectra: pseudo-C_ℓ, divided by f_sky where the measurement's were.
 * @param lMax highest multipole seen; the spectra are taken up to {@link COUPLED_BEYOND} more
 * @returns a function of C_ℓ (index = ℓ, from 0; zero where it ends) and the noise level
 */
export function seenThrough(sky: SkyStatement, lMax: number): (C: ArrayLike<number>, noise: number) => SeenSpectrum {
  const coverage = coverageOf(sky);
  const lMaxSky = lMax + COUPLED_BEYOND;
  const model = createPseudoModel(coverage, { lMax, lMaxSky });
  const scale = 1 / (sky.perFSky ? coverage.fSky : 1);
  const scaled = (values: Float64Array) => values.map((value) => scale * value);
  const both = ({ low, high }: Interval) => ({ low: scaled(low), high: scaled(high) });
  return (C, noise) => {
    const whole = Float64Array.from({ length: lMaxSky + 1 }, (_, l) => C[l] ?? 0);
    const moments = model.moments(whole, noise);
    // A band of declinations always has them.
    const { band68, band95 } = exactBands(moments)!;
    return { label: coverage.label, mean: scaled(moments.mean), band68: both(band68), band95: both(band95) };
  };
}
