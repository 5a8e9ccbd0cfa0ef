import { namesOf, type ParameterInput, type ParameterName } from '../../model/parameters.ts';

/** The parameters that decide Figure 1, its run included. It has values of α of its own, and K|G|² is measured. */
export const FIGURE1_NAMES: readonly ParameterName[] = [
  ...namesOf('turbulence'),
  'lMax',
  'source',
  ...namesOf('simulation').filter((name) => name !== 'directions' && name !== 'keep'),
  ...namesOf('units'),
];

/** The paper states 100 realisations and no ℓ_max, number of waves or directions: those are the table's, and ℓ_max Figure 2's. */
export const FIGURE1_DEFAULTS: ParameterInput = { lMax: 60 };

/** The quick version: fewer realisations of coarser maps. */
export const QUICK_DEFAULTS: ParameterInput = { ...FIGURE1_DEFAULTS, realisations: 24, nSide: 16 };
