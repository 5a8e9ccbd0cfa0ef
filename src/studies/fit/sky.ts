/** The sky that a spectrum was measured on, and what it does to a theory. */
import { completed, type SkySaid } from '../../coverage/completed.ts';
import type { NamedMask } from '../../coverage/layers.ts';
import { createPseudoModel } from '../../coverage/pseudo-model.ts';
import { coverageOf } from '../../coverage/record.ts';
import { COUPLED_BEYOND } from '../../coverage/seen-spectrum.ts';
import type { SkyStatement } from '../../coverage/sky-statement.ts';
import { createCoupledData, createDirectData, type FitData, type Measurement } from '../../fit/data.ts';
import { CranisError } from '../../model/errors.ts';

/** What is compared with what. */
export interface FitSky {
  /** One line for a reader: what is folded with what. */
  readonly label: string;
  readonly fSky: number;
  /** The theory is coupled through the sky; else it is compared as it is. */
  readonly coupled: boolean;
  readonly withoutM0: boolean;
}

/** What else decides the scatter. */
export interface FitSkyOptions {
  /** Noise that was subtracted from the measurement. */
  readonly subtracted: number;
  /** Skies that the values are the mean of; +∞ where the errors contain the scatter of the sky. */
  readonly skies: number;
}

/** The record of the sky, completed. Throws a CranisError where it does not say which sky was seen. */
export function skyOf(
  recorded: SkyStatement,
  said: SkySaid,
  mask: NamedMask | undefined,
): ReturnType<typeof completed> {
  const found = completed(recorded, said);
  const { record } = found;
  const isKnown = record.coverage !== undefined || record.mask !== undefined || record.fSky !== undefined || mask;
  if (!isKnown && (record.apodisation || record.remove !== 'none')) {
    throw new CranisError('which sky is seen?', { where: 'coverage', hint: 'give `coverage` or `mask`' });
  }
  if (!isKnown && record.pseudo) {
    throw new CranisError('the data are pseudo-C_ℓ of a cut sky, and do not say of which', {
      where: 'coverage',
      hint: 'give `coverage` or `mask`, and `remove` or `withoutM0` if that was done',
    });
  }
  return found;
}

/** What is expected of the measured multipoles: pseudo-C_ℓ through the coverage of their sky, others as they are. */
export function fitSky(
  measured: readonly Measurement[],
  record: SkyStatement,
  mask: NamedMask | undefined,
  { subtracted, skies }: FitSkyOptions,
): FitSky & { readonly data: FitData } {
  const { remove, withoutM0, pseudo, perFSky } = record;
  const isNamed = record.coverage !== undefined || mask !== undefined;
  const coverage = pseudo || isNamed ? coverageOf(record, mask) : undefined;
  const isFull = coverage === undefined || (coverage.fSky === 1 && remove === 'none');
  if (!pseudo || isFull) {
    const fSky = coverage?.fSky ?? record.fSky ?? 1;
    const what = fSky === 1 ? 'full sky' : `C_ℓ taken as decoupled, f_sky = ${Number(fSky.toFixed(3))}`;
    return {
      data: createDirectData(measured, { fSky, withoutM0, subtracted, skies }),
      label: `${what}${withoutM0 ? ', m = 0 missing' : ''}`,
      fSky,
      coupled: false,
      withoutM0,
    };
  }
  const last = measured.at(-1)!.ell;
  const sky = createPseudoModel(coverage, { lMax: last, lMaxSky: last + COUPLED_BEYOND });
  const removed = [...(remove === 'none' ? [] : [remove]), ...(withoutM0 ? ['m = 0'] : [])];
  return {
    data: createCoupledData(measured, { sky, dividedBy: perFSky ? coverage.fSky : 1, subtracted, skies }),
    label: `${coverage.label}${removed.length === 0 ? '' : `, ${removed.join(' and ')} removed`}`,
    fSky: coverage.fSky,
    coupled: true,
    withoutM0,
  };
}
