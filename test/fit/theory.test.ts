import { describe, expect, test } from 'vitest';
import { createFastTheory, directSpectrum, type TheoryParameters, type TheorySetup } from '../../src/fit/theory.ts';
import { createModel } from '../../src/model/model.ts';
import type { TurbulenceSpec } from '../../src/model/turbulence.ts';
import { evolvedSpectrum, exactSpectrum, steadySpectrum } from '../../src/theory/index.ts';

const fixed: TheoryParameters = { alpha: 50, gradient: 1e-4, index: 0, k0: 1e-3, k1: 100 };
const spec: TurbulenceSpec = { kind: 'power-law', k0: 1e-3, k1: 100, index: 0 };
const setup = (lMax: number | 'exact', more: Partial<TheorySetup> = {}): TheorySetup => ({
  spec,
  source: 'published',
  lMax,
  highest: 12,
  ...more,
});
const worst = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, l) => (l === 0 ? 0 : Math.abs(value / b[l] - 1))));

describe('the theory as a fit asks for it', () => {
  test('is that of the theory, relative error < 1e-12', () => {
    const model = createModel({ k0: 0.01, k1: 30, index: 1.5, alpha: 20, gradient: 3e-5, source: 'consistent' });
    const parameters = { alpha: 20, gradient: 3e-5, index: 1.5, k0: 0.01, k1: 30 };
    const more = { source: 'consistent' } as const;
    expect(worst(directSpectrum(setup(30, more), parameters), steadySpectrum(model, { lMax: 30 }).C)).toBeLessThan(
      1e-12,
    );
    expect(worst(directSpectrum(setup('exact', more), parameters), exactSpectrum(model, { lMax: 20 }).C)).toBeLessThan(
      1e-12,
    );
    expect(
      worst(
        directSpectrum(setup(30, { ...more, time: 7 }), parameters),
        evolvedSpectrum(model, { lMax: 30, time: 7 }).C,
      ),
    ).toBeLessThan(1e-12);
  });

  test('is zero beyond ℓ_max, by either way', () => {
    const cut = setup(8);
    expect([...directSpectrum(cut, fixed)].slice(9)).toEqual([0, 0, 0, 0]);
    const out = new Float64Array(13).fill(1);
    createFastTheory(cut, { ranges: {}, fixed }).spectrum(fixed, out);
    expect(worst(out.slice(0, 9), directSpectrum(cut, fixed))).toBeLessThan(1e-12);
    expect([...out.slice(9)]).toEqual([0, 0, 0, 0]);
  });

  test('depends on k0 and k1 by their ratio and a factor, relative error < 1e-9: (P9), (3.7)', () => {
    for (const lMax of [30, 'exact'] as const) {
      const one = directSpectrum(setup(lMax), { ...fixed, index: 0.7 });
      const other = directSpectrum(setup(lMax), { ...fixed, index: 0.7, k0: 2e-3, k1: 200 });
      expect(
        worst(
          other,
          one.map((C) => 4 * C),
        ),
      ).toBeLessThan(1e-9);
    }
  });
});

describe('interpolated, ln C_ℓ is off by less than 2e-4 and says so', () => {
  const compare = (
    at: TheorySetup,
    ranges: Parameters<typeof createFastTheory>[1]['ranges'],
    points: Partial<TheoryParameters>[],
  ) => {
    const fast = createFastTheory(at, { ranges, fixed });
    const out = new Float64Array(at.highest + 1);
    for (const point of points) {
      const parameters = { ...fixed, ...point };
      fast.spectrum(parameters, out);
      expect(worst(out, directSpectrum(at, parameters)), JSON.stringify(point)).toBeLessThan(2e-4);
    }
    expect(fast.worstError).toBeLessThan(1e-4);
    expect(fast.evaluations).toBeGreaterThan(points.length);
  };
  const alphas = [1, 2.3, 7.1, 13, 21.7, 44, 90, 149];
  const alpha = [1, 150] as const;

  test.each([30, 'exact'] as const)('over α, ℓ_max = %s', (lMax) => {
    compare(
      setup(lMax),
      { alpha },
      alphas.map((value) => ({ alpha: value, gradient: 2e-6 })),
    );
  });

  test('its slope is that of the theory: d ln C_ℓ/d ln α over steps of 2 %, absolute error < 2e-3', () => {
    const at = setup('exact');
    const fast = createFastTheory(at, { ranges: { alpha, index: [0, 2] }, fixed });
    const [out, slope] = [new Float64Array(13), new Float64Array(13)];
    for (const point of [
      { alpha: 3, index: 0 },
      { alpha: 17, index: 0.4 },
    ]) {
      const parameters = { ...fixed, ...point };
      fast.spectrum(parameters, out, slope);
      const [low, high] = [0.99, 1.01].map((f) => directSpectrum(at, { ...parameters, alpha: f * point.alpha }));
      for (let l = 1; l <= 12; l++) {
        const direct = Math.log(high[l] / low[l]) / Math.log(1.01 / 0.99);
        expect(Math.abs(slope[l] / out[l] - direct)).toBeLessThan(2e-3);
      }
    }
  });

  test('over α in an evolution', () => {
    compare(
      setup(12, { time: 5 }),
      { alpha },
      [3, 17, 60].map((value) => ({ alpha: value })),
    );
  });

  test.each([30, 'exact'] as const)('over α, s, k0 and k1 together, ℓ_max = %s', (lMax) => {
    compare(setup(lMax), { alpha, index: [0, 2], k0: [1e-4, 1e-2], k1: [30, 300] }, [
      { alpha: 12, index: 0.3, k0: 2e-3, k1: 50 },
      { alpha: 15, index: 0.9, k0: 2e-3, k1: 250 },
      { alpha: 15, index: 1, k0: 2e-3, k1: 250 },
    ]);
  });

  test('over α and s of a bent spectrum', () => {
    const bent = { kind: 'bent', k0: 1e-3, k1: 100, index: 0, outerScale: 10, lowIndex: 4 } as const;
    compare(setup('exact', { spec: bent }), { alpha, index: [1, 2] }, [
      { alpha: 12, index: 1.3 },
      { alpha: 14, index: 1.9 },
    ]);
  });
});
