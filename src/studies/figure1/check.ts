/** What can be told before the run of Figure 1 is made. */
import { coveredByTheory } from '../../ensemble/run.ts';
import { CranisError } from '../../model/errors.ts';
import type { Model } from '../../model/model.ts';
import type { ParameterValues } from '../../model/parameters.ts';
import { numericLMax } from '../numeric-l-max.ts';

/**
 * ℓ_max of the figure, as a number.
 * @param model of the test particles
 * @throws CranisError if the figure cannot be made of them: no number for ℓ_max, or a simulation that the theory does not cover
 */
export function checkFigure1(model: Model, lMax: ParameterValues['lMax']): number {
  if (!coveredByTheory(model)) {
    throw new CranisError(
      'figure 1 holds test particles against the theory, which is for isotropic turbulence without a mean field',
      {
        where: model.values.geometry === 'isotropic' ? 'meanField' : 'geometry',
        hint: 'leave out `geometry` and `meanField`, or look at the ensemble alone',
      },
    );
  }
  return numericLMax(lMax, 'figure 1 needs a number for ℓ_max: the exact limit stands beside it anyway', 60);
}
