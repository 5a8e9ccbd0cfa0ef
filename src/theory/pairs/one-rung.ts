/** Pairs that share one push of the turbulence, and are scattered apart from each other before and after: exact [P16]. */
import type { Turbulence } from '../../model/turbulence.ts';
import { responses, wavenumberRule } from './scattering.ts';

/**
 * C_ℓ^one per |G|² = 1, in r_g² [P16].
 * @param nu scattering rate ν in c/r_g
 * @returns [ℓ], ℓ = 0 … lMax; 0 at ℓ = 0
 */
export function oneRung(turbulence: Turbulence, nu: number, lMax: number): Float64Array {
  const { nodes, weights } = wavenumberRule(turbulence);
  const sums = new Float64Array(lMax + 1);
  const b = new Float64Array(lMax + 1);
  for (let i = 0; i < nodes.length; i++) {
    if (weights[i] === 0) continue;
    responses(nodes[i], nu, lMax, b);
    for (let l = 1; l <= lMax; l++) sums[l] += weights[i] * b[l] * b[l];
  }
  const scale = (16 * Math.PI ** 2) / (3 * nu * nu);
  return sums.map((sum, l) => (scale * l * (l + 1) * sum) / (2 * l + 1) ** 2); // [P16]
}
