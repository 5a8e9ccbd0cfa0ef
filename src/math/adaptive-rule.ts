/** Composite Gauss–Legendre rules for integrands that are a piecewise power times an oscillation. */
import { gaussLegendre, type Rule } from './gauss-legendre.ts';

/** No panel holds more than this phase (radians on either side of its middle); larger ones save nodes, not accuracy. */
const MAX_PHASE = 32;
/** No panel spans more than this ratio: its complex ellipse then stays clear of the branch point at the origin. */
const MAX_RATIO = 4;

/**
 * A rule on [breaks[0], breaks.at(-1)] for f(k)·e^{iφk}, |φ| ≤ `phase`, f smooth in ln k between breaks.
 * `digits` is the target relative accuracy: the number of nodes in each panel follows from the two bounds
 *   power laws: ρ^(−2n), ρ = (√r+1)/(√r−1) for a panel of ratio r;  oscillation: (e h/4n)^(2n), h the half-phase.
 */
export function oscillatoryRule(breaks: readonly number[], phase: number, digits = 17): Rule {
  const rules = new Map<number, Rule>();
  const nodes: number[] = [];
  const weights: number[] = [];
  const addPanel = (a: number, b: number) => {
    const n = nodesNeeded(b / a, (phase * (b - a)) / 2, digits);
    const rule = rules.get(n) ?? gaussLegendre(n);
    rules.set(n, rule);
    for (let i = 0; i < n; i++) {
      nodes.push((a + b) / 2 + ((b - a) / 2) * rule.nodes[i]!);
      weights.push(((b - a) / 2) * rule.weights[i]!);
    }
  };
  for (let p = 1; p < breaks.length; p++) {
    let a = breaks[p - 1]!;
    const end = breaks[p]!;
    while (a < end) {
      const b = Math.min(a * MAX_RATIO, a + (2 * MAX_PHASE) / phase, end);
      // Two equal panels rather than a full one and a sliver.
      const rest = end - a;
      const next = b < end && rest < 2 * (b - a) ? a + rest / 2 : b;
      addPanel(a, next);
      a = next;
    }
  }
  return { nodes: Float64Array.from(nodes), weights: Float64Array.from(weights) };
}

function nodesNeeded(ratio: number, half: number, digits: number): number {
  const root = Math.sqrt(ratio);
  const rho = (root + 1) / (root - 1);
  const target = -digits * Math.LN10;
  let n = 2;
  while (
    -2 * n * Math.log(rho) > target ||
    2 * n * Math.log((Math.E * half) / (4 * n)) > target ||
    4 * n < Math.E * half
  )
    n++;
  return n + 2;
}
