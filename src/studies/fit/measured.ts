/** The multipoles of the data that are fitted, with their errors. */
import type { Removal } from '../../coverage/treatment.ts';
import type { Measurement } from '../../fit/data.ts';
import { CranisError } from '../../model/errors.ts';
import type { FitSource } from './source.ts';

/**
 * Those that were asked for; else those that the data are good for, without a dipole that was subtracted from the map.
 * @throws CranisError if the data have none of them
 */
export function measuredOf(
  { spectrum, last }: FitSource,
  ells: readonly number[] | undefined,
  remove: Removal,
): Measurement[] {
  const { ell, C, errorLow, errorHigh } = spectrum;
  const wanted = ells && new Set(ells);
  const first = remove === 'dipole' ? 2 : 1;
  const measured = ell
    .filter((l) => (wanted ? wanted.has(l) : l >= first && l <= last))
    .map((l) => ({ ell: l, C: C[l], errorLow: errorLow?.[l] ?? 0, errorHigh: errorHigh?.[l] ?? 0 }));
  if (measured.length > 0) return measured;
  throw new CranisError(`none of these multipoles is in the data, which have ℓ = ${ell[0]} … ${ell.at(-1)}`, {
    where: 'ells',
    hint: 'leave out `ells` to fit them all',
  });
}
