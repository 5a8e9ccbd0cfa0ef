/** Against test particles at their own times [P20]. The runs are in test/reference/pairs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { meanDisplacement } from '../../../src/theory/pairs/displacement.ts';
import { scattering } from '../../../src/theory/pairs/scattering.ts';
import { pairSpectra } from '../../../src/theory/pairs/spectrum.ts';
import { powerLaw } from './cases.ts';

interface Run {
  readonly spectrum: { readonly k0: number; readonly k1: number; readonly index: number };
  readonly times: number[];
  readonly C: number[][];
  readonly error: number[][];
  readonly runningDiffusion: number[];
  readonly runningDiffusionError: number[];
}

const load = (name: string): Run =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../reference/pairs/${name}.json`), 'utf8'));

// Runs with 1500 waves or more, where ω_<(ν)/ν ≤ 0.5.
describe.each(['white3000', 'kolm3m'])('%s', (name) => {
  const run = load(name);
  const g = powerLaw(run.spectrum.k0, run.spectrum.k1, run.spectrum.index);
  const spectra = pairSpectra(g, run.times, { lMax: 20 });

  test.each(run.times.map((time, n) => [time, n]))(
    'C_ℓ at t = %d, ℓ ≤ 10, within 7 %% or 2.5 standard errors',
    (_, n) => {
      for (let l = 1; l <= 10; l++) {
        const off = Math.abs(spectra[n].C[l] - run.C[n][l - 1]);
        expect(off, `ℓ = ${l}`).toBeLessThan(Math.max(0.07 * run.C[n][l - 1], 2.5 * run.error[n][l - 1]));
      }
    },
  );

  test.each(run.times.map((time, n) => [time, n]))(
    'the mean of theory/particles over ℓ = 2…10 at t = %d is 1 within 7 %%',
    (_, n) => {
      let [sum, weights] = [0, 0];
      for (let l = 2; l <= 10; l++) {
        const weight = (run.C[n][l - 1] / run.error[n][l - 1]) ** 2;
        sum += (weight * spectra[n].C[l]) / run.C[n][l - 1];
        weights += weight;
      }
      expect(Math.abs(sum / weights - 1)).toBeLessThan(0.07);
    },
  );

  test('K(t) = D(t)/3 within 1 % or 2.5 standard errors', () => {
    const D = meanDisplacement(g, scattering(g).scatteringRate, Math.max(...run.times));
    run.times.forEach((time, n) => {
      const K = run.runningDiffusion[n];
      const allowed = Math.max(0.01 * K, 2.5 * run.runningDiffusionError[n]);
      expect(Math.abs(D(time) / 3 - K), `t = ${time}`).toBeLessThan(allowed);
    });
  });
});

// Where waves longer than a mean free path carry the power the theory says so.
test.each(['kolm01', 'kraichnan'])('%s: the verdict is that the theory fails', (name) => {
  const { spectrum } = load(name);
  expect(
    pairSpectra(powerLaw(spectrum.k0, spectrum.k1, spectrum.index), [10], { quality: 'preview', lMax: 3 })[0].validity
      .verdict,
  ).toBe('fails');
});
