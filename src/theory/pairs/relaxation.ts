/**
 * How the displacements of a pair come to differ from those of two independent particles, against time. With s(t) = e^{t𝓛} S, and
 * W(t) = D(t)² from the mean displacement D(t) of a particle,
 *   ⟨Δr_A·Δr_B⟩ = W(t) cos θ + ∫_0^t W(t − t') s(t') dt'                                                        [P20]
 * e^{t𝓛} S is taken in the Krylov space of (b − 𝓛)⁻¹, so that one elimination serves all times.
 */
import { exponential } from '../../math/exponential.ts';
import { compositeRule, gaussLegendre } from '../../math/gauss-legendre.ts';
import { invertInPlace } from '../../math/invert.ts';
import { createMatrix } from '../../math/matrix.ts';
import { atOrigin, eliminate, type PairSystem } from './solver.ts';

/** 𝓛 in a small space that S and its evolution live in. */
export interface Relaxation {
  /** 𝓛, size × size, row-major. */
  readonly size: number;
  readonly generator: Float64Array;
  /** Norm of S, which is the first basis vector times it. */
  readonly start: number;
  /** Each basis vector at R → 0, [vector][angle]. */
  readonly values: readonly Float64Array[];
}

/** @param size dimension of the Krylov space */
export function relaxation(system: PairSystem, coupled: boolean, size: number): Relaxation {
  const { nu } = system;
  const shift = nu;
  const inverse = eliminate(system, coupled, shift);
  const basis: Float64Array[] = [];
  const start = norm(system.source);
  let next = system.source.map((x) => x / start);
  const H = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    basis.push(next);
    const w = inverse.solve(next);
    // Gram–Schmidt twice
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i <= j; i++) {
        const part = dot(basis[i], w);
        H[i * size + j] += part;
        for (let n = 0; n < w.length; n++) w[n] -= part * basis[i][n];
      }
    }
    const rest = norm(w);
    if (j + 1 < size) H[(j + 1) * size + j] = rest;
    next = w.map((x) => x / rest);
  }
  const values = basis.map((vector) => atOrigin(system, vector));
  // A space that is too rich for rounding and for the operator's lopsidedness has modes that grow; a smaller one has not.
  for (let used = size; used > 1; used--) {
    const generator = projected(H, size, used, shift);
    if (generator !== undefined && decays(generator, used, nu)) {
      return { size: used, generator, start, values: values.slice(0, used) };
    }
  }
  // Waves far shorter than a mean free path: pairs part long before 1/ν, and all of ∫ S dt counts from the start.
  const soon = 100 * nu;
  const whole = atOrigin(system, eliminate(system, coupled, 0).solve(system.source));
  return { size: 1, generator: Float64Array.of(-soon), start: soon, values: [whole] };
}

/** 𝓛 = b − ((b − 𝓛)⁻¹)⁻¹ in the first vectors of the space; undefined where that is singular. */
function projected(H: Float64Array, size: number, used: number, shift: number): Float64Array | undefined {
  const generator = new Float64Array(used * used);
  for (let i = 0; i < used; i++) for (let j = 0; j < used; j++) generator[i * used + j] = H[i * size + j];
  try {
    invertInPlace(generator, used, new Int32Array(used));
  } catch {
    return undefined;
  }
  for (let i = 0; i < generator.length; i++) generator[i] = (i % (used + 1) === 0 ? shift : 0) - generator[i];
  return generator;
}

/** Whether e^{t𝓛} S stays bounded, as the mean of a bounded number must. */
function decays(generator: Float64Array, size: number, nu: number): boolean {
  return [0.01, 0.1, 1, 10].every((time) => {
    const scaled = generator.map((entry) => (entry * time) / nu);
    const E = exponential(createMatrix(size, size, scaled)).values;
    let square = 0;
    for (let i = 0; i < size; i++) square += E[i * size] ** 2;
    return square < 100;
  });
}

/** Panels of t', as parts of t: s changes fast at first. */
const PANELS = [0, ...Array.from({ length: 8 }, (_, i) => 4 ** (i - 8)), 0.6, 1];
const INNER = gaussLegendre(5);

/**
 * ∫_0^t W(t − t') s(t') dt' by angle, in r_g² [P20].
 * @param displacement D(t), see `meanDisplacement`
 */
export function sharedDisplacement(
  { size, generator, start, values }: Relaxation,
  time: number,
  displacement: (time: number) => number,
): Float64Array {
  const amounts = new Float64Array(size);
  const { nodes, weights } = compositeRule(INNER, PANELS);
  for (let n = 0; n < nodes.length; n++) {
    const since = nodes[n] * time;
    const E = exponential(
      createMatrix(
        size,
        size,
        generator.map((entry) => entry * since),
      ),
    ).values;
    const weight = start * time * weights[n] * displacement(time - since) ** 2;
    for (let i = 0; i < size; i++) amounts[i] += weight * E[i * size];
  }
  const out = new Float64Array(values[0].length);
  for (let i = 0; i < size; i++) for (let k = 0; k < out.length; k++) out[k] += amounts[i] * values[i][k];
  return out;
}

const dot = (a: Float64Array, b: Float64Array) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};
const norm = (a: Float64Array) => Math.sqrt(dot(a, a));
