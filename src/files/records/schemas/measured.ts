/** A spectrum that somebody else writes as JSON. Unknown keys are refused, so that a mistyped one is not lost silently. */
import { z } from 'zod';
import { FORMAT } from '../kinds.ts';
import { checked, described, flag, lengths, list, multipoles, positive, rising, SKY, text } from './common.ts';

const bars = (description: string) => described(z.array(z.number().min(0)).optional(), description);

export const measuredSchema = checked(
  z
    .strictObject({
      kind: z.literal('measured').optional().meta({ description: 'What the file is; it need not say it.' }),
      format: z.literal(FORMAT).optional().meta({ description: 'Version of this schema.' }),
      label: text('Name for legends; the name of the file if left out.').optional(),
      source: text('Citation.').optional(),
      ell: multipoles('Multipoles ℓ, ascending, each once. ℓ = 0 is passed over.'),
      C: list('C_ℓ = (1/(2ℓ+1)) Σ_m |a_ℓm|² of relative intensity, one value a multipole.'),
      error: bars('Standard errors of C.'),
      errorLow: bars('Errors towards lower values; together with errorHigh, in place of error.'),
      errorHigh: bars('Errors towards higher values.'),
      errorsAreTotal: flag('The errors contain the scatter of the sky about the ensemble.').optional(),
      noise: positive('White noise level N.').optional(),
      noiseIncluded: flag('Whether C contains the noise.').optional(),
      coverage: z.strictObject(SKY).optional().meta({
        description: 'The part of the sky that was seen, and what was done to the map; the full sky if left out.',
      }),
      digitised: flag('The values were read off a published picture.').optional(),
      energy: described(z.number().gt(0).optional(), 'Energy of the cosmic rays, TeV.'),
      roughAbove: positive('Above this ℓ the values are rough, and not fitted unless it is asked for.').optional(),
      caveats: described(z.array(z.string()).optional(), 'What a reader must know, a sentence each.'),
    })
    .meta({
      title: 'A spectrum of your own for cranis',
      description: 'What cranis fit --data and cranis observe --spectrum read, as they read what other commands write.',
    }),
  ({ ell, C, error, errorLow, errorHigh }) => [
    ...rising(ell, 'ell'),
    ...lengths({ C, error, errorLow, errorHigh }, 'ell', ell.length),
    ...((errorLow === undefined) !== (errorHigh === undefined)
      ? [{ path: [errorLow ? 'errorLow' : 'errorHigh'], message: 'errorLow and errorHigh come together' }]
      : []),
  ],
);
