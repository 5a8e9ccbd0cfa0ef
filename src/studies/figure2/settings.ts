import { namesOf, type ParameterInput, type ParameterName } from '../../model/parameters.ts';

/** The parameters that decide Figure 2, in the order in which outputs list them. It has values of α of its own. */
export const FIGURE2_NAMES: readonly ParameterName[] = [
  ...namesOf('turbulence'),
  'lMax',
  'gradient',
  'source',
  'noise',
  ...namesOf('units'),
];

/**
 * Where the figure's defaults are not those of the table. The paper does not state its ℓ_max: this one is twice the highest
 * multipole drawn, so that the cut falls outside of the picture. The noise is the paper's.
 */
export const FIGURE2_DEFAULTS: ParameterInput = { lMax: 60, noise: 1.5e-9 };
