/** What `cranis spectrum` writes as JSON. */
import { z } from 'zod';
import {
  checked,
  type Finding,
  finite,
  lengths,
  list,
  modelParameters,
  multipoles,
  positive,
  record,
  rising,
  units,
  version,
} from './common.ts';

const plain = record('spectrum', 'C_ℓ of a turbulence model, in steady state or after a time, without noise.', {
  ell: multipoles('Multipoles ℓ listed, ascending.'),
  C: list(
    'C_ℓ = (1/(2ℓ+1)) Σ_m |a_ℓm|² of relative intensity, dimensionless, without the noise; one value a multipole.',
  ),
  noise: positive('White noise level N, which is to be added to every C_ℓ.'),
  checks: z
    .object({
      sumRuleResidual: finite('Residual of the sum rule [P7] of the mixing matrix.'),
      quadratureError: finite('Estimated relative error of the quadratures.'),
      lMaxDoubling: list(
        'C_ℓ at twice the ℓ_max over C_ℓ, one value a multipole; left out where ℓ_max is exact.',
      ).optional(),
      toExact: list('C_ℓ for ℓ_max → ∞ over C_ℓ, one value a multipole; left out where ℓ_max is exact.').optional(),
      tailExponent: finite('p of the tail C_ℓ ∝ ℓ^(−2−p), where ℓ_max is exact.').optional(),
    })
    .meta({ description: 'How exact the numbers are.' }),
  units: units({}),
  parameters: modelParameters,
  version,
});

/** Lists of wrong lengths, multipoles that do not rise; of as much of a record as is there. */
export const spectrumFindings = ({ ell, C, checks }: Partial<z.output<typeof plain>>): Finding[] => [
  ...rising(ell, 'ell'),
  ...lengths({ C, 'checks.lMaxDoubling': checks?.lMaxDoubling, 'checks.toExact': checks?.toExact }, 'ell', ell?.length),
];

export const spectrumSchema = checked(plain, spectrumFindings);
