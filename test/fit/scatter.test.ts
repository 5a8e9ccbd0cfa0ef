import { describe, expect, test } from 'vitest';
import { createScatterLaw, type ScatterLaw } from '../../src/fit/scatter.ts';
import { gaussLegendre } from '../../src/math/gauss-legendre.ts';
import { chiSquareProbability, incompleteGamma } from '../../src/math/incomplete-gamma.ts';
import { digamma, trigamma } from '../../src/math/log-gamma.ts';
import { createRandomStream } from '../../src/math/random.ts';

const rule = gaussLegendre(40);

/** ∫ g(y) p(y) dy over ±span, by panels. */
function expectation(law: ScatterLaw, g: (y: number) => number, span: number): number {
  let sum = 0;
  const panels = 60;
  for (let i = 0; i < panels; i++) {
    const [a, b] = [-span + (2 * span * i) / panels, -span + (2 * span * (i + 1)) / panels];
    rule.nodes.forEach((t, j) => {
      const y = (a + b) / 2 + ((b - a) / 2) * t;
      sum += ((b - a) / 2) * rule.weights[j] * g(y) * Math.exp(law.logDensity(y));
    });
  }
  return sum;
}

const none = { low: 0, high: 0 };

describe('the scatter of one sky', () => {
  test.each([1.76, 3, 9, 61, 300])(
    'ν = %f: normalised, ⟨e^y⟩ = 1, ⟨y⟩ = ψ(ν/2) − ln(ν/2), var y = ψ′(ν/2), to 1e-9',
    (nu) => {
      const law = createScatterLaw({ degreesOfFreedom: nu, ...none });
      const mean = digamma(nu / 2) - Math.log(nu / 2);
      const span = 45;
      expect(Math.abs(expectation(law, () => 1, span) - 1)).toBeLessThan(1e-9);
      expect(Math.abs(expectation(law, Math.exp, span) - 1)).toBeLessThan(1e-9);
      expect(Math.abs(expectation(law, (y) => y, span) - mean)).toBeLessThan(1e-9);
      expect(Math.abs(expectation(law, (y) => (y - mean) ** 2, span) - trigamma(nu / 2))).toBeLessThan(1e-9);
    },
  );

  test('the mean deviance is ν(ln(ν/2) − ψ(ν/2)), near 1 + 1/3ν, relative error < 1e-7', () => {
    for (const nu of [1.76, 3, 9, 61, 300]) {
      const exact = nu * (Math.log(nu / 2) - digamma(nu / 2));
      const { meanDeviance } = createScatterLaw({ degreesOfFreedom: nu, ...none });
      expect(Math.abs(meanDeviance / exact - 1)).toBeLessThan(1e-7);
      if (nu > 5) expect(Math.abs(meanDeviance - 1 - 1 / (3 * nu))).toBeLessThan(0.1 / nu);
    }
  });

  test('the information is ν/2, relative error < 1e-3', () => {
    for (const nu of [1.76, 3, 9, 61, 300]) {
      expect(Math.abs(createScatterLaw({ degreesOfFreedom: nu, ...none }).information / (nu / 2) - 1)).toBeLessThan(
        1e-3,
      );
    }
  });

  test('quantiles are those of χ²_ν/ν, in probability to 1e-9', () => {
    for (const nu of [3, 21]) {
      const law = createScatterLaw({ degreesOfFreedom: nu, ...none });
      for (const p of [0.025, 0.16, 0.5, 0.84, 0.975]) {
        expect(Math.abs(incompleteGamma(nu / 2, (nu / 2) * Math.exp(law.quantile(p))).P - p)).toBeLessThan(1e-9);
      }
    }
  });
});

