import { namesOf, type ParameterInput, type ParameterName } from '../../model/parameters.ts';

/** The parameters that decide a mixing matrix, in the order in which outputs list them. */
export const MATRIX_NAMES: readonly ParameterName[] = [
  ...namesOf('turbulence'),
  'alpha',
  'deltaT',
  'lMax',
  'method',
  'diagram',
  ...namesOf('units'),
];

/** Where the defaults are not those of the table: a matrix has a size, here one that a reader can take in. */
export const MATRIX_DEFAULTS: ParameterInput = { lMax: 8 };
