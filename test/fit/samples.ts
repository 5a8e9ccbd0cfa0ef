/** Synthetic measurements for tests of fits. */

import { createDirectData, type FitData, type Measurement } from '../../src/fit/data.ts';
import type { FitParameters } from '../../src/fit/parameters.ts';
import { directSpectrum, type TheorySetup } from '../../src/fit/theory.ts';
import { createRandomStream, type RandomStream } from '../../src/math/random.ts';
import { multipoles } from '../../src/model/spectrum.ts';

export const WHITE = { kind: 'power-law', k0: 1e-3, k1: 100, index: 0 } as const;
export const TRUTH: FitParameters = { alpha: 50, gradient: 1e-4, noise: 1.5e-9, index: 0, k0: 1e-3, k1: 100 };
export const setup = (lMax: number | 'exact' = 60): Omit<TheorySetup, 'highest'> => ({
  spec: WHITE,
  source: 'published',
  lMax,
});

/** C_ℓ + N of the theory, ℓ = 1 … last. */
export function expectedPower(truth: FitParameters, last: number, lMax: number | 'exact' = 60): number[] {
  const C = directSpectrum({ ...setup(lMax), highest: last }, truth);
  return multipoles(last).map((l) => C[l] + truth.noise);
}

/** One full sky: each multipole a χ² of 2ℓ+1. */
export function sky(power: readonly number[], random: RandomStream): Measurement[] {
  return power.map((expected, i) => {
    let sum = 0;
    for (let m = 0; m < 2 * i + 3; m++) sum += random.normal() ** 2;
    return { ell: i + 1, C: (expected * sum) / (2 * i + 3), errorLow: 0, errorHigh: 0 };
  });
}

export const fullSky = (measured: readonly Measurement[]): FitData =>
  createDirectData(measured, { fSky: 1, withoutM0: false, subtracted: 0, skies: 1 });

export const stream = (realisation: number) => createRandomStream(1, realisation, 40);
