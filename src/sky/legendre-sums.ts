/**
 * The two sums that every harmonic transform comes down to, for one m: over colatitudes in analysis, over ℓ in synthesis.
 * Even and odd ℓ − m are kept apart, because λ_ℓm(−z) = (−1)^{ℓ+m} λ_ℓm(z): a pair of mirrored rings needs the functions
 * of the northern one alone.
 */
import { type Alm, almIndex } from './alm.ts';
import { LANES, legendreRecursion } from './legendre.ts';

/**
 * Fourier coefficients of one function on all its colatitudes, index m · stride + colatitude (or of one m alone).
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

/**
 * The sums on fixed colatitudes, nearly all of a transform's work: the seam at which a faster kernel may stand.
 * `from` is the first colatitude to be taken, a multiple of LANES; `at` is where colatitude 0 of this m stands in the
 * phases. Functions given together share the Legendre recursion. Not to be used by two callers at once.
 */
export interface LegendreSums {
  /** a_ℓm = weight · Σ_i λ_ℓm(θ_i) d_i for ℓ = m … lMax. */
  analyse(m: number, from: number, phases: readonly Phases[], at: number, weight: number, alms: readonly Alm[]): void;
  /** d_i = Σ_ℓ λ_ℓm(θ_i) a_ℓm, of even and odd ℓ − m apart. */
  synthesise(m: number, from: number, alms: readonly Alm[], phases: readonly Phases[], at: number): void;
}

/** For the colatitudes with these cosines and sines, whole blocks of LANES. */
export function legendreSums(lMax: number, cosTheta: Float64Array, sinTheta: Float64Array): LegendreSums {
  const legendre = legendreRecursion(lMax);
  const { table, scale } = legendre;
  const scaled: { re: Float64Array; im: Float64Array }[] = [];
  return {
    analyse(m, from, phases, at, weight, alms) {
      const start = almIndex(lMax, m, m);
      legendre.order(m);
      for (let i = from; i < cosTheta.length; i += LANES) {
        const first = legendre.fill(cosTheta, sinTheta, i);
        for (let b = 0; b < alms.length; b++) {
          const { evenRe, evenIm, oddRe, oddIm } = phases[b]!;
          accumulate(table, first, lMax - m, evenRe, evenIm, at + i, alms[b]!.re, alms[b]!.im, start);
          accumulate(table, first + 1, lMax - m, oddRe, oddIm, at + i, alms[b]!.re, alms[b]!.im, start);
        }
      }
      for (const alm of alms) {
        for (let k = 0; k <= lMax - m; k++) {
          alm.re[start + k]! *= weight * scale[k]!;
          alm.im[start + k]! *= weight * scale[k]!;
        }
      }
    },
    synthesise(m, from, alms, phases, at) {
      const start = almIndex(lMax, m, m);
      legendre.order(m);
      while (scaled.length < alms.length)
        scaled.push({ re: new Float64Array(lMax + 1), im: new Float64Array(lMax + 1) });
      alms.forEach((alm, b) => {
        const { re, im } = scaled[b]!;
        for (let k = 0; k <= lMax - m; k++) {
          re[k] = alm.re[start + k]! * scale[k]!;
          im[k] = m === 0 ? 0 : alm.im[start + k]! * scale[k]!;
        }
      });
      for (let i = from; i < cosTheta.length; i += LANES) {
        const first = legendre.fill(cosTheta, sinTheta, i);
        for (let b = 0; b < alms.length; b++) {
          const { evenRe, evenIm, oddRe, oddIm } = phases[b]!;
          gather(table, first, lMax - m, scaled[b]!.re, scaled[b]!.im, evenRe, evenIm, at + i);
          gather(table, first + 1, lMax - m, scaled[b]!.re, scaled[b]!.im, oddRe, oddIm, at + i);
        }
      }
    },
  };
}

/** a_ℓm += Σ_lanes μ_ℓm d_lane for every second ℓ − m from `first` to `last`; a_mm stands at index `to`. */
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

/** d_lane = Σ_ℓ μ_ℓm a_ℓm over every second ℓ − m from `first` to `last`; a_mm stands at index 0. */
function gather(
  table: Float64Array,
  first: number,
  last: number,
  re: Float64Array,
  im: Float64Array,
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
    const a = re[k]!;
    const b = im[k]!;
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
