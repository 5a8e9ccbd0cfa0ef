/**
 * The direction of the separation in the frame of the pair, by spherical harmonics: polar angle χ from m̂, azimuth ψ from d̂.
 * A pair looks the same after a reflection n̂ → −n̂ (ψ → −ψ) and after its particles change places (χ → π − χ), so the
 * functions wanted are P̄_LM(cos χ) cos Mψ with L + M even, normalised so that the mean of their square over the sphere is 1.
 */
import { atan2, cos, sin } from '../../math/elementary/index.ts';
import { gaussLegendre } from '../../math/gauss-legendre.ts';

/** Harmonics with L of one parity, at the nodes of a quadrature over the quarter sphere that the symmetries leave. */
export interface Harmonics {
  readonly degree: Int32Array;
  readonly count: number;
  /** [function, node]: values and derivatives. */
  readonly value: Float64Array;
  readonly byChi: Float64Array;
  readonly byPsi: Float64Array;
  readonly byChiChi: Float64Array;
  readonly byChiPsi: Float64Array;
  readonly byPsiPsi: Float64Array;
}

/** Nodes (χ_i, ψ_j), node = i · psi.length + j; weights sum to 1. */
export interface SphereRule {
  readonly sinChi: Float64Array;
  readonly cosChi: Float64Array;
  readonly sinPsi: Float64Array;
  readonly cosPsi: Float64Array;
  readonly weights: Float64Array;
}

/** Gauss in cos χ, midpoints in ψ: exact for products of two harmonics of degree below 2·nChi and below nPsi. */
export function sphereRule(nChi: number, nPsi: number): SphereRule {
  const { nodes, weights } = gaussLegendre(nChi);
  const cosChi = nodes.map((x) => (1 + x) / 2);
  const psi = Float64Array.from({ length: nPsi }, (_, j) => (Math.PI * (j + 0.5)) / nPsi);
  const all = new Float64Array(nChi * nPsi);
  for (let i = 0; i < nChi; i++) all.fill(weights[i] / (2 * nPsi), i * nPsi, (i + 1) * nPsi);
  return {
    cosChi,
    sinChi: cosChi.map((x) => Math.sqrt((1 - x) * (1 + x))),
    sinPsi: psi.map(sin),
    cosPsi: psi.map(cos),
    weights: all,
  };
}

/** The harmonics of L = first, first + 2, … ≤ last. */
export function harmonics(rule: SphereRule, first: number, last: number): Harmonics {
  const orders: [L: number, M: number][] = [];
  for (let L = first; L <= last; L += 2) for (let M = L % 2; M <= L; M += 2) orders.push([L, M]);
  const nodes = rule.weights.length;
  const table = () => new Float64Array(orders.length * nodes);
  const [value, byChi, byPsi, byChiChi, byChiPsi, byPsiPsi] = [table(), table(), table(), table(), table(), table()];
  orders.forEach(([L, M], f) => {
    for (let i = 0, at = f * nodes; i < rule.cosChi.length; i++) {
      const [c, s] = [rule.cosChi[i], rule.sinChi[i]];
      const [p, below] = normalisedLegendre(L, M, c, s);
      const slope = (L * c * p - Math.sqrt(((L * L - M * M) * (2 * L + 1)) / (2 * L - 1 || 1)) * below) / s; // DLMF 14.10.5
      const bend = ((M * M) / (s * s) - L * (L + 1)) * p - (c / s) * slope; // Legendre's equation
      for (let j = 0; j < rule.cosPsi.length; j++, at++) {
        const psi = atan2(rule.sinPsi[j], rule.cosPsi[j]);
        const cosine = cos(M * psi);
        const sine = sin(M * psi);
        value[at] = p * cosine;
        byChi[at] = slope * cosine;
        byPsi[at] = -M * p * sine;
        byChiChi[at] = bend * cosine;
        byChiPsi[at] = -M * slope * sine;
        byPsiPsi[at] = -M * M * p * cosine;
      }
    }
  });
  const degree = Int32Array.from(orders, ([L]) => L);
  return { degree, count: orders.length, value, byChi, byPsi, byChiChi, byChiPsi, byPsiPsi };
}

/** ⟨Y_a | R̂·d̂ | Y_b⟩, row-major [a, b]: what couples neighbouring degrees when the pair drifts apart along d̂. */
export function driftCoupling(rule: SphereRule, a: Harmonics, b: Harmonics): Float64Array {
  const out = new Float64Array(a.count * b.count);
  const nodes = rule.weights.length;
  for (let p = 0; p < a.count; p++) {
    for (let q = 0; q < b.count; q++) {
      let sum = 0;
      for (let n = 0; n < nodes; n++) {
        const along = rule.sinChi[Math.floor(n / rule.cosPsi.length)] * rule.cosPsi[n % rule.cosPsi.length];
        sum += rule.weights[n] * along * a.value[p * nodes + n] * b.value[q * nodes + n];
      }
      out[p * b.count + q] = Math.abs(a.degree[p] - b.degree[q]) === 1 ? sum : 0;
    }
  }
  return out;
}

/** P̄_LM and P̄_{L−1,M} at cos χ = c; the mean over the sphere of (P̄_LM cos Mψ)² is 1. */
function normalisedLegendre(L: number, M: number, c: number, s: number): [p: number, below: number] {
  let p = M === 0 ? 1 : Math.SQRT2;
  for (let m = 1; m <= M; m++) p *= s * Math.sqrt((2 * m + 1) / (2 * m));
  let below = 0;
  for (let l = M + 1; l <= L; l++) {
    const up = Math.sqrt(((2 * l - 1) * (2 * l + 1)) / (l * l - M * M));
    const down = l === M + 1 ? 0 : Math.sqrt(((2 * l + 1) * ((l - 1) ** 2 - M * M)) / ((2 * l - 3) * (l * l - M * M)));
    [p, below] = [up * c * p - down * below, p];
  }
  return [p, below];
}
