// @ts-nocheck: AssemblyScript, compiled by scripts/build-kernels.ts
/**
 * What both kernels do alike, two particles at a time in double precision: the drift on a helix and the rotation of a
 * kick. Each operation and its order are those of src/simulation/push.ts, so that the results agree to the last bit.
 */

// Constants, one f64 each, at C: see writeConstants in src/simulation/kernel-memory.ts. Loaded rather than written here, because
// f64x2.splat of a literal is made anew each time in a hot loop.
export const SINC: usize = 0; // 10 terms
export const COS: usize = 80; // 10 terms
export const QUARTER: usize = 160;
export const HALF: usize = 168;
export const THREE_HALVES: usize = 176;
export const PRECISION: usize = 184; // whatever the kernel itself wants

// One entry of the schedule: a drift and the kick after it.
const DRIFT_S: usize = 0;
const DRIFT_V: usize = 8;
const DRIFT_SW: usize = 16;
const DRIFT_VW: usize = 24;
const DRIFT_T: usize = 32;
const KICK_H: usize = 40;
export const KICK_FROM: usize = 48; // address of its first segment
export const KICK_TO: usize = 52; // address after its last
export const ENTRY_SIZE: usize = 56;

// One segment of waves that share a lattice.
export const SEGMENT_FROM: usize = 0; // address of its first wave
export const SEGMENT_TO: usize = 4; // address after its last
export const SEGMENT_SCALE: usize = 8;
export const SEGMENT_SIZE: usize = 16;

function add(a: v128, b: v128): v128 {
  return f64x2.add(a, b);
}
function sub(a: v128, b: v128): v128 {
  return f64x2.sub(a, b);
}
function mul(a: v128, b: v128): v128 {
  return f64x2.mul(a, b);
}

/** Two particles at P (component c at P + c·stride) along the entry's drift. */
export function drift(P: usize, stride: usize, entry: usize): void {
  const s = v128.load64_splat(entry, DRIFT_S);
  const v = v128.load64_splat(entry, DRIFT_V);
  const sw = v128.load64_splat(entry, DRIFT_SW);
  const vw = v128.load64_splat(entry, DRIFT_VW);
  const t = v128.load64_splat(entry, DRIFT_T);
  const px = v128.load(P + 3 * stride);
  const py = v128.load(P + 4 * stride);
  const pz = v128.load(P + 5 * stride);
  v128.store(P, add(v128.load(P), add(mul(sw, px), mul(vw, py))));
  v128.store(P + stride, add(v128.load(P + stride), sub(mul(sw, py), mul(vw, px))));
  v128.store(P + 2 * stride, add(v128.load(P + 2 * stride), mul(t, pz)));
  const dx = sub(mul(s, py), mul(v, px));
  const dy = add(mul(s, px), mul(v, py));
  v128.store(P + 3 * stride, add(px, dx));
  v128.store(P + 4 * stride, sub(py, dy));
}

function series(C: usize, q: v128): v128 {
  let sum = v128.load64_splat(C, 72);
  sum = add(v128.load64_splat(C, 64), mul(q, sum));
  sum = add(v128.load64_splat(C, 56), mul(q, sum));
  sum = add(v128.load64_splat(C, 48), mul(q, sum));
  sum = add(v128.load64_splat(C, 40), mul(q, sum));
  sum = add(v128.load64_splat(C, 32), mul(q, sum));
  sum = add(v128.load64_splat(C, 24), mul(q, sum));
  sum = add(v128.load64_splat(C, 16), mul(q, sum));
  sum = add(v128.load64_splat(C, 8), mul(q, sum));
  return add(v128.load64_splat(C, 0), mul(q, sum));
}

/** Two particles at P turn by the field (ox, oy, oz) for the entry's kick. */
export function rotate(P: usize, stride: usize, entry: usize, C: usize, ox: v128, oy: v128, oz: v128): void {
  const h = v128.load64_splat(entry, KICK_H);
  const px = v128.load(P + 3 * stride);
  const py = v128.load(P + 4 * stride);
  const pz = v128.load(P + 5 * stride);
  const wx = mul(ox, h);
  const wy = mul(oy, h);
  const wz = mul(oz, h);
  const q = mul(add(add(mul(wx, wx), mul(wy, wy)), mul(wz, wz)), v128.load64_splat(C, QUARTER));
  const sinc = series(C + SINC, q);
  const a = mul(sinc, series(C + COS, q));
  const b = mul(v128.load64_splat(C, HALF), mul(sinc, sinc));
  const cx = sub(mul(py, wz), mul(pz, wy));
  const cy = sub(mul(pz, wx), mul(px, wz));
  const cz = sub(mul(px, wy), mul(py, wx));
  v128.store(P + 3 * stride, add(px, add(mul(a, cx), mul(b, sub(mul(cy, wz), mul(cz, wy))))));
  v128.store(P + 4 * stride, add(py, add(mul(a, cy), mul(b, sub(mul(cz, wx), mul(cx, wz))))));
  v128.store(P + 5 * stride, add(pz, add(mul(a, cz), mul(b, sub(mul(cx, wy), mul(cy, wx))))));
}

/** A Newton step for 1/|p̂| of two particles. */
export function normalise(P: usize, stride: usize, C: usize): void {
  const px = v128.load(P + 3 * stride);
  const py = v128.load(P + 4 * stride);
  const pz = v128.load(P + 5 * stride);
  const square = add(add(mul(px, px), mul(py, py)), mul(pz, pz));
  const scale = sub(v128.load64_splat(C, THREE_HALVES), mul(v128.load64_splat(C, HALF), square));
  v128.store(P + 3 * stride, mul(px, scale));
  v128.store(P + 4 * stride, mul(py, scale));
  v128.store(P + 5 * stride, mul(pz, scale));
}
