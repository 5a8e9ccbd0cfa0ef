// @ts-nocheck: AssemblyScript, compiled by scripts/build-kernels.ts
/**
 * Sums over Legendre functions, eight colatitudes at a time in four vectors. Each operation and its order are those of
 * src/sky/series-plain.ts, so that the results agree to the last bit.
 */

// Constants, one f64 each, at C. Loaded rather than written here, because f64x2.splat of a literal is made anew each time
// in a hot loop.
const LARGE: usize = 0;
const DOWN: usize = 8;
const TINY: usize = 16;
const ONE: usize = 24;
const UP: usize = 32;
const SMALL: usize = 40;

// One block of eight colatitudes at B, component c of the eight at B + c·64.
const P: usize = 0; // u_k
const Q: usize = 64; // u_{k−1}
const STEPS: usize = 128; // binary exponents left, in steps
const BLOCK: usize = 64; // bytes of eight numbers

const SLOW: i32 = 4; // rows between two looks at the exponents
const FAST: i32 = 64; // rows tabulated at a time where nothing is to be looked at

/** sin^m θ of two colatitudes at S, times the factor `seed`, to u_0 and its exponent at B. */
function start(B: usize, S: usize, m: i32, seed: v128, C: usize): void {
  const one = v128.load64_splat(C, ONE);
  const up = v128.load64_splat(C, UP);
  const small = v128.load64_splat(C, SMALL);
  let base = v128.load(S);
  let power = one;
  let baseSteps = f64x2.sub(one, one);
  let steps = baseSteps;
  for (let rest = m; ; ) {
    if (rest & 1) {
      power = f64x2.mul(power, base);
      const low = f64x2.lt(power, small);
      power = v128.bitselect(f64x2.mul(power, up), power, low);
      steps = f64x2.add(f64x2.add(steps, baseSteps), v128.and(one, low));
    }
    rest >>= 1;
    if (!rest) break;
    base = f64x2.mul(base, base);
    const low = f64x2.lt(base, small);
    base = v128.bitselect(f64x2.mul(base, up), base, low);
    baseSteps = f64x2.add(f64x2.add(baseSteps, baseSteps), v128.and(one, low));
  }
  v128.store(B, f64x2.mul(power, seed), P);
  const zero = f64x2.sub(one, one);
  v128.store(B, zero, Q);
  v128.store(B, v128.and(steps, f64x2.gt(power, zero)), STEPS);
}

/** Tabulate u_k for an even number of rows from the state at B on, coefficients from K on; X holds cos²θ. */
function grow(B: usize, X: usize, K: usize, T: usize, rows: i32): void {
  const x0 = v128.load(X);
  const x1 = v128.load(X, 16);
  const x2 = v128.load(X, 32);
  const x3 = v128.load(X, 48);
  let p0 = v128.load(B, P);
  let p1 = v128.load(B, P + 16);
  let p2 = v128.load(B, P + 32);
  let p3 = v128.load(B, P + 48);
  let q0 = v128.load(B, Q);
  let q1 = v128.load(B, Q + 16);
  let q2 = v128.load(B, Q + 32);
  let q3 = v128.load(B, Q + 48);
  const end = T + ((<usize>rows) << 6);
  for (; T < end; T += 128) {
    v128.store(T, p0);
    v128.store(T, p1, 16);
    v128.store(T, p2, 32);
    v128.store(T, p3, 48);
    let a = v128.load64_splat(K);
    let b = v128.load64_splat(K, 8);
    q0 = f64x2.sub(f64x2.mul(f64x2.add(f64x2.mul(a, x0), b), p0), q0);
    q1 = f64x2.sub(f64x2.mul(f64x2.add(f64x2.mul(a, x1), b), p1), q1);
    q2 = f64x2.sub(f64x2.mul(f64x2.add(f64x2.mul(a, x2), b), p2), q2);
    q3 = f64x2.sub(f64x2.mul(f64x2.add(f64x2.mul(a, x3), b), p3), q3);
    v128.store(T, q0, 64);
    v128.store(T, q1, 80);
    v128.store(T, q2, 96);
    v128.store(T, q3, 112);
    a = v128.load64_splat(K, 16);
    b = v128.load64_splat(K, 24);
    p0 = f64x2.sub(f64x2.mul(f64x2.add(f64x2.mul(a, x0), b), q0), p0);
    p1 = f64x2.sub(f64x2.mul(f64x2.add(f64x2.mul(a, x1), b), q1), p1);
    p2 = f64x2.sub(f64x2.mul(f64x2.add(f64x2.mul(a, x2), b), q2), p2);
    p3 = f64x2.sub(f64x2.mul(f64x2.add(f64x2.mul(a, x3), b), q3), p3);
    K += 32;
  }
  v128.store(B, p0, P);
  v128.store(B, p1, P + 16);
  v128.store(B, p2, P + 32);
  v128.store(B, p3, P + 48);
  v128.store(B, q0, Q);
  v128.store(B, q1, Q + 16);
  v128.store(B, q2, Q + 32);
  v128.store(B, q3, Q + 48);
}

