/**
 * From the pixels of mirrored pairs of rings to their Fourier coefficients and back. One complex transform serves both
 * rings of a pair, the northern one as real, the southern as imaginary part. Multipoles beyond a ring's Nyquist order
 * fold back on lower ones, as they do on the sky.
 */
import { log } from '../math/elementary/index.ts';
import { createFourier, type Fourier, rootsOfUnity } from '../math/fourier.ts';
import type { Rings } from './healpix.ts';
import type { Phases } from './legendre-sums.ts';
import { BLOCK } from './series-sums.ts';

/** The pairs of rings r and count−1−r, r = 0 … 2 N_side − 1; the last, the equator, is its own mirror image. */
export interface RingPairs {
  /** Number of pairs, 2 N_side. */
  readonly count: number;
  /** The stride of {@link Phases}, at least the number of colatitudes. */
  readonly stride: number;
  /** cos θ and sin θ of the northern rings, zero where there is none, in whole blocks of BLOCK. */
  readonly cosTheta: Float64Array;
  readonly sinTheta: Float64Array;
  /** The largest m that the rings of a pair's block carry, see {@link largestOrder}; rising towards the equator. */
  readonly mLimit: Int32Array;
  /** F_m = Σ_j f_j e^{−imφ_j} of each ring into phases (even: north + south, odd: north − south), for m ≤ mLimit. */
  toPhases(map: Float64Array, phases: Phases, keep?: RingSpectra): void;
  /** Those of a map minus the map of the phases, in their place: the transforms along rings there and back cancel. */
  toResidual(map: RingSpectra, phases: Phases): void;
  /** f_j = Re Σ_m (2 − δ_m0) F_m e^{imφ_j}, with F = even ± odd, into the map. */
  toMap(phases: Phases, map: Float64Array): void;
}

