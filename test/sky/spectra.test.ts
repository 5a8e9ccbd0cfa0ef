import { describe, expect, test } from 'vitest';
import { almIndex } from '../../src/sky/alm.ts';
import { fitMonopoleDipole, removeMonopole, removeMonopoleDipole } from '../../src/sky/dipole.ts';
import { alternateRingSpectra, halvesSpectra } from '../../src/sky/halves.ts';
import { createHarmonicTransform } from '../../src/sky/harmonics.ts';
import { pixelCentres, pixelCount } from '../../src/sky/healpix.ts';
import { synthesiseAt } from '../../src/sky/scattered.ts';
import { mapSpectrum, pairSpectra, pairSpectrumDirect, powerSpectrum, shotNoise } from '../../src/sky/spectra.ts';
import { gaussian, largestDifference, randomAlm, randomDirections, relativeRms, uniform } from './support.ts';

const meanSquare = (f: Float64Array) => f.reduce((sum, value) => sum + value * value, 0) / f.length;
const steep = (l: number) => (l === 0 ? 0 : l ** -4);

describe('spectra of coefficients and maps', () => {
  test('C_ℓ = (1/(2ℓ+1)) Σ_m |a_ℓm|², both signs of m', () => {
    const alm = randomAlm(5, () => 1, uniform(1));
    const C = powerSpectrum(alm);
    let sum = alm.re[almIndex(5, 3, 0)] ** 2;
    for (let m = 1; m <= 3; m++) sum += 2 * (alm.re[almIndex(5, 3, m)] ** 2 + alm.im[almIndex(5, 3, m)] ** 2);
    expect(C[3]).toBeCloseTo(sum / 7, 14);
  });

  test('auto- and cross-spectra obey C[f+g] = C[f] + 2 C[f,g] + C[g], to 1e-14 of the sum', () => {
    const [f, g] = [1, 2].map((seed) => synthesiseAt([randomAlm(10, steep, uniform(seed))], pixelCentres(8))[0]);
    const sum = f.map((value, p) => value + g[p]);
    const together = mapSpectrum(sum);
    const [ff, fg, gg] = [mapSpectrum(f), mapSpectrum(f, {}, g), mapSpectrum(g)];
    together.forEach((C, l) => {
      expect(Math.abs(C - ff[l] - 2 * fg[l] - gg[l])).toBeLessThan(1e-14 * (ff[l] + gg[l] + 1e-3));
    });
    expect(fg).toEqual(mapSpectrum(g, {}, f));
  });

  test('a spectrum put in comes out, to 1e-6 for ℓ ≤ N_side', () => {
    const alm = randomAlm(32, steep, uniform(3));
    const [map] = createHarmonicTransform(32, 32).synthesise([alm]);
    const expected = powerSpectrum(alm);
    mapSpectrum(map, { lMax: 32 }).forEach((C, l) => {
      expect(Math.abs(C - expected[l])).toBeLessThan(1e-6 * steep(Math.max(l, 1)));
    });
  });

  test('white noise of variance σ² is C_ℓ = (4π/N_pix) σ²: mean over ℓ ≤ 2 N_side within 4 standard errors (1.4 %)', () => {
    const nSide = 32;
    const nPix = pixelCount(nSide);
    const normal = gaussian(uniform(11));
    const map = Float64Array.from({ length: nPix }, () => 0.3 * normal());
    const C = mapSpectrum(map, { lMax: 64 });
    let [sum, modes] = [0, 0];
    C.forEach((value, l) => {
      sum += (2 * l + 1) * value;
      modes += 2 * l + 1;
    });
    const level = ((4 * Math.PI) / nPix) * 0.09;
    expect(Math.abs(sum / modes / level - 1)).toBeLessThan(4 * Math.sqrt(2 / modes) + 0.01);
  });
});

