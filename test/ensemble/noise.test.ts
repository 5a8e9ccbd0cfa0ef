import { describe, expect, test } from 'vitest';
import { noiseShare } from '../../src/ensemble/noise.ts';
import { createMoments } from '../../src/math/moments.ts';
import { createRandomStream } from '../../src/math/random.ts';
import { almIndex, zeroAlm } from '../../src/sky/alm.ts';
import { createHarmonicTransform } from '../../src/sky/harmonics.ts';
import { pixelCentres } from '../../src/sky/healpix.ts';
import { synthesiseAt } from '../../src/sky/scattered.ts';
import { powerSpectrum, shotNoise } from '../../src/sky/spectra.ts';

/** Angle-averaged Σ_G |k + G|^−p of a square lattice, |G| in units of its spacing, with or without the term G = 0. */
function latticeSum(k: number, angle: number, p: number, withSelf: boolean): number {
  const reach = 24;
  let sum = 0;
  for (let x = -reach; x <= reach; x++) {
    for (let y = -reach; y <= reach; y++) {
      if (x === 0 && y === 0 && !withSelf) continue;
      sum += Math.hypot(k * Math.cos(angle) + x, k * Math.sin(angle) + y) ** -p;
    }
  }
  for (let i = 0; i < 200; i++) {
    // what is beyond the square, by its radius in each direction
    const edge = (reach + 0.5) / Math.cos((Math.PI / 4) * ((i + 0.5) / 200));
    sum += ((8 * Math.PI) / 800) * (edge ** (2 - p) / (p - 2));
  }
  return sum;
}

describe('the share of the noise in the level that a map shows beyond its highest multipole', () => {
  const cell = 1 / Math.sqrt(Math.PI); // a disc of this radius has the area of the first zone; it is ℓ = √12 N_side

  test.each([2.1, 2.3, 2.6, 3, 3.5, 4])('is that of lattice sums, relative error < 3e-2, for ℓ^−%d', (p) => {
    const nSide = 32;
    const angles = Array.from({ length: 16 }, (_, i) => (2 * Math.PI * (i + 0.5)) / 16);
    const raw = new Float64Array(3 * nSide).fill(1);
    for (let l = 2 * nSide; l < 3 * nSide; l++) {
      const k = (l / (Math.sqrt(12) * nSide)) * cell;
      raw[l] = angles.reduce((sum, angle) => sum + latticeSum(k, angle, p, true), 0) / 16;
    }
    let [level, corners] = [0, 0];
    const steps = 24;
    for (let x = 0.5; x < steps; x++) {
      for (let y = 0.5; y < steps; y++) {
        const [kx, ky] = [x / steps / 2, y / steps / 2];
        const k = Math.hypot(kx, ky);
        if (k < (3 / Math.sqrt(12)) * cell) continue;
        level += latticeSum(k, Math.atan2(ky, kx), p, true);
        corners++;
      }
    }
    const noise = latticeSum(0, 0, p, false);
    expect(Math.abs((noiseShare(raw) * (level / corners)) / noise - 1)).toBeLessThan(3e-2);
  });

  test('of a plateau, and of a spectrum that rises, is one', () => {
    expect(noiseShare(new Float64Array(96).fill(0.3))).toBeCloseTo(1, 12);
    expect(noiseShare(Float64Array.from({ length: 96 }, (_, l) => 1 + l))).toBe(1);
  });

  test('where nothing can be told of the slope is one: the noise is not underestimated', () => {
    expect(noiseShare([1, 1, 1])).toBe(1);
    expect(noiseShare(Float64Array.from({ length: 96 }, (_, l) => (l === 80 ? -1 : 1 / l)))).toBe(1);
  });
});

test('what fields of C_ℓ = ℓ^−3 gain at pixel centres, spread 3 %, is found within 9 %; the level alone is twice as high', () => {
  // Power up to ℓ = 127, seen at the 192 pixel centres of N_side = 4. What a field without ℓ ≤ 6 shows there is gained.
  const [nSide, lMax, fields] = [4, 127, 150];
  const random = createRandomStream(11, 0, 0);
  const transform = createHarmonicTransform(nSide);
  const centres = pixelCentres(nSide);
  const measured = createMoments(3 * nSide);
  const gained = createMoments(1);
  for (let i = 0; i < fields; i++) {
    const alm = zeroAlm(lMax);
    for (let l = 1; l <= lMax; l++) {
      for (let m = 0; m <= l; m++) {
        const amplitude = l ** -1.5 * (m === 0 ? 1 : Math.SQRT1_2);
        alm.re[almIndex(lMax, l, m)] = amplitude * random.normal();
        if (m > 0) alm.im[almIndex(lMax, l, m)] = amplitude * random.normal();
      }
    }
    const high = zeroAlm(lMax);
    for (let m = 0; m <= lMax; m++) {
      for (let l = Math.max(m, 7); l <= lMax; l++) {
        const at = almIndex(lMax, l, m);
        high.re[at] = alm.re[at];
        high.im[at] = alm.im[at];
      }
    }
    const maps = synthesiseAt([alm, high], centres);
    const [C, extra] = transform.analyse(maps).map((one) => powerSpectrum(one)) as [Float64Array, Float64Array];
    measured.add(C, shotNoise(C, maps[0].reduce((sum, f) => sum + f * f, 0) / maps[0].length, maps[0].length));
    let [gain, weights] = [0, 0];
    for (let l = 2; l <= 6; l++) {
      gain += (2 * l + 1) * extra[l];
      weights += 2 * l + 1;
    }
    gained.add([gain / weights]);
  }
  const noise = noiseShare(measured.mean) * measured.companionMean;
  expect(Math.sqrt(gained.variance()[0] / fields) / gained.mean[0]).toBeLessThan(0.03);
  expect(Math.abs(noise / gained.mean[0] - 1)).toBeLessThan(0.09);
  expect(measured.companionMean / gained.mean[0]).toBeGreaterThan(1.7);
});

describe('moments', () => {
  const random = createRandomStream(3, 0, 0);
  const rows = Array.from({ length: 50 }, () => [1e6 + random.normal(), random.normal(), random.normal()] as const);

  test('are those of their definition, relative error < 1e-9, also of what is left of a vector less its companion', () => {
    const m = createMoments(2);
    for (const [x, y, companion] of rows) m.add([x, y], companion);
    const column = (pick: (row: (typeof rows)[number]) => number) => {
      const values = rows.map(pick);
      const mean = values.reduce((a, b) => a + b) / values.length;
      return { mean, variance: values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1) };
    };
    expect(m.count).toBe(50);
    expect(m.mean[0] / column((row) => row[0]).mean - 1).toBeCloseTo(0, 12);
    for (const factor of [0, 0.7]) {
      const variance = m.variance(factor);
      for (const i of [0, 1] as const) {
        expect(Math.abs(variance[i] / column((row) => row[i] - factor * row[2]).variance - 1)).toBeLessThan(1e-9);
      }
    }
    expect(m.companionMean).toBeCloseTo(column((row) => row[2]).mean, 12);
  });

  test('of a single vector have no variance, and of another length are refused', () => {
    const m = createMoments(2);
    m.add([1, 2]);
    expect([...m.variance()]).toEqual([Number.NaN, Number.NaN]);
    expect(() => m.add([1])).toThrow(RangeError);
  });
});
