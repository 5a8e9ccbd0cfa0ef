/**
 * The two sums over the Legendre table that every harmonic transform comes down to, for one m and one block of
 * colatitudes. Even and odd ℓ − m are kept apart, because λ_ℓm(−z) = (−1)^{ℓ+m} λ_ℓm(z): a pair of mirrored rings needs
 * the functions of the northern one alone.
 */
import { LANES } from './legendre.ts';

/**
 * Fourier coefficients of one function on all its colatitudes, for one m after the other; index m · stride + colatitude.
 * For mirrored rings even is north + south and odd north − south in analysis, and in synthesis the contributions of even
 * and of odd ℓ − m; for single colatitudes both are the function itself.
 */
export interface Phases {
  readonly evenRe: Float64Array;
  readonly evenIm: Float64Array;
  readonly oddRe: Float64Array;
  readonly oddIm: Float64Array;
}

export function zeroPhases(length: number): Phases {
  return {
    evenRe: new Float64Array(length),
    evenIm: new Float64Array(length),
    oddRe: new Float64Array(length),
    oddIm: new Float64Array(length),
  };
}

/** a_ℓm += Σ_lanes μ_ℓm d_lane for the ℓ − m from `first` to `last`; a starts at index `to` (that of ℓ = m). */
export function addToAlm(
  table: Float64Array,
  first: number,
  last: number,
  phases: Phases,
  at: number,
  re: Float64Array,
  im: Float64Array,
  to: number,
): void {
  accumulate(table, first, last, phases.evenRe, phases.evenIm, at, re, im, to);
  accumulate(table, first + 1, last, phases.oddRe, phases.oddIm, at, re, im, to);
}

function accumulate(
  table: Float64Array,
  first: number,
  last: number,
  dRe: Float64Array,
  dIm: Float64Array,
  at: number,
  re: Float64Array,
  im: Float64Array,
  to: number,
): void {
  const r0 = dRe[at]!;
  const r1 = dRe[at + 1]!;
  const r2 = dRe[at + 2]!;
  const r3 = dRe[at + 3]!;
  const i0 = dIm[at]!;
  const i1 = dIm[at + 1]!;
  const i2 = dIm[at + 2]!;
  const i3 = dIm[at + 3]!;
  for (let k = first; k <= last; k += 2) {
    const t = k * LANES;
    const t0 = table[t]!;
    const t1 = table[t + 1]!;
    const t2 = table[t + 2]!;
    const t3 = table[t + 3]!;
    re[to + k]! += t0 * r0 + t1 * r1 + (t2 * r2 + t3 * r3);
    im[to + k]! += t0 * i0 + t1 * i1 + (t2 * i2 + t3 * i3);
  }
}

/** d_lane = Σ_ℓ μ_ℓm a_ℓm for the ℓ − m from `first` to `last`, even and odd apart; a starts at index `from`. */
export function sumOverEll(
  table: Float64Array,
  first: number,
  last: number,
  re: Float64Array,
  im: Float64Array,
  from: number,
  phases: Phases,
  at: number,
): void {
  gather(table, first, last, re, im, from, phases.evenRe, phases.evenIm, at);
  gather(table, first + 1, last, re, im, from, phases.oddRe, phases.oddIm, at);
}

function gather(
  table: Float64Array,
  first: number,
  last: number,
  re: Float64Array,
  im: Float64Array,
  from: number,
  dRe: Float64Array,
  dIm: Float64Array,
  at: number,
): void {
  let r0 = 0;
  let r1 = 0;
  let r2 = 0;
  let r3 = 0;
  let i0 = 0;
  let i1 = 0;
  let i2 = 0;
  let i3 = 0;
  for (let k = first; k <= last; k += 2) {
    const t = k * LANES;
    const t0 = table[t]!;
    const t1 = table[t + 1]!;
    const t2 = table[t + 2]!;
    const t3 = table[t + 3]!;
    const a = re[from + k]!;
    const b = im[from + k]!;
    r0 += t0 * a;
    r1 += t1 * a;
    r2 += t2 * a;
    r3 += t3 * a;
    i0 += t0 * b;
    i1 += t1 * b;
    i2 += t2 * b;
    i3 += t3 * b;
  }
  dRe[at] = r0;
  dRe[at + 1] = r1;
  dRe[at + 2] = r2;
  dRe[at + 3] = r3;
  dIm[at] = i0;
  dIm[at + 1] = i1;
  dIm[at + 2] = i2;
  dIm[at + 3] = i3;
}
