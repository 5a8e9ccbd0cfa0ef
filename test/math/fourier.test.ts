import { describe, expect, test } from 'vitest';
import { createFourier, fourierDirect, rootsOfUnity } from '../../src/math/fourier.ts';
import { relativeRms, uniform } from '../sky/support.ts';

/** Every length to 140, and ring lengths 4 i with i prime, highly composite, and a product of large primes. */
const LENGTHS = [
  ...Array.from({ length: 140 }, (_, i) => i + 1),
  256,
  420,
  4 * 61,
  4 * 67,
  4 * 97,
  4 * 127,
  4 * 128,
  61 * 7,
  67 * 6,
  1024,
  4 * 251,
  4 * 509,
  2048,
];

function signal(n: number, seed = n): Float64Array {
  const random = uniform(seed);
  return Float64Array.from({ length: n }, () => random() - 0.5);
}

describe('Fourier transforms', () => {
  test('the definition, for every length, root mean square error < 2e-15 of the signal’s', () => {
    for (const n of LENGTHS) {
      const [re, im] = [signal(n), signal(n, n + 1)];
      const expected = fourierDirect(re, im);
      createFourier(n).transform(re, im);
      expect(relativeRms([...re, ...im], [...expected.re, ...expected.im]), `n = ${n}`).toBeLessThan(2e-15);
    }
  });

  test('there and back gives n times the input, root mean square error < 2e-15 of the signal’s', () => {
    for (const n of LENGTHS) {
      const [re, im] = [signal(n), signal(n, n + 1)];
      const plan = createFourier(n);
      plan.transform(re, im);
      plan.transform(im, re);
      expect(
        relativeRms(
          re,
          signal(n).map((value) => n * value),
        ),
        `n = ${n}`,
      ).toBeLessThan(2e-15);
    }
  });

  test('Parseval: Σ|X|² = n Σ|x|², relative error < 1e-14 (of the sums themselves)', () => {
    for (const n of LENGTHS) {
      const [re, im] = [signal(n), signal(n, n + 1)];
      const power = () => re.reduce((sum, value, i) => sum + value ** 2 + im[i] ** 2, 0);
      const before = power();
      createFourier(n).transform(re, im);
      expect(Math.abs(power() / (n * before) - 1), `n = ${n}`).toBeLessThan(1e-14);
    }
  });

  test('one wave gives one line of height n, the rest below 1e-14 n', () => {
    for (const n of [12, 28, 31, 61, 67, 508, 2036]) {
      const root = rootsOfUnity(n);
      const wave = 5;
      const [re, im] = [root.re, root.im].map((part) =>
        Float64Array.from({ length: n }, (_, j) => part[(wave * j) % n]),
      ) as [Float64Array, Float64Array];
      createFourier(n).transform(re, im);
      re.forEach((value, k) => {
        expect(Math.hypot(value - (k === wave ? n : 0), im[k])).toBeLessThan(1e-14 * n);
      });
    }
  });

  test('roots of unity: exact on the axes, elsewhere within 2e-15 of cos and sin 2πk/n, the rounding of that angle', () => {
    const { re, im } = rootsOfUnity(8);
    expect([0, 2, 4, 6].map((k) => [re[k] + 0, im[k] + 0])).toEqual([
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ]);
    for (const n of [1, 2, 3, 5, 7, 12, 100, 1023]) {
      const root = rootsOfUnity(n);
      for (let k = 0; k < n; k++) {
        expect(Math.abs(root.re[k] - Math.cos((2 * Math.PI * k) / n))).toBeLessThan(2e-15);
        expect(Math.abs(root.im[k] - Math.sin((2 * Math.PI * k) / n))).toBeLessThan(2e-15);
      }
    }
  });

  test('malformed lengths throw', () => {
    for (const bad of [0, -4, 1.5, Number.NaN]) {
      expect(() => createFourier(bad)).toThrow(RangeError);
      expect(() => rootsOfUnity(bad)).toThrow(RangeError);
    }
  });
});
