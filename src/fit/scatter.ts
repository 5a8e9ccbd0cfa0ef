/**
 * How a measured multipole scatters about its expectation. On one sky of a Gaussian field, Ĉ_ℓ = ⟨Ĉ_ℓ⟩ χ²_ν/ν with ν degrees of
 * freedom (2ℓ+1 on a full sky); the measurement multiplies it by e^v, v normal, with one width above zero and one below. Then
 *   y = ln(Ĉ_ℓ/⟨Ĉ_ℓ⟩) = u + v,   p(u) = a^a/Γ(a) · exp(a(u − e^u)),  a = ν/2,
 * has one fixed law for each ℓ, whatever the theory: p(u) itself where the measurement adds nothing, else a convolution,
 * done by quadrature and tabulated once.
 */

import { bisect } from '../math/bisect.ts';
import { exp, expm1, hypot, log } from '../math/elementary/index.ts';
import { compositeRule, gaussLegendre } from '../math/gauss-legendre.ts';
import { goldenSection } from '../math/golden-section.ts';
import { hermiteTable } from '../math/hermite-table.ts';
import { logGamma, trigamma } from '../math/log-gamma.ts';

/** The law of y = ln(measured/expected). */
export interface ScatterLaw {
  /** ln p(y). */
  logDensity(y: number): number;
  /** The largest of ln p(y). */
  readonly peak: number;
  /** The expectation of 2(peak − ln p(y)), near the 1 of a χ² with one degree of freedom. */
  readonly meanDeviance: number;
  /** Fisher's information on a shift of y, ⟨(d ln p/dy)²⟩. */
  readonly information: number;
  /** The y below which a measurement falls with probability p. */
  quantile(p: number): number;
}

export interface ScatterWidths {
  /** ν; +∞ where what was measured is the expectation. */
  readonly degreesOfFreedom: number;
  /** Relative errors of the measurement: the width of v below zero and above, both zero or none. */
  readonly low: number;
  readonly high: number;
}

/** @throws RangeError unless there is some scatter, and ν > 0 */
export function createScatterLaw({ degreesOfFreedom, low, high }: ScatterWidths): ScatterLaw {
  const isSky = degreesOfFreedom !== Number.POSITIVE_INFINITY;
  const isMeasured = low > 0 && high > 0;
  if (!(degreesOfFreedom > 0) || (!isMeasured && (low !== 0 || high !== 0)) || !(isSky || isMeasured)) {
    throw new RangeError(`createScatterLaw: ${degreesOfFreedom} degrees of freedom, widths ${low} and ${high}`);
  }
  const error = splitNormal(low, high);
  if (!isSky) return describe(error.log, (low + high) / 2);
  const sky = skyOf(degreesOfFreedom / 2);
  if (!isMeasured) return describe(sky.log, sky.width);
  const width = hypot(sky.width, (low + high) / 2);
  const value = (y: number) => convolve(sky, error, y);
  const span = support((y) => value(y).log, width);
  const table = hermiteTable((y) => [value(y).log, value(y).slope], span[0], span[1], width / 20);
  return describe((y) => (y > span[0] && y < span[1] ? table(y) : value(y).log), width);
}

interface Part {
  log(x: number): number;
  slope(x: number): number;
  /** Least of −d²log/dx² need not be known, only that log is concave. */
  readonly width: number;
}

/** u = ln(χ²_ν/ν), ν = 2a. */
function skyOf(a: number): Part {
  const norm = a * log(a) - logGamma(a);
  return {
    log: (u) => a * (u - exp(u)) + norm,
    slope: (u) => -a * expm1(u),
    width: Math.sqrt(trigamma(a)), // the standard deviation of ln χ²
  };
}

/** A normal law with one width on either side of its peak, continuous there. */
function splitNormal(low: number, high: number): Part {
  const norm = -log((low + high) / 2) - 0.5 * log(2 * Math.PI);
  const square = (v: number) => (v < 0 ? low * low : high * high);
  return {
    log: (v) => norm - (0.5 * v * v) / square(v),
    slope: (v) => -v / square(v),
    width: Math.min(low, high),
  };
}

