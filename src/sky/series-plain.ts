/** Sums over the functions u_k in plain TypeScript, the twin of src/kernels/wasm/assembly/legendre.ts. */
import {
  BLOCK,
  DOWN,
  FAST,
  LARGE,
  type SeriesLayout,
  type SeriesSums,
  type SeriesTask,
  SLOW,
  SMALL,
  TINY,
  UP,
} from './series-sums.ts';

/** The engine that runs everywhere. */
export function createPlainEngine(layout: SeriesLayout): SeriesSums {
  const numbers = new Float64Array(layout.end);
  const { block, table, coefficients, squares, sines, phases, count, series, size } = layout;
  const run = ({ forward, m, seed, rows, from, sets }: SeriesTask) => {
    const width = forward ? 8 : 4;
    for (let i = from; i < count; i += BLOCK) {
      for (let lane = 0; lane < BLOCK; lane++) start(numbers, block + lane, numbers[sines + i + lane], m, seed);
      let pending = true;
      let used = false;
      for (let k = 0; k < rows; ) {
        const slow = pending || !used;
        const step = slow ? SLOW : Math.min(FAST, rows - k + ((rows - k) % 2));
        const done = Math.min(step, rows - k);
        for (const half of [0, 4])
          grow(numbers, block + half, squares + i + half, coefficients + 2 * k, table + half, step);
        if (slow) {
          const state = settle(numbers, block, table);
          pending = state.pending;
          used ||= state.used;
        }
        if (used) {
          for (let set = 0; set < sets; set++) {
            const d = phases + 4 * count * set + i;
            const a = series + size * set + width * k;
            for (const odd of [0, 1]) {
              const re = d + 2 * odd * count;
              if (forward) accumulate(numbers, table, done, re, re + count, a + 4 * odd);
              else
                for (const half of [0, 4])
                  gather(numbers, table + half, done, a + 2 * odd, re + half, re + count + half);
            }
          }
        }
        k += step;
      }
    }
  };
  return { numbers, run };
}

/** sin^m θ · seed as number and exponent, by repeated squaring: the same wherever it runs, as Math.pow need not be. */
function start(n: Float64Array, at: number, sinTheta: number, m: number, seed: number): void {
  let base = sinTheta;
  let power = 1;
  let steps = 0;
  let baseSteps = 0;
  for (let rest = m; ; ) {
    if (rest & 1) {
      power *= base;
      steps += baseSteps;
      if (power < SMALL) {
        power *= UP;
        steps++;
      }
    }
    rest >>= 1;
    if (rest === 0) break;
    base *= base;
    baseSteps += baseSteps;
    if (base < SMALL) {
      base *= UP;
      baseSteps++;
    }
  }
  n[at] = power * seed;
  n[at + BLOCK] = 0;
  n[at + 2 * BLOCK] = power > 0 ? steps : 0;
}

/** Tabulate u_k of four colatitudes for an even number of rows from the state at `block` on. */
function grow(
  n: Float64Array,
  block: number,
  squares: number,
  coefficients: number,
  table: number,
  rows: number,
): void {
  const x0 = n[squares];
  const x1 = n[squares + 1];
  const x2 = n[squares + 2];
  const x3 = n[squares + 3];
  let p0 = n[block];
  let p1 = n[block + 1];
  let p2 = n[block + 2];
  let p3 = n[block + 3];
  let q0 = n[block + 8];
  let q1 = n[block + 9];
  let q2 = n[block + 10];
  let q3 = n[block + 11];
  for (let row = 0, t = table, c = coefficients; row < rows; row += 2, t += 16, c += 4) {
    n[t] = p0;
    n[t + 1] = p1;
    n[t + 2] = p2;
    n[t + 3] = p3;
    const a = n[c];
    const b = n[c + 1];
    q0 = (a * x0 + b) * p0 - q0;
    q1 = (a * x1 + b) * p1 - q1;
    q2 = (a * x2 + b) * p2 - q2;
    q3 = (a * x3 + b) * p3 - q3;
    n[t + 8] = q0;
    n[t + 9] = q1;
    n[t + 10] = q2;
    n[t + 11] = q3;
    const f = n[c + 2];
    const g = n[c + 3];
    p0 = (f * x0 + g) * q0 - p0;
    p1 = (f * x1 + g) * q1 - p1;
    p2 = (f * x2 + g) * q2 - p2;
    p3 = (f * x3 + g) * q3 - p3;
  }
  n[block] = p0;
  n[block + 1] = p1;
  n[block + 2] = p2;
  n[block + 3] = p3;
  n[block + 8] = q0;
  n[block + 9] = q1;
  n[block + 10] = q2;
  n[block + 11] = q3;
}

