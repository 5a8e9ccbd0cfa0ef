/** Where the answer is known in closed form: neighbours in smooth and in rough fields, and pairs that share nothing. */
import { describe } from 'vitest';
import { createRandomStream } from '../../../src/math/random.ts';
import { scattering } from '../../../src/theory/pairs/scattering.ts';
import { legendreTransform, pairIntegrals, pairSpectrum } from '../../../src/theory/pairs/spectrum.ts';
import { agree, agreeEach } from '../../within.ts';
import { powerLaw, systemOf } from './cases.ts';

describe('Batchelor: all waves much longer than the distance of the pair', () => {
  const g = powerLaw(300, 330, 0);
  const { kernel, nu, system } = systemOf(
    g,
    { angles: 34, distances: 44, degree: 3 },
    { smallestAngle: 1e-6, nearest: 1e-6 },
  );
  /** ν − K_L = κR² near R = 0, ν − K_T three times that. */
  const kappa = (Math.PI ** 2 / 4) * gMoment();
  function gMoment(): number {
    return (330 ** 2 - 300 ** 2) / 2 / (8 * Math.PI * 30);
  }

  agree('ν − K_L = κρ², κ = (π²/4) ∫dk g k', { relative: 3e-3 }, (within) => {
    const out = { longitudinalLoss: 0, transverseLoss: 0, along: 0, mixed: 0 };
    kernel.at(1e-5, 0, out);
    within(out.longitudinalLoss / 1e-10, kappa);
  });

  const { all, exchange } = pairIntegrals(system);
  const rate = 0.768 * Math.cbrt(kappa);

  agree(
    'γ = 0.768 κ^⅓: the rate at which neighbours part, by their linear equation alone',
    { relative: 0.015 },
    (within) => {
      within(lyapunov(0.02, 400_000), 0.768);
    },
  );

  agree('I(θ) grows by 2ν/γ for each e-fold of 1/θ', { relative: 0.02 }, (within) => {
    const { theta, step } = system.grid;
    for (let i = 1; i < theta.length; i++) {
      if (theta[i] < 1e-4 || theta[i] > 1e-3) continue;
      within((all[i - 1] - all[i]) / step, (2 * nu) / rate);
    }
  });

  agree('ℓ(ℓ+1) C_ℓ = (4π/3) λ² ν/γ, 150 ≤ ℓ ≤ 400', { relative: 0.06 }, (within) => {
    const C = legendreTransform(system.grid, exchange, 400);
    const { meanFreePath } = scattering(g);
    for (const l of [150, 200, 300, 400]) {
      within((l * (l + 1) * meanFreePath ** 2 * C[l]) / 3, ((4 * Math.PI) / 3) * meanFreePath ** 2 * (nu / rate));
    }
  });
});

/**
 * The rate at which two neighbours part in units of κ^⅓: their separation R in the plane across m̂ and its rate of change δ, which is
 * pushed by 6κR² dt along R and by 2κR² dt across it.
 */
function lyapunov(step: number, steps: number): number {
  const random = createRandomStream(7, 0, 901);
  let [x, y, u, v] = [1, 0, 0, 0];
  let log = 0;
  for (let i = 0; i < steps; i++) {
    x += (u * step) / 2;
    y += (v * step) / 2;
    const along = Math.sqrt(6 * step) * random.normal();
    const across = Math.sqrt(2 * step) * random.normal();
    u += along * x - across * y;
    v += along * y + across * x;
    x += (u * step) / 2;
    y += (v * step) / 2;
    const size = Math.hypot(x, y, u, v);
    log += Math.log(size);
    x /= size;
    y /= size;
    u /= size;
    v /= size;
  }
  return log / (step * steps);
}

describe('Richardson: within an inertial range g ∝ k^−s', () => {
  agreeEach(
    [
      ['s = 5/3', { s: 5 / 3, from: 5e-4, to: 3e-3 }],
      ['s = 1', { s: 1, from: 2e-3, to: 1e-2 }],
    ],
    'I(0) − I(θ) ∝ θ^p, p = (2−s)/(1+s)',
    { absolute: 0.03 },
    (within, { s, from, to }) => {
      const { system } = systemOf(
        powerLaw(10, 1e6, s),
        { angles: 34, distances: 50, degree: 3 },
        { smallestAngle: 1e-5 },
      );
      const { all } = pairIntegrals(system);
      const { theta, step } = system.grid;
      const fall = (i: number) => all[i - 1] - all[i];
      for (let i = 2; i < theta.length; i++) {
        if (theta[i] < from || theta[i] > to) continue;
        within(Math.log(fall(i) / fall(i - 1)) / step, (2 - s) / (1 + s), `θ = ${theta[i].toExponential(1)}`);
      }
    },
  );
});

describe('pairs that share nothing', () => {
  agree(
    'waves much shorter than the mean free path: C_1 = 4πK²|G|², C_ℓ>1 small beside it',
    { relative: 0.02 },
    (within) => {
      const { C, diffusion } = pairSpectrum(powerLaw(1000, 1100, 0), { lMax: 5, gradient: 0.1, quality: 'preview' });
      within(C[1], 4 * Math.PI * diffusion ** 2 * 0.01);
      for (let l = 2; l <= 5; l++) within((C[1] + C[l]) / C[1], 1);
    },
  );
});
