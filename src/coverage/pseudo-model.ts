/**
 * What a coverage makes of a spectrum: expectation, covariance and, where the coverage depends on declination alone, the
 * whole distribution of the pseudo-C_ℓ of a Gaussian sky.
 */
import { applyMatrix, createMatrix, type Matrix } from '../math/matrix.ts';
import { CranisError } from '../model/errors.ts';
import type { Mask } from '../sky/mask.ts';
import { type OrderOperator, orderOperators } from './axisymmetric.ts';
import type { ColatitudeRule } from './colatitude-rule.ts';
import { couplingMatrix } from './coupling.ts';
import type { SkyCoverage } from './coverage.ts';
import { templateResponse } from './template-response.ts';

/** Multipoles. */
export interface PseudoModelOptions {
  /** Highest multipole seen. */
  readonly lMax: number;
  /** Highest multipole of the sky that is mixed into them; lMax by default. */
  readonly lMaxSky?: number;
}

/** What a coverage, and the treatment of its maps, make of any spectrum. */
export interface PseudoModel {
  readonly lMax: number;
  readonly lMaxSky: number;
  /** Rows ℓ, columns ℓ': ⟨C̃_ℓ⟩ of a sky without noise = Σ_ℓ' response_ℓℓ' C_ℓ'. Exact, but for 1e-4 ⟨w²⟩ where monopole or dipole is removed from a mask. */
  readonly response: Matrix;
  /** ⟨C̃_ℓ⟩ of white noise of level 1, all multipoles of it. Exact, but for 3e-4 ⟨w²⟩ where the response is not. */
  readonly noise: Float64Array;
  /** Whether `moments` are exact, or the covariance is the narrow-kernel approximation. */
  readonly exact: boolean;
  /** Of a Gaussian, statistically isotropic sky with spectrum C_ℓ (index = ℓ, from 0) and white noise of level N. */
  moments(C: ArrayLike<number>, noise?: number): PseudoMoments;
}

/** Mean, covariance and law of the pseudo-C_ℓ of one spectrum. */
export interface PseudoMoments {
  /** ⟨C̃_ℓ⟩, noise included, ℓ = 0 … lMax. */
  readonly mean: Float64Array;
  /** Cov(C̃_ℓ, C̃_ℓ'): cosmic variance and noise. */
  readonly covariance: Matrix;
  /** ν_ℓ = 2 mean²/variance: C̃_ℓ is near to mean χ²_ν/ν. Zero where nothing is left of a multipole. */
  readonly degreesOfFreedom: Float64Array;
  /**
   * S^m = ⟨|ã_ℓm|²⟩ for m = 0 … ℓ, by ℓ, so that C̃_ℓ = (S⁰ χ²_1 + Σ_{m>0} S^m χ²_2)/(2ℓ+1); undefined where the coverage
   * depends on right ascension.
   */
  readonly variances: readonly Float64Array[] | undefined;
}

/** Up to so many multiplications all orders are computed one by one: about a second. */
const AFFORDABLE = 1.5e9;

/** Throws a CranisError where m = 0 is removed on a sky whose coverage depends on right ascension. */
export function createPseudoModel(coverage: SkyCoverage, { lMax, lMaxSky = lMax }: PseudoModelOptions): PseudoModel {
  const { treatment } = coverage;
  const rule = coverage.rule(2 * Math.max(lMax, lMaxSky, 1));
  if (rule) {
    const work = (rule.area.length * (lMax + 1) ** 2 * (lMaxSky + 1)) / 2;
    if (work > AFFORDABLE) return largeModel(coverage, rule, lMax, lMaxSky);
    return axisymmetricModel(orderOperators(rule, lMax, lMaxSky, treatment), lMax, lMaxSky);
  }
  if (treatment.withoutM0) {
    throw new CranisError(
      'the removal of m = 0 is computed only for a coverage that is the same at every right ascension',
      {
        where: 'coverage',
        hint: 'give a band of declinations, or a mask of whole rings',
      },
    );
  }
  return maskModel(coverage, coverage.pixels!, lMax, lMaxSky);
}

function axisymmetricModel(orders: readonly OrderOperator[], lMax: number, lMaxSky: number): PseudoModel {
  const response = createMatrix(lMax + 1, lMaxSky + 1);
  const white = new Float64Array(lMax + 1);
  for (const { m, transfer, noise } of orders) {
    const { rows, columns } = transfer;
    for (let r = 0; r < rows; r++) {
      const share = (m === 0 ? 1 : 2) / (2 * (m + r) + 1);
      for (let c = 0; c < columns; c++) {
        response.values[(m + r) * (lMaxSky + 1) + m + c] += share * transfer.values[r * columns + c] ** 2;
      }
      white[m + r] += share * noise.values[r * rows + r];
    }
  }
  return {
    lMax,
    lMaxSky,
    response,
    noise: white,
    exact: true,
    moments: (C, level = 0) => axisymmetricMoments(orders, lMax, C, level),
  };
}

/**
 * S^m_ℓℓ' = Σ_ℓ'' T_ℓℓ'' C_ℓ'' T_ℓ'ℓ'' + N Q_ℓℓ'; ã_ℓm are Gaussian and independent for different m ≥ 0, so that
 * Cov(C̃_ℓ, C̃_ℓ') = 2/((2ℓ+1)(2ℓ'+1)) Σ_{all m} (S^m_ℓℓ')².
 */
