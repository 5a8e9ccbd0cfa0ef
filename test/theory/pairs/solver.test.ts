/** The generator of a pair [P18], and its elimination. */
import { describe, expect, test } from 'vitest';
import { invertInPlace } from '../../../src/math/invert.ts';
import { createRandomStream } from '../../../src/math/random.ts';
import { harmonics, sphereRule } from '../../../src/theory/pairs/angles.ts';
import { pushBlock } from '../../../src/theory/pairs/operator.ts';
import { relaxation } from '../../../src/theory/pairs/relaxation.ts';
import { atOrigin, eliminate } from '../../../src/theory/pairs/solver.ts';
import { pairIntegrals } from '../../../src/theory/pairs/spectrum.ts';
import { agree, agreeEach } from '../../within.ts';
import { atAngle, KINDS, KOLMOGOROV, powerLaw, systemOf, WHITE } from './cases.ts';

const apply = (A: Float64Array, x: Float64Array) =>
  x.map((_, i) => x.reduce((sum, value, j) => sum + A[i * x.length + j] * value, 0));

describe('harmonics', () => {
  agree('are orthonormal over the sphere', { absolute: 1e-13 }, (within) => {
    const rule = sphereRule(8, 10);
    for (const first of [0, 1]) {
      const { count, value } = harmonics(rule, first, 6);
      for (let a = 0; a < count; a++) {
        for (let b = 0; b < count; b++) {
          let sum = 0;
          for (let n = 0; n < rule.weights.length; n++) {
            sum += rule.weights[n] * value[a * rule.weights.length + n] * value[b * rule.weights.length + n];
          }
          within(sum, a === b ? 1 : 0);
        }
      }
    }
  });
});

describe('the generator [P18] on functions whose change is known', () => {
  const size = { angles: 40, distances: 6, degree: 5 };
  const cases = [WHITE, KOLMOGOROV].map((g) => systemOf(g, size, { reach: 6 }));

  agree('𝓛 1 = 0', { absolute: 1e-9 }, (within) => {
    for (const { system, nu } of cases) {
      const { grid, rule, frame, parity, covariances, offset } = system;
      const n = offset[1];
      const A = new Float64Array(n * n);
      pushBlock(grid, rule, nu, frame, parity[0], covariances[4], A);
      const one = new Float64Array(n).map((_, i) => (i % parity[0].count === 0 ? 1 : 0));
      const scale = A.reduce((most, a) => Math.max(most, Math.abs(a)), 0);
      within(
        apply(A, one).map((x) => x / scale),
        new Float64Array(n),
      );
    }
  });

  agree('𝓛 p̂_A·p̂_B = −2ν p̂_A·p̂_B + S, 0.1 < θ < 1.4', { absolute: 5e-5 }, (within) => {
    for (const { system, nu } of cases) {
      const { grid, rule, frame, parity, covariances, offset, source } = system;
      const n = offset[1];
      const A = new Float64Array(n * n);
      for (const h of [0, 2, 6, 10]) {
        pushBlock(grid, rule, nu, frame, parity[0], covariances[h], A);
        const cosine = new Float64Array(n);
        for (let i = 0; i < grid.theta.length; i++) cosine[i * parity[0].count] = Math.cos(grid.theta[i]);
        const change = apply(A, cosine);
        for (let i = 0; i < n; i++) {
          const theta = grid.theta[Math.floor(i / parity[0].count)];
          // Near the smallest angle the ends of the cosine series are magnified by 1/θ²; beyond 1.4 |Q| is limited to ν.
          if (theta < 0.1 || theta > 1.4) continue;
          const wanted = 2 * nu * cosine[i] - source[offset[h] + i];
          within(change[i] / nu, wanted / nu, `level ${h}, θ = ${theta.toFixed(3)}`);
        }
      }
    }
  });

  agree('𝓛 R·(p̂_A − p̂_B) = −ν R·(p̂_A − p̂_B) but for the drift, 0.2 < θ < 1.4', { absolute: 3e-4 }, (within) => {
    for (const { system, nu } of cases) {
      const { grid, rule, frame, parity, covariances, offset } = system;
      const count = parity[1].count;
      const n = offset[2] - offset[1];
      const A = new Float64Array(n * n);
      for (const h of [1, 5, 9]) {
        pushBlock(grid, rule, nu, frame, parity[1], covariances[h], A);
        const along = new Float64Array(n); // sin χ cos ψ is the first odd harmonic
        for (let i = 0; i < grid.theta.length; i++) along[i * count] = Math.sin(grid.theta[i] / 2);
        const change = apply(A, along);
        for (let i = 0; i < n; i++) {
          const theta = grid.theta[Math.floor(i / count)];
          if (theta > 0.2 && theta < 1.4) within(change[i] / nu, along[i], `level ${h}, θ = ${theta.toFixed(3)}`);
        }
      }
    }
  });
});

