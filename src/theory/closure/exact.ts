/**
 * The steady state without a cut in ℓ [P9]–[P11]. In x = cos θ it is a first-order linear equation,
 *   a y' + b y = ΔT (3S/4π)(1−x),  y(−1) = 0,  a = (8π/3)(J(1) − J(x)),  b = 4πB(x),                       [P9]
 * regular but for a singular end x = 1, where y ∝ (1−x)^{p/2}. Here a = (1−x) ã(x) with ã found from J' alone.
 */
import { exp, pow, sinCos } from '../../math/elementary/index.ts';
import { type GaussLegendreRule, gaussLegendre } from '../../math/gauss-legendre.ts';
import { createLegendrePair, legendreTable } from '../../math/legendre.ts';
import { createMatrix, type Matrix } from '../../math/matrix.ts';
import { multipoles } from '../../model/spectrum.ts';
import { sourceTerm, type TheoryModel, type TheorySpectrum, theoryProvenance } from '../theory-spectrum.ts';
import { wavenumberRule } from './correlation-table.ts';
import { type ExactEquation, exactEquation } from './exact-equation.ts';
import { lambdaOf } from './propagators.ts';
import { createStep, type Step } from './step.ts';

/** The spectrum in the limit ℓ_max → ∞. */
export interface ExactSpectrum extends TheorySpectrum {
  /** p of C_ℓ ∝ ℓ^{−2−p} at large ℓ. */
  readonly tailExponent: number;
}

/**
 * The steady state in the limit ℓ_max → ∞, for ℓ = 1 … lMax. `checks.sumRuleResidual` is [P7] in its integral form,
 * J(1) = 2(Λ0 − Λ2/2), with J(1) from the multipoles; `checks.quadratureError` compares with a finer set of wavenumbers and with
 * a coarser solution of the equation.
 * @param lMax highest multipole wanted; it does not change the others
 * @throws RangeError if lMax is not an integer ≥ 1
 */
export function exactSpectrum(model: TheoryModel, { lMax }: { lMax: number }): ExactSpectrum {
  if (!Number.isInteger(lMax) || lMax < 1) throw new RangeError(`exactSpectrum: lMax = ${lMax}, want an integer ≥ 1`);
  return exactAt(createStep(model.turbulence, model.deltaT), model, lMax);
}

/** The same at a step that is prepared. */
export function exactAt(step: Step, model: TheoryModel, lMax: number): ExactSpectrum {
  const { turbulence, deltaT, rule } = step;
  const equation = exactEquation(step);
  const { C, coarse } = solveExactEquation(equation, sourceTerm(model), lMax);
  const propagators = lambdaOf(rule, deltaT);
  const finer = wavenumberRule(turbulence, 2.5 * deltaT, 20);
  let quadratureError = differenceOf(equation, exactEquation(step, finer));
  for (let l = 1; l <= lMax; l++) quadratureError = Math.max(quadratureError, Math.abs(coarse[l] / C[l] - 1));
  return {
    ell: multipoles(lMax),
    C,
    provenance: theoryProvenance(model, { alpha: step.alpha, lMax: 'exact' }),
    tailExponent: (2 * total(equation.b)) / total(equation.aTilde), // p = 2 lim b (1−x)/a, P_ℓ(1) = 1
    checks: {
      sumRuleResidual: Math.abs(equation.selfCorrelation / (2 * propagators[0] - propagators[2]) - 1),
      quadratureError,
    },
  };
}

/** The largest difference of a coefficient of ã or b, relative to the series at x = 1, where all terms add up. */
function differenceOf(one: ExactEquation, other: ExactEquation): number {
  let worst = 0;
  for (const series of ['aTilde', 'b'] as const) {
    const scale = total(one[series]);
    one[series].forEach((value, l) => {
      worst = Math.max(worst, Math.abs(value - other[series][l]) / scale);
    });
  }
  return worst;
}

const total = (series: Float64Array) => series.reduce((sum, value) => sum + value, 0);

/** Smallest angle of the graded panels: what lies below adds less than 1e-14 of the whole, as y ∝ θ^p. */
const SMALLEST_ANGLE = 1e-6;

/** Nodes in a panel, and terms of the cruder solution that tells how well the panels resolve it. */
const ORDER = 20;
const COARSE = 14;

/**
 * C_ℓ for ℓ = 0 … lMax (C_0 = 0: that row is not solved for), for the source term S of (3.7), by [P10] and [P11]; and the
 * same with fewer terms in each panel.
 */
