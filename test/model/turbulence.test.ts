import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTurbulence, type TurbulenceSpec } from '../../src/model/turbulence.ts';
import { within } from '../within.ts';

/** 8π∫g dk by the midpoint rule in ln k: slow, obvious, and not what createTurbulence() uses. */
function power(spec: TurbulenceSpec, panels = 200_000): number {
  const { k0, k1, g } = createTurbulence(spec);
  const step = Math.log(k1 / k0) / panels;
  let sum = 0;
  for (let i = 0; i < panels; i++) {
    const k = k0 * Math.exp((i + 0.5) * step);
    sum += k * g(k);
  }
  return 8 * Math.PI * sum * step;
}

const band = { k0: 1e-3, k1: 100 };
const SPECS: TurbulenceSpec[] = [
  { kind: 'power-law', ...band, index: 0 },
  { kind: 'power-law', ...band, index: 1 },
  { kind: 'power-law', ...band, index: 5 / 3 },
  { kind: 'power-law', ...band, index: -2 },
  { kind: 'bent', ...band, index: 5 / 3, outerScale: 10, lowIndex: 4 },
  { kind: 'bent', ...band, index: 1.5, outerScale: 1e5, lowIndex: 0 },
  { kind: 'table', k: [0.01, 0.1, 3, 50], g: [1, 2, 0.1, 0] },
];

describe('8π∫g dk = 1 [P2], relative error < 1e-8', () => {
  test.each(SPECS)('%o', (spec) => {
    expect(Math.abs(power(spec) - 1)).toBeLessThan(1e-8);
  });
});

test('white noise: g = 1/(8π(k1 − k0)), relative error < 1e-14', () => {
  const { g } = createTurbulence({ kind: 'power-law', ...band, index: 0 });
  expect(Math.abs(g(1) * 8 * Math.PI * (100 - 1e-3) - 1)).toBeLessThan(1e-14);
});

test('a power law has its index between any two wavenumbers, absolute error < 1e-12', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.double({ min: 2, max: 50, noNaN: true }),
      (index, a, b) => {
        const { g } = createTurbulence({ kind: 'power-law', ...band, index });
        expect(Math.abs(Math.log(g(b) / g(a)) / Math.log(b / a) + index)).toBeLessThan(1e-12);
      },
    ),
  );
});

test('a bent spectrum has both slopes far from its bend, absolute error < 1e-3', () => {
  const { g } = createTurbulence({ kind: 'bent', k0: 1e-6, k1: 1e6, index: 5 / 3, outerScale: 1, lowIndex: 4 });
  const slope = (a: number, b: number) => Math.log(g(b) / g(a)) / Math.log(b / a);
  expect(Math.abs(slope(1e-5, 1e-4) - 4)).toBeLessThan(1e-3);
  expect(Math.abs(slope(1e4, 1e5) + 5 / 3)).toBeLessThan(1e-3);
});

test('a table passes through its rows, as power laws between them, relative error < 1e-13', () => {
  const k = [0.01, 0.1, 3, 50];
  const g = [1, 2, 0.1, 0];
  const spectrum = createTurbulence({ kind: 'table', k, g });
  const scale = spectrum.g(0.01);
  k.forEach((q, i) => {
    expect(Math.abs(spectrum.g(q) / scale - g[i])).toBeLessThan(1e-13);
  });
  expect(Math.abs(spectrum.g(Math.sqrt(0.001)) / scale / Math.SQRT2 - 1)).toBeLessThan(1e-13); // geometric mean
  expect(Math.abs(spectrum.g(26.5) / scale / 0.05 - 1)).toBeLessThan(1e-13); // linear where an end is zero
});

test('a table of a power law is that power law, relative error < 1e-12', () => {
  const k = Array.from({ length: 30 }, (_, i) => 1e-3 * 1e5 ** (i / 29));
  const table = createTurbulence({ kind: 'table', k, g: k.map((q) => q ** -1.5) });
  const law = createTurbulence({ kind: 'power-law', k0: k[0], k1: k[29], index: 1.5 });
  for (const q of [0.0011, 0.02, 1, 7, 99]) expect(Math.abs(table.g(q) / law.g(q) - 1)).toBeLessThan(1e-12);
});

