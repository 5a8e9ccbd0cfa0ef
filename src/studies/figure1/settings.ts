import { namesOf, type ParameterInput, type ParameterName } from '../../model/parameters.ts';

/** What Figure 1 takes: α is its own, and K|G|² is measured. */
export const FIGURE1_NAMES: readonly ParameterName[] = [
  ...namesOf('turbulence'),
  'lMax',
  'source',
  ...namesOf('simulation').filter((name) => name !== 'directions'),
  ...namesOf('units'),
];

/** The paper states 100 realisations and no ℓ_max, number of waves or directions: those are the table's, as Figure 2's ℓ_max. */
export const FIGURE1_DEFAULTS: ParameterInput = { lMax: 60 };

/** --quick: fewer realisations of coarser maps. */
export const QUICK_DEFAULTS: ParameterInput = { ...FIGURE1_DEFAULTS, realisations: 24, nSide: 16 };
