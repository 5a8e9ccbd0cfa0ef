import { describe, expect, test } from 'vitest';
import { gaussLegendre } from '../../src/math/gauss-legendre.ts';
import { sphericalBessel } from '../../src/math/spherical-bessel.ts';
import { createTurbulence, type TurbulenceSpec } from '../../src/model/turbulence.ts';
import { wavenumberRule } from '../../src/theory/closure/correlation-table.ts';
import { kappa, lambda, monopoleDeficit } from '../../src/theory/closure/propagators.ts';
import { createStep } from '../../src/theory/closure/step.ts';
import { SPECTRA } from './cases.ts';

describe('Λ and κ', () => {
  test.each(SPECTRA)('%s: equal (3.14), (3.16) summed over τ as they stand, to 1e-13 relative', (_, spec) => {
    const field = createTurbulence(spec);
    for (const alpha of [0.1, 7, 40]) {
      const deltaT = alpha / field.k1;
      const rule = wavenumberRule(field, 3 * deltaT, 20);
      const { nodes, weights } = gaussLegendre(Math.ceil(alpha) + 30);
      const j = new Float64Array(13);
      const L = [0, 0, 0];
      const K = new Float64Array(13);
      const off = new Float64Array(11);
      for (let i = 0; i < rule.k.length; i++) {
        const h = new Float64Array(13); // ∫0^ΔT j_n(kτ) dτ
        nodes.forEach((t, q) => {
          const tau = (deltaT * (1 + t)) / 2;
          const dtau = (deltaT * weights[q]) / 2;
          sphericalBessel(12, rule.k[i] * tau, j);
          for (const n of [0, 2]) L[n] += rule.weight[i] * dtau * (deltaT - tau) * j[n];
          for (let n = 0; n <= 12; n++) h[n] += dtau * j[n];
        });
        for (let n = 0; n <= 12; n++) K[n] += rule.weight[i] * h[n] * h[n];
        for (let n = 0; n <= 10; n++) off[n] += rule.weight[i] * h[n] * h[n + 2];
      }
      const got = lambda(createStep(field, deltaT));
      expect(Math.abs(got[0] / L[0] - 1)).toBeLessThan(1e-13);
      expect(Math.abs(got[2] / L[2] - 1)).toBeLessThan(1e-13);
      const k = kappa(createStep(field, deltaT), 10);
      for (let a = 0; a <= 10; a++) {
        expect(Math.abs(k.diagonal[a] / K[a] - 1), `κ_${a},${a}`).toBeLessThan(1e-13);
        expect(Math.abs(k.off[a] / off[a] - 1), `κ_${a},${a + 2}`).toBeLessThan(1e-13);
      }
    }
  });

  test.each(SPECTRA)(
    '%s: small steps: Λ0 → ΔT²/16π, κ00 → ΔT²/8π, Λ2 → ΔT⁴∫gk²/180, to 1e-6 at α = 1e-3',
    (_, spec) => {
      const field = createTurbulence(spec);
      const deltaT = 1e-3 / field.k1;
      const rule = wavenumberRule(field, deltaT);
      const second = rule.k.reduce((sum, k, i) => sum + rule.weight[i] * k * k, 0);
      const L = lambda(createStep(field, deltaT));
      expect(Math.abs(L[0] / (deltaT ** 2 / (16 * Math.PI)) - 1)).toBeLessThan(1e-6); // 8π∫g dk = 1 [P2]
      expect(Math.abs(L[2] / ((deltaT ** 4 * second) / 180) - 1)).toBeLessThan(1e-6);
      expect(Math.abs(kappa(createStep(field, deltaT)).diagonal[0] / (deltaT ** 2 / (8 * Math.PI)) - 1)).toBeLessThan(
        1e-6,
      );
    },
  );

  test.each(SPECTRA)('%s: Σ (2a+1) κ_aa = 2 Λ0, the addition theorem at x = 1, to 1e-13 relative', (_, spec) => {
    const field = createTurbulence(spec);
    for (const alpha of [0.1, 1, 10, 100, 1000]) {
      const deltaT = alpha / field.k1;
      const sum = kappa(createStep(field, deltaT)).diagonal.reduce((total, value, a) => total + (2 * a + 1) * value, 0);
      expect(Math.abs(sum / (2 * lambda(createStep(field, deltaT))[0]) - 1), `α ${alpha}`).toBeLessThan(1e-13);
    }
  });

  test('Λ_0 tends to ΔT²/16π for kΔT ≪ 1 however steep the spectrum, to 1e-12 relative', () => {
    const specs: TurbulenceSpec[] = [
      ...[-20, -10, 10, 20].map((index) => ({ kind: 'power-law' as const, k0: 1e-3, k1: 1, index })),
      { kind: 'bent', k0: 1e-3, k1: 1, index: 20, outerScale: 30, lowIndex: -12 },
      { kind: 'table', k: [0.01, 0.1, 0.4, 1], g: [1, 1e-6, 1e3, 1e-9] },
      { kind: 'table', k: [0.5, 0.6, 1], g: [1, 1e-300, 1e-300] },
    ];
    for (const spec of specs) {
      const value = lambda(createStep(createTurbulence(spec), 1e-7))[0] * 16 * Math.PI * 1e14;
      expect(Math.abs(value - 1), JSON.stringify(spec)).toBeLessThan(1e-12);
    }
  });

  test('κ_00 − 2Λ_0 + Λ_2 is −(7/90)⟨k²⟩ΔT⁴/8π for kΔT ≪ 1, to 1e-12 relative, and the difference elsewhere, to 1e-12 of κ_00', () => {
    const narrow = createTurbulence({ kind: 'power-law', k0: 1, k1: 1.000001, index: 0 });
    const k2 = 1 + 1e-6 + 1e-12 / 3;
    const small = monopoleDeficit(createStep(narrow, 1e-7));
    expect(Math.abs((small * 8 * Math.PI) / (-(7 / 90) * k2 * 1e-28) - 1)).toBeLessThan(1e-12);
    for (const [, spec] of SPECTRA) {
      const field = createTurbulence(spec);
      for (const alpha of [1, 7, 40]) {
        const deltaT = alpha / field.k1;
        const [K, L] = [kappa(createStep(field, deltaT), 2).diagonal[0], lambda(createStep(field, deltaT))];
        expect(Math.abs(monopoleDeficit(createStep(field, deltaT)) - (K - 2 * L[0] + L[2]))).toBeLessThan(1e-12 * K);
      }
    }
  });
});
