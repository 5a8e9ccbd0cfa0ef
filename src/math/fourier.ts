/**
 * Discrete Fourier transforms of any length, for the rings of a sky map: X_k = Σ_j x_j e^{−2πi jk/n}.
 * Lengths of small prime factors go by Stockham's self-sorting mixed-radix scheme (Van Loan, Computational Frameworks
 * for the FFT, 1992, section 1.7), others by Bluestein's convolution (1970, IEEE Trans. AU-18, 451).
 */
import { cos, sin } from './elementary/index.ts';

/** A transform of one length, with its tables and work space. Not to be used by two callers at once. */
export interface Fourier {
  readonly length: number;
  /** Replaces x by X. For the inverse, times n, give the imaginary part first: swapping the parts conjugates. */
  transform(re: Float64Array, im: Float64Array): void;
}

/** Above this a prime factor costs less by Bluestein's convolution than by its p² butterfly (measured). */
const LARGEST_BUTTERFLY = 61;

/** e^{2πi k/n} for 0 ≤ k < n, real and imaginary parts, each from an angle of at most an eighth of a turn. */
export function rootsOfUnity(n: number): { re: Float64Array; im: Float64Array } {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`rootsOfUnity: n = ${n}, want an integer ≥ 1`);
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    const octant = Math.floor((8 * k) / n);
    const rest = 8 * k - octant * n; // eighths of a turn, times n
    const angle = ((octant % 2 === 0 ? rest : n - rest) * Math.PI) / (4 * n);
    const c = cos(angle);
    const s = sin(angle);
    const swapped = octant % 4 === 1 || octant % 4 === 2;
    re[k] = (swapped ? s : c) * (octant >= 2 && octant < 6 ? -1 : 1);
    im[k] = (swapped ? c : s) * (octant >= 4 ? -1 : 1);
  }
  return { re, im };
}

/** The transform of length n. */
export function createFourier(n: number): Fourier {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`fourier: length ${n}, want an integer ≥ 1`);
  const factors = factorise(n);
  return factors.every((p) => p <= LARGEST_BUTTERFLY) ? mixedRadix(n, factors) : bluestein(n);
}

/** The definition, n² operations: the oracle of {@link createFourier}. */
export function fourierDirect(re: Float64Array, im: Float64Array): { re: Float64Array; im: Float64Array } {
  const n = re.length;
  const root = rootsOfUnity(n);
  const out = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let k = 0; k < n; k++) {
    for (let j = 0; j < n; j++) {
      const c = root.re[(j * k) % n];
      const s = -root.im[(j * k) % n];
      out.re[k] += re[j] * c - im[j] * s;
      out.im[k] += re[j] * s + im[j] * c;
    }
  }
  return out;
}

/** Fours first, then the primes in order. */
function factorise(n: number): number[] {
  const factors: number[] = [];
  let rest = n;
  for (const p of [4, 2, 3, 5]) {
    for (; rest % p === 0; rest /= p) factors.push(p);
  }
  for (let p = 7; p * p <= rest; p += 2) {
    for (; rest % p === 0; rest /= p) factors.push(p);
  }
  if (rest > 1) factors.push(rest);
  return factors;
}

function mixedRadix(n: number, factors: readonly number[]): Fourier {
  const root = rootsOfUnity(n);
  const work = { re: new Float64Array(n), im: new Float64Array(n) };
  const stages: Stage[] = [];
  let size = n; // of the transforms still to be done, `stride` of them side by side
  for (const radix of factors) {
    stages.push(
      radix === 4 ? radix4(size, n, root) : radix === 2 ? radix2(size, n, root) : general(radix, size, n, root),
    );
    size /= radix;
  }
  return {
    length: n,
    transform(re, im) {
      let from: Parts = { re, im };
      let to: Parts = work;
      for (const stage of stages) {
        stage(from.re, from.im, to.re, to.im);
        [from, to] = [to, from];
      }
      if (from.re !== re) {
        re.set(from.re);
        im.set(from.im);
      }
    },
  };
}

/** One pass: transforms of `size`, n/size of them interleaved, become `radix` times as many of size/radix. */
type Stage = (xr: Float64Array, xi: Float64Array, yr: Float64Array, yi: Float64Array) => void;
type Parts = { readonly re: Float64Array; readonly im: Float64Array };

function radix2(size: number, n: number, root: Parts): Stage {
  const stride = n / size;
  const half = n / 2;
  return (xr, xi, yr, yi) => {
    for (let j = 0; j < size / 2; j++) {
      const wr = root.re[j * stride];
      const wi = -root.im[j * stride];
      for (let q = 0; q < stride; q++) {
        const a = j * stride + q;
        const y = 2 * j * stride + q;
        const dr = xr[a] - xr[a + half];
        const di = xi[a] - xi[a + half];
        yr[y] = xr[a] + xr[a + half];
        yi[y] = xi[a] + xi[a + half];
        yr[y + stride] = dr * wr - di * wi;
        yi[y + stride] = dr * wi + di * wr;
      }
    }
  };
}