function axisymmetricMoments(
  orders: readonly OrderOperator[],
  lMax: number,
  C: ArrayLike<number>,
  level: number,
): PseudoMoments {
  const size = lMax + 1;
  const mean = new Float64Array(size);
  const covariance = createMatrix(size, size);
  const variances = Array.from({ length: size }, (_, l) => new Float64Array(l + 1));
  for (const { m, transfer: T, noise: Q } of orders) {
    const [{ rows, columns, values: transfer }, noise] = [T, Q.values];
    const count = m === 0 ? 1 : 2;
    const used = Math.min(columns, Math.max(0, C.length - m));
    const scaled = new Float64Array(used);
    for (let r = 0; r < rows; r++) {
      for (let k = 0; k < used; k++) scaled[k] = transfer[r * columns + k] * C[m + k];
      for (let s = r; s < rows; s++) {
        let sum = level * noise[r * rows + s];
        for (let k = 0; k < used; k++) sum += scaled[k] * transfer[s * columns + k];
        const [l, k] = [m + r, m + s];
        const share = (2 * count * sum * sum) / ((2 * l + 1) * (2 * k + 1));
        covariance.values[l * size + k] += share;
        if (r === s) {
          mean[l] += (count * sum) / (2 * l + 1);
          variances[l][m] = sum;
        } else covariance.values[k * size + l] += share;
      }
    }
  }
  return { mean, covariance, degreesOfFreedom: freedom(mean, covariance), variances };
}

/**
 * A coverage that is the same at every right ascension, many multipoles: the treatment changes only the orders 0 and 1, so
 * these alone are computed; the others are in the coupling matrix, and the covariance is that of any mask.
 */
function largeModel(coverage: SkyCoverage, rule: ColatitudeRule, lMax: number, lMaxSky: number): PseudoModel {
  const response = couplingMatrix(coverage.spectrum(lMax + lMaxSky), lMax, lMaxSky);
  const noise = new Float64Array(lMax + 1).fill(coverage.w2);
  const [plain, treated] = [{}, coverage.treatment].map((each) => orderOperators(rule, lMax, lMaxSky, each, 2)) as [
    OrderOperator[],
    OrderOperator[],
  ];
  const { values } = response;
  plain.forEach(({ m, transfer, noise: white }, i) => {
    const { rows, columns } = transfer;
    const after = treated[i];
    for (let r = 0; r < rows; r++) {
      const share = (m === 0 ? 1 : 2) / (2 * (m + r) + 1);
      for (let c = 0; c < columns; c++) {
        const at = (m + r) * (lMaxSky + 1) + m + c;
        const change = after.transfer.values[r * columns + c] ** 2 - transfer.values[r * columns + c] ** 2;
        values[at] = Math.max(0, values[at] + share * change);
      }
      noise[m + r] += share * (after.noise.values[r * rows + r] - white.values[r * rows + r]);
    }
  });
  return approximateModel(coverage, response, noise);
}

/**
 * Any mask. Response and noise are those of `PseudoModel`; the covariance takes the spectrum as constant over the reach of the coupling,
 * Cov(C̃_ℓ, C̃_ℓ') = 2 C̄_ℓ C̄_ℓ' Ξ_ℓℓ', Ξ the coupling kernel of w² (Efstathiou 2004, MNRAS 349, 603), C̄_ℓ = ⟨C̃_ℓ⟩/⟨w²⟩
 * (Nicola et al. 2021, JCAP 03, 067).
 */
function maskModel(coverage: SkyCoverage, mask: Mask, lMax: number, lMaxSky: number): PseudoModel {
  const { remove } = coverage.treatment;
  const coupling = couplingMatrix(coverage.spectrum(lMax + lMaxSky), lMax, lMaxSky);
  const white = new Float64Array(lMax + 1).fill(coverage.w2);
  const { response, noise } =
    remove === 'none' ? { response: coupling, noise: white } : templateResponse(mask, coupling, white, remove);
  return approximateModel(coverage, response, noise);
}

function approximateModel(coverage: SkyCoverage, response: Matrix, noise: Float64Array): PseudoModel {
  const [lMax, lMaxSky] = [response.rows - 1, response.columns - 1];
  const size = lMax + 1;
  let kernel: Matrix | undefined;
  return {
    lMax,
    lMaxSky,
    response,
    noise,
    exact: false,
    moments(C, level = 0) {
      kernel ??= couplingMatrix(coverage.spectrum(2 * lMax, 2), lMax);
      const mean = applyMatrix(response, C).map((value, l) => value + level * noise[l]);
      const covariance = createMatrix(size, size);
      for (let l = 0; l < size; l++) {
        for (let k = 0; k < size; k++) {
          const xi = kernel.values[l * size + k] / (2 * k + 1);
          covariance.values[l * size + k] = (2 * mean[l] * mean[k] * xi) / coverage.w2 ** 2;
        }
      }
      return { mean, covariance, degreesOfFreedom: freedom(mean, covariance), variances: undefined };
    },
  };
}

function freedom(mean: Float64Array, covariance: Matrix): Float64Array {
  const size = mean.length;
  return mean.map((value, l) => {
    const variance = covariance.values[l * size + l];
    return variance > 0 ? (2 * value * value) / variance : 0;
  });
}
