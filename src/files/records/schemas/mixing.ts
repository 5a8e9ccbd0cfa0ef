/** What `cranis mixing` writes as JSON. */
import { z } from 'zod';
import {
  checked,
  count,
  finite,
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

export const mixingSchema = checked(
  record('mixing', 'The mixing matrix of a run of test particles at one time, beside that of the theory.', {
    ell: multipoles('Multipoles ℓ, and ℓ0, from 0.'),
    simulated: rows('M_ℓℓ0 of the particles, mean over realisations; row ℓ, column ℓ0.'),
    error: gappyRows('Standard error of `simulated`; null where there is one realisation only.'),
    perturbative: rows(
      'M = 1 − A ΔT of the theory at ΔT = `time`; null where the theory does not cover the turbulence.',
    ).nullable(),
    resummed: rows('exp(−A ΔT) of the theory; null likewise.').nullable(),
    time: finite('Look-back time, r_g/c.'),
    alpha: finite('α = k₁ c `time`.'),
    realisations: count('How many realisations the mean is over.'),
    shotNoise: list('Shot noise that was taken off, one value an ℓ0.'),
    checks: z
      .object({
        resummedLMax: count('Where the matrix is cut before it is exponentiated.').optional(),
        resummedCutEffect: finite('The most that an element changes if it is cut at half of that.').optional(),
      })
      .meta({ description: 'How exact the theory is; empty without one.' }),
    units: units({}),
    parameters: modelParameters,
    engine: text('What moved the particles.'),
    kernel: text('The same as engine, by its first name.').optional(),
    version,
  }),
  ({ ell, simulated, error, perturbative, resummed, shotNoise }) => {
    const matrices = { simulated, error, perturbative, resummed };
    return [
      ...rising(ell, 'ell'),
      ...lengths({ ...matrices, shotNoise }, 'ell', ell.length),
      ...widths(matrices, 'ell', ell.length),
    ];
  },
);
