/**
 * Sums over the functions u_k of {@link createLegendreSeries} on fixed colatitudes, BLOCK of them at a time, by an engine: what
 * engines share. They do the same operations in the same order.
 * sin^m θ underflows although later u_k do not, so each function starts with a binary exponent of its own, which is
 * dropped once it has grown into range (Prézeau & Reinecke 2010, ApJS 190, 267; Reinecke & Seljebotn 2013, A&A 554, A112).
 */

/** Colatitudes treated side by side. */
export const BLOCK = 8;
/** Rows between two looks at the exponents. */
export const SLOW = 4;
/** Rows tabulated at a time once all functions are in range. */
export const FAST = 64;

/** Exponents go in steps of 2^±510: products of two numbers from 2^−510 to 1 stay normal. */
export const DOWN = 2 ** -510;
export const UP = 2 ** 510;
export const SMALL = 2 ** -510;
/** Beyond this a step is taken back. In SLOW rows a function grows by less than 2^60 up to ℓ = 2^14. */
export const LARGE = 2 ** 256;
/** Functions this small count as zero: they are lost in the rounding of the others, 2^−52. */
export const TINY = 2 ** -72;

/** Where things stand in an engine's memory, as indices of numbers. */
export interface SeriesLayout {
  readonly constants: number;
  /** u_k, u_k−1, exponent of BLOCK colatitudes. */
  readonly block: number;
  readonly table: number;
  /** a_k, b_k. */
  readonly coefficients: number;
  /** cos²θ and sin θ of all colatitudes. */
  readonly squares: number;
  readonly sines: number;
  /** Re, Im of the even, Re, Im of the odd part, `count` numbers each; a set of them for each function. */
  readonly phases: number;
  readonly count: number;
  /** Rows of 8 numbers (two parts of each sum) in analysis, of 4 in synthesis; a set every `size` numbers. */
  readonly series: number;
  readonly size: number;
  readonly end: number;
}

export function seriesLayout(count: number, rows: number, spare: number, sets: number): SeriesLayout {
  let end = 0;
  const take = (numbers: number) => {
    const at = end;
    end += Math.ceil(numbers / BLOCK) * BLOCK;
    return at;
  };
  return {
    constants: take(6),
    block: take(3 * BLOCK),
    table: take(FAST * BLOCK),
    coefficients: take(2 * (rows + spare)),
    squares: take(count),
    sines: take(count),
    phases: take(4 * count * sets),
    count,
    series: take(8 * rows * sets),
    size: 8 * rows,
    end,
  };
}

/** One m: series += Σ_i u_k(θ_i) d_i, `forward`, or d_i += Σ_k u_k(θ_i) series_k, for `sets` functions. */
export interface SeriesTask {
  readonly forward: boolean;
  readonly m: number;
  /** u_0/sin^m θ. */
  readonly seed: number;
  readonly rows: number;
  /** The first colatitude to be taken, a multiple of BLOCK. */
  readonly from: number;
  readonly sets: number;
}

export interface SeriesSums {
  readonly numbers: Float64Array;
  run(task: SeriesTask): void;
}

/** Makes the memory for a layout and what works on it. */
export type SeriesEngine = (layout: SeriesLayout) => SeriesSums;

export function writeConstants(numbers: Float64Array, layout: SeriesLayout): void {
  numbers.set([LARGE, DOWN, TINY, 1, UP, SMALL], layout.constants);
}
