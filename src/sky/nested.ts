/**
 * The nested order of HEALPix: a pixel is a face (0–11) and, by interleaved bits, a place (x, y) on it, x growing to the
 * north-east and y to the north-west. Górski et al. 2005, ApJ 622, 759, section 4. FITS maps come in both orders.
 */
import { checkPixel, nSideOf, ringAt, ringOf } from './healpix.ts';

/** Pixel of the ring order that is pixel `nested` of the nested order. */
export function nest2ring(nSide: number, nested: number): number {
  checkPixel(nSide, nested);
  const face = Math.floor(nested / (nSide * nSide));
  const within = nested % (nSide * nSide);
  return fromFace(nSide, face, everySecondBit(within), everySecondBit(within >> 1));
}

/** Pixel of the nested order that is pixel `ring` of the ring order. */
export function ring2nest(nSide: number, ring: number): number {
  checkPixel(nSide, ring);
  const r = ringOf(nSide, ring);
  const { start, size, shifted } = ringAt(nSide, r);
  const halves = 2 * (ring - start) + shifted; // longitude in half pixels
  const quarter = Math.floor((2 * halves) / size);
  for (const face of [quarter, 4 + quarter, 4 + ((quarter + 1) & 3), 8 + quarter]) {
    const sum = nSide * faceRow(face) - r - 2;
    let difference = (halves - (size / 4) * faceColumn(face) + 2 * size) % (2 * size);
    if (difference > size) difference -= 2 * size;
    const x = (sum + difference) / 2;
    const y = (sum - difference) / 2;
    if (x >= 0 && x < nSide && y >= 0 && y < nSide) return face * nSide * nSide + spread(x) + 2 * spread(y);
  }
  throw new RangeError(`ring2nest: pixel ${ring} of N_side ${nSide} lies on no face`);
}

/** The same map, its pixels in ring order. */
export function nestedToRing(map: ArrayLike<number>): Float64Array {
  const nSide = nSideOf(map.length);
  const ordered = new Float64Array(map.length);
  for (let p = 0; p < map.length; p++) ordered[nest2ring(nSide, p)] = map[p];
  return ordered;
}

/** The same map, its pixels in nested order. */
export function ringToNested(map: ArrayLike<number>): Float64Array {
  const nSide = nSideOf(map.length);
  const ordered = new Float64Array(map.length);
  for (let p = 0; p < map.length; p++) ordered[p] = map[nest2ring(nSide, p)];
  return ordered;
}

/** The pixel of a lower N_side in which each pixel lies, both in ring order. */
export function parentPixels(nSide: number, lower: number): Int32Array {
  const each = (nSide / lower) ** 2;
  const parents = new Int32Array(12 * nSide * nSide);
  for (let p = 0, parent = 0; p < parents.length; p++) {
    if (p % each === 0) parent = nest2ring(lower, p / each);
    parents[nest2ring(nSide, p)] = parent;
  }
  return parents;
}

function fromFace(nSide: number, face: number, x: number, y: number): number {
  const { start, size, shifted } = ringAt(nSide, nSide * faceRow(face) - x - y - 2);
  const halves = ((size / 4) * faceColumn(face) + x - y + 2 * size) % (2 * size);
  return start + ((halves - shifted) >> 1);
}

/** The ring, in units of N_side, below which a face ends. */
function faceRow(face: number): number {
  return 2 + (face >> 2);
}

/** The longitude of a face's centre line, in eighths of a turn. */
function faceColumn(face: number): number {
  return face >> 2 === 1 ? 2 * (face & 3) : 2 * (face & 3) + 1;
}

/** Bits 0, 2, 4, … of a number below 2²⁸, moved together. */
function everySecondBit(value: number): number {
  let v = value & 0x55555555;
  v = (v | (v >> 1)) & 0x33333333;
  v = (v | (v >> 2)) & 0x0f0f0f0f;
  v = (v | (v >> 4)) & 0x00ff00ff;
  return (v | (v >> 8)) & 0x0000ffff;
}

/** The inverse: bits 0, 1, 2, … moved to places 0, 2, 4, … */
function spread(value: number): number {
  let v = value & 0x0000ffff;
  v = (v | (v << 8)) & 0x00ff00ff;
  v = (v | (v << 4)) & 0x0f0f0f0f;
  v = (v | (v << 2)) & 0x33333333;
  return (v | (v << 1)) & 0x55555555;
}
