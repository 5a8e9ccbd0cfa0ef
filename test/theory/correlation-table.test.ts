import { describe, expect, test } from 'vitest';
import { gaussLegendre } from '../../src/math/gauss-legendre.ts';
import { createLegendrePair, legendreTable } from '../../src/math/legendre.ts';
import { sphericalBessel } from '../../src/math/spherical-bessel.ts';
import { createTurbulence, type TurbulenceSpec } from '../../src/model/turbulence.ts';
import {
  createKernelTable,
  F0,
  F2,
  G0,
  sumKernels,
  wavenumberRule,
} from '../../src/theory/closure/correlation-table.ts';
import { exactEquation } from '../../src/theory/closure/exact-equation.ts';
import { lambda } from '../../src/theory/closure/propagators.ts';
import { createStep } from '../../src/theory/closure/step.ts';
import { createTwoPointIntegrand } from '../../src/theory/closure/two-point-integrand.ts';
import { PAPER, SPECTRA } from './cases.ts';

describe('the integrand kernels F0, G0, F2', () => {
  test.each(SPECTRA)('%s: closed forms and Taylor series meet at z = 2, to 1e-14 relative', (_, spec) => {
    const field = createTurbulence(spec);
    // One mode alone, so that R = 2/k is where the two forms meet.
    const rule = { k: Float64Array.of(field.k1), weight: Float64Array.of(1) };
    const below = sumKernels(rule, (2 - 1e-9) / field.k1).slice();
    const above = sumKernels(rule, (2 + 1e-9) / field.k1);
    for (const f of [F0, G0, F2]) expect(Math.abs(below[f] / above[f] - 1)).toBeLessThan(3e-9);
    const exact = 1.5 * ((Math.sin(2) / 2 - Math.cos(2)) / 4);
    expect(Math.abs((below[F0] + above[F0]) / 2 / exact - 1)).toBeLessThan(1e-14);
  });

  test.each(SPECTRA)('%s: G0 = −dF0/d(R²), to 3e-6 relative by central differences', (_, spec) => {
    const field = createTurbulence(spec);
    const rule = wavenumberRule(field, 4 / field.k1);
    for (const R of [0.3 / field.k1, 1.7 / field.k1, 3.3 / field.k1]) {
      const step = 1e-3 * R; // F0 of a steep spectrum hardly falls: its differences lose the digits
      const up = sumKernels(rule, R + step)[F0];
      const down = sumKernels(rule, R - step)[F0];
      const slope = (down - up) / ((R + step) ** 2 - (R - step) ** 2);
      expect(Math.abs(sumKernels(rule, R)[G0] / slope - 1)).toBeLessThan(3e-6);
    }
  });

  test.each(SPECTRA)(
    '%s: the tables agree with plain sums on finer nodes, to 4e-15 of the value at R = 0',
    (_, spec) => {
      const field = createTurbulence(spec);
      for (const alpha of [0.1, 10, 150]) {
        const reach = (2 * alpha) / field.k1;
        const fine = wavenumberRule(field, 1.3 * reach, 20);
        const origin = sumKernels(fine, 0).slice();
        const value = new Float64Array(2);
        const all = new Float64Array(3);
        const rule = wavenumberRule(field, reach);
        const table = createKernelTable(
          (R, out) => {
            sumKernels(rule, R, all);
            out[0] = all[F0];
            out[1] = all[F2];
          },
          field.k1,
          reach,
        );
        for (let i = 0; i <= 40; i++) {
          const R = (reach * i) / 40;
          const exact = sumKernels(fine, R);
          table.accumulate(R * R, 1, 1, value.fill(0));
          expect(Math.abs(value[0] - exact[F0]) / origin[F0]).toBeLessThan(4e-15);
          expect(Math.abs(value[1] - exact[F2]) / origin[F2]).toBeLessThan(4e-15);
        }
      }
    },
  );
});

