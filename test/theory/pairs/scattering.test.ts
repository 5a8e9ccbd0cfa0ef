/** A single particle: [P15], the one rung [P16], and both in time. */
import { describe, expect, test } from 'vitest';
import { solve } from '../../../src/math/lu.ts';
import { createMatrix } from '../../../src/math/matrix.ts';
import { meanDisplacement } from '../../../src/theory/pairs/displacement.ts';
import { oneRung, oneRungAt } from '../../../src/theory/pairs/one-rung.ts';
import {
  delayedRate,
  firstResponse,
  lengthwiseResponses,
  responses,
  scattering,
  validityOf,
  wavenumberRule,
} from '../../../src/theory/pairs/scattering.ts';
import { agree, agreeEach } from '../../within.ts';
import { KINDS, KOLMOGOROV, powerLaw, WHITE } from './cases.ts';

/** (σ + ν_ℓ) f_ℓ − k c_ℓ f_{ℓ−1} + k d_ℓ f_{ℓ+1} = δ_ℓ1, ℓ = first … 400: what the continued fractions solve. */
function tridiagonal(k: number, nu: number, sigma: number, m: 0 | 1): Float64Array {
  const first = m;
  const n = 400;
  const A = createMatrix(n, n);
  const b = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const l = first + i;
    A.values[i * n + i] = sigma + (nu * l * (l + 1)) / 2;
    if (i > 0) A.values[i * n + i - 1] = (-k * (l - m)) / (2 * l - 1);
    if (i + 1 < n) A.values[i * n + i + 1] = (k * (l + 1 + m)) / (2 * l + 3);
    if (l === 1) b[i] = 1;
  }
  return solve(A, b, 1);
}

describe('the responses to a wave', () => {
  agree('b_ℓ, ℓ ≤ 8, is the solution of the linear system', { relative: 1e-11 }, (within) => {
    for (const [k, nu, sigma] of [
      [3, 0.1, 0],
      [0.02, 0.5, 0],
      [40, 0.06, 0.3],
    ]) {
      within(responses(k, nu, 8, new Float64Array(9), sigma).slice(1), tridiagonal(k, nu, sigma, 1).slice(0, 8));
    }
  });

  agree('b_ℓ^∥, ℓ ≤ 8, is the solution of the linear system', { relative: 1e-11 }, (within) => {
    for (const [k, nu, sigma] of [
      [3, 0.1, 0.05],
      [0.02, 0.5, 1],
      [40, 0.06, 0.3],
    ]) {
      within(
        lengthwiseResponses(k, nu, 8, new Float64Array(9), sigma).slice(1),
        tridiagonal(k, nu, sigma, 0).slice(1, 9),
      );
    }
  });

  agree('pushes along k̂ have moved nothing in the end, b^∥(σ → 0) → 0', { absolute: 1e-8 }, (within) => {
    within(lengthwiseResponses(2, 0.1, 5, new Float64Array(6), 1e-9), new Float64Array(6));
  });

  agree('without scattering b_1 = 3π/4k', { relative: 2e-4 }, (within) => {
    within(firstResponse(1, 1e-6), (3 * Math.PI) / 4);
  });
});

describe('the scattering rate [P15]', () => {
  agree('waves much longer than a mean free path: ν = 1/√3', { relative: 1e-9 }, (within) => {
    within(scattering(powerLaw(1e-6, 1.1e-6, 0)).scatteringRate, 1 / Math.sqrt(3));
  });

  agree('waves much shorter: ν = 2π²∫g/k dk', { relative: 2e-3 }, (within) => {
    within(scattering(powerLaw(1e3, 1e4, 0)).scatteringRate, ((Math.PI / 4) * Math.log(10)) / 9e3);
  });

  agree('K of test particles with many waves, and its earlier evaluations', { relative: 2e-3 }, (within) => {
    within(scattering(WHITE).diffusion, 5.81);
    within(scattering(powerLaw(0.03, 30, 0)).diffusion, 2.46);
    within(scattering(KOLMOGOROV).diffusion, 2.914);
    within(scattering(powerLaw(1, 100, 5 / 3)).diffusion, 1.098);
    within(scattering(powerLaw(0.3, 50, 5 / 3)).diffusion, 0.69);
  });

  agreeEach(KINDS, 'ν solves its own equation', { relative: 1e-12 }, (within, g) => {
    const nu = scattering(g).scatteringRate;
    const { nodes, weights } = wavenumberRule(g);
    const right = nodes.reduce((sum, k, i) => sum + weights[i] * firstResponse(k, nu), 0);
    within(((8 * Math.PI) / 3) * right, nu);
  });

  test('a measured K decides ν and λ', () => {
    expect(scattering(WHITE, 4).scatteringRate).toBe(1 / 12);
    expect(scattering(WHITE, 4).meanFreePath).toBe(12);
  });

  agree('ω_<(ν)/ν of band-limited white noise is √((ν − k0)/(k1 − k0))/ν', { relative: 1e-12 }, (within) => {
    const { scatteringRate: nu, longModes } = scattering(WHITE);
    within(longModes, Math.sqrt((nu - 1e-3) / (100 - 1e-3)) / nu);
  });

  test('the verdict follows the long modes', () => {
    expect(validityOf(scattering(KOLMOGOROV)).verdict).toBe('holds');
    expect(validityOf(scattering(powerLaw(0.3, 50, 5 / 3))).verdict).toBe('marginal');
    expect(validityOf(scattering(powerLaw(0.01, 50, 1.5))).verdict).toBe('fails');
  });
});

describe('in time', () => {
  agree('ν(σ → 0) = ν', { relative: 1e-4 }, (within) => {
    const nu = scattering(KOLMOGOROV).scatteringRate;
    within(delayedRate(wavenumberRule(KOLMOGOROV), nu)(1e-7), nu);
  });

  agree(
    'D(t) = t − (2/3) t³/6 at first: the field turns a particle by two of its components',
    { absolute: 2e-7 },
    (within) => {
      const g = powerLaw(0.01, 0.02, 0);
      const D = meanDisplacement(g, scattering(g).scatteringRate, 1);
      for (const t of [0.02, 0.035, 0.05]) within(D(t), t - t ** 3 / 9);
    },
  );

  agree('D(t) → λ', { relative: 2e-3 }, (within) => {
    const { scatteringRate: nu, meanFreePath } = scattering(KOLMOGOROV);
    within(meanDisplacement(KOLMOGOROV, nu, 100 / nu)(100 / nu), meanFreePath);
  });
});

describe('the one rung [P16]', () => {
  agreeEach(KINDS, 'Σ ν_ℓ (2ℓ+1) C_ℓ^one = 4πλ/3, the work done by all pushes', { relative: 1e-6 }, (within, g) => {
    const { scatteringRate: nu, meanFreePath } = scattering(g);
    const lMax = 600;
    const sum = oneRung(g, nu, lMax).reduce((all, c, l) => all + ((nu * l * (l + 1)) / 2) * (2 * l + 1) * c, 0);
    within(sum, (4 * Math.PI * meanFreePath) / 3);
  });

  agree('C_ℓ^one(t) → C_ℓ^one', { relative: 3e-3 }, (within) => {
    const nu = scattering(KOLMOGOROV).scatteringRate;
    within(oneRungAt(KOLMOGOROV, nu, 200 / nu, 5), oneRung(KOLMOGOROV, nu, 5));
  });
});
