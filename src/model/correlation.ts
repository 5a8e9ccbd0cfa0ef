/**
 * The spatial correlation of the turbulent field, R = |R| in r_g:
 *   C_ij(R) = ⟨ω_i(r) ω_j(r+R)⟩ = 4π ∫dk g { (2/3) j0(kR) δ_ij + j2(kR) (R̂_i R̂_j − δ_ij/3) }                       [P3]
 */

import { oscillatoryRule } from '../math/adaptive-rule.ts';
import { hypot } from '../math/elementary/index.ts';
import { createMatrix, type Matrix } from '../math/matrix.ts';
import { sphericalBessel } from '../math/spherical-bessel.ts';
import type { Turbulence } from './turbulence.ts';

/** Correlation of the components along R and across it, in units of ω_rms²; 1/3 each at R = 0. */
export interface Correlation {
  readonly longitudinal: number;
  readonly transverse: number;
}

/**
 * Correlation of the field at two places a distance R apart [P3].
 * @param turbulence g(k)
 * @param R distance in r_g, ≥ 0
 */
export function fieldCorrelation(turbulence: Turbulence, R: number): Correlation {
  const { nodes, weights } = oscillatoryRule(turbulence.breaks, R, { steepness: turbulence.steepness });
  const j = new Float64Array(3);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < nodes.length; i++) {
    sphericalBessel(2, nodes[i] * R, j);
    const g = weights[i] * turbulence.g(nodes[i]);
    even += g * j[0];
    odd += g * j[2];
  }
  const scale = (4 * Math.PI) / 3;
  return { longitudinal: scale * 2 * (even + odd), transverse: scale * (2 * even - odd) };
}

/** C_ij(R), rows i, columns j = x, y, z, for a separation vector in r_g. */
export function correlationTensor(turbulence: Turbulence, separation: readonly [number, number, number]): Matrix {
  const R = hypot(...separation);
  const { longitudinal, transverse } = fieldCorrelation(turbulence, R);
  const tensor = createMatrix(3, 3);
  for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      const along = R === 0 ? 0 : (separation[i] * separation[j]) / (R * R);
      tensor.values[3 * i + j] = (i === j ? transverse : 0) + (longitudinal - transverse) * along;
    }
  }
  return tensor;
}
