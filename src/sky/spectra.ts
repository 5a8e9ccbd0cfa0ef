/**
 * Angular power spectra, C_ℓ = (1/4π)∫∫ P_ℓ f f = (1/(2ℓ+1)) Σ_m |a_ℓm|² (healpy's convention), of maps and of values on
 * scattered directions; index = ℓ, from 0. All are plain averages over m, so cross-spectra may be negative.
 */
import { CranisError } from '../model/errors.ts';
import { PARAMETERS } from '../model/parameters.ts';
import { type Alm, almIndex } from './alm.ts';
import { createHarmonicTransform } from './harmonics.ts';
import { nSideOf } from './healpix.ts';
import { analyseDirections } from './scattered.ts';

/** C_ℓ for ℓ = 0 … lMax of one field, or the cross-spectrum of two, (1/(2ℓ+1)) Σ_m Re a_ℓm b*_ℓm. */
export function powerSpectrum(a: Alm, b: Alm = a): Float64Array {
  if (a.lMax !== b.lMax) throw new RangeError(`powerSpectrum: ℓ_max = ${a.lMax} and ${b.lMax}, want the same`);
  const { lMax } = a;
  const C = new Float64Array(lMax + 1);
  for (let m = 0; m <= lMax; m++) {
    const count = m === 0 ? 1 : 2;
    for (let l = m; l <= lMax; l++) {
      const at = almIndex(lMax, l, m);
      C[l] += (count / (2 * l + 1)) * (a.re[at] * b.re[at] + a.im[at] * b.im[at]);
    }
  }
  return C;
}

/** What `analyse` is to do, see {@link createHarmonicTransform}. */
export interface MapSpectrumOptions {
  /** Largest multipole; 3 N_side − 1 by default. */
  readonly lMax?: number;
  /** Rounds of the iterated analysis; 3 by default. */
  readonly iterations?: number;
}

/** C_ℓ of a full-sky HEALPix map in ring order, or the cross-spectrum of two: healpy's anafast. */
export function mapSpectrum(
  map: Float64Array,
  { lMax, iterations = PARAMETERS.iterations.default }: MapSpectrumOptions = {},
  other?: Float64Array,
): Float64Array {
  const transform = createHarmonicTransform(nSideOf(map.length), lMax);
  const [a, b] = transform.analyse(other ? [map, other] : [map], { iterations });
  return powerSpectrum(a, b);
}

/** A spectrum of N independent directions with its shot noise. */
export interface PairSpectrum {
  /** Without the terms i = j: unbiased for uniformly random directions. */
  readonly C: Float64Array;
  /** With them. */
  readonly raw: Float64Array;
  /** (4π/N²) Σ_i f_i g_i, their contribution to every ℓ. */
  readonly shotNoise: number;
}

/**
 * The i ≠ j pair estimator on scattered directions (x, y, z interleaved),
 *   Ĉ_ℓ = (4π/N²) Σ_{i≠j} P_ℓ(p̂_i·p̂_j) f_i f_j = C_ℓ[all] − (4π/N²) Σ_i f_i²,
 * through a_ℓm = (4π/N) Σ_i f_i Y*_ℓm, so in N ℓ² operations; of each set of values on the same directions. Its scatter
 * grows with the mean of f: subtract that first (see `removeMonopole`).
 */
export function pairSpectra(directions: Float64Array, values: readonly Float64Array[], lMax: number): PairSpectrum[] {
  return analyseDirections(directions, values, lMax).map((alm, b) => {
    const raw = powerSpectrum(alm);
    const noise = selfPairs(values[b]);
    return { C: raw.map((value) => value - noise), raw, shotNoise: noise };
  });
}

/** The same by its definition, a sum over all pairs in N² ℓ operations: the oracle of {@link pairSpectra}. */
export function pairSpectrumDirect(directions: Float64Array, values: Float64Array, lMax: number): PairSpectrum {
  const n = values.length;
  const C = new Float64Array(lMax + 1);
  const vector = (i: number) => directions.subarray(3 * i, 3 * i + 3);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (i === j) continue;
      const [a, b] = [vector(i), vector(j)];
      const x = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
      let [previous, legendre] = [0, 1];
      for (let l = 0; l <= lMax; l++) {
        C[l] += ((4 * Math.PI) / n ** 2) * legendre * values[i] * values[j];
        [previous, legendre] = [legendre, ((2 * l + 1) * x * legendre - l * previous) / (l + 1)];
      }
    }
  }
  const noise = selfPairs(values);
  return { C, raw: C.map((value) => value + noise), shotNoise: noise };
}

function selfPairs(values: Float64Array): number {
  return ((4 * Math.PI) / values.length ** 2) * values.reduce((sum, f) => sum + f * f, 0);
}

/**
 * White noise level N of a full-sky map from its variance: what Σ_{ℓ≤lMax} (2ℓ+1)/(4π) C_ℓ leaves of ⟨f²⟩, shared among
 * the N_pix − (lMax+1)² modes beyond,
 *   N = 4π (⟨f²⟩ − Σ (2ℓ+1)/(4π) C_ℓ)/(N_pix − (lMax+1)²),   from ⟨f²⟩ = Σ (2ℓ+1)/(4π) (C_ℓ − N) + N_pix N/(4π).
 * That is (4π/N_pix) σ² with σ² the variance not shared between pixels, as long as the field's own power beyond lMax is
 * small beside it; C_ℓ as of {@link mapSpectrum}, noise included, and `meanSquare` = ⟨f²⟩ over the same pixels.
 */
export function shotNoise(C: ArrayLike<number>, meanSquare: number, nPix: number): number {
  const modes = C.length ** 2;
  if (modes >= nPix) {
    throw new CranisError(`a map of ${nPix} pixels has no modes left beyond ℓ = ${C.length - 1}`, {
      where: 'lMax',
      hint: 'take the noise from a spectrum with (ℓ_max + 1)² well below the number of pixels',
    });
  }
  let variance = meanSquare;
  for (let l = 0; l < C.length; l++) variance -= ((2 * l + 1) / (4 * Math.PI)) * C[l];
  return (4 * Math.PI * variance) / (nPix - modes);
}
