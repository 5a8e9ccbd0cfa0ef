/** Small fields and particles for the tests of the simulation. */
import { createTurbulence, type Turbulence } from '../../src/model/turbulence.ts';
import { drawField, type FieldSpec, type Geometry } from '../../src/simulation/draw-field.ts';
import type { Field } from '../../src/simulation/field.ts';
import type { Particles } from '../../src/simulation/push.ts';
import { randomDirections } from '../../src/simulation/realisation.ts';
import { atOrigin } from '../../src/simulation/trace.ts';

export const GEOMETRIES: readonly Geometry[] = ['isotropic', 'slab', '2d', 'composite'];

export const paper = createTurbulence({ kind: 'power-law', k0: 1e-3, k1: 100, index: 0 });
/** Few octaves around the gyroradius: smooth enough for the asymptotic order of an integrator to show. */
export const gentle = createTurbulence({ kind: 'power-law', k0: 0.3, k1: 3, index: 0 });

export function field(spectrum: Turbulence, options: Partial<FieldSpec> = {}, realisation = 0): Field {
  const spec = { modes: 600, geometry: 'isotropic', slabFraction: 0.2, meanField: 0, ...options } as const;
  return drawField({ ...spec, turbulence: spectrum }, 1, realisation);
}

/** A uniform turbulent field (waves of infinite length) and a mean field along z. */
export function uniform(omega: readonly [number, number, number], meanField = 0): Field {
  const [zero, one] = [new Float64Array(1), (value: number) => Float64Array.of(value)];
  return {
    ...{ count: 1, kx: zero, ky: zero, kz: zero, phase: zero, exponent: new Int32Array(1), meanField },
    ...{ ax: one(omega[0]), ay: one(omega[1]), az: one(omega[2]) },
  };
}

export function particles(count: number, seed = 3): Particles {
  return atOrigin(randomDirections(count, seed, 0));
}

export const COMPONENTS = ['x', 'y', 'z', 'px', 'py', 'pz'] as const;

export function copy(p: Particles): Particles {
  const columns = COMPONENTS.map((name) => [name, p[name].slice()] as const);
  return { count: p.count, ...(Object.fromEntries(columns) as Omit<Particles, 'count'>) };
}

/** Root mean square distance of two batches, in places or in directions. */
export function distance(a: Particles, b: Particles, which: 'place' | 'direction'): number {
  const names = which === 'place' ? COMPONENTS.slice(0, 3) : COMPONENTS.slice(3);
  let sum = 0;
  for (const name of names) for (let i = 0; i < a.count; i++) sum += (a[name][i] - b[name][i]) ** 2;
  return Math.sqrt(sum / a.count);
}

export function same(a: Particles, b: Particles): boolean {
  return COMPONENTS.every((name) => a[name].every((value, i) => Object.is(value, b[name][i])));
}
