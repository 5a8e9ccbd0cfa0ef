/** What `cranis sky` writes as JSON. */
import { z } from 'zod';
import {
  checked,
  coverage,
  described,
  type Finding,
  finite,
  flag,
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

const plain = record(
  'sky',
  'The angular power spectrum of an observed sky: pseudo-C_ℓ as they are seen, and C_ℓ decoupled from the coverage.',
  {
    ell: multipoles('Multipoles ℓ from 0.'),
    pseudo: list('Pseudo-C_ℓ of the map under its weights, noise included, one value a multipole.'),
    C: list(
      'C_ℓ decoupled from the coverage in `bands`, noise included; null where the sky is too small for bands.',
    ).nullable(),
    error: list('Standard error of C: the scatter of Gaussian skies like this one; null without C.').nullable(),
    noise: positive(
      'White noise level N of C, from the counts or as the map records it; null where neither tells it.',
    ).nullable(),
    noiseIncluded: flag('Whether C and `pseudo` contain the noise: true.'),
    pseudoNoise: list('What the noise adds to each value of `pseudo`; left out where N is not known.').optional(),
    bands: described(
      z.array(z.array(z.int().min(0)).length(2)),
      'First and last multipole of each band in which C was decoupled; none without C.',
    ),
    coverage,
    checks: z
      .object({
        condition: finite('Condition number of the coupling that was inverted; null without C.').nullable(),
        errors: text('How exact `error` is; null without C.').nullable(),
      })
      .meta({ description: 'How exact the numbers are.' }),
    parameters: parameters(
      {
        map: text('File of the map.'),
        column: text('What was read of it.'),
        nSide: described(z.int(), 'N_side of the map.'),
        ordering: described(z.enum(['RING', 'NESTED']), 'Order of its pixels.'),
        coordinates: described(z.enum(['C', 'G', 'E']), 'Equatorial, galactic or ecliptic, where it says.'),
        coverage: text('Coverage that was asked for.'),
        mask: text('File of the mask.'),
        ...fromTable(
          'apodise',
          'apodisation',
          'remove',
          'withoutM0',
          'iterations',
          'bandWidth',
          'slope',
          'backgroundRatio',
        ),
        lMax: described(z.int(), 'Highest multipole.'),
        spectrum: text('C_ℓ of a synthetic sky.'),
        seed: described(z.int(), 'Seed of a synthetic sky.'),
        realisation: described(z.int(), 'Which of the synthetic skies of that seed.'),
      },
      'Settings.',
    ),
    version,
  },
);

/** Lists of wrong lengths, multipoles that do not rise; of as much of a record as is there. */
export const skyFindings = ({ ell, pseudo, C, error, pseudoNoise }: Partial<z.output<typeof plain>>): Finding[] => [
  ...rising(ell, 'ell'),
  ...lengths({ pseudo, C, error, pseudoNoise }, 'ell', ell?.length),
];

export const skySchema = checked(plain, skyFindings);