describe('scattered directions', () => {
  test('the pair estimator is the sum over pairs, error < 1e-12 of ⟨f²⟩', () => {
    for (const [n, lMax] of [
      [2, 4],
      [3, 0],
      [40, 30],
      [101, 12],
    ] as const) {
      const random = uniform(n);
      const directions = randomDirections(n, random);
      const sets = [0, 1].map(() => Float64Array.from({ length: n }, () => random() - 0.4));
      pairSpectra(directions, sets, lMax).forEach((fast, b) => {
        const slow = pairSpectrumDirect(directions, sets[b], lMax);
        expect(largestDifference(fast.C, slow.C)).toBeLessThan(1e-12 * meanSquare(sets[b]));
        expect(largestDifference(fast.raw, slow.raw)).toBeLessThan(1e-12 * meanSquare(sets[b]));
        expect(fast.shotNoise).toBe(slow.shotNoise);
      });
    }
  });

  test('is unbiased: 400 draws of 300 directions on one sky, with noise as large as the signal, within 4 standard errors', () => {
    const random = uniform(21);
    const normal = gaussian(random);
    const lMax = 8;
    const alm = randomAlm(lMax, steep, random);
    const truth = powerSpectrum(alm);
    const draws = 400;
    const [sum, squares, raw] = [0, 0, 0].map(() => new Float64Array(lMax + 1));
    const crossed = new Float64Array(lMax + 1);
    const crossedSquares = new Float64Array(lMax + 1);
    for (let draw = 0; draw < draws; draw++) {
      const directions = randomDirections(300, random);
      const values = synthesiseAt([alm], directions)[0].map((value) => value + 0.5 * normal());
      const [estimate] = pairSpectra(directions, [values], lMax);
      const [cross] = halvesSpectra(
        directions,
        [values],
        lMax,
        Uint8Array.from({ length: 300 }, (_, i) => i % 2),
      );
      for (let l = 0; l <= lMax; l++) {
        sum[l] += estimate.C[l] / draws;
        squares[l] += estimate.C[l] ** 2 / draws;
        raw[l] += estimate.raw[l] / draws;
        crossed[l] += cross[l] / draws;
        crossedSquares[l] += cross[l] ** 2 / draws;
      }
    }
    for (let l = 1; l <= lMax; l++) {
      const error = Math.sqrt((squares[l] - sum[l] ** 2) / draws);
      expect(Math.abs(sum[l] - truth[l]), `pairs, ℓ = ${l}`).toBeLessThan(4 * error);
      const crossError = Math.sqrt((crossedSquares[l] - crossed[l] ** 2) / draws);
      expect(Math.abs(crossed[l] - truth[l]), `halves, ℓ = ${l}`).toBeLessThan(4 * crossError);
      if (l >= 4) expect(raw[l] - truth[l], `with shot noise, ℓ = ${l}`).toBeGreaterThan(20 * error);
    }
  });

  test('halves: the mean of the four sums over a division is the whole, to 1e-14', () => {
    const random = uniform(5);
    const directions = randomDirections(60, random);
    const values = Float64Array.from({ length: 60 }, () => random() - 0.5);
    const half = Uint8Array.from({ length: 60 }, (_, i) => (i < 30 ? 0 : 1));
    const [cross] = halvesSpectra(directions, [values], 6, half);
    const part = (from: number) =>
      pairSpectra(directions.slice(3 * from, 3 * from + 90), [values.slice(from, from + 30)], 6)[0];
    const [first, second] = [part(0), part(30)];
    const [whole] = pairSpectra(directions, [values], 6);
    whole.raw.forEach((C, l) => {
      expect(Math.abs(C - (first.raw[l] + second.raw[l] + 2 * cross[l]) / 4)).toBeLessThan(1e-14);
    });
    expect(() => halvesSpectra(directions, [values], 6, new Uint8Array(60))).toThrow(/holds no direction/);
    expect(() => halvesSpectra(directions, [values], 6, new Uint8Array(59))).toThrow(RangeError);
  });
});

describe('shot noise of maps', () => {
  const nSide = 32;
  const nPix = pixelCount(nSide);
  const normal = gaussian(uniform(17));
  const skies = Array.from({ length: 12 }, () => {
    const alm = randomAlm(150, steep, uniform(Math.floor(1e9 * Math.abs(normal()))));
    const clean = synthesiseAt([alm], pixelCentres(nSide))[0];
    return { truth: powerSpectrum(alm), clean, noisy: clean.map((value) => value + 0.2 * normal()) };
  });
  const level = ((4 * Math.PI) / nPix) * 0.04;

  test('from the variance: the mean of 12 skies with C_ℓ ∝ ℓ^−4 within 1 %; without noise below 1 % of it', () => {
    const estimate = (map: Float64Array) => shotNoise(mapSpectrum(map, { lMax: 2 * nSide }), meanSquare(map), nPix);
    const mean = (kind: 'clean' | 'noisy') => skies.reduce((sum, sky) => sum + estimate(sky[kind]) / skies.length, 0);
    expect(Math.abs(mean('noisy') / level - 1)).toBeLessThan(0.01); // one sky scatters by √(2/8000) = 1.6 %
    expect(Math.abs(mean('clean') / level)).toBeLessThan(0.01);
    expect(() => shotNoise(new Float64Array(200), 1, nPix)).toThrow(/no modes left/);
  });

  test('alternate rings: without noise the spectrum to 1 % for ℓ ≤ N_side/2 (mean of 12 skies); with noise no trace of it, 4 σ', () => {
    const transform = createHarmonicTransform(nSide);
    const clean = alternateRingSpectra(
      transform,
      skies.map((sky) => sky.clean),
    );
    for (let l = 1; l <= nSide / 2; l++) {
      const ratio = clean.reduce((sum, C, i) => sum + C[l] / skies[i].truth[l] / skies.length, 0);
      expect(Math.abs(ratio - 1), `ℓ = ${l}`).toBeLessThan(0.01);
    }
    const noisy = alternateRingSpectra(
      transform,
      skies.map((sky) => sky.noisy),
    );
    let [excess, modes] = [0, 0];
    for (let l = 10; l <= nSide; l++) {
      noisy.forEach((C, i) => {
        excess += ((2 * l + 1) * (C[l] - clean[i][l])) / level;
        modes += 2 * l + 1;
      });
    }
    // A half has twice the noise, and the signal is small beside it: Var(C) ≈ (2 N)²/(2ℓ+1), besides signal × noise.
    expect(Math.abs(excess / modes)).toBeLessThan((4 * 2 * 1.2) / Math.sqrt(modes));
  });
});