/** After SLOW rows: zero what is out of range, bring the rest into range. Does a row count, and is some lane pending? */
function settle(n: Float64Array, block: number, table: number): { used: boolean; pending: boolean } {
  let used = false;
  let pending = false;
  for (let lane = block; lane < block + BLOCK; lane++) {
    const size = Math.max(Math.abs(n[lane]), Math.abs(n[lane + BLOCK]));
    if (n[lane + 2 * BLOCK] > 0) {
      for (let row = 0; row < SLOW; row++) n[table + lane - block + row * BLOCK] = 0;
      if (size > LARGE) {
        n[lane] *= DOWN;
        n[lane + BLOCK] *= DOWN;
        n[lane + 2 * BLOCK]--;
      }
      if (n[lane + 2 * BLOCK] > 0) pending = true;
    } else if (size > TINY) used = true;
  }
  return { used, pending };
}

/** out_k += Σ_i u_k(i) d_i over lanes of even and of odd number apart. */
function accumulate(n: Float64Array, table: number, rows: number, re: number, im: number, out: number): void {
  const r0 = n[re];
  const r1 = n[re + 1];
  const r2 = n[re + 2];
  const r3 = n[re + 3];
  const r4 = n[re + 4];
  const r5 = n[re + 5];
  const r6 = n[re + 6];
  const r7 = n[re + 7];
  const i0 = n[im];
  const i1 = n[im + 1];
  const i2 = n[im + 2];
  const i3 = n[im + 3];
  const i4 = n[im + 4];
  const i5 = n[im + 5];
  const i6 = n[im + 6];
  const i7 = n[im + 7];
  for (let row = 0, t = table, o = out; row < rows; row++, t += 8, o += 8) {
    const t0 = n[t];
    const t1 = n[t + 1];
    const t2 = n[t + 2];
    const t3 = n[t + 3];
    const t4 = n[t + 4];
    const t5 = n[t + 5];
    const t6 = n[t + 6];
    const t7 = n[t + 7];
    n[o] += t0 * r0 + t2 * r2 + (t4 * r4 + t6 * r6);
    n[o + 1] += t1 * r1 + t3 * r3 + (t5 * r5 + t7 * r7);
    n[o + 2] += t0 * i0 + t2 * i2 + (t4 * i4 + t6 * i6);
    n[o + 3] += t1 * i1 + t3 * i3 + (t5 * i5 + t7 * i7);
  }
}

/** d_i += Σ_k u_k(i) c_k on four colatitudes. */
function gather(n: Float64Array, table: number, rows: number, c: number, re: number, im: number): void {
  let r0 = n[re];
  let r1 = n[re + 1];
  let r2 = n[re + 2];
  let r3 = n[re + 3];
  let i0 = n[im];
  let i1 = n[im + 1];
  let i2 = n[im + 2];
  let i3 = n[im + 3];
  for (let row = 0, t = table, s = c; row < rows; row++, t += 8, s += 4) {
    const t0 = n[t];
    const t1 = n[t + 1];
    const t2 = n[t + 2];
    const t3 = n[t + 3];
    const a = n[s];
    const b = n[s + 1];
    r0 += t0 * a;
    r1 += t1 * a;
    r2 += t2 * a;
    r3 += t3 * a;
    i0 += t0 * b;
    i1 += t1 * b;
    i2 += t2 * b;
    i3 += t3 * b;
  }
  n[re] = r0;
  n[re + 1] = r1;
  n[re + 2] = r2;
  n[re + 3] = r3;
  n[im] = i0;
  n[im + 1] = i1;
  n[im + 2] = i2;
  n[im + 3] = i3;
}