export function solveExactEquation({ aTilde, b, deltaT }: ExactEquation, source: number, lMax: number) {
  const strength = (deltaT * 3 * source) / (4 * Math.PI);
  const rule = gaussLegendre(ORDER);
  const within = [integrationMatrix(rule, ORDER), integrationMatrix(rule, COARSE)];
  const results = [new Float64Array(lMax + 1), new Float64Array(lMax + 1)];
  const atEdge = [0, 0]; // y at the panel's upper edge; y(θ = π) = 0
  const vector = () => new Float64Array(ORDER);
  const [theta, jacobian, u, sine, atA, atB] = [vector(), vector(), vector(), vector(), vector(), vector()];
  const [drift, feed] = [vector(), vector()];
  const y = [vector(), vector()];
  const trig = new Float64Array(2);
  const series = createLegendrePair(aTilde, b);

  for (const panel of panels(aTilde.length, lMax)) {
    // s runs from 0 at the upper edge to the panel's length towards smaller angles.
    panel(rule.nodes, theta, jacobian);
    for (let i = 0; i < ORDER; i++) {
      sinCos(theta[i] / 2, trig);
      u[i] = 2 * trig[0] * trig[0]; // 1 − cos θ
      sine[i] = 2 * trig[0] * trig[1];
    }
    series.at(u, atA, atB);
    for (let i = 0; i < ORDER; i++) {
      const scale = jacobian[i] / atA[i];
      drift[i] = (scale * atB[i] * sine[i]) / u[i]; // dL/ds, L = ∫ b/a dx, cot(θ/2) = sin θ/(1 − cos θ)
      feed[i] = scale * strength * sine[i];
    }
    for (let r = 0; r < 2; r++) {
      atEdge[r] = advance(within[r], rule.weights, drift, feed, atEdge[r], y[r]);
      for (let i = 0; i < ORDER; i++) y[r][i] *= rule.weights[i] * jacobian[i] * sine[i];
    }
    addSlopes(results, u, y);
  }
  for (const C of results) {
    C[0] = 0;
    for (let l = 1; l <= lMax; l++) C[l] = (C[l] * 2 * Math.PI) / (l * (l + 1)); // [P11]
  }
  return { C: results[0], coarse: results[1] };
}

/** y over one panel by [P10]: y(s) = e^{−L(s)} ( y(0) + ∫0^s feed e^{L} ), L(s) = ∫0^s drift. Returns y at the far edge. */
function advance(
  { values: within }: Matrix,
  weights: Float64Array,
  drift: Float64Array,
  feed: Float64Array,
  start: number,
  y: Float64Array,
): number {
  const n = weights.length;
  const L = new Float64Array(n);
  let total = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) L[i] += within[i * n + j] * drift[j];
    total += weights[i] * drift[i];
  }
  let end = start;
  const grown = L.map((l, i) => feed[i] * exp(l));
  for (let i = 0; i < n; i++) {
    let sum = start;
    for (let j = 0; j < n; j++) sum += within[i * n + j] * grown[j];
    y[i] = exp(-L[i]) * sum;
    end += weights[i] * grown[i];
  }
  return exp(-total) * end;
}

/** Fills the angles of the nodes t ∈ (−1, 1), descending, and −dθ/dt there. */
type Panel = (nodes: Float64Array, theta: Float64Array, jacobian: Float64Array) => void;

/** Panels from θ = π down to SMALLEST_ANGLE: as wide as the oscillations allow, then halving towards the singular end. */
function* panels(degree: number, lMax: number): Generator<Panel> {
  const widest = 16 / Math.max(16, degree, lMax);
  let upper = Math.PI;
  for (; upper > 2 * widest; upper -= widest) {
    const edge = upper;
    yield (nodes, theta, jacobian) => {
      for (let i = 0; i < nodes.length; i++) theta[i] = edge - (widest * (1 + nodes[i])) / 2;
      jacobian.fill(widest / 2);
    };
  }
  for (; upper > SMALLEST_ANGLE; upper /= 2) {
    const edge = upper;
    yield (nodes, theta, jacobian) => {
      for (let i = 0; i < nodes.length; i++) {
        theta[i] = edge * pow(2, -(1 + nodes[i]) / 2);
        jacobian[i] = (theta[i] * Math.LN2) / 2;
      }
    };
  }
}

/** In row i: the weight of node j in ∫_{−1}^{t_i} of the least-squares polynomial with `terms` ≤ n terms. */
function integrationMatrix({ nodes, weights, complements }: GaussLegendreRule, terms: number): Matrix {
  const n = nodes.length;
  const P = legendreTable(complements, terms); // [k, node]
  const out = createMatrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      // ℓ_j(t) = w_j Σ_k (2k+1)/2 P_k(t_j) P_k(t), and (2k+1) ∫_{−1}^t P_k = P_{k+1}(t) − P_{k−1}(t).
      let sum = nodes[i] + 1;
      for (let k = 1; k < terms; k++) sum += P[k * n + j] * (P[(k + 1) * n + i] - P[(k - 1) * n + i]);
      out.values[i * n + j] = (weights[j] / 2) * sum;
    }
  }
  return out;
}

/** C[ℓ] += Σ_i weight_i P'_ℓ(1 − u_i), for two C. The multipoles run outside: the points of a panel do not wait for each other. */
function addSlopes(
  [C, other]: readonly Float64Array[],
  u: Float64Array,
  [weight, otherWeight]: readonly Float64Array[],
) {
  const n = u.length;
  const step = new Float64Array(n); // P_ℓ − P_{ℓ−1}, see legendreTable
  const value = new Float64Array(n).fill(1); // P_ℓ
  const slopeBefore = new Float64Array(n);
  const slope = new Float64Array(n);
  for (let l = 0; l < C.length; l++) {
    let sum = 0;
    let otherSum = 0;
    for (let i = 0; i < n; i++) {
      const p = value[i];
      const dp = slope[i];
      sum += weight[i] * dp;
      otherSum += otherWeight[i] * dp;
      step[i] = (l * step[i] - (2 * l + 1) * u[i] * p) / (l + 1);
      value[i] = p + step[i];
      slope[i] = slopeBefore[i] + (2 * l + 1) * p; // P'_{ℓ+1} = P'_{ℓ−1} + (2ℓ+1) P_ℓ
      slopeBefore[i] = dp;
    }
    C[l] += sum;
    other[l] += otherSum;
  }
}
