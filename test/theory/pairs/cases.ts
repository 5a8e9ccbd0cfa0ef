/** Turbulence that the theory of pairs is tried on, one of each kind. */
import { createTurbulence, type Turbulence } from '../../../src/model/turbulence.ts';
import { createPairKernel, type PairKernel } from '../../../src/theory/pairs/kernel.ts';
import type { Frame } from '../../../src/theory/pairs/operator.ts';
import { scattering } from '../../../src/theory/pairs/scattering.ts';
import { createPairSystem, type PairSystem, type Resolution } from '../../../src/theory/pairs/solver.ts';

export const powerLaw = (k0: number, k1: number, index: number): Turbulence =>
  createTurbulence({ kind: 'power-law', k0, k1, index });

export const WHITE = powerLaw(1e-3, 100, 0);
export const KOLMOGOROV = powerLaw(3, 100, 5 / 3);

export const KINDS: readonly (readonly [string, Turbulence])[] = [
  ['white noise 1e-3…100', WHITE],
  ['Kolmogorov 3…100', KOLMOGOROV],
  ['bent power law', createTurbulence({ kind: 'bent', k0: 1e-4, k1: 30, index: 1.5, outerScale: 20, lowIndex: 4 })],
  ['table', createTurbulence({ kind: 'table', k: [0.01, 0.02, 0.3, 1, 5, 40], g: [1, 3, 0.5, 0, 0.2, 0.01] })],
];

/** A pair system of a turbulence, out to `reach` mean free paths. */
export function systemOf(
  g: Turbulence,
  size: Resolution,
  { reach = 12, smallestAngle = 0.002, nearest = 0.1 / g.k1, frame = 'full' as Frame } = {},
): { nu: number; kernel: PairKernel; system: PairSystem } {
  const nu = scattering(g).scatteringRate;
  const farthest = reach / nu;
  const kernel = createPairKernel(g, nu, farthest);
  const range = { smallestAngle, largestAngle: Math.PI - 0.05, nearest, farthest };
  return { nu, kernel, system: createPairSystem(kernel, size, range, frame) };
}

/** u(θ) between the angles of a grid, by its cosine series. */
export function atAngle({ grid }: PairSystem, u: Float64Array, theta: number): number {
  const n = u.length;
  const x = (Math.log(Math.tan(theta / 2)) - grid.first) / (grid.step * n);
  let value = 0;
  for (let k = 0; k < n; k++) {
    let c = 0;
    for (let j = 0; j < n; j++) c += (u[j] * Math.cos((k * Math.PI * (j + 0.5)) / n) * (k === 0 ? 1 : 2)) / n;
    value += c * Math.cos(k * Math.PI * x);
  }
  return value;
}
