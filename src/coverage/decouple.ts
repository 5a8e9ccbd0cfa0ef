/**
 * From pseudo-C_ℓ back to C_ℓ, in bands of multipoles as narrow as the sky allows (Hivon et al. 2002, ApJ 567, 2, section
 * 2.3). Within a band C_ℓ is taken as ∝ (ℓ(ℓ+1))^(−p/2); with Q_ℓb that shape and P_bℓ its inverse, averaged,
 *   C_b = Σ_b' (P R Q)^−1_bb' Σ_ℓ P_b'ℓ C̃_ℓ,   ⟨C_b⟩ = Σ_ℓ F_bℓ C_ℓ,   F = (P R Q)^−1 P R.
 * Linear in C̃_ℓ, so that noise comes back as noise, and exact on average for bands of one multipole.
 */
import { pow } from '../math/elementary/index.ts';
import { invert } from '../math/lu.ts';
import { applyMatrix, createMatrix, type Matrix, multiply, oneNorm } from '../math/matrix.ts';
import { CranisError } from '../model/errors.ts';
import { PARAMETERS } from '../model/parameters.ts';
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
  /** Standard errors of the same, from the covariance of the pseudo-C_ℓ. */
  errors(covariance: Matrix): Float64Array;
  /** F_bℓ, rows b, columns ℓ: what each band's C is the mean of. */
  windows(): Matrix;
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

/** Bands that a sky tells apart: their width, and the slope within them. */
export interface WorkingBands {
  readonly width: number;
  readonly slope: number;
}

/** Pseudo-C_ℓ of this sky do not tell bands apart as they were asked for. */
export class DecouplingError extends CranisError {
  override name = 'DecouplingError';
  /** Bands that were tried and do work; undefined where none was found. */
  readonly working: WorkingBands | undefined;

  constructor(message: string, where: 'width' | 'coverage', working: WorkingBands | undefined) {
    const hint = working
      ? `bands of ${working.width} multipoles with a slope of ${working.slope} work`
      : 'compare a theory with its pseudo-C_ℓ instead';
    super(message, { where, hint });
    this.working = working;
  }
}

/**
 * How pseudo-C_ℓ of this response are turned back into C_ℓ. Throws a {@link DecouplingError} where the sky does not tell the
 * bands apart.
 * @param response square, for ℓ up to the highest one that matters: what lies beyond it biases the last bands
 */
export function createDecoupling(
  response: Matrix,
  { remove = 'none', withoutM0 = false, width, slope = PARAMETERS.slope.default }: DecouplingOptions,
): Decoupling {
  const { rows, columns } = response;
  if (rows !== columns) throw new RangeError(`decoupling: ${rows} × ${columns}, want a square matrix`);
  const lMax = rows - 1;
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
    throw new DecouplingError(
      `this sky does not tell bands of ${width} multipole${width === 1 ? '' : 's'} apart`,
      'width',
      workingBands(response, first, width + 1, slope),
    );
  }
  const found = narrowest(response, first, slope, { from: 1, to: Math.max(1, lMax >> 1) });
  if (found) return found;
  throw new DecouplingError(
    'this sky is too small to be decoupled',
    'coverage',
    workingBands(response, first, 1, slope),
  );
}

/** The narrowest bands that work: first with monopole and dipole as bands of their own, then without. */
function narrowest(response: Matrix, first: number, slope: number, { from, to }: Band): Decoupling | undefined {
  for (const apart of [true, false]) {
    for (let width = from; width <= to; width++) {
      const found = inBands(response, first, width, slope, apart);
      if (found) return found;
    }
  }
  return undefined;
}

/** Slopes to offer where the one that was asked for does not work. */
const SLOPES = [2, 1, 0, -1];

/**
 * The narrowest bands from `least` multipoles up that this sky tells apart, two of them at least, for a slope near the one asked
 * for. Small skies need wide bands, and over these a steep shape weighs the multipoles too unequally to tell bands apart.
 */
function workingBands(response: Matrix, first: number, least: number, slope: number): WorkingBands | undefined {
  const widths = { from: least, to: Math.ceil((response.rows - first) / 2) };
  for (const other of [slope, ...SLOPES.toSorted((a, b) => Math.abs(a - slope) - Math.abs(b - slope))]) {
    const found = narrowest(response, first, other, widths);
    if (found) return { width: found.width, slope: other };
  }
  return undefined;
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
  { rows: size, values }: Matrix,
  first: number,
  width: number,
  slope: number,
  apart: boolean,
): Decoupling | undefined {
  const bands = bandsOf(first, width, size - 1, apart);
  const n = bands.length;
  const shape = new Float64Array(size);
  for (const { from, to } of bands) {
    let sum = 0;
    for (let l = from; l <= to; l++) sum += shape[l] = l === 0 ? 1 : pow(l * (l + 1), -slope / 2);
    for (let l = from; l <= to; l++) shape[l] *= (to - from + 1) / sum;
  }
  const average = ({ from, to }: Band, value: (l: number) => number) => {
    let sum = 0;
    for (let l = from; l <= to; l++) sum += value(l) / shape[l];
    return sum / (to - from + 1);
  };
  const matrix = createMatrix(n, n);
  bands.forEach((row, b) => {
    bands.forEach(({ from, to }, c) => {
      matrix.values[b * n + c] = average(row, (l) => {
        let sum = 0;
        for (let k = from; k <= to; k++) sum += values[l * size + k] * shape[k];
        return sum;
      });
    });
  });
  const inverse = invert(matrix);
  if (!inverse) return undefined;
  const condition = oneNorm(matrix) * oneNorm(inverse);
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
      const passed = createMatrix(n, size);
      bands.forEach((row, b) => {
        for (let k = 0; k < size; k++) passed.values[b * size + k] = average(row, (l) => values[l * size + k]);
      });
      return multiply(inverse, passed);
    },
    spectrum(pseudo) {
      const binned = bands.map((band) => average(band, (l) => pseudo[l]));
      return perMultipole(applyMatrix(inverse, binned));
    },
    errors(covariance) {
      const half = bands.map((band) =>
        bands.map((other) => average(band, (l) => average(other, (k) => covariance.values[l * size + k]))),
      );
      return perMultipole(
        bands.map((_, b) => {
          let variance = 0;
          for (let c = 0; c < n; c++) {
            for (let d = 0; d < n; d++) variance += inverse.values[b * n + c] * half[c][d] * inverse.values[b * n + d];
          }
          return Math.sqrt(Math.max(0, variance));
        }),
      );
    },
  };
}
