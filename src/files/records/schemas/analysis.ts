/** What `cranis analyse` writes as JSON. */
import { z } from 'zod';
import {
  checked,
  count,
  described,
  type Finding,
  finite,
  gappyList,
  gappyRows,
  lengths,
  list,
  modelParameters,
  multipoles,
  record,
  rising,
  rows,
  text,
  units,
  version,
  widths,
} from './common.ts';

const plain = record(
  'analysis',
  'Angular power spectra and diffusion of a run of test particles, mean over its realisations.',
  {
    times: described(
      z.array(z.number().min(0)).min(1),
      'Look-back times, r_g/c, ascending. Lists with one value a time follow this order.',
    ),
    ell: multipoles('Multipoles ℓ, ascending.'),
    C: rows('C_ℓ in r_g² per |G|² = 1, without the shot noise: a row a time, a column a multipole.'),
    error: gappyRows('Standard error of C; null where there is one realisation only.'),
    raw: rows('C_ℓ with the shot noise.'),
    shotNoise: list('Shot noise of each time.'),
    meanSquareDisplacement: list('⟨|Δr|²⟩ of each time, r_g².'),
    diffusion: list('K(t) = (1/6) d⟨|Δr|²⟩/dt of each time, r_g c.'),
    realisations: count('How many realisations the means are over.'),
    scatter: gappyRows('Standard deviation of C from one realisation to the next; null where there is one only.'),
    meanSquareDisplacementError: gappyList('Standard errors; null where there is one realisation only.'),
    diffusionError: gappyList('Standard errors; null where there is one realisation only.'),
    scatteringRate: gappyList('ν with K(t) → 1/(3ν), c/r_g; null while the particles fly straight.'),
    scatteringRateError: gappyList('Standard errors of ν; null where they are not known.'),
    checks: z
      .object({
        noiseLevel: list('White level that the maps show beyond their highest multipole, one value a time.'),
        halves: z
          .object({
            ell: described(z.array(z.int()), 'Multipoles of the halves, fewer than `ell`.'),
            C: rows(
              'Cross-spectrum of disjoint halves of the directions, without any estimate of the noise: a row a time.',
            ),
            error: gappyRows('Its standard error.'),
          })
          .meta({ description: 'C once more, from halves that share no shot noise.' }),
        alignment: list('⟨p̂(−t)·p̂⟩, one value a time.'),
        theory: z
          .object({ scatteringRate: finite('ν, c/r_g.'), diffusion: finite('K, r_g c.') })
          .optional()
          .meta({ description: 'By [P12] of the turbulence; left out where the theory does not cover it.' }),
      })
      .meta({ description: 'What the means can be held against.' }),
    units: units({
      C: described(z.literal('r_g^2'), 'Unit of C and of what is compared with it.'),
      meanSquareDisplacement: described(z.literal('r_g^2'), 'Unit of ⟨|Δr|²⟩.'),
      diffusion: described(z.literal('r_g c'), 'Unit of K.'),
    }),
    parameters: modelParameters,
    engine: text('What moved the particles.'),
    kernel: text('The same as engine, by its first name.').optional(),
    version,
  },
);

/** Lists of wrong lengths, multipoles that do not rise; of as much of a record as is there. */
export const analysisFindings = ({
  times,
  ell,
  C,
  error,
  raw,
  scatter,
  checks,
  ...others
}: Partial<z.output<typeof plain>>): Finding[] => {
  const { halves, noiseLevel, alignment } = checks ?? {};
  const wide = { C, error, raw, scatter };
  const half = { 'checks.halves.C': halves?.C, 'checks.halves.error': halves?.error };
  return [
    ...rising(ell, 'ell'),
    ...lengths(
      {
        ...wide,
        ...half,
        'checks.noiseLevel': noiseLevel,
        'checks.alignment': alignment,
        shotNoise: others.shotNoise,
        meanSquareDisplacement: others.meanSquareDisplacement,
        meanSquareDisplacementError: others.meanSquareDisplacementError,
        diffusion: others.diffusion,
        diffusionError: others.diffusionError,
        scatteringRate: others.scatteringRate,
        scatteringRateError: others.scatteringRateError,
      },
      'times',
      times?.length,
    ),
    ...widths(wide, 'ell', ell?.length),
    ...widths(half, 'checks.halves.ell', halves?.ell.length),
  ];
};

export const analysisSchema = checked(plain, analysisFindings);
