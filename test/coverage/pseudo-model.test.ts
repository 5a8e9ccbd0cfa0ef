import { describe, expect, test } from 'vitest';
import { couplingMatrix } from '../../src/coverage/coupling.ts';
import { createCoverage } from '../../src/coverage/coverage.ts';
import { createPseudoModel } from '../../src/coverage/pseudo-model.ts';
import { pseudoSpectra } from '../../src/coverage/pseudo-spectrum.ts';
import type { Treatment } from '../../src/coverage/treatment.ts';
import { almIndex, zeroAlm } from '../../src/sky/alm.ts';
import { createHarmonicTransform } from '../../src/sky/harmonics.ts';
import { pixelCentres } from '../../src/sky/healpix.ts';
import { createMask, type Mask } from '../../src/sky/mask.ts';
import { powerSpectrum } from '../../src/sky/spectra.ts';
import { largestDifference, uniform } from '../sky/support.ts';
import { bruteForce, type PointSky } from './brute-force.ts';
import { treated } from './treated.ts';

const TREATMENTS: readonly Treatment[] = [
  {},
  { remove: 'monopole' },
  { remove: 'dipole' },
  { withoutM0: true },
  { remove: 'dipole', withoutM0: true },
];

const STEEP = Array.from({ length: 300 }, (_, l) => (l === 0 ? 0 : l ** -2.5));

/** A band as points on which products of harmonics up to `degree` are integrated exactly. */
function pointsOf(coverage: ReturnType<typeof createCoverage>, degree: number): PointSky {
  const { cosTheta, sinTheta, area, weight } = coverage.rule(degree)!;
  const around = degree + 1;
  const count = cosTheta.length * around;
  const directions = new Float64Array(3 * count);
  const ring = Int32Array.from({ length: count }, (_, p) => Math.floor(p / around));
  for (let p = 0; p < count; p++) {
    const phi = (2 * Math.PI * (p % around)) / around;
    const r = ring[p];
    directions.set([sinTheta[r] * Math.cos(phi), sinTheta[r] * Math.sin(phi), cosTheta[r]], 3 * p);
  }
  return {
    directions,
    ring,
    area: Float64Array.from(ring, (r) => area[r] / around),
    weight: Float64Array.from(ring, (r) => weight[r]),
  };
}

