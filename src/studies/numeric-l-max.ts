import { CranisError } from '../model/errors.ts';
import type { ParameterValues } from '../model/parameters.ts';

/**
 * ℓ_max where only a number will do. Throws a CranisError for `exact`.
 * @param why what needs it, as a sentence for the error
 */
export function numericLMax(lMax: ParameterValues['lMax'], why: string, example: number): number {
  if (lMax !== 'exact') return lMax;
  throw new CranisError(why, { where: 'lMax', hint: `give \`lMax\` a number, for example ${example}` });
}