describe('monopole and dipole', () => {
  const centres = pixelCentres(16);
  const nPix = pixelCount(16);
  const field = (p: number) => 2 + 0.5 * centres[3 * p] - centres[3 * p + 1] + 3 * centres[3 * p + 2];
  const cap = Float64Array.from({ length: nPix }, (_, p) => (centres[3 * p + 2] > 0.2 ? 1 + centres[3 * p] : 0));

  test('are found exactly, on a full sky and on part of one with weights, to 1e-13', () => {
    const map = Float64Array.from({ length: nPix }, (_, p) => field(p));
    for (const weights of [undefined, cap]) {
      const { monopole, dipole } = fitMonopoleDipole(centres, map, weights);
      expect(largestDifference([monopole, ...dipole], [2, 0.5, -1, 3])).toBeLessThan(1e-13);
    }
  });

  test('are gone when removed, and nothing else is: the rest to 1e-13, a second fit 0 to 1e-13 (sums of 3072)', () => {
    const rest = randomAlm(16, (l) => (l < 2 ? 0 : l ** -3), uniform(3));
    const [clean] = createHarmonicTransform(16, 16).synthesise([rest]);
    const map = clean.map((value, p) => value + field(p));
    const left = removeMonopoleDipole(centres, map);
    expect(largestDifference(left, removeMonopoleDipole(centres, clean))).toBeLessThan(1e-13);
    const { monopole, dipole } = fitMonopoleDipole(centres, left);
    expect(largestDifference([monopole, ...dipole], [0, 0, 0, 0])).toBeLessThan(1e-13);
    const C = mapSpectrum(left, { lMax: 16 });
    expect(Math.max(C[0], C[1])).toBeLessThan(1e-5 * C[2]); // what pixels take higher multipoles for
  });

  test('pixels without weight stay as they are, whatever they hold', () => {
    const map = Float64Array.from({ length: nPix }, (_, p) => (cap[p] === 0 ? Number.NaN : field(p)));
    const left = removeMonopoleDipole(centres, map, cap);
    const zeroMean = removeMonopole(map, cap);
    let mean = 0;
    for (let p = 0; p < nPix; p++) {
      if (cap[p] === 0) {
        expect(left[p]).toBeNaN();
        expect(zeroMean[p]).toBeNaN();
      } else {
        expect(Math.abs(left[p])).toBeLessThan(1e-12);
        mean += cap[p] * zeroMean[p];
      }
    }
    expect(Math.abs(mean / nPix)).toBeLessThan(1e-14);
  });

  test('an empty sky, a single ring, a NaN with weight, a negative weight: one line each', () => {
    const map = new Float64Array(nPix);
    expect(() => fitMonopoleDipole(centres, map, map)).toThrow(/does not fix a monopole and a dipole/);
    expect(() => removeMonopole(map, map)).toThrow(/does not fix/);
    const ring = Float64Array.from({ length: nPix }, (_, p) => (Math.abs(centres[3 * p + 2] - 0.5) < 0.02 ? 1 : 0));
    expect(ring.some((weight) => weight > 0)).toBe(true);
    expect(() => fitMonopoleDipole(centres, map, ring)).toThrow(/does not fix/);
    expect(() =>
      fitMonopoleDipole(
        centres,
        map.map(() => Number.NaN),
      ),
    ).toThrow(/value 0 is NaN/);
    expect(() => fitMonopoleDipole(centres, map, map.fill(-1))).toThrow(/weight 0 is -1/);
    expect(() => fitMonopoleDipole(centres, new Float64Array(5))).toThrow(RangeError);
  });
});

test('spectra of the same map by healpy’s route and by scattered directions at its pixels agree: raw, ℓ ≤ 20, to 1e-12', () => {
  const map = createHarmonicTransform(16, 20).synthesise([randomAlm(20, steep, uniform(6))])[0];
  const [scattered] = pairSpectra(pixelCentres(16), [map], 20);
  expect(relativeRms(scattered.raw, mapSpectrum(map, { lMax: 20, iterations: 0 }))).toBeLessThan(1e-12);
});