function radix4(size: number, n: number, root: Parts): Stage {
  const stride = n / size;
  const quarter = n / 4;
  return (xr, xi, yr, yi) => {
    for (let j = 0; j < size / 4; j++) {
      const t = j * stride;
      const [w1r, w1i] = [root.re[t], -root.im[t]];
      const [w2r, w2i] = [root.re[2 * t], -root.im[2 * t]];
      const [w3r, w3i] = [root.re[3 * t], -root.im[3 * t]];
      for (let q = 0; q < stride; q++) {
        const a = t + q;
        const b = a + quarter;
        const c = b + quarter;
        const d = c + quarter;
        const sumR = xr[a] + xr[c];
        const sumI = xi[a] + xi[c];
        const differenceR = xr[a] - xr[c];
        const differenceI = xi[a] - xi[c];
        const oddSumR = xr[b] + xr[d];
        const oddSumI = xi[b] + xi[d];
        const turnedR = xi[b] - xi[d]; // −i (x_b − x_d)
        const turnedI = xr[d] - xr[b];
        const y = 4 * t + q;
        yr[y] = sumR + oddSumR;
        yi[y] = sumI + oddSumI;
        const r1 = differenceR + turnedR;
        const i1 = differenceI + turnedI;
        yr[y + stride] = r1 * w1r - i1 * w1i;
        yi[y + stride] = r1 * w1i + i1 * w1r;
        const r2 = sumR - oddSumR;
        const i2 = sumI - oddSumI;
        yr[y + 2 * stride] = r2 * w2r - i2 * w2i;
        yi[y + 2 * stride] = r2 * w2i + i2 * w2r;
        const r3 = differenceR - turnedR;
        const i3 = differenceI - turnedI;
        yr[y + 3 * stride] = r3 * w3r - i3 * w3i;
        yi[y + 3 * stride] = r3 * w3i + i3 * w3r;
      }
    }
  };
}

/** Any odd prime p, by the symmetric and antisymmetric halves of its inputs. */
function general(p: number, size: number, n: number, root: Parts): Stage {
  const stride = n / size;
  const part = n / p;
  const half = (p - 1) / 2;
  const sumR = new Float64Array(half + 1);
  const sumI = new Float64Array(half + 1);
  const differenceR = new Float64Array(half + 1);
  const differenceI = new Float64Array(half + 1);
  const { re: cos, im: sin } = rootsOfUnity(p);
  return (xr, xi, yr, yi) => {
    for (let j = 0; j < size / p; j++) {
      for (let q = 0; q < stride; q++) {
        const x = j * stride + q;
        const y = p * j * stride + q;
        let totalR = xr[x];
        let totalI = xi[x];
        for (let r = 1; r <= half; r++) {
          const a = x + r * part;
          const b = x + (p - r) * part;
          sumR[r] = xr[a] + xr[b];
          sumI[r] = xi[a] + xi[b];
          differenceR[r] = xr[a] - xr[b];
          differenceI[r] = xi[a] - xi[b];
          totalR += sumR[r];
          totalI += sumI[r];
        }
        yr[y] = totalR;
        yi[y] = totalI;
        for (let k = 1; k <= half; k++) {
          let evenR = xr[x];
          let evenI = xi[x];
          let oddR = 0; // −i Σ sin (difference)
          let oddI = 0;
          for (let r = 1, turn = k; r <= half; r++) {
            evenR += cos[turn] * sumR[r];
            evenI += cos[turn] * sumI[r];
            oddR += sin[turn] * differenceI[r];
            oddI -= sin[turn] * differenceR[r];
            turn += k;
            if (turn >= p) turn -= p;
          }
          turned(yr, yi, y + k * stride, evenR + oddR, evenI + oddI, root, j * k * stride);
          turned(yr, yi, y + (p - k) * stride, evenR - oddR, evenI - oddI, root, j * (p - k) * stride);
        }
      }
    }
  };
}

function turned(
  yr: Float64Array,
  yi: Float64Array,
  at: number,
  re: number,
  im: number,
  root: Parts,
  turn: number,
): void {
  const c = root.re[turn];
  const s = -root.im[turn];
  yr[at] = re * c - im * s;
  yi[at] = re * s + im * c;
}

/** jk = (j² + k² − (k−j)²)/2 turns the sum into a convolution with the chirp e^{πi j²/n}. */
function bluestein(n: number): Fourier {
  let padded = 1;
  while (padded < 2 * n - 1) padded *= 2;
  const inner = mixedRadix(padded, factorise(padded));
  const root = rootsOfUnity(2 * n);
  const chirp = { re: new Float64Array(n), im: new Float64Array(n) };
  const kernel = { re: new Float64Array(padded), im: new Float64Array(padded) };
  for (let j = 0, square = 0; j < n; j++) {
    chirp.re[j] = root.re[square];
    chirp.im[j] = root.im[square];
    kernel.re[j] = kernel.re[(padded - j) % padded] = chirp.re[j] / padded;
    kernel.im[j] = kernel.im[(padded - j) % padded] = chirp.im[j] / padded;
    square = (square + 2 * j + 1) % (2 * n); // (j+1)² mod 2n
  }
  inner.transform(kernel.re, kernel.im);
  const work = { re: new Float64Array(padded), im: new Float64Array(padded) };
  return {
    length: n,
    transform(re, im) {
      work.re.fill(0);
      work.im.fill(0);
      for (let j = 0; j < n; j++) {
        work.re[j] = re[j] * chirp.re[j] + im[j] * chirp.im[j];
        work.im[j] = im[j] * chirp.re[j] - re[j] * chirp.im[j];
      }
      inner.transform(work.re, work.im);
      for (let j = 0; j < padded; j++) {
        const r = work.re[j] * kernel.re[j] - work.im[j] * kernel.im[j];
        work.im[j] = work.re[j] * kernel.im[j] + work.im[j] * kernel.re[j];
        work.re[j] = r;
      }
      inner.transform(work.im, work.re);
      for (let k = 0; k < n; k++) {
        re[k] = work.re[k] * chirp.re[k] + work.im[k] * chirp.im[k];
        im[k] = work.im[k] * chirp.re[k] - work.re[k] * chirp.im[k];
      }
    },
  };
}
