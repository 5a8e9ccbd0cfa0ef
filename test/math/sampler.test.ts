import { describe, expect, test } from 'vitest';
import { autocorrelation } from '../../src/math/autocorrelation.ts';
import { createRandomStream } from '../../src/math/random.ts';
import { createEnsemble, type Ensemble } from '../../src/math/sampler.ts';

const scattered = (walkers: number, dimension: number, seed = 1) => {
  const random = createRandomStream(seed, 0, 99);
  return Array.from({ length: walkers }, () => Array.from({ length: dimension }, () => random.normal()));
};
const all = (chain: Ensemble, d: number) =>
  Array.from({ length: chain.steps * chain.walkers }, (_, i) =>
    chain.position(Math.floor(i / chain.walkers), i % chain.walkers, d),
  );
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const effective = (chain: Ensemble, d = 0) =>
  (chain.steps * chain.walkers) / autocorrelation((s, w) => chain.position(s, w, d), chain.steps, chain.walkers).length;

/** Correlated normal law in three dimensions. */
const COVARIANCE = [
  [4, 1.8, -0.3],
  [1.8, 1, 0],
  [-0.3, 0, 0.25],
];
const INVERSE = invert(COVARIANCE);
const normal = (x: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) sum += x[i] * INVERSE[i][j] * x[j];
  return -sum / 2;
};

describe('the stretch move', () => {
  test('samples a correlated normal law: mean and covariance within 4.5 standard errors of the effective number', () => {
    const chain = createEnsemble({ logDensity: normal, start: scattered(24, 3), random: createRandomStream(3, 0, 5) });
    chain.advance(300);
    chain.empty();
    chain.advance(4000);
    const columns = [0, 1, 2].map((d) => all(chain, d));
    const n = Math.min(...[0, 1, 2].map((d) => effective(chain, d)));
    expect(n).toBeGreaterThan(2000);
    columns.forEach((a, i) => {
      expect(Math.abs(mean(a)) / Math.sqrt(COVARIANCE[i][i] / n)).toBeLessThan(4.5);
      columns.forEach((b, j) => {
        const found = mean(a.map((value, s) => value * b[s]));
        const [vi, vj, cij] = [COVARIANCE[i][i], COVARIANCE[j][j], COVARIANCE[i][j]];
        expect(Math.abs(found - cij) / Math.sqrt((vi * vj + cij ** 2) / n), `${i}${j}`).toBeLessThan(4.5);
      });
    });
    expect(chain.acceptance).toBeGreaterThan(0.4);
    expect(chain.acceptance).toBeLessThan(0.8);
  });

  test('is affine invariant: a stretched, sheared and shifted law gives the stretched, sheared and shifted chain, to 1e-9', () => {
    const start = scattered(10, 3);
    const map = ([a, b, c]: ArrayLike<number> & Iterable<number>) => [1e-6 * a + 3, 50 * b - 7 * a, c + b];
    const back = ([p, q, r]: ArrayLike<number> & Iterable<number>) => {
      const a = 1e6 * (p - 3);
      const b = (q + 7 * a) / 50;
      return [a, b, r - b];
    };
    const plain = createEnsemble({ logDensity: normal, start, random: createRandomStream(3, 0, 5) });
    const bent = createEnsemble({
      logDensity: (x) => normal(back(x)),
      start: start.map((x) => map(x)),
      random: createRandomStream(3, 0, 5),
    });
    plain.advance(50);
    bent.advance(50);
    for (let w = 0; w < 10; w++) {
      const expected = map([0, 1, 2].map((d) => plain.position(49, w, d)));
      expected.forEach((value, d) => {
        expect(Math.abs(bent.position(49, w, d) - value)).toBeLessThan(1e-9 * (1 + 50 * Math.abs(value)));
      });
    }
  });

  test('an exponential law with a wall: mean 1, variance 1, within 4.5 standard errors', () => {
    const chain = createEnsemble({
      logDensity: ([x]: Float64Array) => (x < 0 ? Number.NEGATIVE_INFINITY : -x),
      start: scattered(12, 1).map(([x]) => [Math.abs(x)]),
      random: createRandomStream(4, 0, 5),
    });
    chain.advance(200);
    chain.empty();
    chain.advance(4000);
    const values = all(chain, 0);
    const n = effective(chain);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.abs(mean(values) - 1) * Math.sqrt(n)).toBeLessThan(4.5);
    expect(Math.abs(mean(values.map((x) => (x - 1) ** 2)) - 1) * Math.sqrt(n / 8)).toBeLessThan(4.5);
  });

  test('the same seed gives the same chain, another another; going on is going on', () => {
    const make = (seed: number) =>
      createEnsemble({ logDensity: normal, start: scattered(8, 3), random: createRandomStream(seed, 0, 5) });
    const [one, same, other] = [make(1), make(1), make(2)];
    one.advance(30);
    same.advance(10);
    same.advance(20);
    other.advance(30);
    expect(all(same, 1)).toEqual(all(one, 1));
    expect(all(other, 1)).not.toEqual(all(one, 1));
    expect(one.logDensity(29, 3)).toBe(normal([0, 1, 2].map((d) => one.position(29, 3, d))));
  });

  test('too few walkers, an odd number, a start outside of the law, a density that is NaN', () => {
    const random = createRandomStream(1, 0, 0);
    expect(() => createEnsemble({ logDensity: normal, start: scattered(6, 3), random })).toThrow(RangeError);
    expect(() => createEnsemble({ logDensity: normal, start: scattered(9, 3), random })).toThrow(RangeError);
    const nowhere = () => Number.NEGATIVE_INFINITY;
    expect(() => createEnsemble({ logDensity: nowhere, start: scattered(8, 3), random })).toThrow(RangeError);
    let calls = 0;
    const broken = createEnsemble({
      logDensity: () => (calls++ < 8 ? 0 : Number.NaN),
      start: scattered(8, 3),
      random,
    });
    expect(() => broken.advance(1)).toThrow(RangeError);
  });
});

