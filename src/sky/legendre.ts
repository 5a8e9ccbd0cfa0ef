/**
 * Normalised associated Legendre functions, λ_ℓm(cos θ) with Y_ℓm = λ_ℓm(cos θ) e^{imφ} (Condon–Shortley phase):
 *   λ_mm = (−1)^m √((2m+1)!!/(4π (2m)!!)) sin^m θ,
 *   λ_ℓ+1,m = A_ℓ (cos θ λ_ℓm − λ_ℓ−1,m/A_ℓ−1),   A_ℓ = √((4(ℓ+1)² − 1)/((ℓ+1)² − m²)).
 * sin^m θ underflows although later λ do not, so each function starts with a binary exponent of its own, which is
 * dropped once it has grown into range (Prézeau & Reinecke 2010, ApJS 190, 267; Reinecke & Seljebotn 2013, A&A 554, A112).
 * Rounding errors stay below ε ℓ min(ℓ, 1/sin θ) of the size √((2ℓ+1)/4π) of the functions, ε = 2⁻⁵².
 */
import { log2, pow } from '../math/elementary/index.ts';
import { seedFactors } from '../math/legendre.ts';

/** Colatitudes treated side by side: enough to hide the latency of one recursion behind the others. */
export const LANES = 4;

/** The functions of one m at a time, for {@link LANES} colatitudes at a time. Not to be used by two callers at once. */
export interface LegendreRecursion {
  readonly lMax: number;
  /** λ_ℓm = scale[ℓ − m] · table[(ℓ − m) · LANES + lane], for the m of `order` and the colatitudes of `fill`. */
  readonly table: Float64Array;
  readonly scale: Float64Array;
  /** Choose m, 0 ≤ m ≤ lMax. */
  order(m: number): void;
  /**
   * Tabulate for the LANES colatitudes (cosines, sines) from index `at` on. Returns the first even ℓ − m from which the
   * table holds values; those below it, and all if it is above lMax − m, are less than 2^−180 and count as zero.
   */
  fill(cosTheta: Float64Array, sinTheta: Float64Array, at: number): number;
}

/** Exponents go in steps of 2^±STEP; a function is in range when it has none left. */
const HALF_STEP = 256;
const STEP = 2 * HALF_STEP;
const LARGE = 2 ** HALF_STEP;
const DOWN = 2 ** -STEP;
/** So close to a pole every function of m > 0 is negligible. */
const SMALL = 2 ** -250;
/** Rows between two looks at the exponents; in one row a function grows by less than √(2 lMax + 3). */
const STRIDE = 8;

