/** What `cranis matrix` writes as JSON. */
import { z } from 'zod';
import { checked, finite, lengths, modelParameters, record, rows, units, version, widths } from './common.ts';

export const matrixSchema = checked(
  record('matrix', 'The mixing matrix of one look-back step, rows ℓ and columns ℓ0 from 0.', {
    M: rows('M_ℓℓ0: row ℓ, column ℓ0, both from 0.'),
    A: rows('Generator A = (δ − M)/ΔT (3.5), in c/r_g, like M; null for one diagram alone.').nullable(),
    Lambda: z
      .object({ 0: finite('Λ0'), 2: finite('Λ2') })
      .meta({ description: 'Λ0 and Λ2 of (3.3), integrals over the correlation of the field.' }),
    deltaT: finite('Step in look-back time, r_g/c.'),
    checks: z
      .object({ sumRuleResidual: finite('Residual of the sum rule [P7].') })
      .meta({ description: 'How exact the numbers are.' }),
    units: units({}),
    parameters: modelParameters,
    version,
  }),
  ({ M, A }) => [...lengths({ A }, 'M', M.length), ...widths({ M, A }, 'M', M.length)],
);
