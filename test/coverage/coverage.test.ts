import { describe, expect, test } from 'vitest';
import { createCoverage, degreesOfFreedom } from '../../src/coverage/coverage.ts';
import { declinations, OBSERVATORIES } from '../../src/coverage/observatories.ts';
import { bandMask, createMask } from '../../src/sky/mask.ts';
import { largestDifference, uniform } from '../sky/support.ts';

const RADIAN = Math.PI / 180;

/** P_0 … P_lMax at x. */
function legendre(x: number, lMax: number): number[] {
  const P = [1, x];
  for (let l = 1; l < lMax; l++) P.push(((2 * l + 1) * x * P[l] - l * P[l - 1]) / (l + 1));
  return P;
}

describe('bands of declination', () => {
  test.each(['icecube', 'hawc', 'lhaaso', 'hawc:43', '-38..76', '-10..12.5', 'full'])(
    '%s: W_L is the closed form π (∫ P_L dx)² to 1e-13 of W_0, L ≤ 400',
    (name) => {
      const coverage = createCoverage({ name });
      const [a, b] = coverage.declination!.map((d) => legendre(Math.sin(d * RADIAN), 402)) as [number[], number[]];
      const W = coverage.spectrum(400);
      const expected = Array.from({ length: 401 }, (_, L) => {
        const integral = L === 0 ? b[1] - a[1] : (b[L + 1] - b[L - 1] - a[L + 1] + a[L - 1]) / (2 * L + 1);
        return Math.PI * integral ** 2;
      });
      expect(largestDifference(W, expected)).toBeLessThan(1e-13 * W[0]);
      expect(W[0] / (4 * Math.PI)).toBeCloseTo(coverage.fSky ** 2, 13);
    },
  );

  test.each(['icecube', 'hawc', 'lhaaso', 'full'])(
    '%s: f_sky is (sin δ₂ − sin δ₁)/2, the mask agrees with it',
    (name) => {
      const coverage = createCoverage({ name });
      const [low, high] = coverage.declination!;
      expect(coverage.fSky).toBeCloseTo((Math.sin(high * RADIAN) - Math.sin(low * RADIAN)) / 2, 13);
      const { weights } = coverage.mask(64);
      const share = weights.reduce((sum, w) => sum + w, 0) / weights.length;
      expect(Math.abs(share - coverage.fSky)).toBeLessThan(0.01);
    },
  );

  test.each(['C1', 'C2'] as const)(
    'apodised by %s: moments and W_L do not change with a rule of twice the nodes, 1e-13; Σ (2L+1) W_L/4π is ⟨w²⟩',
    (kind) => {
      for (const width of [0.5, 10, 60]) {
        const coverage = createCoverage({ name: 'hawc', apodisation: { width, kind } });
        expect(largestDifference(coverage.spectrum(150), coverage.spectrum(300).subarray(0, 151))).toBeLessThan(
          1e-13 * coverage.spectrum(0)[0],
        );
        if (width < 10) continue;
        const W = coverage.spectrum(400);
        const total = W.reduce((sum, w, L) => sum + ((2 * L + 1) / (4 * Math.PI)) * w, 0);
        expect(Math.abs(total / coverage.w2 - 1)).toBeLessThan(1e-6);
      }
    },
  );

  test('the apodised band agrees with the apodised mask of its pixels within a pixel: ⟨w²⟩ to 2.5 %, W_L to 5 % of W_0', () => {
    for (const kind of ['C1', 'C2'] as const) {
      const apodisation = { width: 15, kind };
      const band = createCoverage({ name: 'icecube', apodisation });
      const mask = createCoverage({ mask: band.mask(64) });
      expect(Math.abs(mask.w2 / band.w2 - 1)).toBeLessThan(0.025); // the edge moved by 0.9° at most
      expect(largestDifference(mask.spectrum(60), band.spectrum(60))).toBeLessThan(0.05 * band.spectrum(0)[0]);
    }
  });

  test('presets: IceCube sees −90° … −25°, HAWC −38° … 76°, LHAASO −20.64° … 79.36°', () => {
    expect(OBSERVATORIES.icecube.declination).toEqual([-90, -25]);
    expect(OBSERVATORIES.hawc.declination).toEqual([-38, 76]);
    expect(declinations(29.36, 50).map((d) => Number(d.toFixed(6)))).toEqual([-20.64, 79.36]);
    expect(createCoverage({ name: 'HAWC:43' }).declination).toEqual([-24, 62]);
    expect(createCoverage({ name: 'lhaaso:170' }).declination).toEqual([-90, 90]);
    for (const name of Object.keys(OBSERVATORIES)) expect(createCoverage({ name }).source).not.toBe('');
  });

  test.each([
    ['icecub', /icecub is not a sky coverage, did you mean icecube/],
    ['', /an empty value is not a sky coverage/],
    ['constructor', /is not a sky coverage/],
    ['hawc:', /zenith angle is not between/],
    ['hawc:-3', /zenith angle is not between/],
    ['hawc:nan', /zenith angle is not between/],
    ['full:30', /is not a sky coverage/],
    ['76..-38', /is not a band of declinations/],
    ['-95..0', /is not a band of declinations/],
    ['3..3', /is not a band of declinations/],
    ['1..2..3', /is not a sky coverage/],
  ])('"%s" is refused', (name, message) => {
    expect(() => createCoverage({ name })).toThrow(message);
  });

  test('a band between two rings has no pixel: refused, not an empty mask', () => {
    expect(() => createCoverage({ name: '0.1..0.2' }).mask(8)).toThrow(/leaves no pixel/);
    expect(() => createCoverage({ name: 'icecube', apodisation: { width: 0, kind: 'C2' } })).toThrow(
      /apodisation of 0/,
    );
    expect(() => createCoverage({ name: 'icecube', apodisation: { width: Number.NaN, kind: 'C2' } })).toThrow(
      /apodisation/,
    );
  });
});

