/** What `cranis observe` writes as JSON. */
import { z } from 'zod';
import {
  checked,
  count,
  coverage,
  described,
  type Finding,
  finite,
  fromTable,
  lengths,
  list,
  multipoles,
  parameters,
  positive,
  record,
  rising,
  text,
  version,
} from './common.ts';

const interval = (description: string) =>
  z.object({ low: list('Lower end.'), high: list('Upper end.') }).meta({ description });

const plain = record(
  'observation',
  'What an observatory is expected to see of a spectrum: pseudo-C_ℓ and how far one sky scatters about them.',
  {
    ell: multipoles('Multipoles ℓ from 0.'),
    C: list('C_ℓ of the sky, without noise, one value a multipole.'),
    noise: positive('White noise level N of the sky.'),
    pseudo: list('Expectation of the pseudo-C_ℓ, noise included.'),
    pseudoNoise: list('What the noise adds to each of them.'),
    error: list('Standard deviation of one sky about the expectation.'),
    degreesOfFreedom: list('Degrees of freedom of the χ² that each pseudo-C_ℓ scatters as.'),
    median: list('Median of the pseudo-C_ℓ of Gaussian skies.'),
    band68: interval('Where 68 % of Gaussian skies lie.'),
    band95: interval('Where 95 % of Gaussian skies lie.'),
    method: text('Where the bands come from.'),
    simulated: z
      .object({
        realisations: count('How many skies were made.'),
        mean: list('Mean of their pseudo-C_ℓ.'),
        error: list('Standard error of the mean.'),
        median: list('Median of the skies.'),
        band68: interval('Where 68 % of the skies lie.'),
        band95: interval('Where 95 % of the skies lie.'),
      })
      .optional()
      .meta({ description: 'Synthetic skies; left out where there are fewer than 2.' }),
    coverage,
    checks: z
      .object({ beyond: list('By what share each pseudo-C_ℓ would grow if the spectrum went on beyond its end.') })
      .meta({ description: 'How much of the spectrum is missing.' }),
    parameters: parameters(
      {
        spectrum: text('What was observed.'),
        coverage: text('Coverage that was asked for.'),
        mask: text('File of the mask.'),
        ...fromTable('apodise', 'apodisation', 'remove', 'withoutM0'),
        lMax: described(z.int(), 'Highest multipole.'),
        noise: finite('White noise level N.'),
        nSide: described(z.int(), 'N_side of the pixels.'),
        realisations: count('How many synthetic skies were made.'),
        seed: described(z.int(), 'Seed of the synthetic skies.'),
      },
      'Settings.',
    ),
    version,
  },
);

/** Lists of wrong lengths, multipoles that do not rise; of as much of a record as is there. */
export const observationFindings = ({
  ell,
  C,
  pseudo,
  pseudoNoise,
  error,
  degreesOfFreedom,
  median,
  band68,
  band95,
  checks,
}: Partial<z.output<typeof plain>>): Finding[] => [
  ...rising(ell, 'ell'),
  ...lengths(
    {
      ...{ C, pseudo, pseudoNoise, error, degreesOfFreedom, median, 'checks.beyond': checks?.beyond },
      ...{
        'band68.low': band68?.low,
        'band68.high': band68?.high,
        'band95.low': band95?.low,
        'band95.high': band95?.high,
      },
    },
    'ell',
    ell?.length,
  ),
];

export const observationSchema = checked(plain, observationFindings);
