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
  invertInPlace(H, size, new Int32Array(size));
  for (let i = 0; i < H.length; i++) H[i] = -H[i];
  for (let i = 0; i < size; i++) H[i * size + i] += shift; // 𝓛 = b − ((b − 𝓛)⁻¹)⁻¹
  return { size, generator: H, start, values: basis.map((vector) => atOrigin(system, vector)) };
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
