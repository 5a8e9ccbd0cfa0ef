/**
 * Spherical harmonics by their definition, and the sums over directions written out: slow, plain, and the oracle of
 * harmonics.ts and scattered.ts. Right while sin^ℓ θ does not underflow, so for ℓ up to about a hundred everywhere.
 */
import { atan2, cos, hypot, sin } from '../math/elementary/index.ts';
import { type Alm, almIndex, zeroAlm } from './alm.ts';

/** λ_ℓm(cos θ) = Y_ℓm(θ, 0), m ≥ 0, with the Condon–Shortley phase (−1)^m. */
export function normalisedLegendre(l: number, m: number, cosTheta: number, sinTheta: number): number {
  if (!(m >= 0 && m <= l)) throw new RangeError(`normalisedLegendre: ℓ = ${l}, m = ${m}, want 0 ≤ m ≤ ℓ`);
  // P_mm = (−1)^m (2m−1)!! sin^m θ, (ℓ−m) P_ℓm = (2ℓ−1) cos θ P_ℓ−1,m − (ℓ+m−1) P_ℓ−2,m; the norm √((2ℓ+1)/4π (ℓ−m)!/(ℓ+m)!)
  // is taken along step by step, since neither factor alone would stay in range.
  let value = Math.sqrt(1 / (4 * Math.PI));
  for (let k = 1; k <= m; k++) value *= -sinTheta * Math.sqrt((2 * k + 1) / (2 * k));
  let previous = 0;
  for (let k = m + 1; k <= l; k++) {
    const now = Math.sqrt((4 * k * k - 1) / (k * k - m * m));
    const before = Math.sqrt(((2 * k + 1) * (k - 1 + m) * (k - 1 - m)) / ((2 * k - 3) * (k * k - m * m)));
    [previous, value] = [value, now * cosTheta * value - before * previous];
  }
  return value;
}

/** a_ℓm = (4π/N) Σ_i f_i Y*_ℓm(p̂_i): directions as x, y, z interleaved, one value each. */
export function analyseDirect(directions: Float64Array, values: ArrayLike<number>, lMax: number): Alm {
  const alm = zeroAlm(lMax);
  eachHarmonic(directions, lMax, (i, at, re, im) => {
    alm.re[at] += ((4 * Math.PI) / values.length) * values[i] * re;
    alm.im[at] -= ((4 * Math.PI) / values.length) * values[i] * im;
  });
  return alm;
}

/** f(p̂_i) = Σ_ℓm a_ℓm Y_ℓm(p̂_i), the sum over both signs of m. */
export function synthesiseDirect(alm: Alm, directions: Float64Array): Float64Array {
  const values = new Float64Array(directions.length / 3);
  eachHarmonic(directions, alm.lMax, (i, at, re, im, m) => {
    values[i] += (m === 0 ? 1 : 2) * (alm.re[at] * re - alm.im[at] * im);
  });
  return values;
}

function eachHarmonic(
  directions: Float64Array,
  lMax: number,
  use: (i: number, at: number, re: number, im: number, m: number) => void,
): void {
  for (let i = 0; i < directions.length / 3; i++) {
    const x = directions[3 * i];
    const y = directions[3 * i + 1];
    const phi = atan2(y, x);
    for (let m = 0; m <= lMax; m++) {
      for (let l = m; l <= lMax; l++) {
        const value = normalisedLegendre(l, m, directions[3 * i + 2], hypot(x, y));
        use(i, almIndex(lMax, l, m), value * cos(m * phi), value * sin(m * phi), m);
      }
    }
  }
}
