/**
 * Spherical harmonic transforms of HEALPix maps in ring order.
 *   synthesis  f(p̂) = Σ_ℓm a_ℓm Y_ℓm(p̂),   analysis  a_ℓm = (4π/N_pix) Σ_p f_p Y*_ℓm(p̂_p),
 * the latter repeated on the residual (Jacobi's iteration), since the pixels are no exact quadrature rule.
 * By rings: a Fourier transform along each, then a sum with Legendre functions over colatitude, N_side³ operations.
 */
import { CranisError } from '../model/errors.ts';
import { PARAMETERS } from '../model/parameters.ts';
import { type Alm, checkLMax, zeroAlm } from './alm.ts';
import { checkNSide, pixelCount, rings } from './healpix.ts';
import { legendreSums, type Phases, zeroPhases } from './legendre-sums.ts';
import { ringPairs, zeroSpectra } from './ring-phases.ts';
import { fastestEngine } from './series-engine.ts';
import { BLOCK } from './series-sums.ts';

/** Transforms of one N_side and ℓ_max, with their tables; cheap to keep and to use again, for one caller at a time. */
export interface HarmonicTransform {
  readonly nSide: number;
  readonly lMax: number;
  /**
   * a_ℓm of maps in ring order. Maps given together share the Legendre recursion, a third to a half of the work.
   * Throws a CranisError on a map of another size or with a value that is not finite.
   */
  analyse(maps: readonly Float64Array[], options?: { readonly iterations?: number }): Alm[];
  /** Maps in ring order of coefficients of this ℓ_max. */
  synthesise(alms: readonly Alm[]): Float64Array[];
}

/** Maps are transformed so many at a time that their Fourier coefficients fill no more than this, in numbers. */
const WORK = 2 ** 24;

/**
 * The transform for maps of N_side (a power of two) and 0 ≤ ℓ ≤ lMax, at most and by default 3 N_side − 1.
 * `iterations` of `analyse` is 3 by default, as in healpy's anafast and map2alm. All engines give the same bytes.
 */
export function createHarmonicTransform(
  nSide: number,
  lMax = 3 * nSide - 1,
  engine = fastestEngine,
): HarmonicTransform {
  checkNSide(nSide);
  checkLMax(lMax, 3 * nSide - 1);
  const pairs = ringPairs(rings(nSide), lMax);
  const sums = legendreSums(lMax, pairs.cosTheta, pairs.sinTheta, engine);
  const area = (4 * Math.PI) / pixelCount(nSide);
  const length = (lMax + 1) * pairs.stride;
  const atOnce = Math.max(1, Math.floor(WORK / (4 * length)));
  const phases: Phases[] = [];
  const lend = (n: number) => {
    while (phases.length < n) phases.push(zeroPhases(length));
    return phases.slice(0, n);
  };
  /** For every m, with the first block of rings that carries it. */
  const eachOrder = (use: (m: number, from: number) => void) => {
    for (let m = 0, pair = 0; m <= lMax; m++) {
      while (pair < pairs.count && pairs.mLimit[pair] < m) pair++;
      use(m, pair - (pair % BLOCK));
    }
  };

  const sumUp = (lent: readonly Phases[]): Alm[] => {
    const alms = lent.map(() => zeroAlm(lMax));
    eachOrder((m, from) => sums.analyse(m, from, lent, m * pairs.stride, area, alms));
    return alms;
  };

  const spread = (alms: readonly Alm[]): Phases[] => {
    const lent = lend(alms.length);
    eachOrder((m, from) => sums.synthesise(m, from, alms, lent, m * pairs.stride));
    return lent;
  };

  return {
    nSide,
    lMax,
    analyse(maps, { iterations = PARAMETERS.iterations.default } = {}) {
      checkIterations(iterations);
      for (const map of maps) checkMap(map, nSide);
      return inBatches(maps, atOnce, (batch) => {
        const lent = lend(batch.length);
        const spectra = batch.map((map, b) => {
          const kept = iterations > 0 ? zeroSpectra(nSide) : undefined;
          pairs.toPhases(map, lent[b], kept);
          return kept;
        });
        const alms = sumUp(lent);
        for (let i = 0; i < iterations; i++) {
          spread(alms).forEach((phases, b) => {
            pairs.toResidual(spectra[b]!, phases);
          });
          sumUp(lent).forEach((correction, b) => {
            addTo(alms[b].re, correction.re);
            addTo(alms[b].im, correction.im);
          });
        }
        return alms;
      });
    },
    synthesise(alms) {
      for (const alm of alms) {
        if (alm.lMax !== lMax) throw new RangeError(`synthesise: a_ℓm up to ${alm.lMax}, want ℓ_max = ${lMax}`);
      }
      return inBatches(alms, atOnce, (batch) =>
        spread(batch).map((phases) => {
          const map = new Float64Array(pixelCount(nSide));
          pairs.toMap(phases, map);
          return map;
        }),
      );
    },
  };
}

function inBatches<A, B>(items: readonly A[], size: number, transform: (batch: readonly A[]) => B[]): B[] {
  const results: B[] = [];
  for (let i = 0; i < items.length; i += size) results.push(...transform(items.slice(i, i + size)));
  return results;
}

function addTo(sum: Float64Array, term: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i] += term[i];
}

function checkIterations(iterations: number): void {
  const { min, max } = PARAMETERS.iterations.range;
  if (!Number.isInteger(iterations) || iterations < min || iterations > max) {
    throw new CranisError(`${iterations} iterations of the analysis are not an integer from ${min} to ${max}`, {
      where: 'iterations',
      hint: '3 is the usual number, 0 is the plain sum over pixels',
    });
  }
}

function checkMap(map: Float64Array, nSide: number): void {
  if (map.length !== pixelCount(nSide)) {
    throw new CranisError(`a map of ${map.length} pixels is not of N_side = ${nSide}`, {
      where: 'map',
      hint: `a full sky of this N_side has ${pixelCount(nSide)} pixels`,
    });
  }
  const bad = map.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    throw new CranisError(`pixel ${bad} of the map is ${map[bad]}`, {
      where: 'map',
      hint: 'set pixels without data to zero, and pass a mask, before taking a spectrum',
    });
  }
}
