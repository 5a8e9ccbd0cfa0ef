/** The sky that a spectrum was measured on, and what it does to a theory: from the data, or from flags that replace it. */

import { readMaskFile } from '../../cli/sky/files.ts';
import { createCoverage, type SkyCoverage } from '../../coverage/coverage.ts';
import { createPseudoModel } from '../../coverage/pseudo-model.ts';
import { COUPLED_BEYOND } from '../../coverage/seen-spectrum.ts';
import type { SkyStatement } from '../../coverage/sky-statement.ts';
import type { Treatment } from '../../coverage/treatment.ts';
import { createCoupledData, createDirectData, type FitData, type Measurement } from '../../fit/data.ts';
import { CranisError } from '../../model/errors.ts';
import type { Apodisation } from '../../sky/apodise.ts';
import { combineMasks } from '../../sky/mask.ts';
import { frameOfMask } from '../sky/frames.ts';

/** What flags say of the sky; all undefined and false: nothing. */
export interface SkyFlags {
  readonly coverage: string | undefined;
  readonly mask: string | undefined;
  readonly apodisation: Apodisation | undefined;
  readonly treatment: Required<Treatment>;
}

export interface FitSky {
  readonly data: FitData;
  /** One line for a reader: what is folded with what. */
  readonly label: string;
  readonly fSky: number;
  readonly coupled: boolean;
  readonly withoutM0: boolean;
}

export interface FitSkyOptions {
  /** Noise that was subtracted from the measurement. */
  readonly subtracted: number;
  readonly skies: number;
}

export async function fitSky(
  measured: readonly Measurement[],
  stated: SkyStatement,
  flags: SkyFlags,
  { subtracted, skies }: FitSkyOptions,
): Promise<FitSky> {
  const isSaid = flags.coverage !== undefined || flags.mask !== undefined;
  if (!isSaid && (flags.apodisation || flags.treatment.remove !== 'none')) {
    throw new CranisError('which sky is seen?', {
      where: 'coverage',
      hint: 'give --coverage NAME or --mask FILE.fits',
    });
  }
  const withoutM0 = flags.treatment.withoutM0 || (!isSaid && stated.withoutM0);
  const remove = isSaid ? flags.treatment.remove : stated.remove;
  if (stated.pseudo && !isSaid && stated.coverage === undefined) {
    throw new CranisError('the data are pseudo-C_ℓ of a cut sky, and do not say of which', {
      where: 'coverage',
      hint: 'give --coverage NAME or --mask FILE.fits, and --remove or --without-m0 if that was done',
    });
  }
  const name = isSaid ? flags.coverage : stated.coverage;
  const coverage = await seen(name, flags);
  const isFull = coverage === undefined || (coverage.fSky === 1 && remove === 'none');
  if (!stated.pseudo || isFull) {
    const fSky = coverage?.fSky ?? stated.fSky ?? 1;
    const what = fSky === 1 ? 'full sky' : `C_ℓ taken as decoupled, f_sky = ${Number(fSky.toFixed(3))}`;
    return {
      data: createDirectData(measured, { fSky, withoutM0, subtracted, skies }),
      label: `${what}${withoutM0 ? ', m = 0 missing' : ''}`,
      fSky,
      coupled: false,
      withoutM0,
    };
  }
  const last = Math.max(...measured.map(({ ell }) => ell));
  const sky = createPseudoModel(coverage, { lMax: last, lMaxSky: last + COUPLED_BEYOND, remove, withoutM0 });
  const removed = [...(remove === 'none' ? [] : [remove]), ...(withoutM0 ? ['m = 0'] : [])];
  return {
    data: createCoupledData(measured, { sky, dividedBy: stated.perFSky ? coverage.fSky : 1, subtracted, skies }),
    label: `${coverage.label}${removed.length === 0 ? '' : `, ${removed.join(' and ')} removed`}`,
    fSky: coverage.fSky,
    coupled: true,
    withoutM0,
  };
}

async function seen(
  name: string | undefined,
  { mask: file, apodisation, treatment }: SkyFlags,
): Promise<SkyCoverage | undefined> {
  if (file === undefined) return name === undefined ? undefined : createCoverage(name, { apodisation });
  const { mask, ...labels } = await readMaskFile(file);
  frameOfMask(labels, { coverage: name, withoutM0: treatment.withoutM0 });
  if (name === undefined) return createCoverage(mask, { apodisation, name: file });
  const band = createCoverage(name, { nSide: mask.nSide });
  return createCoverage(combineMasks(band.mask(mask.nSide), mask), { apodisation, name: `${band.label} and ${file}` });
}