/** After SLOW rows: zero what is out of range, bring the rest into range. Bit 0: a row counts; bit 1: some lane is pending. */
function settle(B: usize, T: usize, C: usize): i32 {
  const one = v128.load64_splat(C, ONE);
  const zero = f64x2.sub(one, one);
  const large = v128.load64_splat(C, LARGE);
  const down = v128.load64_splat(C, DOWN);
  const tiny = v128.load64_splat(C, TINY);
  let state = 0;
  for (let v: usize = 0; v < BLOCK; v += 16) {
    const p = v128.load(B + v, P);
    const q = v128.load(B + v, Q);
    const steps = v128.load(B + v, STEPS);
    const pending = f64x2.gt(steps, zero);
    const size = f64x2.max(f64x2.abs(p), f64x2.abs(q));
    if (v128.any_true(v128.andnot(f64x2.gt(size, tiny), pending))) state |= 1;
    if (!v128.any_true(pending)) continue;
    for (let row: usize = 0; row < <usize>SLOW * BLOCK; row += BLOCK) {
      v128.store(T + v + row, v128.andnot(v128.load(T + v + row), pending));
    }
    const over = v128.and(pending, f64x2.gt(size, large));
    v128.store(B + v, v128.bitselect(f64x2.mul(p, down), p, over), P);
    v128.store(B + v, v128.bitselect(f64x2.mul(q, down), q, over), Q);
    const left = f64x2.sub(steps, v128.and(one, over));
    v128.store(B + v, left, STEPS);
    if (v128.any_true(f64x2.gt(left, zero))) state |= 2;
  }
  return state;
}

/** out_k += Σ_i u_k(i) d_i, real parts d at D, imaginary ones at E; lanes 0 and 1 of each sum stay apart. */
function accumulate(T: usize, rows: i32, D: usize, E: usize, out: usize): void {
  const r0 = v128.load(D);
  const r1 = v128.load(D, 16);
  const r2 = v128.load(D, 32);
  const r3 = v128.load(D, 48);
  const i0 = v128.load(E);
  const i1 = v128.load(E, 16);
  const i2 = v128.load(E, 32);
  const i3 = v128.load(E, 48);
  const end = T + ((<usize>rows) << 6);
  for (; T < end; T += 64) {
    const t0 = v128.load(T);
    const t1 = v128.load(T, 16);
    const t2 = v128.load(T, 32);
    const t3 = v128.load(T, 48);
    const re = f64x2.add(
      f64x2.add(f64x2.mul(t0, r0), f64x2.mul(t1, r1)),
      f64x2.add(f64x2.mul(t2, r2), f64x2.mul(t3, r3)),
    );
    const im = f64x2.add(
      f64x2.add(f64x2.mul(t0, i0), f64x2.mul(t1, i1)),
      f64x2.add(f64x2.mul(t2, i2), f64x2.mul(t3, i3)),
    );
    v128.store(out, f64x2.add(v128.load(out), re));
    v128.store(out, f64x2.add(v128.load(out, 16), im), 16);
    out += 64;
  }
}

