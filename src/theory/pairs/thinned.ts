/** Tables of thousands of rows, as the theory of pairs takes them: by their power in narrow bands of wavenumber. */

import { oscillatoryRule } from '../../math/adaptive-rule.ts';
import { log, pow } from '../../math/elementary/index.ts';
import type { Turbulence } from '../../model/turbulence.ts';

/** More breaks than this are not followed one by one. */
const MOST_BREAKS = 400;

/** The same turbulence, or one that has the same power in each of 400 bands and is even in them. */
export function thinned(turbulence: Turbulence): Turbulence {
  const { breaks, steepness, k0, k1 } = turbulence;
  if (breaks.length <= MOST_BREAKS) return turbulence;
  const edges = Array.from({ length: MOST_BREAKS + 1 }, (_, i) => k0 * pow(k1 / k0, i / MOST_BREAKS));
  edges[MOST_BREAKS] = k1;
  const bandOf = (k: number) => Math.min(Math.floor((MOST_BREAKS * log(k / k0)) / log(k1 / k0)), MOST_BREAKS - 1);
  const density = new Float64Array(MOST_BREAKS);
  const { nodes, weights } = oscillatoryRule(breaks, 0, { steepness, digits: 8 });
  for (let i = 0; i < nodes.length; i++) {
    const band = bandOf(nodes[i]);
    density[band] += (weights[i] * turbulence.g(nodes[i])) / (edges[band + 1] - edges[band]);
  }
  return {
    spec: turbulence.spec,
    k0,
    k1,
    breaks: edges,
    steepness: new Array(MOST_BREAKS).fill(0),
    g: (k) => (k < k0 || k > k1 ? 0 : density[bandOf(k)]),
  };
}
