import { namesOf, type ParameterName } from '../../model/parameters.ts';

/** The parameters that decide a spectrum, in the order in which outputs list them. */
export const SPECTRUM_NAMES: readonly ParameterName[] = [
  ...namesOf('turbulence'),
  ...namesOf('theory').filter((name) => name !== 'method' && name !== 'diagram'),
  ...namesOf('units'),
];
