/**
 * Cross-spectra between disjoint halves of the same sky: trajectories are independent, so the halves share the field but
 * not the shot noise. A check of the noise, free of its estimate. Index = ℓ, from 0.
 */
import { CranisError } from '../model/errors.ts';
import type { HarmonicTransform } from './harmonics.ts';
import { rings } from './healpix.ts';
import { analyseDirections } from './scattered.ts';
import { powerSpectrum } from './spectra.ts';

/**
 * Cross-spectra between the directions (x, y, z interleaved) with half[i] = 0 and those with half[i] = 1, of each set of
 * values on the same directions; unbiased for independent random directions, whichever way they are divided.
 * For pixel centres use {@link alternateRingSpectra}: a random half of them is no quadrature rule.
 */
export function halvesSpectra(
  directions: Float64Array,
  values: readonly Float64Array[],
  lMax: number,
  half: Uint8Array,
): Float64Array[] {
  if (half.length !== directions.length / 3) {
    throw new RangeError(`halvesSpectra: ${half.length} marks for ${directions.length / 3} directions`);
  }
  const [first, second] = [0, 1].map((which) => {
    const members: number[] = [];
    half.forEach((h, i) => {
      if (h === which) members.push(i);
    });
    if (members.length === 0) {
      throw new CranisError('one of the two halves holds no direction', {
        where: 'half',
        hint: 'a cross-spectrum needs directions marked 0 and directions marked 1',
      });
    }
    const chosen = new Float64Array(3 * members.length);
    members.forEach((i, k) => {
      chosen.set(directions.subarray(3 * i, 3 * i + 3), 3 * k);
    });
    return analyseDirections(
      chosen,
      values.map((set) => Float64Array.from(members, (i) => set[i])),
      lMax,
    );
  });
  return values.map((_, b) => powerSpectrum(first[b], second[b]));
}

/**
 * The same for HEALPix maps in ring order, the halves being every second ring. Each has the other's pixels as its gaps, so
 * multipoles ℓ and 2 N_side − ℓ mix: for a spectrum falling like ℓ^−2.6 or faster the result is within 1 % up to
 * ℓ = N_side/2. (Of the simple divisions of the pixels it is by far the best.)
 */
export function alternateRingSpectra(transform: HarmonicTransform, maps: readonly Float64Array[]): Float64Array[] {
  const { start, size, count } = rings(transform.nSide);
  const halves = [0, 1].map((parity) =>
    maps.map((map) => {
      const half = new Float64Array(map.length);
      for (let r = parity; r < count; r += 2) {
        for (let p = start[r]; p < start[r] + size[r]; p++) half[p] = 2 * map[p]; // half the pixels, twice the area
      }
      return half;
    }),
  );
  const alms = transform.analyse(halves.flat(), { iterations: 0 });
  return maps.map((_, b) => powerSpectrum(alms[b], alms[maps.length + b]));
}
