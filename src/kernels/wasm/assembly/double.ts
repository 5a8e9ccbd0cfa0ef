// @ts-nocheck: AssemblyScript, compiled by scripts/build-kernels.ts
/** The double-precision kernel: bitwise equal to the oracle, four particles at a time in two vectors. */
import {
  drift,
  ENTRY_SIZE,
  KICK_FROM,
  KICK_TO,
  normalise,
  PRECISION,
  QUARTER,
  rotate,
  SEGMENT_FROM,
  SEGMENT_SIZE,
  SEGMENT_TO,
} from './motion';

/** Particles are padded to a multiple of this. */
export function lanes(): i32 {
  return 4;
}

const WAVE_SIZE: usize = 56; // kx ky kz phase ax ay az

/**
 * Move `count` particles (a multiple of lanes()) at P, component c at P + c·stride, by macroSteps times the schedule of
 * `kicks` entries and a last drift at S.
 */
export function push(P: usize, count: i32, stride: usize, S: usize, kicks: i32, macroSteps: i32, C: usize): void {
  for (let i = 0; i < count; i += 4) {
    const A = P + ((<usize>i) << 3);
    const B = A + 16;
    for (let step = 0; step < macroSteps; step++) {
      let entry = S;
      for (let j = 0; j < kicks; j++) {
        drift(A, stride, entry);
        drift(B, stride, entry);
        kick(A, B, stride, entry, C);
        entry += ENTRY_SIZE;
      }
      drift(A, stride, entry);
      drift(B, stride, entry);
      normalise(A, stride, C);
      normalise(B, stride, C);
    }
  }
}

function cosTurns(t: v128, C: usize): v128 {
  const f = f64x2.sub(t, f64x2.nearest(t));
  const y = f64x2.sub(v128.load64_splat(C, QUARTER), f64x2.abs(f));
  const q = f64x2.mul(y, y);
  let s = v128.load64_splat(C, PRECISION + 56);
  s = f64x2.add(v128.load64_splat(C, PRECISION + 48), f64x2.mul(q, s));
  s = f64x2.add(v128.load64_splat(C, PRECISION + 40), f64x2.mul(q, s));
  s = f64x2.add(v128.load64_splat(C, PRECISION + 32), f64x2.mul(q, s));
  s = f64x2.add(v128.load64_splat(C, PRECISION + 24), f64x2.mul(q, s));
  s = f64x2.add(v128.load64_splat(C, PRECISION + 16), f64x2.mul(q, s));
  s = f64x2.add(v128.load64_splat(C, PRECISION + 8), f64x2.mul(q, s));
  s = f64x2.add(v128.load64_splat(C, PRECISION), f64x2.mul(q, s));
  return f64x2.mul(y, s);
}

function kick(A: usize, B: usize, stride: usize, entry: usize, C: usize): void {
  const xA = v128.load(A);
  const yA = v128.load(A + stride);
  const zA = v128.load(A + 2 * stride);
  const xB = v128.load(B);
  const yB = v128.load(B + stride);
  const zB = v128.load(B + 2 * stride);
  const zero = f64x2.splat(0);
  let wxA = zero;
  let wyA = zero;
  let wzA = zero;
  let wxB = zero;
  let wyB = zero;
  let wzB = zero;
  const last = <usize>load<u32>(entry, KICK_TO);
  for (let segment = <usize>load<u32>(entry, KICK_FROM); segment < last; segment += SEGMENT_SIZE) {
    const end = <usize>load<u32>(segment, SEGMENT_TO);
    for (let wave = <usize>load<u32>(segment, SEGMENT_FROM); wave < end; wave += WAVE_SIZE) {
      let k = v128.load64_splat(wave);
      let tA = f64x2.mul(k, xA);
      let tB = f64x2.mul(k, xB);
      k = v128.load64_splat(wave, 8);
      tA = f64x2.add(tA, f64x2.mul(k, yA));
      tB = f64x2.add(tB, f64x2.mul(k, yB));
      k = v128.load64_splat(wave, 16);
      tA = f64x2.add(tA, f64x2.mul(k, zA));
      tB = f64x2.add(tB, f64x2.mul(k, zB));
      const phase = v128.load64_splat(wave, 24);
      const cA = cosTurns(f64x2.add(tA, phase), C);
      const cB = cosTurns(f64x2.add(tB, phase), C);
      let a = v128.load64_splat(wave, 32);
      wxA = f64x2.add(wxA, f64x2.mul(a, cA));
      wxB = f64x2.add(wxB, f64x2.mul(a, cB));
      a = v128.load64_splat(wave, 40);
      wyA = f64x2.add(wyA, f64x2.mul(a, cA));
      wyB = f64x2.add(wyB, f64x2.mul(a, cB));
      a = v128.load64_splat(wave, 48);
      wzA = f64x2.add(wzA, f64x2.mul(a, cA));
      wzB = f64x2.add(wzB, f64x2.mul(a, cB));
    }
  }
  rotate(A, stride, entry, C, wxA, wyA, wzA);
  rotate(B, stride, entry, C, wxB, wyB, wzB);
}
