/**
 * HEALPix in ring order: rings, pixel centres, and pixel ↔ direction.
 * Górski et al. 2005, ApJ 622, 759, section 5. θ colatitude, φ longitude, radians; pixels count from 0.
 */
import { atan2, cos, hypot, sin } from '../math/elementary/index.ts';
import { CranisError } from '../model/errors.ts';
import { PARAMETERS } from '../model/parameters.ts';

/** Largest resolution taken: 12 N_side² still fits the integers that the bit operations work on. */
export const N_SIDE_MAX = PARAMETERS.nSide.range.max;

/** Throws a CranisError unless N_side is a power of two from 1 to {@link N_SIDE_MAX}. */
export function checkNSide(nSide: number): void {
  if (!Number.isInteger(nSide) || nSide < 1 || nSide > N_SIDE_MAX || (nSide & (nSide - 1)) !== 0) {
    throw new CranisError(`N_side = ${nSide} is not a power of two from 1 to ${N_SIDE_MAX}`, {
      where: 'nSide',
      hint: 'give 1, 2, 4, … for example 32 (12288 pixels) or 64 (49152 pixels)',
    });
  }
}

/** N_pix = 12 N_side². */
export function pixelCount(nSide: number): number {
  checkNSide(nSide);
  return 12 * nSide * nSide;
}

/** N_side of a map with so many pixels; throws a CranisError where there is none. */
export function nSideOf(nPix: number): number {
  const nSide = Math.round(Math.sqrt(nPix / 12));
  if (12 * nSide * nSide !== nPix || nSide < 1 || nSide > N_SIDE_MAX || (nSide & (nSide - 1)) !== 0) {
    throw new CranisError(`${nPix} pixels are not a HEALPix sky`, {
      where: 'map',
      hint: 'a full sky has 12 N_side² pixels, N_side a power of two: 12, 48, 192, 768, 3072, …',
    });
  }
  return nSide;
}

/** The 4 N_side − 1 rings of constant latitude, from north to south; ring r is the mirror image of ring count−1−r. */
export interface Rings {
  readonly nSide: number;
  /** Number of rings. */
  readonly count: number;
  /** First pixel of each ring. */
  readonly start: Int32Array;
  /** Number of pixels in each ring. */
  readonly size: Int32Array;
  /** cos θ of each ring. */
  readonly z: Float64Array;
  /** sin θ of each ring, without the cancellation of √(1 − z²) near the poles. */
  readonly sinTheta: Float64Array;
  /** 1 where the first pixel's centre lies half a pixel east of φ = 0, 0 where it lies on it. */
  readonly shifted: Uint8Array;
}

/** Geometry of the rings. Pixel j of a ring has φ = 2π (j + shifted/2)/size. */
export function rings(nSide: number): Rings {
  checkNSide(nSide);
  const count = 4 * nSide - 1;
  const start = new Int32Array(count);
  const size = new Int32Array(count);
  const z = new Float64Array(count);
  const sinTheta = new Float64Array(count);
  const shifted = new Uint8Array(count);
  for (let r = 0; r < count; r++) {
    const ring = ringAt(nSide, r);
    start[r] = ring.start;
    size[r] = ring.size;
    z[r] = ring.z;
    sinTheta[r] = ring.sinTheta;
    shifted[r] = ring.shifted;
  }
  return { nSide, count, start, size, z, sinTheta, shifted };
}

/** One ring of {@link Rings}, r from 0 in the north. */
export function ringAt(nSide: number, r: number) {
  const i = Math.min(r + 1, 4 * nSide - 1 - r); // ring number from the nearer pole, 1 … 2 N_side
  const polar = i < nSide;
  const fromPole = (i / nSide) ** 2 / 3; // 1 − |z| in the polar caps, Górski (4)
  const height = polar ? 1 - fromPole : (4 * nSide - 2 * i) / (3 * nSide); // Górski (4), (8)
  const sinTheta = Math.sqrt(polar ? fromPole * (2 - fromPole) : (1 - height) * (1 + height));
  const size = polar ? 4 * i : 4 * nSide;
  const before = polar ? 2 * i * (i - 1) : 2 * nSide * (nSide - 1) + 4 * nSide * (i - nSide); // on its own side
  const north = r < 2 * nSide;
  return {
    size,
    sinTheta,
    start: north ? before : 12 * nSide * nSide - before - size,
    z: north ? height : -height,
    shifted: polar || (i + nSide) % 2 === 0 ? 1 : 0, // Górski (5), (9)
  };
}

/** Unit vectors to the pixel centres, ring order, shape [N_pix, 3]: x, y, z of pixel 0, x, y, z of pixel 1, … */
export function pixelCentres(nSide: number): Float64Array {
  const { count, start, size, z, sinTheta, shifted } = rings(nSide);
  const centres = new Float64Array(3 * pixelCount(nSide));
  for (let r = 0; r < count; r++) {
    for (let j = 0; j < size[r]; j++) {
      const phi = (2 * Math.PI * (j + shifted[r] / 2)) / size[r];
      const at = 3 * (start[r] + j);
      centres[at] = sinTheta[r] * cos(phi);
      centres[at + 1] = sinTheta[r] * sin(phi);
      centres[at + 2] = z[r];
    }
  }
  return centres;
}

