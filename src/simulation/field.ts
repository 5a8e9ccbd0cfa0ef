/**
 * The turbulent field as a sum of plane waves (the paper, section 4):
 *   ω(r) = Ω_0 ẑ + Σ_n a_n ξ_n cos(k_n·r + β_n),   ξ_n ⊥ k_n,   a_n² = 2 w_n,   Σ w_n = 1
 * in units of ω_rms = 1, r in r_g. Plain typed arrays, one an attribute, so that a worker or a kernel can hold it.
 */
import { log2 } from '../math/elementary/index.ts';
import { cosTurns } from './turns.ts';

export interface Field {
  /** Number of waves N; every array has this length. Waves stand by falling |k|. */
  readonly count: number;
  /** Wave vectors k_n/2π in turns per r_g. Integer multiples of 2^−exponent[n], see {@link latticeExponent}. */
  readonly kx: Float64Array;
  readonly ky: Float64Array;
  readonly kz: Float64Array;
  /** Phases β_n/2π in turns, in [0, 1), multiples of 2^−32. */
  readonly phase: Float64Array;
  /** Amplitudes a_n ξ_n in units of ω_rms. */
  readonly ax: Float64Array;
  readonly ay: Float64Array;
  readonly az: Float64Array;
  /** The power of two of each wave's lattice. */
  readonly exponent: Int32Array;
  /** Ω_0, the gyrofrequency in the mean field along z, in units of ω_rms. */
  readonly meanField: number;
}

/** Bits of the lattice: an octave's wave vectors have integer lengths from 2^LATTICE_BITS to 2^(LATTICE_BITS + 1). */
export const LATTICE_BITS = 12;

/**
 * Wave vectors live on a cubic lattice of spacing 2^−b turns per r_g, finer by an octave for each octave of |k|, so that
 * the phase k·r is an exact multiple of 2^−32 turns at positions that are multiples of 2^(b−32) r_g: a kernel can then
 * follow it modulo one turn in 32-bit integers, without loss at any distance. A wave moves by less than 2^−12 of |k|.
 * @param length |k|/2π in turns per r_g
 * @returns b, with 2^LATTICE_BITS ≤ length·2^b < 2^(LATTICE_BITS + 1)
 */
export function latticeExponent(length: number): number {
  let e = Math.floor(log2(length));
  if (2 ** e > length)
    e--; // log2 may round up to the next integer
  else if (2 ** (e + 1) <= length) e++;
  return LATTICE_BITS - e;
}

/** The turbulent part of ω at (x, y, z) from the waves [from, to), added up in order: out = Σ a_n ξ_n cos(k_n·r + β_n). */
export function turbulentField(
  field: Field,
  x: number,
  y: number,
  z: number,
  out: Float64Array,
  from = 0,
  to = field.count,
): void {
  const { kx, ky, kz, phase, ax, ay, az } = field;
  let wx = 0;
  let wy = 0;
  let wz = 0;
  for (let n = from; n < to; n++) {
    const c = cosTurns(kx[n] * x + ky[n] * y + kz[n] * z + phase[n]);
    wx += ax[n] * c;
    wy += ay[n] * c;
    wz += az[n] * c;
  }
  out[0] = wx;
  out[1] = wy;
  out[2] = wz;
}
