import { describe, expect, test } from 'vitest';
import { bestAlpha } from '../../src/fit/best-alpha.ts';
import { byMultipole, multipoles } from '../../src/model/spectrum.ts';

/** A family whose slope is set by α and whose answer is known. */
const theory = (alpha: number) =>
  Float64Array.from({ length: 31 }, (_, l) => (l === 0 ? 0 : l ** -(2 + alpha / 100) / alpha));
const ell = multipoles(12);
const points = (C: readonly number[]) => ({
  ell,
  C: byMultipole(ell, C),
  uncertainty: new Float64Array(13).fill(0.1),
});

describe('the best α', () => {
  test.each([10, 50, 130])('of points made at α = %i is that α, relative error < 1e-3', (alpha) => {
    const C = ell.map((l) => theory(alpha)[l]);
    const best = bestAlpha({ points: points(C), theory, freeFactor: false });
    expect(Math.abs(best.alpha / alpha - 1)).toBeLessThan(1e-3);
    expect(best.chiSquare).toBeLessThan(1e-3);
    expect(best).toMatchObject({ degreesOfFreedom: 11, factor: 1 });
  });

  test('finds a factor too, relative error < 1e-2', () => {
    const C = ell.map((l) => 7 * theory(50)[l]);
    const best = bestAlpha({ points: points(C), theory, freeFactor: true });
    expect(Math.abs(best.alpha / 50 - 1)).toBeLessThan(1e-3);
    expect(Math.abs(best.factor / 7 - 1)).toBeLessThan(1e-2);
    expect(best.degreesOfFreedom).toBe(10);
  });

  test('lies in the range where χ² rises by one at either end, to 1e-4', () => {
    const C = ell.map((l, i) => theory(50)[l] * (1 + 0.1 * (-1) ** i));
    const best = bestAlpha({ points: points(C), theory, freeFactor: false, tolerance: 1e-6 });
    const chiSquare = (alpha: number) =>
      ell.reduce((sum, l, i) => sum + Math.log(C[i] / theory(alpha)[l]) ** 2 / (2 / (2 * l + 1) + 0.01), 0);
    expect(Math.abs(chiSquare(best.low!) - best.chiSquare - 1)).toBeLessThan(1e-4);
    expect(Math.abs(chiSquare(best.high!) - best.chiSquare - 1)).toBeLessThan(1e-4);
    expect(best.chiSquare).toBeCloseTo(chiSquare(best.alpha), 10);
  });

  test('says nothing about an end that is out of range', () => {
    const C = ell.map((l) => theory(5)[l]);
    const best = bestAlpha({ points: points(C), theory, freeFactor: false, range: [10, 100] });
    expect(best.low).toBeUndefined();
    expect(best.alpha).toBeLessThan(10.1);
  });
});