/** The complex Fourier transforms of all pairs of rings of a map, one after the other. */
export interface RingSpectra {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export function zeroSpectra(nSide: number): RingSpectra {
  const length = 6 * nSide * nSide + 2 * nSide; // half the pixels, and half the equator
  return { re: new Float64Array(length), im: new Float64Array(length) };
}

export function ringPairs(sky: Rings, lMax: number): RingPairs {
  const count = 2 * sky.nSide;
  const padded = Math.ceil(count / BLOCK) * BLOCK;
  // Steps by a large power of two would fall on the same few lines of the processor's cache.
  const stride = padded % 64 === 0 ? padded + BLOCK : padded;
  const cosTheta = new Float64Array(padded);
  const sinTheta = new Float64Array(padded);
  const mLimit = new Int32Array(count);
  const workRe = new Float64Array(4 * sky.nSide);
  const workIm = new Float64Array(4 * sky.nSide);
  for (let pair = 0; pair < count; pair++) {
    cosTheta[pair] = sky.z[pair];
    sinTheta[pair] = sky.sinTheta[pair];
    // By whole blocks, whose functions are computed together: that of the block's ring nearest to the equator.
    const widest = Math.min(count, pair - (pair % BLOCK) + BLOCK) - 1;
    mLimit[pair] = largestOrder(lMax, sky.z[widest], sky.sinTheta[widest]);
  }
  const polar = Array.from({ length: sky.nSide - 1 }, (_, r) => ringTransform(sky.size[r]));
  const belt = ringTransform(4 * sky.nSide);

  /** What the two directions share: a pair's transform, work space, pixels, and whether it has a southern ring. */
  function parts(pair: number): Pair {
    const { transform, root } = pair < sky.nSide - 1 ? polar[pair] : belt;
    const n = transform.length;
    return {
      n,
      transform,
      root,
      re: workRe.subarray(0, n),
      im: workIm.subarray(0, n),
      north: sky.start[pair],
      south: pair === count - 1 ? -1 : sky.start[sky.count - 1 - pair],
      shifted: sky.shifted[pair],
    };
  }

  /** Fourier coefficients of a pair from its transform. */
  function unfold(pair: number, { n, root, re, im, shifted }: Pair, { evenRe, evenIm, oddRe, oddIm }: Phases): void {
    for (let m = 0, k = 0, half = 0; m <= mLimit[pair]; m++) {
      const mirror = k === 0 ? 0 : n - k;
      const northRe = (re[k] + re[mirror]) / 2;
      const northIm = (im[k] - im[mirror]) / 2;
      const southRe = (im[k] + im[mirror]) / 2;
      const southIm = (re[mirror] - re[k]) / 2;
      const c = root.re[half]; // e^{−imφ_0}, φ_0 the first pixel's longitude
      const s = -root.im[half];
      const at = m * stride + pair;
      evenRe[at] = (northRe + southRe) * c - (northIm + southIm) * s;
      evenIm[at] = (northRe + southRe) * s + (northIm + southIm) * c;
      oddRe[at] = (northRe - southRe) * c - (northIm - southIm) * s;
      oddIm[at] = (northRe - southRe) * s + (northIm - southIm) * c;
      if (++k === n) k = 0;
      half += shifted;
      if (half === 2 * n) half = 0;
    }
  }

  /** The transform of a pair, over n, from its Fourier coefficients. */
  function fold(pair: number, { n, root, re, im, south, shifted }: Pair, { evenRe, evenIm, oddRe, oddIm }: Phases) {
    re.fill(0);
    im.fill(0);
    const mirrored = south < 0 ? 0 : 1;
    for (let m = 0, k = 0, half = 0; m <= mLimit[pair]; m++) {
      const at = m * stride + pair;
      const c = root.re[half];
      const s = root.im[half];
      const northRe = (evenRe[at] + oddRe[at]) * c - (evenIm[at] + oddIm[at]) * s;
      const northIm = (evenRe[at] + oddRe[at]) * s + (evenIm[at] + oddIm[at]) * c;
      const southRe = mirrored * ((evenRe[at] - oddRe[at]) * c - (evenIm[at] - oddIm[at]) * s);
      const southIm = mirrored * ((evenRe[at] - oddRe[at]) * s + (evenIm[at] - oddIm[at]) * c);
      re[k] += northRe - southIm; // F_north + i F_south
      im[k] += northIm + southRe;
      if (m > 0) {
        const mirror = k === 0 ? 0 : n - k;
        re[mirror] += northRe + southIm; // the terms of −m
        im[mirror] += southRe - northIm;
      }
      if (++k === n) k = 0;
      half += shifted;
      if (half === 2 * n) half = 0;
    }
  }

  /** The places that have no ring. */
  function clearRest(phases: Phases): void {
    if (padded === count) return;
    for (const part of Object.values(phases)) {
      for (let at = count; at < part.length; at += stride) part.fill(0, at, at + padded - count);
    }
  }

  function toPhases(map: Float64Array, phases: Phases, keep?: RingSpectra): void {
    clearRest(phases);
    for (let pair = 0, at = 0; pair < count; pair++) {
      const part = parts(pair);
      const { n, transform, re, im, north, south } = part;
      for (let j = 0; j < n; j++) {
        re[j] = map[north + j];
        im[j] = south < 0 ? 0 : map[south + j];
      }
      transform.transform(re, im);
      keep?.re.set(re, at);
      keep?.im.set(im, at);
      at += n;
      unfold(pair, part, phases);
    }
  }

  function toResidual(map: RingSpectra, phases: Phases): void {
    clearRest(phases);
    for (let pair = 0, at = 0; pair < count; pair++) {
      const part = parts(pair);
      const { n, re, im } = part;
      fold(pair, part, phases);
      for (let k = 0; k < n; k++) {
        re[k] = map.re[at + k] - n * re[k];
        im[k] = map.im[at + k] - n * im[k];
      }
      at += n;
      unfold(pair, part, phases);
    }
  }

  function toMap(phases: Phases, map: Float64Array): void {
    for (let pair = 0; pair < count; pair++) {
      const part = parts(pair);
      const { n, transform, re, im, north, south } = part;
      fold(pair, part, phases);
      transform.transform(im, re);
      for (let j = 0; j < n; j++) map[north + j] = re[j];
      if (south >= 0) for (let j = 0; j < n; j++) map[south + j] = im[j];
    }
  }

  return { count, stride, cosTheta, sinTheta, mLimit, toPhases, toResidual, toMap };
}

interface Pair {
  /** Pixels in each of the rings. */
  readonly n: number;
  readonly transform: Fourier;
  /** e^{2πi k/2n}. */
  readonly root: { readonly re: Float64Array; readonly im: Float64Array };
  /** Work space of n numbers. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** The first pixels; south = −1 for the equator. */
  readonly north: number;
  readonly south: number;
  /** 1 if the first pixel is half a pixel from φ = 0. */
  readonly shifted: number;
}

function ringTransform(size: number): { transform: Fourier; root: { re: Float64Array; im: Float64Array } } {
  return { transform: createFourier(size), root: rootsOfUnity(2 * size) };
}

/** e^−this is the size at which a Legendre function no longer counts. */
const NEGLIGIBLE = 100;

/**
 * The largest m ≤ lMax whose functions of ℓ ≤ lMax reach e^−100 at this colatitude. Below the turning point sin θ = m/L,
 * L = ℓ + 1/2, λ_ℓm falls as e^−S with (Wentzel–Kramers–Brillouin)
 *   S = ∫_θ √(m²/sin²θ' − L²) dθ' = m artanh(w/(m cos θ)) − L artanh(w/(L cos θ)),   w² = m² − L² sin²θ.
 */
export function largestOrder(lMax: number, cosTheta: number, sinTheta: number): number {
  const L = lMax + 0.5;
  const x = Math.abs(cosTheta);
  const decay = (m: number) => {
    const square = m * m - (L * sinTheta) ** 2;
    if (square <= 0) return 0;
    const w = Math.sqrt(square);
    // artanh(u/m) by logarithms: m − u and L − u come without cancellation from (m² − u²) x² = (L² − m²) sin²θ.
    const u = w / x;
    const gap = ((L - m) * (L + m)) / (x * x);
    const ofM = log((m + u) ** 2 / (gap * sinTheta * sinTheta)) / 2;
    const ofL = log((L + u) ** 2 / gap) / 2;
    return m * ofM - L * ofL;
  };
  let low = Math.floor(Math.min(lMax, L * sinTheta));
  let high = lMax + 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (decay(middle) > NEGLIGIBLE) high = middle;
    else low = middle;
  }
  return low;
}
