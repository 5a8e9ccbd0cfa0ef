/**
 * Pseudo-C_ℓ of weights that depend on declination alone, exactly: orders m do not mix, so that
 *   ã_ℓm = Σ_ℓ' T^m_ℓℓ' a_ℓ'm,   T^m = K^m − U G^−1 V^T,   K^m_ℓℓ' = 2π ∫ w λ_ℓm λ_ℓ'm dcos θ.
 * The second term takes out the templates t (monopole, dipole) fitted over what is observed: U_ℓt = ∫ w λ_ℓ t,
 * V_ℓt = ∫ λ_ℓ t and G_tt' = ∫ t t', the last two over the observed sky. Removal of m = 0 is T^0 = 0. White noise N passes as
 * N Q^m with Q^m = ∫ w² λ_ℓm λ_ℓ'm − U G^−1 U^T, since over the observed sky the removal is an orthogonal projection.
 */
import { createMatrix, type Matrix } from '../math/matrix.ts';
import { CranisError } from '../model/errors.ts';
import { createLegendreRecursion, LANES } from '../sky/legendre.ts';
import type { ColatitudeRule } from './colatitude-rule.ts';
import type { Treatment } from './treatment.ts';

/** The operators of one order m. */
export interface OrderOperator {
  readonly m: number;
  /** T^m, rows ℓ = m … lMax, columns ℓ' = m … lMaxSky (none for m > lMaxSky). */
  readonly transfer: Matrix;
  /** Q^m, rows and columns ℓ = m … lMax. */
  readonly noise: Matrix;
}

/**
 * Of the orders m = 0 … `orders` − 1, all of them by default.
 * @param rule exact for products of two harmonics up to the larger of lMax and lMaxSky
 */
export function orderOperators(
  rule: ColatitudeRule,
  lMax: number,
  lMaxSky: number,
  { remove = 'none', withoutM0 = false }: Treatment,
  orders = lMax + 1,
): OrderOperator[] {
  const tabulate = harmonicTable(rule, Math.max(lMax, lMaxSky, 1));
  const { area, weight } = rule;
  const once = area.map((a, i) => a * weight[i]);
  const twice = once.map((a, i) => a * weight[i]);
  return Array.from({ length: Math.min(orders, lMax + 1) }, (_, m) => {
    const rows = lMax - m + 1;
    const columns = Math.max(0, lMaxSky - m + 1);
    if (m === 0 && withoutM0) {
      return { m, transfer: createMatrix(rows, columns), noise: createMatrix(rows, rows) };
    }
    const table = tabulate(m);
    const transfer = products(table, rows, table, columns, once);
    const noise = products(table, rows, table, rows, twice);
    // λ_00 and λ_10, or λ_11: the first functions of their orders.
    const templates = remove === 'dipole' ? ([2, 1][m] ?? 0) : remove === 'monopole' && m === 0 ? 1 : 0;
    if (templates > 0) {
      const seen = products(table, rows, table, templates, once); // U
      const onSky = products(table, columns, table, templates, area); // V
      const inverse = invertSmall(products(table, templates, table, templates, area));
      subtract(transfer, seen, inverse, onSky);
      subtract(noise, seen, inverse, seen);
      dropRounding(transfer);
      dropRounding(noise);
    }
    return { m, transfer, noise };
  });
}

/** λ_ℓm at the nodes: row ℓ − m, for one m at a time. */
function harmonicTable({ cosTheta, sinTheta }: ColatitudeRule, lMax: number): (m: number) => Float64Array[] {
  const count = cosTheta.length;
  const padded = Math.ceil(count / LANES) * LANES;
  const [cosines, sines] = [cosTheta, sinTheta].map((column) => {
    const whole = new Float64Array(padded);
    whole.set(column);
    return whole;
  }) as [Float64Array, Float64Array];
  const legendre = createLegendreRecursion(lMax);
  return (m) => {
    legendre.order(m);
    const rows = Array.from({ length: lMax - m + 1 }, () => new Float64Array(count));
    for (let at = 0; at < count; at += LANES) {
      const first = legendre.fill(cosines, sines, at);
      for (let k = first; k <= lMax - m; k++) {
        const scale = legendre.scale[k];
        for (let i = at; i < Math.min(at + LANES, count); i++) {
          rows[k][i] = scale * legendre.table[k * LANES + i - at];
        }
      }
    }
    return rows;
  };
}

/** Σ_i measure_i a_ri b_ci. */
function products(
  a: readonly Float64Array[],
  rows: number,
  b: readonly Float64Array[],
  columns: number,
  measure: Float64Array,
): Matrix {
  const result = createMatrix(rows, columns);
  const weighted = new Float64Array(measure.length);
  for (let r = 0; r < rows; r++) {
    const row = a[r];
    for (let i = 0; i < measure.length; i++) weighted[i] = measure[i] * row[i];
    for (let c = 0; c < columns; c++) {
      const column = b[c];
      let sum = 0;
      for (let i = 0; i < weighted.length; i++) sum += weighted[i] * column[i];
      result.values[r * columns + c] = sum;
    }
  }
  return result;
}

/** matrix −= left · middle · right^T. */
function subtract({ rows, columns, values }: Matrix, left: Matrix, middle: Matrix, right: Matrix): void {
  const n = middle.rows;
  for (let r = 0; r < rows; r++) {
    for (let a = 0; a < n; a++) {
      let factor = 0;
      for (let b = 0; b < n; b++) factor += left.values[r * n + b] * middle.values[b * n + a];
      for (let c = 0; c < columns; c++) values[r * columns + c] -= factor * right.values[c * n + a];
    }
  }
}

/** What is taken out altogether leaves rounding errors, of the size of those of numbers near 1. */
function dropRounding({ values }: Matrix): void {
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]) < 1e-13) values[i] = 0;
}

/** Inverse of a positive definite matrix of one or two. */
function invertSmall({ rows: n, values }: Matrix): Matrix {
  if (n === 1) return createMatrix(1, 1, Float64Array.of(1 / values[0]));
  const [a, b, c, d] = values;
  const determinant = a * d - b * c;
  if (!(determinant > 1e-12 * a * d)) {
    throw new CranisError('the observed sky is too narrow to tell a dipole from a monopole', {
      where: 'remove',
      hint: 'remove the monopole alone, or look at more of the sky',
    });
  }
  return createMatrix(2, 2, Float64Array.of(d / determinant, -b / determinant, -c / determinant, a / determinant));
}
