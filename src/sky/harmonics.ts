/**
 * Spherical harmonic transforms of HEALPix maps in ring order.
 *   synthesis  f(p̂) = Σ_ℓm a_ℓm Y_ℓm(p̂),   analysis  a_ℓm = (4π/N_pix) Σ_p f_p Y*_ℓm(p̂_p),
 * the latter repeated on the residual (Jacobi's iteration), since the pixels are no exact quadrature rule.
 * By rings: a Fourier transform along each, then a sum with Legendre functions over colatitude, N_side³ operations.
 */
import { CranisError } from '../model/errors.ts';
import { type Alm, almIndex, checkLMax, zeroAlm } from './alm.ts';
import { checkNSide, pixelCount, rings } from './healpix.ts';
import { LANES, type LegendreRecursion, legendreRecursion } from './legendre.ts';
import { addToAlm, type Phases, sumOverEll, zeroPhases } from './legendre-sums.ts';
import { type RingPairs, ringPairs } from './ring-phases.ts';

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
const WORK = 2 ** 25;

/**
 * The transform for maps of N_side (a power of two) and 0 ≤ ℓ ≤ lMax, at most and by default 3 N_side − 1.
 * `iterations` of `analyse` is 3 by default, as in healpy's anafast and map2alm.
 */
export function harmonicTransform(nSide: number, lMax = 3 * nSide - 1): HarmonicTransform {
  checkNSide(nSide);
  checkLMax(lMax, 3 * nSide - 1);
  const pairs = ringPairs(rings(nSide), lMax);
  const legendre = legendreRecursion(lMax);
  const length = (lMax + 1) * pairs.stride;
  const atOnce = Math.max(1, Math.floor(WORK / (4 * length)));
  const phases: Phases[] = [];
  const lend = (n: number) => {
    while (phases.length < n) phases.push(zeroPhases(length));
    return phases.slice(0, n);
  };

  const analyseOnce = (maps: readonly Float64Array[]) => analysis(pairs, legendre, maps, lend(maps.length), nSide);
  const synthesise = (alms: readonly Alm[]) => synthesis(pairs, legendre, alms, lend(alms.length), nSide);

  return {
    nSide,
    lMax,
    analyse(maps, { iterations = 3 } = {}) {
      checkIterations(iterations);
      for (const map of maps) checkMap(map, nSide);
      return inBatches(maps, atOnce, (batch) => {
        const alms = analyseOnce(batch);
        for (let i = 0; i < iterations; i++) {
          const residuals = synthesise(alms);
          residuals.forEach((residual, b) => {
            for (let p = 0; p < residual.length; p++) residual[p] = batch[b]![p]! - residual[p]!;
          });
          analyseOnce(residuals).forEach((correction, b) => {
            addTo(alms[b]!.re, correction.re);
            addTo(alms[b]!.im, correction.im);
          });
        }
        return alms;
      });
    },
    synthesise(alms) {
      for (const alm of alms) {
        if (alm.lMax !== lMax) throw new RangeError(`synthesise: a_ℓm up to ${alm.lMax}, want ℓ_max = ${lMax}`);
      }
      return inBatches(alms, atOnce, synthesise);
    },
  };
}

function analysis(
  pairs: RingPairs,
  legendre: LegendreRecursion,
  maps: readonly Float64Array[],
  phases: readonly Phases[],
  nSide: number,
): Alm[] {
  const { lMax, table, scale } = legendre;
  const alms = maps.map(() => zeroAlm(lMax));
  maps.forEach((map, b) => {
    pairs.toPhases(map, phases[b]!);
  });
  const area = (4 * Math.PI) / pixelCount(nSide);
  for (let m = 0; m <= lMax; m++) {
    const start = almIndex(lMax, m, m);
    overBlocks(pairs, legendre, m, (at, first) => {
      for (let b = 0; b < alms.length; b++) {
        addToAlm(table, first, lMax - m, phases[b]!, m * pairs.stride + at, alms[b]!.re, alms[b]!.im, start);
      }
    });
    for (const { re, im } of alms) {
      for (let k = 0; k <= lMax - m; k++) {
        re[start + k]! *= area * scale[k]!;
        im[start + k]! *= area * scale[k]!;
      }
    }
  }
  return alms;
}

function synthesis(
  pairs: RingPairs,
  legendre: LegendreRecursion,
  alms: readonly Alm[],
  phases: readonly Phases[],
  nSide: number,
): Float64Array[] {
  const { lMax, table, scale } = legendre;
  const scaled = alms.map(() => ({ re: new Float64Array(lMax + 1), im: new Float64Array(lMax + 1) }));
  for (let m = 0; m <= lMax; m++) {
    const start = almIndex(lMax, m, m);
    overBlocks(
      pairs,
      legendre,
      m,
      (at, first) => {
        for (let b = 0; b < alms.length; b++) {
          const { re, im } = scaled[b]!;
          sumOverEll(table, first, lMax - m, re, im, 0, phases[b]!, m * pairs.stride + at);
        }
      },
      () => {
        alms.forEach((alm, b) => {
          for (let k = 0; k <= lMax - m; k++) {
            scaled[b]!.re[k] = alm.re[start + k]! * scale[k]!;
            scaled[b]!.im[k] = m === 0 ? 0 : alm.im[start + k]! * scale[k]!;
          }
        });
      },
    );
  }
  return alms.map((_, b) => {
    const map = new Float64Array(pixelCount(nSide));
    pairs.toMap(phases[b]!, map);
    return map;
  });
}

/** For one m: tabulate the functions block by block of colatitudes that carry this m, from the first such ring on. */
function overBlocks(
  { count, stride, cosTheta, sinTheta, mLimit }: RingPairs,
  legendre: LegendreRecursion,
  m: number,
  use: (at: number, first: number) => void,
  prepare?: () => void,
): void {
  legendre.order(m);
  prepare?.();
  let northernmost = 0;
  while (northernmost < count && mLimit[northernmost]! < m) northernmost++;
  for (let at = northernmost - (northernmost % LANES); at < stride; at += LANES) {
    use(at, legendre.fill(cosTheta, sinTheta, at));
  }
}

function inBatches<A, B>(items: readonly A[], size: number, transform: (batch: readonly A[]) => B[]): B[] {
  const results: B[] = [];
  for (let i = 0; i < items.length; i += size) results.push(...transform(items.slice(i, i + size)));
  return results;
}

function addTo(sum: Float64Array, term: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += term[i]!;
}

function checkIterations(iterations: number): void {
  if (!Number.isInteger(iterations) || iterations < 0 || iterations > 100) {
    throw new CranisError(`${iterations} iterations of the analysis are not an integer from 0 to 100`, {
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
