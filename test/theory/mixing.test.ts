import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { gaussLegendre } from '../../src/math/gauss-legendre.ts';
import { legendreTable } from '../../src/math/legendre.ts';
import { createTurbulence } from '../../src/model/turbulence.ts';
import { kappa, lambda } from '../../src/theory/closure/propagators.ts';
import { createTwoPointIntegrand } from '../../src/theory/closure/two-point-integrand.ts';
import { createStep, generator, mixingMatrix, resummedMixing } from '../../src/theory/index.ts';
import { PAPER, SPECTRA } from './cases.ts';

const ALPHAS = [0.1, 1, 10, 50, 200, 1000];

describe('the mixing matrix', () => {
  test.each(SPECTRA)(
    '%s: Wigner and quadrature forms agree to 1e-11 of the row’s largest, ℓ, ℓ0 ≤ 40, α = 0.1 … 1000',
    (_, spec) => {
      const field = createTurbulence(spec);
      for (const alpha of ALPHAS) {
        for (const diagram of ['1c', 'all'] as const) {
          const [a, b] = (['quadrature', 'wigner'] as const).map(
            (method) => mixingMatrix(createStep(field, alpha / field.k1), { lMax: 40, method, diagram }).M.values,
          ) as [Float64Array, Float64Array];
          for (let l = 0; l <= 40; l++) {
            const row = a.subarray(l * 41, l * 41 + 41);
            const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
            row.forEach((value, l0) => {
              expect(Math.abs(value - b[l * 41 + l0]), `${diagram} α ${alpha} ℓ ${l} ℓ0 ${l0}`).toBeLessThan(
                1e-11 * largest,
              );
            });
          }
        }
      }
    },
  );

  test('Wigner and quadrature forms agree to 1e-11 of the row’s largest where nearly all power is in kΔT ≪ 1, ℓ ≤ 10', () => {
    const steep = { kind: 'power-law', k0: 1e-10, k1: 1, index: 5 / 3 } as const;
    const tiny = { kind: 'power-law', k0: 1e-9, k1: 1e-6, index: 4 } as const;
    for (const [spec, alpha] of [
      [steep, 50],
      [steep, 1000],
      [tiny, 0.1],
      [tiny, 10],
    ] as const) {
      const field = createTurbulence(spec);
      const [a, b] = (['quadrature', 'wigner'] as const).map(
        (method) => mixingMatrix(createStep(field, alpha / field.k1), { lMax: 10, method }).M.values,
      ) as [Float64Array, Float64Array];
      for (let l = 0; l <= 10; l++) {
        const row = a.subarray(l * 11, l * 11 + 11);
        const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        row.forEach((value, l0) => {
          expect(Math.abs(value - b[l * 11 + l0]), `α ${alpha} ℓ ${l} ℓ0 ${l0}`).toBeLessThan(1e-11 * largest);
        });
      }
    }
  });

  test.each(SPECTRA)(
    '%s: Σ (2ℓ+1) M_ℓℓ0 = 2ℓ0+1 [P7] to 1e-12 of Σ (2ℓ+1)|M|, every row summed, ℓ0 ≤ 5, both forms',
    (_, spec) => {
      const field = createTurbulence(spec);
      for (const alpha of [0.1, 10, 200]) {
        for (const method of ['quadrature', 'wigner'] as const) {
          const lMax = Math.ceil(alpha + 12 * Math.cbrt(alpha) + 30);
          const { M, sumRuleResidual } = mixingMatrix(createStep(field, alpha / field.k1), { lMax, method });
          for (let l0 = 0; l0 <= 5; l0++) {
            let sum = 0;
            let scale = 0;
            for (let l = 0; l <= lMax; l++) {
              sum += (2 * l + 1) * M.values[l * (lMax + 1) + l0];
              scale += (2 * l + 1) * Math.abs(M.values[l * (lMax + 1) + l0]);
            }
            expect(Math.abs(sum - (2 * l0 + 1)), `${method} α ${alpha} ℓ0 ${l0}`).toBeLessThan(1e-12 * scale);
          }
          expect(sumRuleResidual).toBeLessThan(1e-12);
        }
      }
    },
  );

  test('obeys [P7] to 1e-12 of 2ℓ0+1 itself in the paper’s case, ℓ0 ≤ 5, α ≤ 200, both forms', () => {
    for (const alpha of [0.1, 1, 10, 50, 200]) {
      for (const method of ['quadrature', 'wigner'] as const) {
        const lMax = Math.ceil(alpha + 12 * Math.cbrt(alpha) + 30);
        const { M } = mixingMatrix(createStep(createTurbulence(PAPER), alpha / 100), { lMax, method });
        for (let l0 = 0; l0 <= 5; l0++) {
          let sum = 0;
          for (let l = 0; l <= lMax; l++) sum += (2 * l + 1) * M.values[l * (lMax + 1) + l0];
          expect(Math.abs(sum / (2 * l0 + 1) - 1), `${method} α ${alpha} ℓ0 ${l0}`).toBeLessThan(1e-12);
        }
      }
    }
  });

  test('reports a sum-rule residual below 1e-12 for every spectrum, α = 0.1 … 1000, ℓ_max 40, both forms', () => {
    for (const [name, spec] of SPECTRA) {
      const field = createTurbulence(spec);
      for (const alpha of name === 'table' ? ALPHAS : [0.1, 10, 200]) {
        for (const method of ['quadrature', 'wigner'] as const) {
          const { sumRuleResidual } = mixingMatrix(createStep(field, alpha / field.k1), { lMax: 40, method });
          expect(sumRuleResidual, `${name} ${alpha} ${method}`).toBeLessThan(1e-12);
        }
      }
    }
  });

  test('is the sum of its diagrams, to 1e-14 of the largest; 1a and 1b are (3.11) alone; 0 is the unit matrix', () => {
    const field = createTurbulence(PAPER);
    for (const method of ['quadrature', 'wigner'] as const) {
      const one = (diagram: '0' | '1a' | '1b' | '1c' | 'all') =>
        mixingMatrix(createStep(field, 0.5), { lMax: 20, method, diagram });
      const parts = [one('0'), one('1a'), one('1b'), one('1c')];
      const all = one('all').M.values;
      all.forEach((value, i) => {
        expect(Math.abs(parts.reduce((sum, part) => sum + part.M.values[i], 0) - value)).toBeLessThan(1e-14 * 20);
      });
      const L = lambda(createStep(field, 0.5));
      for (let l = 0; l <= 20; l++) {
        const alone = ((-8 * Math.PI) / 3) * (L[0] - L[2] / 2) * l * (l + 1);
        expect(Math.abs(parts[1].M.values[l * 22] - alone)).toBeLessThan(1e-15 * Math.abs(alone) + 1e-300);
        expect(parts[0].M.values[l * 22]).toBe(1);
      }
      expect(parts[1].M).toEqual(parts[2].M);
      expect(parts[1].M.values[1]).toBe(0);
    }
  });

  test('equals [P4] integrated element by element on a finer rule, to 1e-13 of the diagonal', () => {
    const field = createTurbulence({ kind: 'power-law', k0: 0.01, k1: 20, index: 1 });
    const integrand = createTwoPointIntegrand(createStep(field, 1));
    const { M } = mixingMatrix(createStep(field, 1), { lMax: 12, diagram: '1c' });
    const { nodes, weights, complements } = gaussLegendre(400);
    const P = legendreTable(complements, 13);
    for (const [l, l0] of [
      [0, 1],
      [1, 1],
      [3, 2],
      [12, 12],
      [5, 9],
    ] as const) {
      let sum = 0;
      nodes.forEach((x, i) => {
        const [J, B] = integrand.at(complements[i]) as unknown as [number, number];
        const p = (n: number) => P[n * 400 + i];
        const slope = l0 * (p(l0 - 1) - x * p(l0)); // (1−x²) P'_ℓ0
        sum += weights[i] * p(l) * ((2 / 3) * (J + integrand.constant) * l0 * (l0 + 1) * p(l0) + B * slope);
      });
      const value = 2 * Math.PI * (2 * l0 + 1) * sum;
      expect(Math.abs(M.values[l * 13 + l0] - value), `${l} ${l0}`).toBeLessThan(1e-13 * M.values[12 * 14]);
    }
  });

  test('matches the reference numbers of the paper’s case: Λ, κ, M to 1e-10 relative, α = 10, 50', () => {
    const cases = JSON.parse(readFileSync(new URL('../reference/theory.json', import.meta.url), 'utf8'));
    const field = createTurbulence(PAPER);
    for (const reference of cases) {
      const L = lambda(createStep(field, reference.deltaT));
      expect(Math.abs(L[0] / reference.Lambda0 - 1)).toBeLessThan(1e-10);
      expect(Math.abs(L[2] / reference.Lambda2 - 1)).toBeLessThan(1e-10);
      const k = kappa(createStep(field, reference.deltaT));
      for (const [a, value] of Object.entries<number>(reference.kappaDiag)) {
        expect(Math.abs(k.diagonal[Number(a)] / value - 1)).toBeLessThan(1e-10);
      }
      for (const [a, value] of Object.entries<number>(reference.kappaOff2)) {
        expect(Math.abs(k.off[Number(a)] / value - 1)).toBeLessThan(1e-10);
      }
      for (const method of ['quadrature', 'wigner'] as const) {
        const { M } = mixingMatrix(createStep(field, reference.deltaT), { lMax: 20, method });
        for (const [key, value] of Object.entries<number>(reference.M)) {
          const [l, l0] = key.split(',').map(Number) as [number, number];
          expect(Math.abs(M.values[l * 21 + l0] / value - 1), `${method} M_${key}`).toBeLessThan(1e-10);
        }
      }
    }
  });

  test('does not depend on where it is cut, to 1e-14 of the diagonal', () => {
    const field = createTurbulence(PAPER);
    const small = mixingMatrix(createStep(field, 0.5), { lMax: 10 }).M.values;
    const large = mixingMatrix(createStep(field, 0.5), { lMax: 37 }).M.values;
    for (let l = 0; l <= 10; l++) {
      for (let l0 = 0; l0 <= 10; l0++) expect(Math.abs(small[l * 11 + l0] - large[l * 38 + l0])).toBeLessThan(1e-14);
    }
  });

  test('depends on k0, k1 and ΔT only through k0ΔT and k1ΔT, M − 1 ∝ ΔT², to 1e-12 relative', () => {
    const one = mixingMatrix(createStep(createTurbulence({ kind: 'power-law', k0: 0.1, k1: 10, index: 1.5 }), 2), {
      lMax: 8,
    });
    const two = mixingMatrix(createStep(createTurbulence({ kind: 'power-law', k0: 0.01, k1: 1, index: 1.5 }), 20), {
      lMax: 8,
    });
    one.change.values.forEach((value, i) => {
      expect(Math.abs(two.change.values[i] - 100 * value)).toBeLessThan(1e-12 * Math.abs(two.change.values[80]));
    });
  });

  test('throws on a step or a cut that is malformed', () => {
    const field = createTurbulence(PAPER);
    for (const deltaT of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => mixingMatrix(createStep(field, deltaT), { lMax: 5 })).toThrow(RangeError);
    }
    for (const lMax of [0, -1, 1.5, Number.NaN])
      expect(() => mixingMatrix(createStep(field, 1), { lMax })).toThrow(RangeError);
    expect(() => generator(mixingMatrix(createStep(field, 1), { lMax: 3, diagram: '1c' }))).toThrow(RangeError);
  });
});

