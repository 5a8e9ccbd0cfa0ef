/**
 * Weights that depend on declination alone, with quadrature rules over colatitude: for them the coupling of multipoles is
 * known exactly, order m by order m.
 */
import { cos, sin } from '../math/elementary/index.ts';
import { gaussLegendre } from '../math/gauss-legendre.ts';
import { type Apodisation, apodisationFactor } from '../sky/apodise.ts';
import { pixelCount, rings } from '../sky/healpix.ts';
import { type Mask, type MaskMoments, ringWeights } from '../sky/mask.ts';

/** Nodes only where the weight is above zero. */
export interface ColatitudeRule {
  readonly cosTheta: Float64Array;
  readonly sinTheta: Float64Array;
  /** dΩ of the node: they sum to 4π f_sky. */
  readonly area: Float64Array;
  /** w there. */
  readonly weight: Float64Array;
}

const RADIAN = Math.PI / 180;

/**
 * For a band of declinations (degrees), exact for polynomials in cos θ up to `degree`, and to rounding where an edge is
 * apodised: there the nodes are those of declination, in which the weight is analytic.
 */
export function bandRule(
  [low, high]: readonly [number, number],
  apodisation: Apodisation | undefined,
  degree: number,
): ColatitudeRule {
  const nodes: Node[] = [];
  const width = apodisation?.width ?? 0;
  const edges = { south: low > -90 ? low : undefined, north: high < 90 ? high : undefined };
  const fromSouth = (declination: number) =>
    edges.south === undefined ? Number.POSITIVE_INFINITY : declination - edges.south;
  const fromNorth = (declination: number) =>
    edges.north === undefined ? Number.POSITIVE_INFINITY : edges.north - declination;
  const middle = (low + high) / 2; // where the nearer edge changes, if there are two
  const cuts = [low, high];
  if (apodisation) {
    if (edges.south !== undefined) cuts.push(low + width);
    if (edges.north !== undefined) cuts.push(high - width);
    if (edges.south !== undefined && edges.north !== undefined) cuts.push(middle);
  }
  const bounds = [...new Set(cuts.filter((cut) => cut >= low && cut <= high))].sort((a, b) => a - b);
  for (let i = 0; i + 1 < bounds.length; i++) {
    const [from, to] = [bounds[i], bounds[i + 1]];
    const centre = (from + to) / 2;
    const nearest = Math.min(fromSouth(centre), fromNorth(centre));
    if (apodisation && nearest < width) {
      const distance = fromSouth(centre) <= fromNorth(centre) ? fromSouth : fromNorth;
      addSoft(nodes, from, to, degree, (declination) =>
        apodisationFactor(apodisation, 2 * sin((distance(declination) * RADIAN) / 2) ** 2),
      );
    } else addFlat(nodes, from, to, degree);
  }
  return pack(nodes);
}

/** [cos θ, sin θ, dΩ, w] */
type Node = readonly [number, number, number, number];

/** Gauss–Legendre in cos θ: products of harmonics of one order are polynomials in it. */
function addFlat(nodes: Node[], from: number, to: number, degree: number): void {
  const rule = gaussLegendre((degree >> 1) + 1);
  const [a, b] = [sin(from * RADIAN), sin(to * RADIAN)];
  const half = (b - a) / 2;
  const above = 2 * sin(((90 - to) * RADIAN) / 2) ** 2; // 1 − b, without cancellation
  const below = 2 * sin(((90 + from) * RADIAN) / 2) ** 2; // 1 + a
  for (let i = 0; i < rule.nodes.length; i++) {
    const cosTheta = a + half * (1 + rule.nodes[i]);
    const opposite = rule.complements[rule.nodes.length - 1 - i]; // 1 + node
    const sine = Math.sqrt((above + half * rule.complements[i]) * (below + half * opposite));
    nodes.push([cosTheta, sine, 2 * Math.PI * half * rule.weights[i], 1]);
  }
}

/** Gauss–Legendre in declination; beyond half the phase of the highest harmonic it converges faster than exponentially. */
function addSoft(nodes: Node[], from: number, to: number, degree: number, weightAt: (d: number) => number): void {
  const half = (to - from) / 2;
  const rule = gaussLegendre(Math.ceil((degree * half * RADIAN) / 2) + 32);
  for (let i = 0; i < rule.nodes.length; i++) {
    const declination = from + half * (1 + rule.nodes[i]);
    const sine = cos(declination * RADIAN);
    const area = 2 * Math.PI * sine * half * RADIAN * rule.weights[i];
    nodes.push([sin(declination * RADIAN), sine, area, weightAt(declination)]);
  }
}

/** The rings of a mask whose weight is the same all along each of them; undefined for any other. */
export function ringRule(mask: Mask): ColatitudeRule | undefined {
  const weights = ringWeights(mask);
  if (!weights) return undefined;
  const { count, size, z, sinTheta } = rings(mask.nSide);
  const nodes: Node[] = [];
  for (let r = 0; r < count; r++) {
    if (weights[r] > 0) {
      nodes.push([z[r], sinTheta[r], (4 * Math.PI * size[r]) / pixelCount(mask.nSide), weights[r]]);
    }
  }
  return pack(nodes);
}

function pack(nodes: readonly Node[]): ColatitudeRule {
  const column = (i: 0 | 1 | 2 | 3) => Float64Array.from(nodes, (node) => node[i]);
  return { cosTheta: column(0), sinTheta: column(1), area: column(2), weight: column(3) };
}

/** Averages of the weight's powers over the sphere. */
export function ruleMoments({ area, weight }: ColatitudeRule): MaskMoments {
  let [fSky, w2, w4] = [0, 0, 0];
  for (let i = 0; i < area.length; i++) {
    const share = area[i] / (4 * Math.PI);
    fSky += share;
    w2 += share * weight[i] ** 2;
    w4 += share * weight[i] ** 2 * weight[i] ** 2;
  }
  return { fSky, w2, w4 };
}

/** W_L = (1/(2L+1)) |w_L0|² = (1/4π) |∫ w P_L dΩ|², L = 0 … lMax, of w or of its power. */
export function ruleSpectrum({ cosTheta, area, weight }: ColatitudeRule, lMax: number, power: 1 | 2): Float64Array {
  const moments = new Float64Array(lMax + 1);
  for (let i = 0; i < area.length; i++) {
    const x = cosTheta[i];
    const share = area[i] * (power === 1 ? weight[i] : weight[i] ** 2);
    let [before, now] = [0, 1];
    for (let l = 0; l <= lMax; l++) {
      moments[l] += share * now;
      [before, now] = [now, ((2 * l + 1) * x * now - l * before) / (l + 1)];
    }
  }
  return moments.map((moment) => moment ** 2 / (4 * Math.PI));
}