export function createLegendreRecursion(lMax: number): LegendreRecursion {
  if (!Number.isInteger(lMax) || lMax < 0)
    throw new RangeError(`createLegendreRecursion: lMax = ${lMax}, want an integer ≥ 0`);
  const table = new Float64Array((lMax + 2) * LANES);
  const scale = new Float64Array(lMax + 2);
  const factor = new Float64Array(lMax + 2);
  const seeds = seedFactors(lMax);
  const start = { mantissa: 0, steps: 0 };
  const steps = new Int32Array(LANES);
  let m = -1;

  function order(next: number): void {
    if (!Number.isInteger(next) || next < 0 || next > lMax) {
      throw new RangeError(`createLegendreRecursion: m = ${next}, want an integer from 0 to ${lMax}`);
    }
    m = next;
    // λ = scale · μ with scale_ℓ+1/scale_ℓ−1 = A_ℓ/A_ℓ−1 leaves μ_ℓ+1 = factor_ℓ cos θ μ_ℓ − μ_ℓ−1.
    let before = 0;
    scale[0] = 1;
    scale[1] = 1;
    for (let k = 0; k <= lMax - m; k++) {
      const l = m + k;
      const a = Math.sqrt((4 * (l + 1) ** 2 - 1) / ((k + 1) * (l + 1 + m)));
      if (k > 0) scale[k + 1] = (scale[k - 1] * a) / before;
      factor[k] = (a * scale[k]) / scale[k + 1];
      before = a;
    }
  }

  function fill(cosTheta: Float64Array, sinTheta: Float64Array, at: number): number {
    for (let lane = 0; lane < LANES; lane++) {
      scaledPower(sinTheta[at + lane], m, start);
      table[lane] = start.mantissa * seeds[m];
      steps[lane] = start.steps;
    }
    const x0 = cosTheta[at];
    const x1 = cosTheta[at + 1];
    const x2 = cosTheta[at + 2];
    const x3 = cosTheta[at + 3];
    // p holds μ of even, q of odd ℓ − m.
    let p0 = table[0];
    let p1 = table[1];
    let p2 = table[2];
    let p3 = table[3];
    let q0 = 0; // μ_{m−1}
    let q1 = 0;
    let q2 = 0;
    let q3 = 0;
    const rows = lMax - m + 1;
    let pending = steps[0] + steps[1] + steps[2] + steps[3];
    let first = pending === 0 ? 0 : rows + 1;
    for (let k = 0; k < rows; ) {
      const end = pending === 0 ? rows : Math.min(rows, k + STRIDE);
      const from = k;
      for (; k < end; k += 2) {
        const t = k * LANES;
        table[t] = p0;
        table[t + 1] = p1;
        table[t + 2] = p2;
        table[t + 3] = p3;
        const f = factor[k];
        q0 = f * x0 * p0 - q0;
        q1 = f * x1 * p1 - q1;
        q2 = f * x2 * p2 - q2;
        q3 = f * x3 * p3 - q3;
        table[t + 4] = q0;
        table[t + 5] = q1;
        table[t + 6] = q2;
        table[t + 7] = q3;
        const g = factor[k + 1];
        p0 = g * x0 * q0 - p0;
        p1 = g * x1 * q1 - p1;
        p2 = g * x2 * q2 - p2;
        p3 = g * x3 * q3 - p3;
      }
      if (pending === 0) {
        first = Math.min(first, from);
        break;
      }
      for (let lane = 0; lane < LANES; lane++) {
        if (steps[lane] === 0) {
          first = Math.min(first, from);
          continue;
        }
        for (let row = from; row < k; row++) table[row * LANES + lane] = 0;
      }
      if (steps[0] > 0 && Math.max(Math.abs(p0), Math.abs(q0)) > LARGE) {
        p0 *= DOWN;
        q0 *= DOWN;
        steps[0]--;
        pending--;
      }
      if (steps[1] > 0 && Math.max(Math.abs(p1), Math.abs(q1)) > LARGE) {
        p1 *= DOWN;
        q1 *= DOWN;
        steps[1]--;
        pending--;
      }
      if (steps[2] > 0 && Math.max(Math.abs(p2), Math.abs(q2)) > LARGE) {
        p2 *= DOWN;
        q2 *= DOWN;
        steps[2]--;
        pending--;
      }
      if (steps[3] > 0 && Math.max(Math.abs(p3), Math.abs(q3)) > LARGE) {
        p3 *= DOWN;
        q3 *= DOWN;
        steps[3]--;
        pending--;
      }
    }
    return first;
  }

  return { lMax, table, scale, order, fill };
}

/** s^m = mantissa · 2^(−STEP·steps), 0 ≤ s ≤ 1, with steps = 0 or the mantissa from 2^(−STEP/2) to 2^(STEP/2). */
function scaledPower(s: number, m: number, out: { mantissa: number; steps: number }): void {
  out.steps = 0;
  const direct = pow(s, m);
  if (direct > 1 / LARGE || s < SMALL) {
    out.mantissa = direct > 1 / LARGE ? direct : 0;
    return;
  }
  // In pieces that stay in range: scaling by powers of two is exact, so the error is that of a few roundings.
  const pieces = Math.ceil((m * -log2(s)) / (STEP / 2));
  const each = Math.floor(m / pieces);
  const longer = m - each * pieces; // so many pieces have one factor more
  let mantissa = 1;
  for (let i = 0; i < pieces; i++) {
    mantissa *= pow(s, i < longer ? each + 1 : each);
    if (mantissa < 1 / LARGE) {
      mantissa *= 2 ** STEP;
      out.steps++;
    }
  }
  out.mantissa = mantissa;
}