describe('with a measurement error', () => {
  test('alone it is a split normal law', () => {
    const law = createScatterLaw({ degreesOfFreedom: Number.POSITIVE_INFINITY, low: 0.1, high: 0.3 });
    expect(Math.abs(law.logDensity(0) + Math.log(0.2 * Math.sqrt(2 * Math.PI)))).toBeLessThan(1e-14);
    expect(Math.abs(law.logDensity(0.3) - law.logDensity(0) + 0.5)).toBeLessThan(1e-14);
    expect(Math.abs(law.logDensity(-0.1) - law.logDensity(0) + 0.5)).toBeLessThan(1e-14);
    expect(Math.abs(law.meanDeviance - 1)).toBeLessThan(1e-9);
    expect(Math.abs(law.information * 0.1 * 0.3 - 1)).toBeLessThan(1e-3);
    expect(Math.abs(expectation(law, (y) => (y > 0 ? 1 : 0), 3) - 0.75)).toBeLessThan(1e-9);
  });

  test.each([
    [1.76, 0.03, 0.03],
    [3, 0.15, 0.15],
    [25, 0.02, 0.3],
    [61, 0.15, 0.1],
    [400, 0.5, 0.9],
  ])('ν = %f, widths %f and %f: normalised, mean and variance add up, to 1e-7', (nu, low, high) => {
    const law = createScatterLaw({ degreesOfFreedom: nu, low, high });
    // Of the split normal law (John 1982): mean √(2/π)(σ₊−σ₋), variance (1−2/π)(σ₊−σ₋)² + σ₊σ₋.
    const mean = digamma(nu / 2) - Math.log(nu / 2) + Math.sqrt(2 / Math.PI) * (high - low);
    const variance = trigamma(nu / 2) + (1 - 2 / Math.PI) * (high - low) ** 2 + high * low;
    const span = nu < 5 ? 45 : 8;
    expect(Math.abs(expectation(law, () => 1, span) - 1)).toBeLessThan(1e-7);
    expect(law.information * variance).toBeGreaterThan(1); // Cramér & Rao
    expect(Math.abs(expectation(law, (y) => y, span) - mean)).toBeLessThan(1e-7);
    expect(Math.abs(expectation(law, (y) => (y - mean) ** 2, span) - variance)).toBeLessThan(1e-7);
  });

  test('the table meets a plain sum over v, ln p to 1e-6 within 30 of the peak', () => {
    const [nu, low, high] = [11, 0.1, 0.25];
    const law = createScatterLaw({ degreesOfFreedom: nu, low, high });
    const sky = createScatterLaw({ degreesOfFreedom: nu, ...none });
    const error = createScatterLaw({ degreesOfFreedom: Number.POSITIVE_INFINITY, low, high });
    const h = 5e-4;
    for (let y = -3; y < 1.6; y += 0.0613) {
      let sum = 0;
      for (let v = -3; v <= 4; v += h) sum += h * Math.exp(sky.logDensity(y - v) + error.logDensity(v));
      const plain = Math.log(sum);
      if (plain > law.peak - 30) expect(Math.abs(law.logDensity(y) - plain), `y ${y}`).toBeLessThan(1e-6);
    }
  });

  test('a vanishing error leaves the sky’s law, ln p to 1e-5', () => {
    const sky = createScatterLaw({ degreesOfFreedom: 21, ...none });
    const law = createScatterLaw({ degreesOfFreedom: 21, low: 1e-4, high: 1e-4 });
    for (let y = -1.5; y < 1; y += 0.1) expect(Math.abs(law.logDensity(y) - sky.logDensity(y))).toBeLessThan(1e-5);
  });

  test('far out, beyond the table, it goes on falling', () => {
    const law = createScatterLaw({ degreesOfFreedom: 21, low: 0.1, high: 0.1 });
    let before = law.logDensity(0.5);
    for (let y = 0.6; y < 12; y += 0.1) {
      const here = law.logDensity(y);
      expect(here).toBeLessThan(before);
      before = here;
    }
  });
});

test('Σ deviance/mean deviance of 20 multipoles is a χ² of 20: its probability is uniform, D of Kolmogorov < 0.05 in 2000 skies', () => {
  const nus = Array.from({ length: 20 }, (_, i) => 2 * i + 3);
  const laws = nus.map((nu) => createScatterLaw({ degreesOfFreedom: nu, ...none }));
  const random = createRandomStream(7, 0, 0);
  const probabilities = Array.from({ length: 2000 }, () => {
    let chiSquare = 0;
    nus.forEach((nu, i) => {
      let sum = 0;
      for (let m = 0; m < nu; m++) sum += random.normal() ** 2;
      const law = laws[i];
      chiSquare += (2 * (law.peak - law.logDensity(Math.log(sum / nu)))) / law.meanDeviance;
    });
    return chiSquareProbability(chiSquare, 20);
  }).sort((a, b) => a - b);
  // The 99 % point of D√n is 1.63: 0.036 for 2000.
  const distance = Math.max(
    ...probabilities.map((p, i) => Math.max(Math.abs(p - i / 2000), Math.abs(p - (i + 1) / 2000))),
  );
  expect(distance).toBeLessThan(0.05);
});

test('malformed widths throw', () => {
  for (const widths of [
    { degreesOfFreedom: 0, ...none },
    { degreesOfFreedom: Number.NaN, ...none },
    { degreesOfFreedom: Number.POSITIVE_INFINITY, ...none },
    { degreesOfFreedom: 3, low: 0.1, high: 0 },
    { degreesOfFreedom: 3, low: -0.1, high: -0.1 },
  ]) {
    expect(() => createScatterLaw(widths)).toThrow(RangeError);
  }
});