describe('declination bands, exactly', () => {
  test.each(['icecube', 'hawc', 'lhaaso', 'hawc-icecube', '-10..12', 'full'])(
    '%s: orders summed are the Wigner form of the coupling, 1e-12, and white noise comes out as ⟨w²⟩',
    (name) => {
      for (const apodisation of [undefined, { width: 12, kind: 'C2' as const }]) {
        if (name === '-10..12' && apodisation) continue;
        const coverage = createCoverage({ name, apodisation });
        const model = createPseudoModel(coverage, { lMax: 40, lMaxSky: 60 });
        const { values } = couplingMatrix(coverage.spectrum(100), 40, 60);
        expect(largestDifference(model.response.values, values)).toBeLessThan(1e-12);
        for (const level of model.noise) expect(Math.abs(level / coverage.w2 - 1)).toBeLessThan(1e-12);
        expect(model.exact).toBe(true);
      }
    },
  );

  test.each(TREATMENTS)(
    '%o: response, noise and covariance are those of brute force, 1e-12',
    (treatment) => {
      for (const coverage of [
        createCoverage({ name: '-60..10' }),
        createCoverage({ name: 'icecube', apodisation: { width: 30, kind: 'C1' } }),
      ]) {
        const [lMax, lMaxSky] = [4, 6];
        const brute = bruteForce(pointsOf(coverage, 2 * lMaxSky), lMax, lMaxSky, treatment);
        const model = createPseudoModel(treated(coverage, treatment), { lMax, lMaxSky });
        expect(largestDifference(model.response.values, brute.response)).toBeLessThan(1e-12);
        expect(largestDifference(model.noise, brute.white)).toBeLessThan(1e-12);
        const C = STEEP.slice(0, lMaxSky + 1);
        const { covariance, mean, degreesOfFreedom, variances } = model.moments(C, 0.01);
        expect(largestDifference(covariance.values, brute.covariance(C, 0.01))).toBeLessThan(1e-12);
        for (let l = 0; l <= lMax; l++) {
          const sum = variances![l].reduce((total, S, m) => total + (m === 0 ? 1 : 2) * S, 0);
          expect(Math.abs(mean[l] - sum / (2 * l + 1))).toBeLessThan(1e-15);
          if (mean[l] > 1e-14) expect(degreesOfFreedom[l]).toBeLessThan(2 * l + 1 + 1e-9);
        }
      }
    },
    60_000,
  );

  test('what is removed is gone: columns of the monopole and dipole vanish to 1e-13', () => {
    for (const name of ['icecube', 'hawc', 'full']) {
      const { response } = createPseudoModel(createCoverage({ name, treatment: { remove: 'dipole' } }), { lMax: 30 });
      for (let l = 0; l <= 30; l++) {
        expect(Math.abs(response.values[l * 31])).toBeLessThan(1e-13);
        expect(Math.abs(response.values[l * 31 + 1])).toBeLessThan(1e-13);
      }
    }
  });

  test('a full sky without m = 0 loses one of 2ℓ+1 orders: C̃_ℓ = 2ℓ/(2ℓ+1) C_ℓ, noise likewise, ν = 2ℓ, 1e-13', () => {
    const model = createPseudoModel(createCoverage({ name: 'full', treatment: { withoutM0: true } }), { lMax: 40 });
    const { mean, degreesOfFreedom } = model.moments(STEEP, 0.1);
    for (let l = 1; l <= 40; l++) {
      expect(mean[l] / (STEEP[l] + 0.1)).toBeCloseTo((2 * l) / (2 * l + 1), 13);
      expect(degreesOfFreedom[l]).toBeCloseTo(2 * l, 10);
    }
    expect(mean[0]).toBe(0);
    expect(degreesOfFreedom[0]).toBe(0);
  });

  test('a full sky has ν = 2ℓ+1 and no covariance between multipoles, 1e-12', () => {
    const { covariance, degreesOfFreedom, mean } = createPseudoModel(createCoverage({ name: 'full' }), {
      lMax: 30,
    }).moments(STEEP, 0.2);
    for (let l = 0; l <= 30; l++) {
      expect(degreesOfFreedom[l]).toBeCloseTo(2 * l + 1, 10);
      for (let k = 0; k < l; k++) {
        expect(Math.abs(covariance.values[l * 31 + k])).toBeLessThan(1e-12 * mean[l] * mean[k]);
      }
    }
  });

  test('many multipoles: response and noise of every treatment by the shorter way, 1e-10 of the longer one', () => {
    const band = createCoverage({ name: 'icecube', apodisation: { width: 20, kind: 'C2' } });
    // Nodes of no area make the same model look unaffordable.
    const crowd = (column: Float64Array) => Float64Array.from({ length: 3000 }, (_, i) => column[i] ?? 0);
    const crowded = {
      ...band,
      rule(degree: number) {
        const { cosTheta, sinTheta, area, weight } = band.rule(degree)!;
        return { cosTheta: crowd(cosTheta), sinTheta: crowd(sinTheta), area: crowd(area), weight: crowd(weight) };
      },
    };
    for (const treatment of TREATMENTS) {
      const long = createPseudoModel(treated(band, treatment), { lMax: 100, lMaxSky: 110 });
      const short = createPseudoModel(treated(crowded, treatment), { lMax: 100, lMaxSky: 110 });
      expect([long.exact, short.exact]).toEqual([true, false]);
      expect(largestDifference(short.response.values, long.response.values)).toBeLessThan(1e-10);
      expect(largestDifference(short.noise, long.noise)).toBeLessThan(1e-10);
    }
  });
});

