/** The theory as a function of α, everything else held. */
import { remember } from '../math/remember.ts';
import type { Model } from '../model/model.ts';
import { exactSpectrum, steadySpectrum } from '../theory/index.ts';

/** The same model with another step. Its `values` still hold the step that was stated. */
export const atAlpha = (model: Model, alpha: number): Model => ({
  ...model,
  alpha,
  deltaT: alpha / model.turbulence.k1,
});

/** One solution of the theory as a function of α. */
export interface TheoryByAlpha {
  /** Where the matrix is cut. */
  readonly lMax: number | 'exact';
  /** C_ℓ of the steady state, by ℓ from 0; each α is computed once. */
  readonly C: (alpha: number) => Float64Array;
}

/** The steady state cut at ℓ_max, and its limit ℓ_max → ∞ for ℓ ≤ last. */
export const theoriesByAlpha = (model: Model, lMax: number, last: number): TheoryByAlpha[] => [
  { lMax, C: remember((alpha) => steadySpectrum(atAlpha(model, alpha), { lMax }).C) },
  { lMax: 'exact', C: remember((alpha) => exactSpectrum(atAlpha(model, alpha), { lMax: last }).C) },
];
