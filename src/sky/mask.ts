/** What of the sky is seen: a weight for every pixel of a HEALPix map, zero where there are no data. */
import { atan2 } from '../math/elementary/index.ts';
import { CranisError } from '../model/errors.ts';
import { nSideOf, pixelCount, rings } from './healpix.ts';
import { parentPixels } from './nested.ts';

/** A weight for every pixel. */
export interface Mask {
  readonly nSide: number;
  /** w ≥ 0 of each pixel, ring order; 0 unseen, 1 seen, between at an apodised edge. */
  readonly weights: Float64Array;
}

/** Averages over the whole sphere, 0 … 1 for weights that are. */
export interface MaskMoments {
  /** Fraction of the sky with w > 0. */
  readonly fSky: number;
  /** ⟨w²⟩ */
  readonly w2: number;
  /** ⟨w⁴⟩ */
  readonly w4: number;
}

/** A mask of these weights, one a pixel in ring order. Throws a CranisError where one is no weight, or all are zero. */
export function createMask(weights: ArrayLike<number>): Mask {
  const nSide = nSideOf(weights.length);
  const copy = Float64Array.from(weights);
  let seen = false;
  for (let p = 0; p < copy.length; p++) {
    const weight = copy[p];
    if (!(weight >= 0 && weight < 1e30)) {
      throw new CranisError(`pixel ${p} of the mask is ${weight}`, {
        where: 'mask',
        hint: 'a mask holds 0 where there are no data, 1 where there are, and numbers between at its edges',
      });
    }
    if (weight > 0) seen = true;
  }
  if (!seen) throw allMasked();
  return { nSide, weights: copy };
}

/**
 * Pixels whose centres lie between two declinations, degrees, ends included. In equatorial maps the colatitude is
 * 90° − declination. Throws a CranisError where no centre does.
 */
export function bandMask(nSide: number, [low, high]: readonly [number, number]): Mask {
  const weights = new Float64Array(pixelCount(nSide));
  const { count, start, size, z, sinTheta } = rings(nSide);
  for (let r = 0; r < count; r++) {
    const declination = (atan2(z[r], sinTheta[r]) * 180) / Math.PI;
    if (declination >= low && declination <= high) weights.fill(1, start[r], start[r] + size[r]);
  }
  if (!weights.includes(1)) throw allMasked();
  return { nSide, weights };
}

/** Averages of the weights' powers over all pixels. */
export function maskMoments({ weights }: Mask): MaskMoments {
  let [seen, second, fourth] = [0, 0, 0];
  for (const weight of weights) {
    if (weight > 0) seen++;
    second += weight ** 2;
    fourth += (weight * weight) ** 2;
  }
  return { fSky: seen / weights.length, w2: second / weights.length, w4: fourth / weights.length };
}

/** The product of two masks of one N_side: what both see. */
export function combineMasks(a: Mask, b: Mask): Mask {
  if (a.nSide !== b.nSide) {
    throw new CranisError(`masks of N_side = ${a.nSide} and ${b.nSide}`, {
      where: 'mask',
      hint: `bring the mask to N_side = ${a.nSide}`,
    });
  }
  return createMask(a.weights.map((weight, p) => weight * b.weights[p]));
}

/** The same mask at a lower N_side: the mean of the weights that fall on each larger pixel. */
export function degradeMask({ nSide, weights }: Mask, lower: number): Mask {
  if (lower > nSide) throw new RangeError(`degradeMask: N_side = ${lower} is above ${nSide}`);
  const share = (lower / nSide) ** 2;
  const parent = parentPixels(nSide, lower);
  const means = new Float64Array(pixelCount(lower));
  for (let p = 0; p < weights.length; p++) means[parent[p]] += share * weights[p];
  return { nSide: lower, weights: means };
}

/** The weight of each ring, north to south, if all its pixels share one; undefined where a ring is seen in part. */
export function ringWeights({ nSide, weights }: Mask): Float64Array | undefined {
  const { count, start, size } = rings(nSide);
  const byRing = new Float64Array(count);
  for (let r = 0; r < count; r++) {
    const first = weights[start[r]];
    for (let p = start[r]; p < start[r] + size[r]; p++) if (weights[p] !== first) return undefined;
    byRing[r] = first;
  }
  return byRing;
}

function allMasked(): CranisError {
  return new CranisError('the mask leaves no pixel to see', {
    where: 'mask',
    hint: 'a mask is larger than 0 where there are data',
  });
}