describe('any mask', () => {
  const random = uniform(21);
  const nSide = 4;
  const centres = pixelCentres(nSide);
  const blob = (p: number) => centres[3 * p] > -0.3 || centres[3 * p + 1] > 0.2;
  const weights = Float64Array.from({ length: 192 }, (_, p) => (blob(p) ? 0.3 + 0.7 * random() : 0));
  const sky: PointSky = {
    directions: centres,
    area: new Float64Array(192).fill((4 * Math.PI) / 192),
    weight: weights,
    ring: new Int32Array(192),
  };
  const coverage = createCoverage({ mask: createMask(weights), iterations: 0 });

  test.each(['none', 'monopole', 'dipole'] as const)(
    'remove %s: response and noise are those of brute force, 1e-12 (plain sums over pixels)',
    (remove) => {
      const [lMax, lMaxSky] = [4, 5]; // so that L ≤ 9 is within the 3 N_side − 1 = 11 of the mask's spectrum
      const brute = bruteForce(sky, lMax, lMaxSky, { remove });
      const model = createPseudoModel(treated(coverage, { remove }), { lMax, lMaxSky });
      expect(largestDifference(model.response.values, brute.response)).toBeLessThan(1e-12);
      expect(largestDifference(model.noise, brute.white)).toBeLessThan(1e-12);
      expect(model.exact).toBe(false);
    },
  );

  test("finer than N_side = 64, dipole removed: response to ℓ' = 2 … 5 is that of every harmonic treated by itself, 1e-4 ⟨w²⟩; noise to 3e-4", () => {
    const [fine, lMax] = [256, 12];
    const at = pixelCentres(fine);
    const ragged = createMask(
      Float64Array.from({ length: 12 * fine * fine }, (_, p) => {
        const [x, y, z] = at.subarray(3 * p, 3 * p + 3) as unknown as [number, number, number];
        return z < -0.4 || x > 0.3 + 0.2 * Math.sin(9 * y) ? 0 : 1 + 0.5 * x;
      }),
    );
    const seen = createCoverage({ mask: ragged, iterations: 0 });
    const model = createPseudoModel(treated(seen, { remove: 'dipole' }), { lMax, lMaxSky: 20 });
    const analyse = pseudoSpectra(createCoverage({ mask: ragged, iterations: 0, treatment: { remove: 'dipole' } }), {
      lMax,
    });
    const transform = createHarmonicTransform(fine, 5);
    for (let k = 2; k <= 5; k++) {
      const column = new Float64Array(lMax + 1);
      for (let m = 0; m <= k; m++) {
        for (const part of m === 0 ? (['re'] as const) : (['re', 'im'] as const)) {
          const alm = zeroAlm(5);
          // Of Σ_m |a_km|² = 1, which real maps share between m and −m.
          alm[part][almIndex(5, k, m)] = m === 0 ? 1 : Math.SQRT1_2;
          const [spectrum] = analyse(transform.synthesise([alm]));
          for (let l = 0; l <= lMax; l++) column[l] += spectrum[l];
        }
      }
      for (let l = 0; l <= lMax; l++) {
        expect(Math.abs(model.response.values[l * 21 + k] - column[l])).toBeLessThan(1e-4 * seen.w2);
      }
    }
    // White noise: what the templates take of it, by their own harmonics at full resolution.
    const own = templateNoise(ragged, lMax);
    for (let l = 0; l <= lMax; l++) {
      expect(Math.abs(model.noise[l] - (seen.w2 - own[l]))).toBeLessThan(3e-4 * seen.w2);
    }
  });

  test('m = 0 removed from a ragged sky is refused', () => {
    expect(() => createPseudoModel(treated(coverage, { withoutM0: true }), { lMax: 4 })).toThrow(
      /same at every right ascension/,
    );
  });

  test('the narrow-kernel covariance of a band is within 10 % of the exact one for ℓ = 20 … 40 and a flat spectrum', () => {
    const band = createCoverage({ name: 'hawc', apodisation: { width: 10, kind: 'C2' } });
    const flat = new Float64Array(121).fill(1);
    const exact = createPseudoModel(band, { lMax: 40, lMaxSky: 120 }).moments(flat);
    const approximate = createPseudoModel({ ...band, rule: () => undefined }, { lMax: 40, lMaxSky: 120 }).moments(flat);
    expect(largestDifference(exact.mean, approximate.mean)).toBeLessThan(1e-12);
    for (let l = 20; l <= 40; l++) {
      expect(Math.abs(approximate.covariance.values[l * 42] / exact.covariance.values[l * 42] - 1)).toBeLessThan(0.1);
    }
  });
});

/** Σ_a ⟨U_a, U_a⟩_ℓ, U_a the harmonics of weight × template, the templates orthonormal over the observed pixels. */
function templateNoise(mask: Mask, lMax: number): Float64Array {
  const at = pixelCentres(mask.nSide);
  const area = (4 * Math.PI) / mask.weights.length;
  const templates: Float64Array[] = [];
  for (let a = 0; a < 4; a++) {
    const t = mask.weights.map((w, p) => (w === 0 ? 0 : a === 0 ? 1 : at[3 * p + a - 1]));
    for (const other of templates) {
      const share = area * t.reduce((sum, value, p) => sum + value * other[p], 0);
      for (let p = 0; p < t.length; p++) t[p] -= share * other[p];
    }
    const norm = Math.sqrt(area * t.reduce((sum, value) => sum + value * value, 0));
    templates.push(t.map((value) => value / norm));
  }
  const weighted = templates.map((t) => t.map((value, p) => value * mask.weights[p]));
  const alms = createHarmonicTransform(mask.nSide, lMax).analyse(weighted, { iterations: 0 });
  return alms.map((alm) => powerSpectrum(alm)).reduce((sum, one) => sum.map((value, l) => value + one[l]));
}
