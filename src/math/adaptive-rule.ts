/** Composite Gauss–Legendre rules for integrands that are a piecewise power times an oscillation. */
import { exp, log } from './elementary/index.ts';
import { gaussLegendre, type Rule } from './gauss-legendre.ts';

/** No panel holds more than this phase (radians on either side of its middle); larger ones save nodes, not accuracy. */
const MAX_PHASE = 32;
/** No panel spans more than this ratio: its complex ellipse then stays clear of the branch point at the origin. */
const MAX_RATIO = 4;
/** No power changes by more than e^4 within a panel, nor a cubic by more than 4³: steeper ones get narrower panels. */
const MAX_FALL = 4;

/** What a rule has to know of f, beyond its breaks. */
export interface RuleOptions {
  /** Bound of |d ln f/d ln k| between each break and the next; 0, or left out, where f is as gentle as a low polynomial. */
  readonly steepness?: readonly number[];
  /** Target of the relative accuracy: 10^−digits. */
  readonly digits?: number;
}

/** The largest ratio of the ends of a panel within which a power of this steepness stays tame. */
export function tameRatio(steepness: number, most = MAX_RATIO): number {
  return Math.min(most, exp(MAX_FALL / steepness));
}

/**
 * A rule on [breaks[0], breaks.at(-1)] for f(k)·e^{iφk}, |φ| ≤ `phase`, f smooth in ln k between breaks.
 * The number of nodes in each panel follows from the bounds
 *   power laws: ρ^(−2n), ρ = (√r+1)/(√r−1) for a panel of ratio r;
 *   oscillation, rise and fall: (e h/4n)^(2n), h half the phase, or half the change of ln f.
 */
export function oscillatoryRule(
  breaks: readonly number[],
  phase: number,
  { steepness = [], digits = 17 }: RuleOptions = {},
): Rule {
  const rules = new Map<number, Rule>();
  const nodes: number[] = [];
  const weights: number[] = [];
  const addPanel = (a: number, b: number, steep: number) => {
    const half = Math.max((phase * (b - a)) / 2, (steep * log(b / a)) / 2);
    const n = nodesNeeded(b / a, half, digits);
    const rule = rules.get(n) ?? gaussLegendre(n);
    rules.set(n, rule);
    for (let i = 0; i < n; i++) {
      nodes.push((a + b) / 2 + ((b - a) / 2) * rule.nodes[i]);
      weights.push(((b - a) / 2) * rule.weights[i]);
    }
  };
  for (let p = 1; p < breaks.length; p++) {
    let a = breaks[p - 1];
    const end = breaks[p];
    const steep = steepness[p - 1] ?? 0;
    const ratio = tameRatio(steep);
    while (a < end) {
      const b = Math.min(a * ratio, a + (2 * MAX_PHASE) / phase, end);
      // Two equal panels rather than a full one and a sliver.
      const rest = end - a;
      const next = b < end && rest < 2 * (b - a) ? a + rest / 2 : b;
      addPanel(a, next, steep);
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
  while (-2 * n * log(rho) > target || 2 * n * log((Math.E * half) / (4 * n)) > target || 4 * n < Math.E * half) n++;
  return n + 2;
}
