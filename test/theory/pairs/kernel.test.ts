/** How much two particles are pushed alike [P17]. */
import { describe } from 'vitest';
import { compositeRule, gaussLegendre } from '../../../src/math/gauss-legendre.ts';
import { fieldCorrelation } from '../../../src/model/correlation.ts';
import { createCorrelationTable } from '../../../src/theory/pairs/correlation-table.ts';
import { type Covariance, createPairKernel, type PairKernel } from '../../../src/theory/pairs/kernel.ts';
import { scattering } from '../../../src/theory/pairs/scattering.ts';
import { agree, agreeEach } from '../../within.ts';
import { KINDS, powerLaw } from './cases.ts';

const at = (kernel: PairKernel, rho: number, z: number): Covariance => {
  const out: Covariance = { longitudinalLoss: 0, transverseLoss: 0, along: 0, mixed: 0 };
  kernel.at(rho, z, out);
  return out;
};

describe('the table of F0 and F2', () => {
  agreeEach(KINDS, 'is the correlation of the field, k1 r ≤ 10', { ofLargest: 1e-3 }, (within, g) => {
    const table = createCorrelationTable(g, 10);
    const out = new Float64Array(2);
    for (const r of [1e-4, 0.01, 0.1, 0.5, 2, 5].map((x) => (2 * x) / g.k1)) {
      const { longitudinal, transverse } = fieldCorrelation(g, r);
      table.at(r, out);
      within([table.atZero - out[0], out[1]], [(longitudinal + 2 * transverse) / 3, longitudinal - transverse]);
    }
  });
});

describe('the covariances', () => {
  agreeEach(KINDS, 'particles at one place: K_T = ν', { absolute: 1e-9 }, (within, g) => {
    const nu = scattering(g).scatteringRate;
    const { transverseLoss, longitudinalLoss } = at(createPairKernel(g, nu, 1), 0, 0);
    within([transverseLoss / nu, longitudinalLoss / nu], [0, 0]);
  });

  agreeEach(KINDS, 'near one another ν − K_T = 3 (ν − K_L) ∝ ρ² for short waves', { relative: 0.2 }, (within, g) => {
    const nu = scattering(g).scatteringRate;
    const kernel = createPairKernel(g, nu, 1);
    const [near, nearer] = [at(kernel, 0.02 / g.k1, 0), at(kernel, 0.01 / g.k1, 0)];
    within(near.transverseLoss / near.longitudinalLoss, 3);
    within(near.transverseLoss / nearer.transverseLoss, 4);
  });

  agree('even in z but for K_X, which is odd and 0 at z = 0', { relative: 1e-14 }, (within) => {
    const g = powerLaw(0.1, 10, 1);
    const kernel = createPairKernel(g, scattering(g).scatteringRate, 5);
    const [up, down] = [at(kernel, 1, 0.7), at(kernel, 1, -0.7)];
    within(
      [up.transverseLoss, up.longitudinalLoss, up.along, up.mixed],
      [down.transverseLoss, down.longitudinalLoss, down.along, -down.mixed],
    );
    within(at(kernel, 1, 0).mixed, 0);
  });

  agree('without damping: 4π² ∫dk (g/k) {J1(kρ)/kρ, J1′(kρ), J0(kρ)}', { absolute: 6e-3 }, (within) => {
    const g = powerLaw(30, 3000, 5 / 3);
    const nu = scattering(g).scatteringRate;
    const kernel = createPairKernel(g, nu, 1);
    for (const rho of [0.003, 0.01, 0.03, 0.1]) {
      const out = at(kernel, rho, 0);
      const [L, T, M] = undamped(g.g, 30, 3000, rho);
      const scale = 1 / undamped(g.g, 30, 3000, 0)[1];
      within(
        [1 - out.longitudinalLoss / nu, 1 - out.transverseLoss / nu, out.along / nu],
        [L, T, M].map((x) => x * scale),
      );
    }
  });
});

/** K_L, K_T, K_M by J_n(x) = (1/π)∫_0^π cos(nτ − x sin τ) dτ. */
function undamped(g: (k: number) => number, k0: number, k1: number, rho: number): number[] {
  const panels = Array.from({ length: 41 }, (_, i) => k0 * (k1 / k0) ** (i / 40));
  const { nodes, weights } = compositeRule(gaussLegendre(12), panels);
  let [L, T, M] = [0, 0, 0];
  for (let i = 0; i < nodes.length; i++) {
    const x = nodes[i] * rho;
    const w = (4 * Math.PI ** 2 * weights[i] * g(nodes[i])) / nodes[i];
    const [J0, J2] = [bessel(0, x), bessel(2, x)];
    L += (w * (J0 + J2)) / 2;
    T += (w * (J0 - J2)) / 2;
    M += w * J0;
  }
  return [L, T, M];
}

function bessel(n: number, x: number): number {
  const count = 400; // periodic: the midpoint rule is spectral
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const tau = (Math.PI * (i + 0.5)) / count;
    sum += Math.cos(n * tau - x * Math.sin(tau));
  }
  return sum / count;
}
