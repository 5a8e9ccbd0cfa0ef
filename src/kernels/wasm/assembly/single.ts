// @ts-nocheck: AssemblyScript, compiled by scripts/build-kernels.ts
/**
 * The fast kernel: places, directions and motion in double precision, the field in single, eight particles at a time.
 *
 * No phase is lost: wave vectors are integers on their lattice (src/simulation/field.ts), places are rounded to integers
 * on the matching fine lattice, and the phase k·r + β is followed in 32-bit integers, whose overflow is the reduction to
 * one turn. Only the reduced phase is rounded to single precision.
 */
import {
  drift,
  ENTRY_SIZE,
  KICK_FROM,
  KICK_TO,
  normalise,
  PRECISION,
  rotate,
  SEGMENT_FROM,
  SEGMENT_SCALE,
  SEGMENT_SIZE,
  SEGMENT_TO,
} from './motion';

/** Particles are padded to a multiple of this. */
export function lanes(): i32 {
  return 8;
}

const WAVE_SIZE: usize = 28; // kx ky kz phase as i32; ax ay az as f32

/**
 * Move `count` particles (a multiple of lanes()) at P, component c at P + c·stride, by macroSteps times the schedule of
 * `kicks` entries and a last drift at S.
 */
export function push(P: usize, count: i32, stride: usize, S: usize, kicks: i32, macroSteps: i32, C: usize): void {
  for (let i = 0; i < count; i += 8) {
    const A = P + ((<usize>i) << 3);
    for (let step = 0; step < macroSteps; step++) {
      let entry = S;
      for (let j = 0; j < kicks; j++) {
        drift(A, stride, entry);
        drift(A + 16, stride, entry);
        drift(A + 32, stride, entry);
        drift(A + 48, stride, entry);
        kick(A, stride, entry, C);
        entry += ENTRY_SIZE;
      }
      drift(A, stride, entry);
      drift(A + 16, stride, entry);
      drift(A + 32, stride, entry);
      drift(A + 48, stride, entry);
      normalise(A, stride, C);
      normalise(A + 16, stride, C);
      normalise(A + 32, stride, C);
      normalise(A + 48, stride, C);
    }
  }
}

/**
 * Four doubles at P as integers on the lattice, modulo 2^32: after r·scale + 1.5·2^52 the low word of the sum is the
 * nearest integer, for |r·scale| < 2^51.
 */
function toLattice(P: usize, scale: v128, round: v128): v128 {
  const low = f64x2.add(f64x2.mul(v128.load(P), scale), round);
  const high = f64x2.add(f64x2.mul(v128.load(P, 16), scale), round);
  return i32x4.shuffle(low, high, 0, 2, 4, 6);
}

/** a·b + c, rounded once where this module is built with relaxed SIMD and the processor has the instruction. */
function madd(a: v128, b: v128, c: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? f32x4.relaxed_madd(a, b, c) : f32x4.add(f32x4.mul(a, b), c);
}

function kick(A: usize, stride: usize, entry: usize, C: usize): void {
  const round = v128.load64_splat(C, PRECISION);
  const quarter = v128.load32_splat(C, PRECISION + 8);
  const unit = v128.load32_splat(C, PRECISION + 12);
  const c0 = v128.load32_splat(C, PRECISION + 16);
  const c1 = v128.load32_splat(C, PRECISION + 20);
  const c2 = v128.load32_splat(C, PRECISION + 24);
  const c3 = v128.load32_splat(C, PRECISION + 28);
  const zero = f32x4.splat(0);
  let wxA = zero;
  let wyA = zero;
  let wzA = zero;
  let wxB = zero;
  let wyB = zero;
  let wzB = zero;
  const last = <usize>load<u32>(entry, KICK_TO);
  for (let segment = <usize>load<u32>(entry, KICK_FROM); segment < last; segment += SEGMENT_SIZE) {
    const scale = v128.load64_splat(segment, SEGMENT_SCALE);
    const xA = toLattice(A, scale, round);
    const yA = toLattice(A + stride, scale, round);
    const zA = toLattice(A + 2 * stride, scale, round);
    const xB = toLattice(A + 32, scale, round);
    const yB = toLattice(A + 32 + stride, scale, round);
    const zB = toLattice(A + 32 + 2 * stride, scale, round);
    const end = <usize>load<u32>(segment, SEGMENT_TO);
    for (let wave = <usize>load<u32>(segment, SEGMENT_FROM); wave < end; wave += WAVE_SIZE) {
      let k = v128.load32_splat(wave);
      let tA = i32x4.mul(k, xA);
      let tB = i32x4.mul(k, xB);
      k = v128.load32_splat(wave, 4);
      tA = i32x4.add(tA, i32x4.mul(k, yA));
      tB = i32x4.add(tB, i32x4.mul(k, yB));
      k = v128.load32_splat(wave, 8);
      tA = i32x4.add(tA, i32x4.mul(k, zA));
      tB = i32x4.add(tB, i32x4.mul(k, zB));
      k = v128.load32_splat(wave, 12);
      tA = i32x4.add(tA, k);
      tB = i32x4.add(tB, k);
      // cos 2πt = sin 2π(1/4 − |t|), t in units of 2^−32 turns
      const fA = f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(quarter, i32x4.abs(tA))), unit);
      const fB = f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(quarter, i32x4.abs(tB))), unit);
      const qA = f32x4.mul(fA, fA);
      const qB = f32x4.mul(fB, fB);
      let sA = madd(qA, c3, c2);
      let sB = madd(qB, c3, c2);
      sA = madd(qA, sA, c1);
      sB = madd(qB, sB, c1);
      sA = madd(qA, sA, c0);
      sB = madd(qB, sB, c0);
      sA = f32x4.mul(sA, fA);
      sB = f32x4.mul(sB, fB);
      let a = v128.load32_splat(wave, 16);
      wxA = madd(a, sA, wxA);
      wxB = madd(a, sB, wxB);
      a = v128.load32_splat(wave, 20);
      wyA = madd(a, sA, wyA);
      wyB = madd(a, sB, wyB);
      a = v128.load32_splat(wave, 24);
      wzA = madd(a, sA, wzA);
      wzB = madd(a, sB, wzB);
    }
  }
  turn(A, stride, entry, C, wxA, wyA, wzA);
  turn(A + 32, stride, entry, C, wxB, wyB, wzB);
}

/** Four particles turn by the field, promoted to double. */
function turn(P: usize, stride: usize, entry: usize, C: usize, wx: v128, wy: v128, wz: v128): void {
  rotate(P, stride, entry, C, low(wx), low(wy), low(wz));
  rotate(P + 16, stride, entry, C, high(wx), high(wy), high(wz));
}

function low(w: v128): v128 {
  return f64x2.promote_low_f32x4(w);
}
function high(w: v128): v128 {
  return f64x2.promote_low_f32x4(i32x4.shuffle(w, w, 2, 3, 2, 3));
}
