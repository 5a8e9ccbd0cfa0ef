/**
 * The two sums that every harmonic transform comes down to, for one m: over colatitudes in analysis, over ℓ in synthesis.
 * Even and odd ℓ − m are kept apart, because λ_ℓm(−z) = (−1)^{ℓ+m} λ_ℓm(z): a pair of mirrored rings needs the functions
 * of the northern one alone.
 */
import type { Alm } from './alm.ts';
import { createLegendreSeries, SPARE_ROWS } from './legendre-series.ts';
import { fastestEngine } from './series-engine.ts';
import { type SeriesEngine, type SeriesLayout, type SeriesSums, seriesLayout } from './series-sums.ts';

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
 * The sums on fixed colatitudes, nearly all of a transform's work.
 * `from` is the first colatitude to be taken, a multiple of BLOCK; `at` is where colatitude 0 of this m stands in the
 * phases. Functions given together share the Legendre recursion. Not to be used by two callers at once.
 */
export interface LegendreSums {
  /** a_ℓm = weight · Σ_i λ_ℓm(θ_i) d_i for ℓ = m … lMax. */
  analyse(m: number, from: number, phases: readonly Phases[], at: number, weight: number, alms: readonly Alm[]): void;
  /** d_i = Σ_ℓ λ_ℓm(θ_i) a_ℓm, of even and odd ℓ − m apart. */
  synthesise(m: number, from: number, alms: readonly Alm[], phases: readonly Phases[], at: number): void;
}

/** For the colatitudes with these cosines and sines, whole blocks of BLOCK. */
export function legendreSums(
  lMax: number,
  cosTheta: Float64Array,
  sinTheta: Float64Array,
  engine: SeriesEngine = fastestEngine,
): LegendreSums {
  const series = createLegendreSeries(lMax);
  const count = cosTheta.length;
  const rows = (lMax >> 1) + 1;
  let capacity = 0;
  let layout: SeriesLayout;
  let sums: SeriesSums;
  /** Room for so many functions at a time. */
  const reserve = (sets: number) => {
    if (sets <= capacity) return;
    capacity = sets;
    layout = seriesLayout(count, rows, SPARE_ROWS, sets);
    sums = engine(layout);
    for (let i = 0; i < count; i++) sums.numbers[layout.squares + i] = cosTheta[i] ** 2;
    sums.numbers.set(sinTheta, layout.sines);
  };
  const choose = (m: number) => {
    const order = series.order(m);
    sums.numbers.set(series.coefficients.subarray(0, 2 * (order.rows + SPARE_ROWS)), layout.coefficients);
    return order;
  };

  return {
    analyse(m, from, phases, at, weight, alms) {
      if (alms.length === 0) return;
      reserve(alms.length);
      const order = choose(m);
      const n = sums.numbers;
      for (let b = 0; b < alms.length; b++) {
        const { evenRe, evenIm, oddRe, oddIm } = phases[b];
        const to = layout.phases + 4 * count * b;
        n.set(evenRe.subarray(at + from, at + count), to + from);
        n.set(evenIm.subarray(at + from, at + count), to + count + from);
        for (let i = from; i < count; i++) {
          n[to + 2 * count + i] = cosTheta[i] * oddRe[at + i];
          n[to + 3 * count + i] = cosTheta[i] * oddIm[at + i];
        }
        n.fill(0, layout.series + layout.size * b, layout.series + layout.size * b + 8 * order.rows);
      }
      sums.run({ forward: true, m, ...order, from, sets: alms.length });
      for (let b = 0; b < alms.length; b++) series.toAlm(n, layout.series + layout.size * b, weight, alms[b]);
    },
    synthesise(m, from, alms, phases, at) {
      if (alms.length === 0) return;
      reserve(alms.length);
      const order = choose(m);
      const n = sums.numbers;
      for (let b = 0; b < alms.length; b++) {
        for (let part = 0; part < 4; part++) {
          const to = layout.phases + (4 * b + part) * count;
          n.fill(0, to + from, to + count);
        }
        series.fromAlm(alms[b], n, layout.series + layout.size * b);
      }
      sums.run({ forward: false, m, ...order, from, sets: alms.length });
      for (let b = 0; b < alms.length; b++) {
        const { evenRe, evenIm, oddRe, oddIm } = phases[b];
        const of = layout.phases + 4 * count * b;
        evenRe.set(n.subarray(of + from, of + count), at + from);
        evenIm.set(n.subarray(of + count + from, of + 2 * count), at + from);
        for (let i = from; i < count; i++) {
          oddRe[at + i] = cosTheta[i] * n[of + 2 * count + i];
          oddIm[at + i] = cosTheta[i] * n[of + 3 * count + i];
        }
      }
    },
  };
}
