/**
 * Sums with Legendre functions as sums with half as many simpler ones (Ishioka 2018, J. Meteor. Soc. Japan 96, 241).
 * With x λ_ℓm = ε_ℓ+1 λ_ℓ+1,m + ε_ℓ λ_ℓ−1,m, ε_ℓ = √((ℓ² − m²)/(4ℓ² − 1)), the functions v_k = λ_{m+2k+1,m}/x of
 * x² alone carry both kinds:
 *   λ_{m+2k+1} = x v_k,   λ_{m+2k} = ε_{m+2k+1} v_k + ε_{m+2k} v_k−1.
 * Scaled, v_k = s_k u_k with s_k+1/s_k−1 = ε_{m+2k} ε_{m+2k+1}/(ε_{m+2k+2} ε_{m+2k+3}), they follow
 *   u_k+1 = (a_k x² + b_k) u_k − u_k−1,   a_k = s_k/(s_k+1 ε_{m+2k+2} ε_{m+2k+3}),   b_k = −a_k (ε²_{m+2k+1} + ε²_{m+2k+2}),
 * from u_0 = √(2m+3) λ_mm. Rounding errors grow as ℓ min(ℓ, 1/sin θ), and near the equator as ℓ too.
 */
import { seedFactors } from '../math/legendre.ts';
import { type Alm, almIndex } from './alm.ts';

/** Rows of coefficients there are beyond the last that is wanted. */
export const SPARE_ROWS = 4;

/** The functions u_k of one m at a time. */
export interface LegendreSeries {
  readonly lMax: number;
  /** a_k, b_k, one after the other, for `rows` + SPARE_ROWS rows. */
  readonly coefficients: Float64Array;
  /** Choose m, 0 ≤ m ≤ lMax. Returns the number of functions and u_0/sin^m θ. */
  order(m: number): { readonly rows: number; readonly seed: number };
  /**
   * Coefficients of the u_k, of x u_k: rows of Re, Im of the even part, Re, Im of the odd one, from index `at` on, that
   * give Σ_ℓ a_ℓm λ_ℓm.
   */
  fromAlm(alm: Alm, series: Float64Array, at: number): void;
  /**
   * a_ℓm = weight · Σ_i λ_ℓm(θ_i) d_i from the sums with u_k and x u_k: rows as above, each number in two parts yet to
   * be added.
   */
  toAlm(series: Float64Array, at: number, weight: number, alm: Alm): void;
}

export function createLegendreSeries(lMax: number): LegendreSeries {
  if (!Number.isInteger(lMax) || lMax < 0)
    throw new RangeError(`createLegendreSeries: lMax = ${lMax}, want an integer ≥ 0`);
  const most = (lMax >> 1) + 1 + SPARE_ROWS;
  const coefficients = new Float64Array(2 * most);
  const scale = new Float64Array(most + 1);
  const epsilon = new Float64Array(2 * most + 2); // ε_{m+j}
  // u_0/sin^m θ = (−1)^m √((2m+3) (2m+1)!!/(4π (2m)!!))
  const seeds = seedFactors(lMax, (m) => 2 * m + 3);
  let m = -1;

  return {
    lMax,
    coefficients,
    order(next) {
      if (!Number.isInteger(next) || next < 0 || next > lMax) {
        throw new RangeError(`createLegendreSeries: m = ${next}, want an integer from 0 to ${lMax}`);
      }
      m = next;
      const rows = ((lMax - m) >> 1) + 1;
      for (let j = 0; j < 2 * (rows + SPARE_ROWS) + 2; j++) {
        const l = m + j;
        epsilon[j] = Math.sqrt((j * (l + m)) / ((2 * l - 1) * (2 * l + 1)));
      }
      scale[0] = 1;
      scale[1] = 1;
      let before = 0; // ε_{m+2k} ε_{m+2k+1}
      for (let k = 0; k < rows + SPARE_ROWS; k++) {
        const [e1, e2] = [epsilon[2 * k + 1], epsilon[2 * k + 2]];
        const product = e2 * epsilon[2 * k + 3];
        if (k > 0) scale[k + 1] = (scale[k - 1] * before) / product;
        const a = scale[k] / (scale[k + 1] * product);
        coefficients[2 * k] = a;
        coefficients[2 * k + 1] = -a * (e1 * e1 + e2 * e2);
        before = product;
      }
      return { rows, seed: seeds[m] };
    },
    fromAlm(alm, series, at) {
      const start = almIndex(lMax, m, m);
      const last = lMax - m;
      for (let k = 0, to = at; 2 * k <= last; k++, to += 4) {
        const from = start + 2 * k;
        const s = scale[k];
        const e1 = s * epsilon[2 * k + 1];
        const e2 = s * epsilon[2 * k + 2];
        const isNext = 2 * k + 2 <= last;
        const isOdd = 2 * k + 1 <= last;
        series[to] = e1 * alm.re[from] + (isNext ? e2 * alm.re[from + 2] : 0);
        series[to + 1] = m === 0 ? 0 : e1 * alm.im[from] + (isNext ? e2 * alm.im[from + 2] : 0);
        series[to + 2] = isOdd ? s * alm.re[from + 1] : 0;
        series[to + 3] = isOdd && m > 0 ? s * alm.im[from + 1] : 0;
      }
    },
    toAlm(series, at, weight, alm) {
      const start = almIndex(lMax, m, m);
      const last = lMax - m;
      let [beforeRe, beforeIm] = [0, 0];
      for (let k = 0, from = at; 2 * k <= last; k++, from += 8) {
        const to = start + 2 * k;
        const w = weight * scale[k];
        const re = w * (series[from] + series[from + 1]);
        const im = w * (series[from + 2] + series[from + 3]);
        alm.re[to] = epsilon[2 * k + 1] * re + epsilon[2 * k] * beforeRe;
        alm.im[to] = epsilon[2 * k + 1] * im + epsilon[2 * k] * beforeIm;
        beforeRe = re;
        beforeIm = im;
        if (2 * k === last) break;
        alm.re[to + 1] = w * (series[from + 4] + series[from + 5]);
        alm.im[to + 1] = w * (series[from + 6] + series[from + 7]);
      }
    },
  };
}
