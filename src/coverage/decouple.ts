/**
 * From pseudo-C_ℓ back to C_ℓ, in bands of multipoles as narrow as the sky allows (Hivon et al. 2002, ApJ 567, 2, section
 * 2.3). Within a band C_ℓ is taken as ∝ (ℓ(ℓ+1))^(−p/2); with Q_ℓb that shape and P_bℓ its inverse, averaged,
 *   C_b = Σ_b' (P R Q)^−1_bb' Σ_ℓ P_b'ℓ C̃_ℓ,   ⟨C_b⟩ = Σ_ℓ F_bℓ C_ℓ,   F = (P R Q)^−1 P R.
 * Linear in C̃_ℓ, so that noise comes back as noise, and exact on average for bands of one multipole.
 */
import { solveMany } from '../math/lu.ts';
import { CranisError } from '../model/errors.ts';
import type { MultipoleMatrix } from './coupling.ts';
import type { Treatment } from './treatment.ts';

/** Multipoles that were not told apart, both ends among them. */
export interface Band {
  readonly from: number;
  /** The last multipole. */
  readonly to: number;
}

/** C_ℓ from pseudo-C_ℓ for one coverage, ready to be applied. */
export interface Decoupling {
  readonly bands: readonly Band[];
  /** Multipoles in a band; the monopole and the dipole stand alone wherever the sky allows it. */
  readonly width: number;
  /** Condition number (1-norm) of the matrix that is inverted. */
  readonly condition: number;
  /** C_ℓ, ℓ = 0 … lMax: zero where what was removed left nothing. */
  spectrum(pseudo: ArrayLike<number>): Float64Array;
  /** Standard errors of the same, from the covariance of the pseudo-C_ℓ, row-major. */
  errors(covariance: Float64Array): Float64Array;
  /** F_bℓ: what each band's C is the mean of, by band, then ℓ. */
  windows(): Float64Array[];
  /** Shape of C_ℓ in its band, by ℓ, of mean 1 in each band: C_ℓ = shape_ℓ C_b. */
  readonly shape: Float64Array;
}

/** What was removed from the map, and how wide bands are. */
export interface DecouplingOptions extends Treatment {
  /** Multipoles in a band; by default the fewest whose matrix is well conditioned. */
  readonly width?: number | undefined;
  /** p, 2 by default: ℓ(ℓ+1) C_ℓ constant within a band. */
  readonly slope?: number | undefined;
}

/** Above this the pseudo-C_ℓ do not tell the bands apart. */
const CONDITION_MAX = 100;

/**
 * How pseudo-C_ℓ of this response are turned back into C_ℓ. Throws a CranisError where the sky does not tell the bands apart.
 * @param response square, for ℓ up to the highest one that matters: what lies beyond it biases the last bands
 */
export function decoupling(
  response: MultipoleMatrix,
  { remove = 'none', withoutM0 = false, width, slope = 2 }: DecouplingOptions,
): Decoupling {
  const { lMax, lMaxSky } = response;
  if (lMax !== lMaxSky) throw new RangeError(`decoupling: ${lMax} and ${lMaxSky}, want a square matrix`);
  const first = remove === 'dipole' ? 2 : remove === 'monopole' || withoutM0 ? 1 : 0;
  if (width !== undefined) {
    if (!Number.isInteger(width) || width < 1 || width > lMax) {
      throw new CranisError(`bands of ${width} multipoles`, {
        where: 'width',
        hint: `give a whole number from 1 to ${lMax}`,
      });
    }
    const found = inBands(response, first, width, slope, true) ?? inBands(response, first, width, slope, false);
    if (found) return found;
    throw new CranisError(`this sky does not tell bands of ${width} multipole${width === 1 ? '' : 's'} apart`, {
      where: 'width',
      hint: 'give wider bands, or leave the width out',
    });
  }
  for (const apart of [true, false]) {
    for (let w = 1; w <= Math.max(1, lMax >> 1); w++) {
      const found = inBands(response, first, w, slope, apart);
      if (found) return found;
    }
  }
  throw new CranisError('this sky is too small to be decoupled', {
    where: 'coverage',
    hint: 'compare a theory with its pseudo-C_ℓ instead',
  });
}

