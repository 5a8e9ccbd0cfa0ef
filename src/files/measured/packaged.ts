/** What is known of the measured spectra that come with the package beyond what their files hold: as data/README.md tells it. */

import { FULL_SKY, type SkyStatement } from '../../coverage/sky-statement.ts';
import type { MeasuredSpectrum } from './measured.ts';

/** Relative errors of the measurement where the file has none that can be used, and what they are. */
export interface JudgedErrors {
  readonly error: (ell: number) => number;
  readonly meaning: string;
}

export interface Packaged {
  readonly file: 'hawcIceCube2019' | 'iceCube2025';
  readonly sky: SkyStatement;
  readonly judged: (spectrum: MeasuredSpectrum) => JudgedErrors;
}

/** By the name that a user gives. */
export const PACKAGED = {
  'hawc-icecube-2019': {
    file: 'hawcIceCube2019',
    sky: { ...FULL_SKY, coverage: 'hawc-icecube', pseudo: true, perFSky: true, withoutM0: true },
    judged: () => ({
      error: (ell) => (ell <= 3 ? 0.03 : ell <= 12 ? 0.15 : ell <= 24 ? 0.3 : 0.5),
      meaning: 'digitisation, judged: 3 % for ℓ ≤ 3, 15 % for ℓ ≤ 12, 30 % for ℓ ≤ 24, 50 % beyond',
    }),
  },
  'icecube-2025': {
    file: 'iceCube2025',
    sky: { ...FULL_SKY, coverage: 'icecube', pseudo: true, withoutM0: true },
    judged: ({ C, errorHigh, withoutError }) => ({
      error: (ell) => (errorHigh && !withoutError?.includes(ell) ? errorHigh[ell] / C[ell] : 0.1),
      meaning: 'digitisation: 2 % for clear markers, 10 % judged for the others',
    }),
  },
} as const satisfies Readonly<Record<string, Packaged>>;

export type PackagedName = keyof typeof PACKAGED;