describe('the autocorrelation length', () => {
  const process = (phi: number, steps: number, walkers: number) => {
    const random = createRandomStream(11, 0, 0);
    const x = Array.from({ length: walkers }, () => {
      let value = random.normal() / Math.sqrt(1 - phi * phi);
      return Float64Array.from({ length: steps }, () => {
        value = phi * value + random.normal();
        return value;
      });
    });
    return autocorrelation((s, w) => x[w][s], steps, walkers);
  };

  test.each([0, 0.5, 0.9, 0.97])(
    'of an autoregressive process with φ = %f is (1+φ)/(1−φ), within 3 of Sokal’s standard errors',
    (phi) => {
      const exact = (1 + phi) / (1 - phi);
      const { length, window } = process(phi, 8000, 16);
      // var τ/τ² = 2(2M+1)/N for N points and a window M: Sokal, eq. (3.19).
      const deviation = Math.sqrt((2 * (2 * window + 1)) / (8000 * 16));
      expect(Math.abs(length / exact - 1)).toBeLessThan(3 * deviation);
      expect(window).toBeGreaterThanOrEqual(5 * length);
    },
  );

  test('is that of a plain sum over all pairs, relative error < 1e-9', () => {
    const random = createRandomStream(13, 0, 0);
    const [steps, walkers] = [301, 5];
    let value = 0;
    const x = Float64Array.from({ length: steps * walkers }, () => {
      value = 0.8 * value + random.normal() + 2;
      return value;
    });
    const m = x.reduce((sum, one) => sum + one, 0) / x.length;
    const covariance = (lag: number) => {
      let sum = 0;
      for (let w = 0; w < walkers; w++)
        for (let s = 0; s + lag < steps; s++) sum += (x[w * steps + s] - m) * (x[w * steps + s + lag] - m);
      return sum / (walkers * (steps - lag));
    };
    const { length, window } = autocorrelation((s, w) => x[w * steps + s], steps, walkers);
    let plain = 1;
    for (let lag = 1; lag <= window; lag++) plain += (2 * covariance(lag)) / covariance(0);
    expect(Math.abs(length / plain - 1)).toBeLessThan(1e-9);
  });

  test('of walkers that each stay in a place of their own is as long as the chain', () => {
    const random = createRandomStream(12, 0, 0);
    const { length } = autocorrelation((_, w) => w + 0.01 * random.normal(), 500, 8);
    expect(length).toBeGreaterThan(100);
    expect(autocorrelation(() => 1, 500, 8).length).toBe(500);
  });
});

function invert(m: readonly (readonly number[])[]): number[][] {
  const minor = (i: number, j: number) => {
    const [a, b] = [0, 1, 2].filter((r) => r !== i);
    const [c, d] = [0, 1, 2].filter((r) => r !== j);
    return m[a][c] * m[b][d] - m[a][d] * m[b][c];
  };
  const determinant = [0, 1, 2].reduce((sum, j) => sum + (-1) ** j * m[0][j] * minor(0, j), 0);
  return [0, 1, 2].map((i) => [0, 1, 2].map((j) => ((-1) ** (i + j) * minor(j, i)) / determinant));
}