/** With `apart`, monopole and dipole are bands of their own. The last band takes what is left over. */
function bandsOf(first: number, width: number, lMax: number, apart: boolean): Band[] {
  const bands: Band[] = [];
  let next = first;
  for (; apart && next < Math.min(2, lMax + 1); next++) bands.push({ from: next, to: next });
  for (; next <= lMax; next += width) bands.push({ from: next, to: Math.min(lMax, next + width - 1) });
  return bands;
}

function inBands(
  { lMax, values }: MultipoleMatrix,
  first: number,
  width: number,
  slope: number,
  apart: boolean,
): Decoupling | undefined {
  const bands = bandsOf(first, width, lMax, apart);
  const n = bands.length;
  const size = lMax + 1;
  const shape = new Float64Array(size);
  for (const { from, to } of bands) {
    let sum = 0;
    for (let l = from; l <= to; l++) sum += shape[l] = l === 0 ? 1 : (l * (l + 1)) ** (-slope / 2);
    for (let l = from; l <= to; l++) shape[l] *= (to - from + 1) / sum;
  }
  const average = ({ from, to }: Band, value: (l: number) => number) => {
    let sum = 0;
    for (let l = from; l <= to; l++) sum += value(l) / shape[l];
    return sum / (to - from + 1);
  };
  const matrix = new Float64Array(n * n);
  bands.forEach((row, b) => {
    bands.forEach(({ from, to }, c) => {
      matrix[b * n + c] = average(row, (l) => {
        let sum = 0;
        for (let k = from; k <= to; k++) sum += values[l * size + k] * shape[k];
        return sum;
      });
    });
  });
  const inverse = invert(matrix, n);
  if (!inverse) return undefined;
  const condition = norm(matrix, n) * norm(inverse, n);
  if (!(condition < CONDITION_MAX)) return undefined;

  const perMultipole = (byBand: ArrayLike<number>) => {
    const C = new Float64Array(size);
    bands.forEach(({ from, to }, b) => {
      for (let l = from; l <= to; l++) C[l] = byBand[b] * shape[l];
    });
    return C;
  };
  return {
    bands,
    width,
    condition,
    shape,
    windows() {
      const passed = bands.map((row) =>
        Float64Array.from({ length: size }, (_, k) => average(row, (l) => values[l * size + k])),
      );
      return bands.map((_, b) =>
        Float64Array.from({ length: size }, (__, k) =>
          passed.reduce((sum, row, c) => sum + inverse[b * n + c] * row[k], 0),
        ),
      );
    },
    spectrum(pseudo) {
      const binned = bands.map((band) => average(band, (l) => pseudo[l]));
      return perMultipole(bands.map((_, b) => binned.reduce((sum, value, c) => sum + inverse[b * n + c] * value, 0)));
    },
    errors(covariance) {
      const half = bands.map((band) =>
        bands.map((other) => average(band, (l) => average(other, (k) => covariance[l * size + k]))),
      );
      return perMultipole(
        bands.map((_, b) => {
          let variance = 0;
          for (let c = 0; c < n; c++) {
            for (let d = 0; d < n; d++) variance += inverse[b * n + c] * half[c][d] * inverse[b * n + d];
          }
          return Math.sqrt(Math.max(0, variance));
        }),
      );
    },
  };
}

function invert(matrix: Float64Array, n: number): Float64Array | undefined {
  const unit = new Float64Array(n * n);
  for (let i = 0; i < n; i++) unit[i * n + i] = 1;
  try {
    return solveMany(Float64Array.from(matrix), unit, n);
  } catch (error) {
    if (error instanceof RangeError) return undefined; // a pivot of zero
    throw error;
  }
}

/** Largest sum of a column. */
function norm(matrix: Float64Array, n: number): number {
  let largest = 0;
  for (let c = 0; c < n; c++) {
    let sum = 0;
    for (let r = 0; r < n; r++) sum += Math.abs(matrix[r * n + c]);
    largest = Math.max(largest, sum);
  }
  return largest;
}
