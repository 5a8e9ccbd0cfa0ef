/**
 * Apodisation: weights that rise from 0 at the edge of the unseen to 1 at a distance θ* from it, so that the edge couples
 * fewer multipoles. With x = √((1 − cos θ)/(1 − cos θ*)) at a distance θ < θ* from the nearest unseen pixel,
 *   C1: x − sin(2πx)/(2π),   C2: (1 − cos πx)/2,
 * as NaMaster names them (Alonso, Sanchez & Slosar 2019, MNRAS 484, 4127; its documentation notes that Grain, Tristram &
 * Stompor 2009, Phys. Rev. D 79, 123515, have the two names the other way round).
 */
import { CranisError } from '../model/errors.ts';
import { pixelCentres } from './healpix.ts';
import type { Mask } from './mask.ts';
import { nearestOf } from './nearest.ts';

export type ApodisationKind = 'C1' | 'C2';

export interface Apodisation {
  /** θ*, degrees. */
  readonly width: number;
  readonly kind: ApodisationKind;
}

/** Throws a CranisError unless 0 < θ* ≤ 90°. */
export function checkApodisation({ width }: Apodisation): void {
  if (!(width > 0 && width <= 90)) {
    throw new CranisError(`an apodisation of ${width} degrees`, {
      where: 'apodise',
      hint: 'give a width above 0 and up to 90 degrees, for example 5',
    });
  }
}

/** Factor of the weight by `rise` = 1 − cos θ, θ the distance from the nearest unseen point. */
export function apodisationFactor({ width, kind }: Apodisation, rise: number): number {
  const full = 2 * Math.sin((width * Math.PI) / 360) ** 2; // 1 − cos θ*
  if (rise >= full) return 1;
  const x = Math.sqrt(Math.max(0, rise) / full);
  return kind === 'C1' ? x - Math.sin(2 * Math.PI * x) / (2 * Math.PI) : Math.sin((Math.PI * x) / 2) ** 2;
}

/** The mask with its edges apodised; distances are between pixel centres. A mask without unseen pixels stays as it is. */
export function apodise(mask: Mask, apodisation: Apodisation): Mask {
  checkApodisation(apodisation);
  const { nSide, weights } = mask;
  const centres = pixelCentres(nSide);
  const unseen: number[] = [];
  for (let p = 0; p < weights.length; p++) if (weights[p] === 0) unseen.push(p);
  if (unseen.length === 0) return mask;
  const nearest = nearestOf(centres, unseen);
  const reach = 4 * Math.sin((apodisation.width * Math.PI) / 360) ** 2; // squared chord, 2 (1 − cos θ*)
  const apodised = weights.map((weight, p) => {
    if (weight === 0) return 0;
    const square = nearest(centres[3 * p]!, centres[3 * p + 1]!, centres[3 * p + 2]!, reach);
    return weight * apodisationFactor(apodisation, square / 2);
  });
  return { nSide, weights: apodised };
}
