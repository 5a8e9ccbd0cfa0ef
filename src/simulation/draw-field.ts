/** One realisation of the turbulent field, drawn from (seed, realisation). */
import { createRandomStream, type RandomStream } from '../math/random.ts';
import type { PARAMETERS } from '../model/parameters.ts';
import { PURPOSES } from '../model/purposes.ts';
import type { Turbulence } from '../model/turbulence.ts';
import { type Field, latticeExponent } from './field.ts';
import { drawWaveGrid, type WaveGrid } from './wave-grid.ts';

/**
 * Directions of the wave vectors k and of the field ξ; the mean field, if any, is along z. In each geometry g is the energy
 * per unit |k|:
 * - isotropic: k isotropic, ξ of random angle in the plane ⊥ k [P1];
 * - slab: k ∥ z, ξ of random angle in the x-y plane;
 * - 2d: k in the x-y plane, ξ = ẑ × k̂, so that the field has no z component and does not depend on z;
 * - composite: slab and 2d together, each with half of the waves; `slabFraction` of the energy is in the slab, 0.2 as in
 *   Bieber et al. 1996, J. Geophys. Res. 101, 2511.
 */
export type Geometry = (typeof PARAMETERS.geometry.choices)[number];

export interface FieldSpec {
  readonly turbulence: Turbulence;
  /** Number of plane waves. */
  readonly modes: number;
  readonly geometry: Geometry;
  /** Share of ω_rms² in the slab part of a composite, 0 to 1. */
  readonly slabFraction: number;
  /** Ω_0 along z in units of ω_rms. */
  readonly meanField: number;
}

/** The field of one realisation: a pure function of its arguments. Every wave takes its numbers from the stream in turn. */
export function drawField(spec: FieldSpec, seed: number, realisation: number): Field {
  const random = createRandomStream(seed, realisation, PURPOSES.field);
  const waves: Wave[] = [];
  for (const [geometry, modes, share] of populations(spec)) {
    const grid = drawWaveGrid(spec.turbulence, modes, random);
    for (let n = 0; n < modes; n++) waves.push(drawWave(geometry, grid, n, share, random));
  }
  waves.sort((a, b) => b.length - a.length);
  const column = (pick: (wave: Wave) => number) => Float64Array.from(waves, pick);
  return {
    count: waves.length,
    kx: column((w) => w.k[0]),
    ky: column((w) => w.k[1]),
    kz: column((w) => w.k[2]),
    phase: column((w) => w.phase),
    ax: column((w) => w.a[0]),
    ay: column((w) => w.a[1]),
    az: column((w) => w.a[2]),
    exponent: Int32Array.from(waves, (w) => w.exponent),
    meanField: spec.meanField,
  };
}

type Vector = readonly [number, number, number];

interface Wave {
  readonly k: Vector;
  readonly length: number;
  readonly exponent: number;
  readonly phase: number;
  readonly a: Vector;
}

type Population = readonly [Exclude<Geometry, 'composite'>, modes: number, share: number];

function populations({ geometry, modes, slabFraction }: FieldSpec): Population[] {
  if (geometry !== 'composite') return [[geometry, modes, 1]];
  const slab = Math.ceil(modes / 2);
  return [
    ['slab', slab, slabFraction],
    ['2d', modes - slab, 1 - slabFraction],
  ];
}

function drawWave(geometry: Population[0], grid: WaveGrid, n: number, share: number, random: RandomStream): Wave {
  const turnsPerLength = grid.k[n] / (2 * Math.PI);
  const exponent = latticeExponent(turnsPerLength);
  const unit = 2 ** -exponent;
  const direction = new Float64Array(3);
  random.direction(direction);
  const k = WAVE_VECTOR[geometry](direction).map((c) => Math.round((c * turnsPerLength) / unit) * unit);
  const [kx, ky, kz] = k as [number, number, number];
  const length = Math.sqrt(kx * kx + ky * ky + kz * kz);
  const angle = polarAngle(random);
  const amplitude = Math.sqrt(2 * grid.weight[n] * share); // a_n² = 2 ω_rms² w_n
  const xi = geometry === '2d' ? ([-ky / length, kx / length, 0] as const) : transverse(kx, ky, kz, length, angle);
  const phase = random.word() * 2 ** -32;
  return { k: [kx, ky, kz], length, exponent, phase, a: [amplitude * xi[0], amplitude * xi[1], amplitude * xi[2]] };
}

/** The unit wave vector, out of an isotropic direction. */
const WAVE_VECTOR: Record<Population[0], (d: Float64Array) => readonly number[]> = {
  isotropic: (d) => [d[0], d[1], d[2]],
  slab: () => [0, 0, 1],
  '2d': (d) => {
    const length = Math.sqrt(d[0] * d[0] + d[1] * d[1]);
    return length > 0 ? [d[0] / length, d[1] / length, 0] : [1, 0, 0];
  },
};

/** A point on the unit circle, uniform: by rejection, so that no platform's sine enters. */
function polarAngle(random: RandomStream): readonly [number, number] {
  for (;;) {
    const x = 2 * random.uniform() - 1;
    const y = 2 * random.uniform() - 1;
    const square = x * x + y * y;
    if (square > 1 || square < 1e-6) continue;
    const length = Math.sqrt(square);
    return [x / length, y / length];
  }
}

/** The unit vector ⊥ k at the given angle: cos·e1 + sin·e2, with e1 ⊥ k and e2 = k̂ × e1. */
function transverse(kx: number, ky: number, kz: number, length: number, angle: readonly [number, number]): Vector {
  const k: Vector = [kx / length, ky / length, kz / length];
  // The axis least along k, so that the cross product keeps its digits.
  const size = k.map(Math.abs);
  const axis: Vector =
    size[0] <= size[1] && size[0] <= size[2] ? [1, 0, 0] : size[1] <= size[2] ? [0, 1, 0] : [0, 0, 1];
  const e1 = normalised(cross(axis, k));
  const e2 = cross(k, e1);
  return normalised([
    angle[0] * e1[0] + angle[1] * e2[0],
    angle[0] * e1[1] + angle[1] * e2[1],
    angle[0] * e1[2] + angle[1] * e2[2],
  ]);
}

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

function normalised(v: Vector): Vector {
  const length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  return [v[0] / length, v[1] / length, v[2] / length];
}
