/**
 * Apodisation: weights that rise from 0 at the edge of the unseen to 1 at a distance θ* from it, so that the edge couples
 * fewer multipoles. With x = √((1 − cos θ)/(1 − cos θ*)) at a distance θ < θ* from the nearest unseen pixel,
 *   C1: x − sin(2πx)/(2π),   C2: (1 − cos πx)/2,
 * as NaMaster names them (Alonso, Sanchez & Slosar 2019, MNRAS 484, 4127; its documentation notes that Grain, Tristram &
 * Stompor 2009, Phys. Rev. D 79, 123515, have the two names the other way round).
 */
import { atan2, sin } from '../math/elementary/index.ts';
import { CranisError } from '../model/errors.ts';
import { PARAMETERS } from '../model/parameters.ts';
import { pixelCentres, ringOf, rings } from './healpix.ts';
import { type Mask, ringWeights } from './mask.ts';
import { nearestOf } from './nearest.ts';

export type ApodisationKind = (typeof PARAMETERS.apodisation.choices)[number];

/** How the edge of a mask is softened. */
export interface Apodisation {
  /** θ*, degrees. */
  readonly width: number;
  readonly kind: ApodisationKind;
}

/** Throws a CranisError unless 0 < θ* ≤ 90°. */
export function checkApodisation({ width }: Apodisation): void {
  const { above, max } = PARAMETERS.apodise.range;
  if (!(width > above && width <= max)) {
    throw new CranisError(`an apodisation of ${width} degrees`, {
      where: 'apodise',
      hint: `give a width above ${above} and up to ${max} degrees, for example 5`,
    });
  }
}

/** Factor of the weight by `rise` = 1 − cos θ, θ the distance from the nearest unseen point. */
export function apodisationFactor({ width, kind }: Apodisation, rise: number): number {
  const full = 2 * sin((width * Math.PI) / 360) ** 2; // 1 − cos θ*
  if (rise >= full) return 1;
  const x = Math.sqrt(Math.max(0, rise) / full);
  return kind === 'C1' ? x - sin(2 * Math.PI * x) / (2 * Math.PI) : sin((Math.PI * x) / 2) ** 2;
}

/**
 * The mask with its edges apodised; distances are between pixel centres, and for a mask of whole rings between rings, so
 * that it stays one. A mask without unseen pixels stays as it is.
 */
export function apodise(mask: Mask, apodisation: Apodisation): Mask {
  checkApodisation(apodisation);
  const { nSide, weights } = mask;
  if (!weights.includes(0)) return mask;
  const byRing = ringWeights(mask);
  const rise = byRing ? riseFromRings(nSide, byRing) : riseFromPixels(mask, apodisation);
  return {
    nSide,
    weights: weights.map((weight, p) => (weight === 0 ? 0 : weight * apodisationFactor(apodisation, rise(p)))),
  };
}

/** 1 − cos θ of the distance to the nearest unseen pixel, as far as it matters. */
function riseFromPixels({ nSide, weights }: Mask, { width }: Apodisation): (p: number) => number {
  const centres = pixelCentres(nSide);
  const unseen: number[] = [];
  for (let p = 0; p < weights.length; p++) if (weights[p] === 0) unseen.push(p);
  const nearest = nearestOf(centres, unseen);
  const reach = 4 * sin((width * Math.PI) / 360) ** 2; // squared chord, 2 (1 − cos θ*)
  return (p) => nearest(centres[3 * p], centres[3 * p + 1], centres[3 * p + 2], reach) / 2;
}

/** 1 − cos θ of the distance along the meridian to the nearest unseen ring. */
function riseFromRings(nSide: number, byRing: Float64Array): (p: number) => number {
  const { count, z, sinTheta } = rings(nSide);
  const theta = Float64Array.from({ length: count }, (_, r) => atan2(sinTheta[r], z[r]));
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  for (const order of [1, -1]) {
    let last: number | undefined;
    for (let i = 0; i < count; i++) {
      const r = order === 1 ? i : count - 1 - i;
      if (byRing[r] === 0) last = theta[r];
      else if (last !== undefined) nearest[r] = Math.min(nearest[r], Math.abs(theta[r] - last));
    }
  }
  return (p) => 2 * sin(nearest[ringOf(nSide, p)] / 2) ** 2;
}