describe('the generator and the resummed step', () => {
  test('A = (1 − M)/ΔT (3.5) to 1e-15 of the diagonal, with its column ℓ0 = 0 zero', () => {
    const mixing = mixingMatrix(createStep(createTurbulence(PAPER), 0.5), { lMax: 12 });
    const A = generator(mixing);
    for (let l = 0; l <= 12; l++) {
      expect(A.values[l * 13]).toBe(-0);
      for (let l0 = 0; l0 <= 12; l0++) {
        const expected = ((l === l0 ? 1 : 0) - mixing.M.values[l * 13 + l0]) / 0.5;
        expect(Math.abs(A.values[l * 13 + l0] - expected)).toBeLessThan(1e-15 * A.values[12 * 14]);
      }
    }
  });

  test('exp(−At) → 1 − At with an error that falls as t², and composes: exp(−2At) = exp(−At)², to 1e-13', () => {
    const A = generator(mixingMatrix(createStep(createTurbulence(PAPER), 0.5), { lMax: 10 }));
    const error = (t: number) =>
      resummedMixing(A, t).values.reduce(
        (most, value, i) => Math.max(most, Math.abs(value - ((i % 12 === 0 ? 1 : 0) - A.values[i] * t))),
        0,
      );
    expect(Math.log2(error(2e-3) / error(1e-3))).toBeCloseTo(2, 2);
    const [once, twice] = [0.3, 0.6].map((t) => resummedMixing(A, t).values);
    for (let l = 0; l <= 10; l++) {
      for (let l0 = 0; l0 <= 10; l0++) {
        let sum = 0;
        for (let q = 0; q <= 10; q++) sum += once[l * 11 + q] * once[q * 11 + l0];
        expect(Math.abs(sum - twice[l * 11 + l0])).toBeLessThan(1e-13);
      }
    }
  });

  test('stays closer to test particles than 1 − AΔT at ℓ = 5: M_55 − 1 = −0.283 ± 0.007 there, −0.327 perturbative', () => {
    const mixing = mixingMatrix(createStep(createTurbulence(PAPER), 0.5), { lMax: 60 });
    const resummed = resummedMixing(generator(mixing), 0.5).values[5 * 62] - 1;
    expect(mixing.M.values[5 * 62] - 1).toBeCloseTo(-0.327, 3);
    expect(Math.abs(resummed + 0.283)).toBeLessThan(2 * 0.007);
  });
});
