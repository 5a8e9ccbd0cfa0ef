import { describe, expect, test } from 'vitest';
import { almIndex, zeroAlm } from '../../src/sky/alm.ts';
import { createLegendreRecursion, LANES } from '../../src/sky/legendre.ts';
import { createLegendreSeries } from '../../src/sky/legendre-series.ts';
import { legendreSums, type Phases, zeroPhases } from '../../src/sky/legendre-sums.ts';
import { uniform } from './support.ts';

const size = (l: number) => Math.sqrt((2 * l + 1) / (4 * Math.PI));
const ORDERS = [0, 1, 2, 3, 10, 100, 300, 700, 1100, 1400, 1532, 1533, 1534, 1535];
/** From pole to equator, the places where rounding grows included. */
const SINES = Float64Array.of(1e-9, 1e-3, 1.6e-3, 3e-3, 0.01, 0.03, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 1, 1);
const COSINES = SINES.map((s) => Math.sqrt((1 - s) * (1 + s)));
COSINES[15] = 1e-4;
COSINES[3] *= -1;

/** λ_ℓm at every colatitude, by the recursion in ℓ: the oracle. */
function functions(lMax: number, m: number): Float64Array[] {
  const recursion = createLegendreRecursion(lMax);
  recursion.order(m);
  return Array.from({ length: SINES.length }, (_, i) => {
    const first = recursion.fill(COSINES, SINES, i - (i % LANES));
    const of = (k: number) => (k < first ? 0 : recursion.scale[k] * recursion.table[k * LANES + (i % LANES)]);
    return Float64Array.from({ length: lMax - m + 1 }, (_, k) => of(k));
  });
}

describe('sums by half as many functions are those by all: error < ε (10 + 2 ℓ_max) of the sum of absolute sizes', () => {
  const random = uniform(23);
  const noise = (length: number) => Float64Array.from({ length }, () => random() - 0.5);

  test.each([1535, 1534, 95, 3, 0])('ℓ_max = %d, colatitudes from pole to equator', (lMax) => {
    const bound = 2 ** -52 * (10 + 2 * lMax);
    const sums = legendreSums(lMax, COSINES, SINES);
    const alm = { lMax, re: noise(zeroAlm(lMax).re.length), im: noise(zeroAlm(lMax).re.length) };
    for (const m of ORDERS.filter((order) => order <= lMax)) {
      const lambda = functions(lMax, m);
      const start = almIndex(lMax, m, m);
      const made = zeroPhases(16);
      sums.synthesise(m, 0, [alm], [made], 0);
      const sizes = lambda[0].reduce((sum, _, k) => sum + Math.abs(alm.re[start + k]) * size(m + k), 0);
      lambda.forEach((values, i) => {
        const expected = [0, 0, 0, 0];
        values.forEach((value, k) => {
          expected[2 * (k % 2)] += value * alm.re[start + k];
          expected[2 * (k % 2) + 1] += m === 0 ? 0 : value * alm.im[start + k];
        });
        [made.evenRe, made.evenIm, made.oddRe, made.oddIm].forEach((part, p) => {
          expect(Math.abs(part[i] - expected[p]), `m = ${m}, colatitude ${i}`).toBeLessThan(bound * sizes + 1e-300);
        });
      });

      const given: Phases = { evenRe: noise(16), evenIm: noise(16), oddRe: noise(16), oddIm: noise(16) };
      const found = zeroAlm(lMax);
      sums.analyse(m, 0, [given], 0, 0.25, [found]);
      for (let k = 0; k <= lMax - m; k++) {
        const parts = k % 2 === 0 ? [given.evenRe, given.evenIm] : [given.oddRe, given.oddIm];
        const [re, im] = parts.map((part) => 0.25 * part.reduce((sum, d, i) => sum + d * lambda[i][k], 0));
        const error = Math.max(Math.abs(found.re[start + k] - re), Math.abs(found.im[start + k] - im));
        expect(error, `m = ${m}, ℓ = ${m + k}`).toBeLessThan(bound * 0.25 * SINES.length * size(m + k));
      }
    }
  });

  test('malformed input throws', () => {
    expect(() => createLegendreSeries(-1)).toThrow(RangeError);
    expect(() => createLegendreSeries(1.5)).toThrow(RangeError);
    expect(() => createLegendreSeries(4).order(5)).toThrow(RangeError);
    expect(() => createLegendreSeries(4).order(-1)).toThrow(RangeError);
  });
});
