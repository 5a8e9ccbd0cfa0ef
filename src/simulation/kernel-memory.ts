/** How a field, a schedule, constants and particles lie in a kernel's memory; the other side is src/kernels/wasm/assembly/motion.ts. */
import type { Field } from './field.ts';
import { COS_SERIES, helix, type Particles, SINC_SERIES } from './push.ts';
import type { Schedule } from './schedule.ts';
import { SIN_TURNS } from './turns.ts';

export type Precision = 'double' | 'single';

const ENTRY_SIZE = 56;
const SEGMENT_SIZE = 16;
const CONSTANTS_SIZE = 512;
const WAVE_SIZE: Readonly<Record<Precision, number>> = { double: 56, single: 28 };

/** sin(2πy) = y Σ c_i y^(2i) on |y| ≤ 1/4 by Remez' exchange for the absolute error: 5.9e-7. */
const SIN_TURNS_SINGLE = [6.283164044312629, -41.33714237256523, 81.34076893925784, -70.993433758454];

/** Addresses, in bytes. */
export interface Layout {
  readonly constants: number;
  readonly waves: number;
  readonly segments: number;
  readonly schedule: number;
  readonly particles: number;
  /** Distance between a component of the particles and the next. */
  readonly stride: number;
  readonly end: number;
}

/** Waves [from, to) that one kick uses and that share a lattice. */
interface Segment {
  readonly from: number;
  readonly to: number;
  readonly exponent: number;
}

/** For each kick its segments; the double-precision kernel needs no lattice. */
export function segmentsOf(field: Field, schedule: Schedule, precision: Precision): Segment[][] {
  return Array.from(schedule.from, (first, i) => {
    const last = schedule.to[i];
    if (precision === 'double') return [{ from: first, to: last, exponent: 0 }];
    const segments: Segment[] = [];
    for (let from = first; from < last; ) {
      const exponent = field.exponent[from];
      let to = from + 1;
      while (to < last && field.exponent[to] === exponent) to++;
      segments.push({ from, to, exponent });
      from = to;
    }
    return segments;
  });
}

/** @param base first free byte; @param capacity particles at most */
export function layoutOf(
  field: Field,
  schedule: Schedule,
  segments: Segment[][],
  precision: Precision,
  base: number,
  capacity: number,
): Layout {
  const align = (address: number) => Math.ceil(address / 64) * 64;
  const constants = align(base);
  const waves = align(constants + CONSTANTS_SIZE);
  const segmentsAt = align(waves + field.count * WAVE_SIZE[precision]);
  const scheduleAt = align(segmentsAt + segments.flat().length * SEGMENT_SIZE);
  const particles = align(scheduleAt + schedule.drift.length * ENTRY_SIZE);
  const stride = capacity * 8;
  return {
    constants,
    waves,
    segments: segmentsAt,
    schedule: scheduleAt,
    particles,
    stride,
    end: particles + 6 * stride,
  };
}

/** Numbers one after the other from an address on, little-endian as WebAssembly has them. */
function putDoubles(view: DataView, at: number, values: readonly number[]): void {
  for (const [i, value] of values.entries()) view.setFloat64(at + 8 * i, value, true);
}
function putFloats(view: DataView, at: number, values: readonly number[]): void {
  for (const [i, value] of values.entries()) view.setFloat32(at + 4 * i, value, true);
}
function putIntegers(view: DataView, at: number, values: readonly number[]): void {
  for (const [i, value] of values.entries()) view.setInt32(at + 4 * i, value, true); // modulo 2^32
}

export function writeConstants(view: DataView, at: number, precision: Precision): void {
  const shared = [...SINC_SERIES, ...COS_SERIES, 0.25, 0.5, 1.5];
  putDoubles(view, at, shared);
  const own = at + 8 * shared.length;
  if (precision === 'double') putDoubles(view, own, SIN_TURNS);
  else {
    putDoubles(view, own, [1.5 * 2 ** 52]);
    putIntegers(view, own + 8, [2 ** 30]); // a quarter turn
    putFloats(view, own + 12, [2 ** -32, ...SIN_TURNS_SINGLE]);
  }
}

export function writeWaves(view: DataView, at: number, field: Field, precision: Precision): void {
  for (let n = 0; n < field.count; n++) {
    const wave = at + n * WAVE_SIZE[precision];
    const k = [field.kx[n], field.ky[n], field.kz[n]];
    const phase = field.phase[n];
    const a = [field.ax[n], field.ay[n], field.az[n]];
    if (precision === 'double') putDoubles(view, wave, [...k, phase, ...a]);
    else {
      const unit = 2 ** field.exponent[n]; // k is an integer multiple of 2^−exponent, the phase one of 2^−32
      putIntegers(view, wave, [...k.map((c) => c * unit), phase * 2 ** 32]);
      putFloats(view, wave + 16, a);
    }
  }
}

export function writeSegments(view: DataView, layout: Layout, segments: Segment[][], precision: Precision): void {
  segments.flat().forEach(({ from, to, exponent }, i) => {
    const at = layout.segments + i * SEGMENT_SIZE;
    putIntegers(
      view,
      at,
      [from, to].map((n) => layout.waves + n * WAVE_SIZE[precision]),
    );
    putDoubles(view, at + 8, [2 ** (32 - exponent)]); // lattice steps of 2^(exponent − 32) r_g
  });
}

/** The schedule for macro-steps of one length. */
export function writeSchedule(
  view: DataView,
  layout: Layout,
  schedule: Schedule,
  segments: Segment[][],
  macroStep: number,
  meanField: number,
): void {
  let segment = layout.segments;
  schedule.drift.forEach((drift, j) => {
    const at = layout.schedule + j * ENTRY_SIZE;
    const length = drift * macroStep;
    putDoubles(view, at, [...helix(length, meanField), length]);
    if (j === schedule.kick.length) return;
    const next = segment + segments[j].length * SEGMENT_SIZE;
    putDoubles(view, at + 40, [schedule.kick[j] * macroStep]);
    putIntegers(view, at + 48, [segment, next]);
    segment = next;
  });
}

const COMPONENTS = ['x', 'y', 'z', 'px', 'py', 'pz'] as const;

/** Particles in, padded with particles at rest to a multiple of `lanes`; their number with the padding. */
export function writeParticles(memory: ArrayBuffer, layout: Layout, particles: Particles, lanes: number): number {
  const padded = Math.ceil(particles.count / lanes) * lanes;
  COMPONENTS.forEach((name, c) => {
    const column = new Float64Array(memory, layout.particles + c * layout.stride, padded);
    column.set(particles[name]);
    column.fill(0, particles.count);
  });
  return padded;
}

export function readParticles(memory: ArrayBuffer, layout: Layout, particles: Particles): void {
  COMPONENTS.forEach((name, c) => {
    particles[name].set(new Float64Array(memory, layout.particles + c * layout.stride, particles.count));
  });
}
