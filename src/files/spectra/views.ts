/** A spectrum as what a command takes it for: something measured, or the sky. */
import type { SkyStatement } from '../../coverage/sky-statement.ts';
import { CranisError } from '../../model/errors.ts';
import { onlyAt } from '../../model/spectrum.ts';
import type { MeasuredSpectrum } from '../measured/measured.ts';
import type { FileSpectrum } from './spectrum-file.ts';

/** A spectrum, and what is known of its sky and its errors. */
export interface MeasuredInput {
  readonly spectrum: MeasuredSpectrum;
  readonly sky: SkyStatement;
  /** The errors contain the scatter of the sky about the ensemble. */
  readonly errorsAreTotal: boolean;
}

/**
 * The pseudo-C_ℓ where the file has them, because a theory can be coupled through their sky without loss; else C. Without ℓ = 0, of which
 * no theory says anything.
 */
export function measurementOf(one: FileSpectrum): MeasuredInput {
  const { sky, errorsAreTotal, pseudo, error, errorLow, errorHigh, errorMeaning, ...rest } = one;
  const ell = one.ell.filter((l) => l > 0);
  if (ell.length === 0) {
    const file = fileOf(one);
    throw new CranisError(`${file}: there is no multipole from ℓ = 1 on`, { where: file, hint: 'list some' });
  }
  const at = (values: Float64Array) => onlyAt(ell, values);
  if (pseudo) {
    const spectrum = { ...rest, ell, C: at(pseudo.C), noiseIncluded: true, coverage: { pseudo: true } };
    return { spectrum, sky, errorsAreTotal: false };
  }
  return {
    spectrum: {
      ...rest,
      ell,
      C: at(one.C),
      ...(error ? { error: at(error) } : {}),
      ...(errorLow ? { errorLow: at(errorLow) } : {}),
      ...(errorHigh ? { errorHigh: at(errorHigh) } : {}),
      ...(errorMeaning === undefined ? {} : { errorMeaning }),
    },
    sky,
    errorsAreTotal,
  };
}

/** C_ℓ of the whole sky: nobody can observe once more what was seen of it. */
export function ofWholeSky(one: FileSpectrum): FileSpectrum {
  const { sky, run, pseudo } = one;
  const fail = (what: string, instead: string) =>
    new CranisError(`${fileOf(one)} holds ${what}`, { where: fileOf(one), hint: `give ${instead}` });
  if (run)
    throw fail('C_ℓ of test particles per |G|² = 1, not of a sky', 'what cranis spectrum makes of the same model');
  const isFull = sky.coverage === 'full' && sky.remove === 'none' && !sky.withoutM0;
  if (pseudo || !sky.pseudo || isFull) return one;
  throw fail(
    'pseudo-C_ℓ of a part of the sky, not C_ℓ of the sky',
    'a spectrum of the theory, or C_ℓ decoupled by cranis sky',
  );
}

const fileOf = ({ provenance }: FileSpectrum) => `${provenance.parameters.file}`;