describe('masks', () => {
  test('moments are averages over pixels, and ν_ℓ = (2ℓ+1) ⟨w²⟩²/⟨w⁴⟩', () => {
    const random = uniform(5);
    const mask = createMask(Float64Array.from({ length: 768 }, () => (random() < 0.4 ? 0 : random())));
    const { fSky, w2, w4, declination, rule } = createCoverage({ mask: { ...mask, name: 'own' } });
    const mean = (power: number) => mask.weights.reduce((sum, w) => sum + w ** power, 0) / 768;
    expect(fSky).toBeCloseTo(mask.weights.filter((w) => w > 0).length / 768, 14);
    expect(w2).toBeCloseTo(mean(2), 14);
    expect(w4).toBeCloseTo(mean(4), 14);
    expect(declination).toBeUndefined();
    expect(rule(10)).toBeUndefined();
    expect(degreesOfFreedom({ w2, w4 }, 3)[3]).toBeCloseTo((7 * mean(2) ** 2) / mean(4), 12);
    expect([...degreesOfFreedom(createCoverage({ name: 'full' }), 2)].map((nu) => Number(nu.toFixed(12)))).toEqual([
      1, 3, 5,
    ]);
  });

  test('a mask of whole rings has their rule, and the spectrum of the plain sum over pixels, 1e-13', () => {
    const coverage = createCoverage({ mask: bandMask(16, [-30, 50]), iterations: 0 });
    const { cosTheta, area, weight } = coverage.rule(0)!;
    const W = coverage.spectrum(40);
    for (let L = 0; L <= 40; L++) {
      let moment = 0;
      for (let i = 0; i < area.length; i++) moment += area[i] * weight[i] * legendre(cosTheta[i], 41)[L];
      // W_L holds the orders M = ±size of the rings too, which rings near the poles do not tell from 0.
      expect(Math.abs(W[L] - moment ** 2 / (4 * Math.PI))).toBeLessThan(1e-13);
    }
  });

  test('declinations as pixels of an N_side keep their name, and are a mask of whole rings', () => {
    const pixels = createCoverage({ name: 'icecube', nSide: 32, apodisation: { width: 10, kind: 'C2' } });
    expect(pixels.name).toBe('icecube');
    expect(pixels.label).toBe('IceCube, declination −90° … −25°, N_side = 32, C2 apodisation of 10°');
    expect(pixels.declination).toEqual([-90, -25]);
    expect(pixels.rule(0)).toBeDefined();
    expect(Math.abs(pixels.fSky / createCoverage({ name: 'icecube' }).fSky - 1)).toBeLessThan(0.01);
  });

  test('another N_side, no weights, negative or absent ones are refused', () => {
    const mask = bandMask(4, [-90, 0]);
    expect(() => createCoverage({ mask }).mask(8)).toThrow(/the mask has N_side = 4, not 8/);
    expect(() => createMask(new Float64Array(48))).toThrow(/leaves no pixel/);
    expect(() => createMask(new Float64Array(48).fill(-1))).toThrow(/pixel 0 of the mask is -1/);
    expect(() => createMask(new Float64Array(48).fill(Number.NaN))).toThrow(/NaN/);
    expect(() => createMask(new Float64Array(47).fill(1))).toThrow(/not a HEALPix sky/);
  });
});