/** J(x) and B(x) as [P5] states them: three nested sums, no transformation. The oracle of the fast form. */
function plainCorrelation(spec: TurbulenceSpec, deltaT: number, x: number): [number, number] {
  const field = createTurbulence(spec);
  const { k, weight } = wavenumberRule(field, 2 * deltaT);
  const n = 2 * Math.ceil(field.k1 * deltaT) + 40;
  const { nodes, weights } = gaussLegendre(n);
  const j = new Float64Array(3);
  let J = 0;
  let B = 0;
  for (let a = 0; a < n; a++) {
    for (let b = 0; b < n; b++) {
      const [tauA, tauB] = [(deltaT * (1 + nodes[a])) / 2, (deltaT * (1 + nodes[b])) / 2];
      const area = ((deltaT * deltaT) / 4) * weights[a] * weights[b];
      const R = Math.sqrt(tauA * tauA + tauB * tauB - 2 * tauA * tauB * x);
      for (let i = 0; i < k.length; i++) {
        sphericalBessel(2, k[i] * R, j);
        J += area * weight[i] * (j[0] - j[2] / 2);
        B += (area * weight[i] * j[2] * tauA * tauB) / (R * R);
      }
    }
  }
  return [J, B];
}

describe('J(x) and B(x)', () => {
  test.each(SPECTRA)('%s: equal [P5] summed as it stands, to 1e-12 relative', (_, spec) => {
    const field = createTurbulence(spec);
    const deltaT = 6 / field.k1;
    const integrand = createTwoPointIntegrand(createStep(field, deltaT));
    for (const x of [0.7, -0.2, -0.95]) {
      const [J, B] = plainCorrelation(spec, deltaT, x);
      const value = integrand.at(1 - x);
      expect(Math.abs((value[0] + integrand.constant) / J - 1)).toBeLessThan(1e-12);
      expect(Math.abs(value[1] / B - 1)).toBeLessThan(1e-12);
    }
  });

  test.each(SPECTRA)('%s: J(1) = 2(Λ0 − Λ2/2), to 1e-14 relative, α = 0.1 … 200, the paper’s to 1000', (_, spec) => {
    const field = createTurbulence(spec);
    for (const alpha of spec === PAPER ? [0.1, 1, 10, 50, 200, 1000] : [0.1, 10, 200]) {
      const deltaT = alpha / field.k1;
      const L = lambda(createStep(field, deltaT));
      const integrand = createTwoPointIntegrand(createStep(field, deltaT));
      expect(Math.abs((integrand.at(0)[0] + integrand.constant) / (2 * L[0] - L[2]) - 1), `α ${alpha}`).toBeLessThan(
        1e-14,
      );
    }
  });

  test.each(SPECTRA)('%s: J and B have no part above the stated degree, to 1e-14 of J(1)', (_, spec) => {
    const field = createTurbulence(spec);
    const integrand = createTwoPointIntegrand(createStep(field, 20 / field.k1));
    const rule = gaussLegendre(2 * integrand.degree);
    const n = rule.nodes.length;
    const scale = integrand.at(0)[0] + integrand.constant;
    const above = legendreTable(rule.complements, integrand.degree + 1).subarray((integrand.degree + 1) * n);
    let [J, B] = [0, 0];
    rule.complements.forEach((u, i) => {
      const [Jx, Bx] = integrand.at(u) as unknown as [number, number];
      J += rule.weights[i] * above[i] * Jx;
      B += rule.weights[i] * above[i] * Bx;
    });
    expect(Math.abs(J)).toBeLessThan(1e-14 * scale);
    expect(Math.abs(B)).toBeLessThan(1e-14 * scale);
  });

  test.each(SPECTRA)(
    '%s: a and b by multipoles equal those by [P6], to 1e-13 of the value at their largest',
    (_, spec) => {
      const field = createTurbulence(spec);
      for (const alpha of [0.1, 1, 10, 100]) {
        const deltaT = alpha / field.k1;
        const integrand = createTwoPointIntegrand(createStep(field, deltaT));
        const { aTilde, b } = exactEquation(createStep(field, deltaT));
        const u = Float64Array.from({ length: 30 }, (_, i) => 2 * (i / 29) ** 3);
        const [byA, byB] = [new Float64Array(30), new Float64Array(30)];
        createLegendrePair(aTilde, b).at(u, byA, byB);
        const self = integrand.at(0)[0];
        const largest = ((8 * Math.PI) / 3) * Math.max(self - integrand.at(2)[0], self - integrand.at(1)[0]);
        const largestB = 4 * Math.PI * integrand.at(0)[1];
        u.forEach((ui, i) => {
          const [J, B] = integrand.at(ui) as unknown as [number, number];
          expect(Math.abs(byA[i] * ui - ((8 * Math.PI) / 3) * (self - J)), `a α ${alpha}`).toBeLessThan(
            1e-13 * largest,
          );
          expect(Math.abs(byB[i] - 4 * Math.PI * B), `b α ${alpha}`).toBeLessThan(1e-13 * largestB);
        });
      }
    },
  );
});