/** d_i += Σ_k u_k(i) c_k, real parts d at D, imaginary ones at E. */
function gather(T: usize, rows: i32, c: usize, D: usize, E: usize): void {
  let r0 = v128.load(D);
  let r1 = v128.load(D, 16);
  let r2 = v128.load(D, 32);
  let r3 = v128.load(D, 48);
  let i0 = v128.load(E);
  let i1 = v128.load(E, 16);
  let i2 = v128.load(E, 32);
  let i3 = v128.load(E, 48);
  const end = T + ((<usize>rows) << 6);
  for (; T < end; T += 64) {
    const a = v128.load64_splat(c);
    const b = v128.load64_splat(c, 8);
    let t = v128.load(T);
    r0 = f64x2.add(r0, f64x2.mul(t, a));
    i0 = f64x2.add(i0, f64x2.mul(t, b));
    t = v128.load(T, 16);
    r1 = f64x2.add(r1, f64x2.mul(t, a));
    i1 = f64x2.add(i1, f64x2.mul(t, b));
    t = v128.load(T, 32);
    r2 = f64x2.add(r2, f64x2.mul(t, a));
    i2 = f64x2.add(i2, f64x2.mul(t, b));
    t = v128.load(T, 48);
    r3 = f64x2.add(r3, f64x2.mul(t, a));
    i3 = f64x2.add(i3, f64x2.mul(t, b));
    c += 32;
  }
  v128.store(D, r0);
  v128.store(D, r1, 16);
  v128.store(D, r2, 32);
  v128.store(D, r3, 48);
  v128.store(E, i0);
  v128.store(E, i1, 16);
  v128.store(E, i2, 32);
  v128.store(E, i3, 48);
}

/**
 * Analysis (`forward`) or synthesis of `sets` functions for one m, on `count` colatitudes, a multiple of eight.
 * X: cos²θ, S: sin θ; phases D: even re, even im, odd re, odd im, one after the other `stride` bytes apart, a set every
 * 4·stride; series A: a row every 64 bytes (even re, im, odd re, im, two lanes each) in analysis, every 32 in synthesis,
 * a set every `size`; K: a_k, b_k, with SLOW rows more than `rows`; B: room for a block, T: for FAST rows.
 */
export function sums(
  forward: i32,
  m: i32,
  seed: f64,
  rows: i32,
  X: usize,
  S: usize,
  count: i32,
  D: usize,
  stride: usize,
  sets: i32,
  A: usize,
  size: usize,
  K: usize,
  B: usize,
  T: usize,
  C: usize,
): void {
  const seeds = f64x2.splat(seed);
  const width: usize = forward ? 64 : 32;
  for (let left = count; left > 0; left -= 8) {
    for (let v: usize = 0; v < BLOCK; v += 16) start(B + v, S + v, m, seeds, C);
    let state = 2;
    let used = 0;
    for (let k = 0; k < rows; ) {
      const slow = (state & 2) | (used ^ 1);
      const step = slow ? SLOW : min(FAST, (rows - k + 1) & ~1);
      const done = min(step, rows - k);
      grow(B, X, K + ((<usize>k) << 4), T, step);
      if (slow) {
        state = settle(B, T, C);
        used |= state & 1;
      }
      if (used) {
        let d = D;
        let a = A + <usize>k * width;
        for (let set = 0; set < sets; set++) {
          if (forward) {
            accumulate(T, done, d, d + stride, a);
            accumulate(T, done, d + 2 * stride, d + 3 * stride, a + 32);
          } else {
            gather(T, done, a, d, d + stride);
            gather(T, done, a + 16, d + 2 * stride, d + 3 * stride);
          }
          d += 4 * stride;
          a += size;
        }
      }
      k += step;
    }
    X += BLOCK;
    S += BLOCK;
    D += BLOCK;
  }
}