/** Throws a CranisError unless the pixel is an integer from 0 to N_pix − 1. */
export function checkPixel(nSide: number, pixel: number): void {
  const nPix = pixelCount(nSide);
  if (!Number.isInteger(pixel) || pixel < 0 || pixel >= nPix) {
    throw new CranisError(`pixel ${pixel} is not on a sky of N_side = ${nSide}`, {
      where: 'pixel',
      hint: `pixels are the integers from 0 to ${nPix - 1}`,
    });
  }
}

/** Ring (from 0) that holds a pixel of the ring order. */
export function ringOf(nSide: number, pixel: number): number {
  checkPixel(nSide, pixel);
  const nPix = 12 * nSide * nSide;
  const cap = 2 * nSide * (nSide - 1); // pixels in one polar cap
  if (pixel < cap) return (Math.floor(Math.sqrt(1 + 2 * pixel)) - 1) >> 1; // inverse of pixel = 2 r (r+1)
  if (pixel < nPix - cap) return nSide - 1 + Math.floor((pixel - cap) / (4 * nSide));
  return 4 * nSide - 2 - ((Math.floor(Math.sqrt(1 + 2 * (nPix - 1 - pixel))) - 1) >> 1);
}

/** Colatitude θ ∈ (0, π) and longitude φ ∈ [0, 2π) of a pixel's centre, ring order, radians. */
export function pix2ang(nSide: number, pixel: number): { theta: number; phi: number } {
  const { start, size, z, sinTheta, shifted } = ringAt(nSide, ringOf(nSide, pixel));
  return { theta: atan2(sinTheta, z), phi: (2 * Math.PI * (pixel - start + shifted / 2)) / size };
}

/** Pixel of the ring order that holds the direction θ ∈ [0, π], φ (any finite value), radians. */
export function ang2pix(nSide: number, theta: number, phi: number): number {
  checkNSide(nSide);
  if (!(theta >= 0 && theta <= Math.PI) || !Number.isFinite(phi)) {
    throw new CranisError(`θ = ${theta}, φ = ${phi} is not a direction`, {
      where: 'theta',
      hint: 'the colatitude θ lies between 0 and π, in radians',
    });
  }
  return locate(nSide, cos(theta), sin(theta), phi);
}

/** Pixel of the ring order that holds the direction (x, y, z), of any length but zero. */
export function vec2pix(nSide: number, x: number, y: number, z: number): number {
  checkNSide(nSide);
  const length = hypot(x, y, z);
  if (!(length > 0) || !Number.isFinite(length)) {
    throw new CranisError(`(${x}, ${y}, ${z}) is not a direction`, {
      where: 'direction',
      hint: 'give three finite numbers, not all zero',
    });
  }
  return locate(nSide, z / length, hypot(x, y) / length, atan2(y, x));
}

/** Górski section 5.1, in the reduced longitude t = φ/(π/2) ∈ [0, 4). */
function locate(nSide: number, z: number, sinTheta: number, phi: number): number {
  const turns = phi / (Math.PI / 2);
  const wrapped = turns - 4 * Math.floor(turns / 4);
  const t = wrapped < 4 ? wrapped : 0; // −ε wraps to 4 itself
  const height = Math.abs(z);
  const cap = 2 * nSide * (nSide - 1);
  if (height <= 2 / 3) {
    // Equatorial belt: the pixel's edges are lines of constant up, down = N_side (1/2 + t ∓ 3z/4).
    const across = nSide * (0.5 + t);
    const along = nSide * z * 0.75;
    const up = Math.floor(across - along);
    const down = Math.floor(across + along);
    const i = nSide + 1 + up - down; // ring, 1 … 2 N_side + 1 counted from z = 2/3
    const odd = i % 2 === 0 ? 1 : 0;
    const j = (up + down - nSide + odd + 1) >> 1;
    return cap + (i - 1) * 4 * nSide + modulo(j, 4 * nSide);
  }
  const fraction = t - Math.floor(t);
  const distance = (nSide * sinTheta) / Math.sqrt((1 + height) / 3); // N_side √(3(1 − |z|)), free of cancellation
  const up = Math.floor(fraction * distance);
  const down = Math.floor((1 - fraction) * distance);
  const i = up + down + 1; // ring from the pole
  const j = modulo(Math.floor(t * i), 4 * i);
  return z > 0 ? 2 * i * (i - 1) + j : pixelCount(nSide) - 2 * i * (i + 1) + j;
}

function modulo(a: number, n: number): number {
  return ((a % n) + n) % n;
}
