import { describe, expect, test } from 'vitest';
import { correlationTensor, fieldCorrelation } from '../../src/model/correlation.ts';
import { createTurbulence } from '../../src/model/turbulence.ts';
import { PAPER, SPECTRA } from '../theory/cases.ts';

describe('the correlation of the field [P3]', () => {
  test.each(SPECTRA)('%s: is δ_ij/3 at R = 0, so that ⟨ω²⟩ = 1 [P2], to 1e-14', (_, spec) => {
    const tensor = correlationTensor(createTurbulence(spec), [0, 0, 0]);
    tensor.values.forEach((value, i) => {
      expect(Math.abs(value - (i % 4 === 0 ? 1 / 3 : 0))).toBeLessThan(1e-14);
    });
  });

  test.each(SPECTRA)(
    '%s: is solenoidal, C_T = C_L + (R/2) dC_L/dR, to 1e-6 of C(0) by central differences',
    (_, spec) => {
      const field = createTurbulence(spec);
      for (const R of [0.5 / field.k1, 3 / field.k1, 40 / field.k1]) {
        const step = 1e-4 * R;
        const slope =
          (fieldCorrelation(field, R + step).longitudinal - fieldCorrelation(field, R - step).longitudinal) /
          (2 * step);
        const { longitudinal, transverse } = fieldCorrelation(field, R);
        expect(Math.abs(transverse - longitudinal - (R / 2) * slope)).toBeLessThan(1e-6);
      }
    },
  );

  test('has the closed form of white noise, C_L + 2C_T = [Si(k1R) − Si(k0R)]/((k1 − k0)R), to 1e-11 absolute', () => {
    const field = createTurbulence(PAPER);
    for (const [R, Si0, Si1] of [
      [0.01, 1e-5, 0.946083070367183],
      [0.1, 1e-4, 1.658347594218874],
    ] as const) {
      const { longitudinal, transverse } = fieldCorrelation(field, R);
      expect(Math.abs(longitudinal + 2 * transverse - (Si1 - Si0) / ((100 - 1e-3) * R))).toBeLessThan(1e-11);
    }
  });

  test('turns with the separation and is symmetric in i, j and even in R, to 1e-15', () => {
    const field = createTurbulence(PAPER);
    const a = correlationTensor(field, [0.02, -0.01, 0.03]).values;
    const b = correlationTensor(field, [-0.02, 0.01, -0.03]).values;
    const turned = correlationTensor(field, [-0.01, 0.03, 0.02]).values; // x → y → z → x
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        expect(Math.abs(a[3 * i + j] - a[3 * j + i])).toBeLessThan(1e-15);
        expect(Math.abs(a[3 * i + j] - b[3 * i + j])).toBeLessThan(1e-15);
        expect(Math.abs(turned[3 * i + j] - a[3 * ((i + 1) % 3) + ((j + 1) % 3)])).toBeLessThan(1e-15);
      }
    }
  });
});