test('g vanishes outside of [k0, k1] and the spectrum is frozen', () => {
  const spectrum = createTurbulence({ kind: 'power-law', ...band, index: 0 });
  expect([spectrum.g(9.9e-4), spectrum.g(100.1)]).toEqual([0, 0]);
  expect(Object.isFrozen(spectrum) && Object.isFrozen(spectrum.breaks)).toBe(true);
});

test('rows that differ by more than a double can hold: the integral in closed form, relative 1e-11', () => {
  for (const g of [
    [1, 5e-324, 1e-3],
    [1e-300, 1e300, 5e-324],
    [5e-324, 1, 1e-12],
  ]) {
    const k = [0.01, 0.013, 0.3];
    // Of a power law from row a to row b with slope s, ∫ g dk = (g_b k_b − g_a k_a)/(s + 1).
    const part = (a: number) => {
      const slope = (Math.log(g[a + 1]) - Math.log(g[a])) / Math.log(k[a + 1] / k[a]);
      return (g[a + 1] * k[a + 1] - g[a] * k[a]) / (slope + 1);
    };
    const largest = g.indexOf(Math.max(...g));
    const spectrum = createTurbulence({ kind: 'table', k, g });
    within(spectrum.g(k[largest]), g[largest] / (8 * Math.PI * (part(0) + part(1))), { relative: 1e-11 });
  }
});

test('the scale of a table’s g does not matter, relative error < 1e-13', () => {
  const k = [1, 2, 4];
  const a = createTurbulence({ kind: 'table', k, g: [1, 3, 2] });
  const b = createTurbulence({ kind: 'table', k, g: [1e30, 3e30, 2e30] });
  expect(Math.abs(a.g(3) / b.g(3) - 1)).toBeLessThan(1e-13);
});

test('a table does not change with the arrays it was made from, nor are these frozen', () => {
  const g = [1, 1];
  const spectrum = createTurbulence({ kind: 'table', k: [1, 2], g });
  const before = spectrum.g(1.5);
  g[0] = 100;
  expect(spectrum.g(1.5)).toBe(before);
});

describe('refuses', () => {
  test.each<[object, RegExp]>([
    [{ kind: 'power-law', k0: 1, k1: 1, index: 0 }, /k1 = 1 is not above k0 = 1/],
    [{ kind: 'power-law', k0: 0, k1: 1, index: 0 }, /k0 = 0 is not a positive number/],
    [{ kind: 'power-law', k0: 1, k1: Number.NaN, index: 0 }, /k1 = NaN is not a positive number/],
    [{ kind: 'power-law', k0: 1, k1: Number.POSITIVE_INFINITY, index: 0 }, /not a positive number/],
    [{ kind: 'power-law', k0: 1, k1: 2, index: 21 }, /index = 21 is not a number from -20 to 20/],
    [{ kind: 'power-law', k0: 1, k1: 2, index: Number.NaN }, /index = NaN/],
    [{ kind: 'bent', k0: 1, k1: 2, index: 0, outerScale: 0, lowIndex: 0 }, /outer scale 0 is not a positive number/],
    [{ kind: 'table', k: [1, 2, 3], g: [1, Number.NaN, 1] }, /row 2 of the table of g: g is missing/],
    [{ kind: 'table', k: [1, 1], g: [1, 1] }, /row 2 .* does not rise/],
    [{ kind: 'table', k: [-1, 1], g: [1, 1] }, /row 1 .* not a positive number/],
    [{ kind: 'table', k: [], g: [] }, /0 rows/],
    [{ kind: 'table', k: [1e-9, 1e9], g: [1, 1] }, /more than twelve decades/],
  ])('%o', (spec, message) => {
    expect(() => createTurbulence(spec as TurbulenceSpec)).toThrow(message);
  });
});