const PANEL = gaussLegendre(16);

/** ln ∫ p_sky(y − v) p_error(v) dv, and its slope in y. The integrand is log-concave: panels grow outward from its summit. */
function convolve(sky: Part, error: Part, y: number): { readonly log: number; readonly slope: number } {
  const logDensity = (v: number) => sky.log(y - v) + error.log(v);
  const summit = bisect((v) => error.slope(v) - sky.slope(y - v), Math.min(0, y), Math.max(0, y), ROOT);
  const top = logDensity(summit);
  const step = 0.7 * Math.min(sky.width, error.width);
  const edges = [summit];
  for (const side of [-1, 1]) {
    for (let at = summit, stride = step; logDensity(at) > top - 45; stride *= 1.3) {
      at += side * stride;
      edges.push(at);
    }
  }
  // The split normal changes its width at v = 0.
  const sorted = [...edges, ...(Math.min(...edges) < 0 && Math.max(...edges) > 0 ? [0] : [])].sort((p, q) => p - q);
  const { nodes, weights } = compositeRule(
    PANEL,
    sorted.filter((edge, i) => i === 0 || edge > sorted[i - 1]),
  );
  let sum = 0;
  let tilt = 0;
  for (let i = 0; i < nodes.length; i++) {
    const v = nodes[i];
    const density = weights[i] * exp(logDensity(v) - top);
    sum += density;
    tilt += density * sky.slope(y - v);
  }
  return { log: top + log(sum), slope: tilt / sum };
}

/** How well roots are found. */
const ROOT = (y: number) => 1e-12 * (1 + Math.abs(y));

/** Where ln p is within 40 of its largest value, more or less. */
function support(log: (y: number) => number, width: number): [number, number] {
  const top = log(0);
  const ends = [-1, 1].map((side) => {
    let at = 0;
    while (log(at) > top - 40) at += side * width;
    return at;
  });
  return ends as [number, number];
}

/** Peak, mean deviance and quantiles of a unimodal density by quadrature. */
function describe(logDensity: (y: number) => number, width: number): ScatterLaw {
  const [from, to] = support(logDensity, width);
  const panels = Math.ceil((to - from) / (width / 2));
  const edges = Array.from({ length: panels + 1 }, (_, i) => from + ((to - from) * i) / panels);
  const { nodes, weights } = compositeRule(PANEL, edges);
  const logs = nodes.map(logDensity);
  const at = logs.indexOf(Math.max(...logs));
  const [before, after] = [nodes[Math.max(0, at - 1)], nodes[Math.min(nodes.length - 1, at + 1)]];
  const summit = goldenSection(
    (y) => -logDensity(y),
    before,
    after,
    (y) => 1e-9 * (1 + Math.abs(y)),
  );
  const peak = logDensity(summit);
  const cumulative = new Float64Array(panels + 1); // probability below each edge
  let mean = 0;
  let information = 0;
  const h = width / 40;
  for (let i = 0; i < nodes.length; i++) {
    const mass = weights[i] * exp(logs[i]);
    const panel = Math.floor(i / PANEL.nodes.length);
    if (i % PANEL.nodes.length === 0) cumulative[panel + 1] = cumulative[panel];
    cumulative[panel + 1] += mass;
    mean += mass * 2 * (peak - logs[i]);
    information += mass * ((logDensity(nodes[i] + h) - logDensity(nodes[i] - h)) / (2 * h)) ** 2;
  }
  const total = cumulative[panels];
  return {
    logDensity,
    peak,
    meanDeviance: mean / total,
    information: information / total,
    quantile(p) {
      if (!(p > 0 && p < 1)) throw new RangeError(`quantile: p = ${p}, want a number between 0 and 1`);
      const panel = cumulative.findIndex((value) => value >= p * total) - 1;
      const within = (y: number) => {
        const part = compositeRule(PANEL, [edges[panel], y]);
        return part.nodes.reduce((sum, node, i) => sum + part.weights[i] * exp(logDensity(node)), 0);
      };
      return bisect((y) => p * total - cumulative[panel] - within(y), edges[panel], edges[panel + 1], ROOT);
    },
  };
}
