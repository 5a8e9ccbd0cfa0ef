/** What the tests of the sky share: seeded random numbers, and sizes of differences. */
import { type Alm, almIndex, zeroAlm } from '../../src/sky/alm.ts';

/** Uniform on (0, 1), Marsaglia's xorshift32: small, seeded, and not the project's own generator. */
export function uniform(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return (state + 0.5) / 2 ** 32;
  };
}

export function gaussian(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

/** N independent directions, uniform on the sphere, x, y, z interleaved. */
export function randomDirections(n: number, random: () => number): Float64Array {
  const directions = new Float64Array(3 * n);
  for (let i = 0; i < n; i++) {
    const z = 2 * random() - 1;
    const phi = 2 * Math.PI * random();
    const s = Math.sqrt((1 - z) * (1 + z));
    directions.set([s * Math.cos(phi), s * Math.sin(phi), z], 3 * i);
  }
  return directions;
}

/** Gaussian coefficients with ⟨|a_ℓm|²⟩ = C(ℓ). */
export function randomAlm(lMax: number, C: (l: number) => number, random: () => number): Alm {
  const normal = gaussian(random);
  const alm = zeroAlm(lMax);
  for (let m = 0; m <= lMax; m++) {
    for (let l = m; l <= lMax; l++) {
      const at = almIndex(lMax, l, m);
      alm.re[at] = Math.sqrt(m === 0 ? C(l) : C(l) / 2) * normal();
      alm.im[at] = m === 0 ? 0 : Math.sqrt(C(l) / 2) * normal();
    }
  }
  return alm;
}

/** Largest |a_i − b_i|. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    if (!(difference <= largest)) largest = difference; // NaN is the largest of all
  }
  return largest;
}

/** Largest |a_i − b_i| over the root of the mean square of b. */
export function relativeDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let square = 0;
  for (let i = 0; i < b.length; i++) square += b[i] ** 2;
  return largestDifference(a, b) / Math.sqrt(square / b.length);
}

/** Root of Σ|a_i − b_i|²/Σ|b_i|². */
export function relativeRms(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let [difference, size] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    difference += (a[i] - b[i]) ** 2;
    size += b[i] ** 2;
  }
  return Math.sqrt(difference / size);
}

/** Both parts of a set of coefficients in one array. */
export function flat(alm: Alm): Float64Array {
  const all = new Float64Array(2 * alm.re.length);
  all.set(alm.re);
  all.set(alm.im, alm.re.length);
  return all;
}
