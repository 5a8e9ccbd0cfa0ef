import { describe, expect, test } from 'vitest';
import { oscillatoryRule } from '../../src/math/adaptive-rule.ts';
import { gaussLegendre } from '../../src/math/gauss-legendre.ts';
import { createLegendrePair, legendreTable } from '../../src/math/legendre.ts';

describe('oscillatoryRule', () => {
  const integrate = (breaks: number[], phase: number, f: (k: number) => number, steepness: number[] = []) => {
    const { nodes, weights } = oscillatoryRule(breaks, phase, { steepness });
    return nodes.reduce((total, k, i) => total + weights[i] * f(k), 0);
  };

  test('integrates power laws over twelve decades, to 2e-14 relative', () => {
    for (const s of [-2, 0, 1, 1.5, 5 / 3, 4]) {
      const exact = s === 1 ? Math.log(1e12) : (1e6 ** (1 - s) - 1e-6 ** (1 - s)) / (1 - s);
      expect(Math.abs(integrate([1e-6, 1e6], 1e-9, (k) => k ** -s) / exact - 1), `s = ${s}`).toBeLessThan(2e-14);
    }
  });

  test('integrates steep powers over four decades to 2e-14 relative, and down a step to 4e-16 times its slope', () => {
    for (const s of [-20, -10.5, 4.5, 7, 10, 20]) {
      const exact = (1e2 ** (1 - s) - 1e-2 ** (1 - s)) / (1 - s);
      const value = integrate([1e-2, 1e2], 1e-9, (k) => k ** -s, [Math.abs(s)]);
      expect(Math.abs(value / exact - 1), `s = ${s}`).toBeLessThan(2e-14);
    }
    for (const slope of [300, 1e4]) {
      const exact = -Math.expm1((1 - slope) * Math.log(1.1)) / (slope - 1);
      const value = integrate([1, 1.1], 1e-9, (k) => k ** -slope, [slope]);
      expect(Math.abs(value / exact - 1), `slope ${slope}`).toBeLessThan(4e-16 * slope);
    }
  });

  test('integrates cos(Rk) at the largest phase it was made for, to 3e-14 absolute', () => {
    for (const R of [0.01, 1, 30, 500, 4000]) {
      const value = integrate([1e-3, 1, 3], R, (k) => Math.cos(R * k));
      const exact = (Math.sin(3 * R) - Math.sin(1e-3 * R)) / R;
      expect(Math.abs(value - exact), `R = ${R}`).toBeLessThan(3e-14);
    }
  });

  test('does not step over a kink at a break, to 1e-14', () => {
    expect(Math.abs(integrate([0.5, 1, 2], 1, (k) => Math.abs(k - 1)) - 0.625)).toBeLessThan(1e-14);
  });
});

describe('legendreTable', () => {
  test('is orthogonal on Gauss nodes, Σ w P_ℓ P_m = 2δ/(2ℓ+1), to 1e-14 absolute, ℓ ≤ 300', () => {
    const { weights, complements } = gaussLegendre(301);
    const P = legendreTable(complements, 300);
    for (const l of [0, 1, 2, 17, 150, 299, 300]) {
      for (const m of [0, 1, 16, 151, 300]) {
        let sum = 0;
        for (let i = 0; i < 301; i++) sum += weights[i] * P[l * 301 + i] * P[m * 301 + i];
        expect(Math.abs(sum - (l === m ? 2 / (2 * l + 1) : 0)), `${l} ${m}`).toBeLessThan(1e-14);
      }
    }
  });

  test('keeps its digits near x = 1: P_ℓ(cos θ) → J0((ℓ+½)θ), to 1e-9 at θ = 1e-5, ℓ = 4000', () => {
    const theta = 1e-5;
    const P = legendreTable([2 * Math.sin(theta / 2) ** 2], 4000);
    const z = 4000.5 * theta;
    const bessel = 1 - z ** 2 / 4 + z ** 4 / 64 - z ** 6 / 2304;
    expect(Math.abs(P[4000] - bessel)).toBeLessThan(1e-9);
    expect(P[4000]).not.toBe(1);
  });

  test('sums two series at many points as the table does, to 1e-14 of Σ|f|, odd and even counts', () => {
    const f = Float64Array.from({ length: 60 }, (_, l) => Math.cos(l));
    const g = Float64Array.from({ length: 60 }, (_, l) => 1 / (l + 1));
    for (const count of [1, 2, 3, 4, 7]) {
      const u = Float64Array.from({ length: count }, (_, i) => (2 * (i + 0.3)) / (count + 1));
      const [outF, outG] = [new Float64Array(count), new Float64Array(count)];
      createLegendrePair(f, g).at(u, outF, outG);
      const P = legendreTable(u, 59);
      for (let i = 0; i < count; i++) {
        const direct = (c: Float64Array) => c.reduce((sum, value, l) => sum + value * P[l * count + i], 0);
        expect(Math.abs(outF[i] - direct(f))).toBeLessThan(60e-14);
        expect(Math.abs(outG[i] - direct(g))).toBeLessThan(60e-14);
      }
    }
  });
});
