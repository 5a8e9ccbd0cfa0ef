import { describe, expect, test } from 'vitest';
import { couplingMatrix } from '../../src/coverage/coupling.ts';
import { createCoverage } from '../../src/coverage/coverage.ts';
import { applyMatrix, type Matrix } from '../../src/math/matrix.ts';
import { pixelCentres } from '../../src/sky/healpix.ts';
import { createMask } from '../../src/sky/mask.ts';
import { analyseDirections, realHarmonics } from '../../src/sky/scattered.ts';
import { powerSpectrum } from '../../src/sky/spectra.ts';
import { largestDifference, uniform } from '../sky/support.ts';
import { agree } from '../within.ts';

const at = ({ columns, values }: Matrix, l: number, k: number) => values[l * columns + k];

describe('the coupling matrix', () => {
  test('of a full sky is the unit matrix, 1e-14', () => {
    const M = couplingMatrix(createCoverage({ name: 'full' }).spectrum(80), 40);
    for (let l = 0; l <= 40; l++) {
      for (let k = 0; k <= 40; k++) expect(Math.abs(at(M, l, k) - (l === k ? 1 : 0))).toBeLessThan(1e-14);
    }
  });

  test("is M_ℓℓ'/(2ℓ'+1) symmetric, and a rectangle is a part of the square, bitwise", () => {
    const W = createCoverage({ name: 'lhaaso' }).spectrum(120);
    const M = couplingMatrix(W, 60);
    const wide = couplingMatrix(W, 20, 60);
    const tall = couplingMatrix(W, 60, 20);
    for (let l = 0; l <= 60; l++) {
      for (let k = 0; k <= 60; k++) {
        expect(Math.abs(at(M, l, k) / (2 * k + 1) - at(M, k, l) / (2 * l + 1))).toBeLessThan(1e-17);
        if (l <= 20) expect(at(wide, l, k)).toBe(at(M, l, k));
        if (k <= 20) expect(at(tall, l, k)).toBe(at(M, l, k));
      }
    }
  });

  const soft = createCoverage({ name: 'hawc', apodisation: { width: 40, kind: 'C2' } });

  agree("a row sums to the power of the weight, Σ_ℓ' M_ℓℓ' = Σ_L (2L+1) W_L/4π", { relative: 1e-12 }, (within) => {
    // Complete: L ≤ 360 couples ℓ ≤ 20 to ℓ' ≤ 380 and no further.
    const W = soft.spectrum(400).fill(0, 361);
    const sums = applyMatrix(couplingMatrix(W, 20, 380), new Float64Array(381).fill(1));
    const power = W.reduce((sum, value, L) => sum + ((2 * L + 1) * value) / (4 * Math.PI), 0);
    within(sums, new Float64Array(21).fill(power));
  });

  agree('white power comes out as ⟨w²⟩ times itself, for edges softened over 40°', { relative: 1e-9 }, (within) => {
    const seen = applyMatrix(couplingMatrix(soft.spectrum(400), 20, 380), new Float64Array(381).fill(1));
    within(seen, new Float64Array(21).fill(soft.w2));
  });

  test("is the brute-force average Σ_mm' |Σ_p w Y*_ℓm Y_ℓ'm' Δ|²/(2ℓ+1) of a ragged mask, 1e-13", () => {
    // The plain sum over pixels: then the relation is exact at any resolution.
    const random = uniform(11);
    const nSide = 4;
    const lMax = 7;
    const centres = pixelCentres(nSide);
    const weights = Float64Array.from({ length: centres.length / 3 }, () => (random() < 0.5 ? 0 : random()));
    const W = powerSpectrum(analyseDirections(centres, [createMask(weights).weights], 2 * lMax)[0]);
    const M = couplingMatrix(W, lMax);
    const Y = realHarmonics(centres, lMax);
    const area = (4 * Math.PI) / weights.length;
    for (let l = 0; l <= lMax; l++) {
      for (let k = 0; k <= lMax; k++) {
        let sum = 0;
        for (let a = l * l; a < (l + 1) ** 2; a++) {
          for (let b = k * k; b < (k + 1) ** 2; b++) {
            let K = 0;
            for (let p = 0; p < weights.length; p++) K += area * weights[p] * Y[a][p] * Y[b][p];
            sum += K * K;
          }
        }
        expect(Math.abs(at(M, l, k) - sum / (2 * l + 1))).toBeLessThan(1e-13);
      }
    }
  });

  test('applied to a spectrum that ends early, the rest counts as zero', () => {
    const M = couplingMatrix(createCoverage({ name: 'icecube' }).spectrum(20), 10);
    expect(
      largestDifference(
        applyMatrix(M, [0, 2]),
        Float64Array.from({ length: 11 }, (_, l) => 2 * at(M, l, 1)),
      ),
    ).toBe(0);
  });
});