describe('the elimination', () => {
  const { system } = systemOf(KOLMOGOROV, { angles: 10, distances: 12, degree: 3 });

  agree('an inverse in place', { absolute: 1e-11 }, (within) => {
    const n = 30;
    const random = createRandomStream(1, 0, 1);
    const A = Float64Array.from({ length: n * n }, () => random.normal());
    const inverse = Float64Array.from(A);
    invertInPlace(inverse, n, new Int32Array(n));
    for (let j = 0; j < n; j++) {
      const column = Float64Array.from({ length: n }, (_, i) => inverse[i * n + j]);
      within(apply(A, column), new Float64Array(n).fill(1, j, j + 1));
    }
  });

  test('a singular matrix is refused', () => {
    expect(() => invertInPlace(new Float64Array(4), 2, new Int32Array(2))).toThrow(RangeError);
  });

  agree('resolvents commute: B(σ) − B(τ) = (τ − σ) B(σ) B(τ)', { ofLargest: 1e-9 }, (within) => {
    const [first, second] = [0.1, 0.35].map((sigma) => eliminate(system, true, sigma));
    const [a, b] = [first.solve(system.source), second.solve(system.source)];
    const product = first.solve(b);
    within(
      a.map((x, i) => x - b[i]),
      product.map((x) => 0.25 * x),
    );
  });

  agree('the Krylov space gives the resolvent at another σ', { ofLargest: 2e-3 }, (within) => {
    const { nu } = system;
    const { size, generator, start, values } = relaxation(system, true, 12);
    const sigma = 0.3 * nu;
    const A = generator.map((x, i) => (i % (size + 1) === 0 ? sigma : 0) - x);
    invertInPlace(A, size, new Int32Array(size));
    const u = new Float64Array(values[0].length);
    for (let i = 0; i < size; i++) for (let k = 0; k < u.length; k++) u[k] += start * A[i * size] * values[i][k];
    within(u, atOrigin(system, eliminate(system, true, sigma).solve(system.source)));
  });
});

describe('convergence', () => {
  agree('second order in ln R: errors fall by 4 with twice the distances', { relative: 0.2 }, (within) => {
    const g = powerLaw(0.3, 50, 5 / 3);
    const values = [20, 40, 80].map((distances) => {
      const { system } = systemOf(g, { angles: 14, distances, degree: 3 });
      const { all } = pairIntegrals(system);
      return [0.1, 0.5].map((theta) => atAngle(system, all, theta));
    });
    for (const n of [0, 1]) {
      const [a, b, c] = values.map((value) => value[n]);
      within((a - b) / (b - c), 4);
    }
  });

  agreeEach(KINDS, 'harmonics to degree 3 and 5 give one I − I_1, θ ≥ 0.05', { ofLargest: 0.03 }, (within, g) => {
    const of = (degree: number) => {
      const { system } = systemOf(g, { angles: 16, distances: 26, degree });
      const { exchange } = pairIntegrals(system);
      return exchange.filter((_, i) => system.grid.theta[i] > 0.05);
    };
    within(of(3), of(5));
  });
});
