import { describe, expect, test } from 'vitest';
import { pseudoNoise, relativeIntensity } from '../../src/coverage/counts.ts';
import { createCoverage } from '../../src/coverage/coverage.ts';
import { createPseudoModel } from '../../src/coverage/pseudo-model.ts';
import { pseudoSpectra } from '../../src/coverage/pseudo-spectrum.ts';
import { analyseSky } from '../../src/coverage/sky-analysis.ts';
import { syntheticSkies } from '../../src/coverage/synthetic.ts';
import { pixelCentres } from '../../src/sky/healpix.ts';
import { bandMask, createMask, type Mask } from '../../src/sky/mask.ts';
import { gaussian, largestDifference, uniform } from '../sky/support.ts';

const nSide = 16;
const count = 3072;
const full = createMask(new Float64Array(count).fill(1));
const steep = (last: number) => Float64Array.from({ length: last + 1 }, (_, l) => (l === 0 ? 0 : l ** -2.7));

describe('the spectrum of one sky', () => {
  const sky = syntheticSkies(steep(40), { nSide, noise: 1e-3, seed: 2 })([0])[0];

  test('full: C is the pseudo-C_ℓ itself, bitwise; what is removed is zero, m = 0 scaled up', () => {
    const plain = analyseSky(sky, createCoverage({ mask: { ...full, name: 'full' } }), { lMax: 30 });
    expect(plain.C).toEqual(plain.pseudo);
    expect(plain.pseudo).toEqual(pseudoSpectra(createCoverage({ mask: full }), { lMax: 30 })([sky])[0]);
    const { C, pseudo } = analyseSky(
      sky,
      createCoverage({ mask: { ...full, name: 'full' }, treatment: { remove: 'dipole', withoutM0: true } }),
      { lMax: 30 },
    );
    expect([...C.slice(0, 2)]).toEqual([0, 0]);
    expect(C[7] / pseudo[7]).toBeCloseTo(15 / 14, 13);
  });

  test('full, in bands of its own accord no wider than one; asked for, they are means', () => {
    const banded = analyseSky(sky, createCoverage({ mask: { ...full, name: 'full' } }), {
      lMax: 30,
      width: 4,
      slope: 0,
    });
    const plain = analyseSky(sky, createCoverage({ mask: { ...full, name: 'full' } }), { lMax: 30 });
    const { from, to } = banded.bands[3];
    expect([from, to]).toEqual([6, 9]);
    const mean = [6, 7, 8, 9].reduce((sum, l) => sum + plain.C[l] / 4, 0);
    expect(Math.abs(banded.C[7] / mean - 1)).toBeLessThan(1e-3); // the mask's own iterated spectrum is 1 to 1e-4
  });

  test('decoupled: the mean of 150 partial skies is C_ℓ within 4.5 errors at every ℓ ≤ 30, and errors are their scatter', () => {
    const C = steep(47);
    const skies = syntheticSkies(C, { nSide, seed: 3 })(Array.from({ length: 150 }, (_, i) => i));
    const mask = bandMask(nSide, [-38, 76]);
    const found = skies.map((one) =>
      analyseSky(one, createCoverage({ mask: { ...mask, name: 'hawc' }, treatment: { remove: 'dipole' } }), {
        lMax: 30,
      }),
    );
    expect(found[0].bands[0]).toEqual({ from: 2, to: 2 });
    for (let l = 2; l <= 30; l++) {
      const mean = found.reduce((sum, one) => sum + one.C[l] / 150, 0);
      const scatter = Math.sqrt(found.reduce((sum, one) => sum + (one.C[l] - mean) ** 2, 0) / 149);
      expect(Math.abs(mean - C[l]), `ℓ = ${l}`).toBeLessThan((4.5 * scatter) / Math.sqrt(150));
      const claimed = Math.sqrt(found.reduce((sum, one) => sum + one.error[l] ** 2 / 150, 0));
      expect(Math.abs(claimed / scatter - 1), `ℓ = ${l}`).toBeLessThan(0.6); // one sky's C_ℓ is a poor fiducial
    }
  });

  test('multipoles to the very end, 3 N_side − 1, and to none at all', () => {
    const mask = bandMask(nSide, [-38, 76]);
    for (const lMax of [47, 0, 1]) {
      const { C, pseudo, error } = analyseSky(sky, createCoverage({ mask: { ...mask, name: 'hawc' } }), { lMax });
      expect([C.length, pseudo.length, error.length]).toEqual([lMax + 1, lMax + 1, lMax + 1]);
      expect([...C, ...pseudo, ...error].every(Number.isFinite)).toBe(true);
    }
  });
});

describe('counts', () => {
  test('I = n/b − 1, its variance n/b² (1 + r n/b); without background a pixel is not seen', () => {
    const [n, b] = [Float64Array.of(110, 0, 5, 0, 7), Float64Array.of(100, 50, 0, 0, 7)];
    const { values, variance, seen, leftOut } = relativeIntensity(n, b, Uint8Array.of(1, 1, 1, 1, 0), 0.05);
    expect([...seen]).toEqual([1, 1, 0, 0, 0]);
    expect(leftOut).toBe(1);
    expect(values[0]).toBeCloseTo(0.1, 14);
    expect(variance[0]).toBeCloseTo((110 / 1e4) * (1 + 0.05 * 1.1), 14);
    expect(values[1]).toBe(-1);
    expect(variance[1]).toBeCloseTo((1 / 50) * 1.05, 14);
  });

  test('negative counts and backgrounds are refused, as are numbers that are no counts', () => {
    const one = Uint8Array.of(1);
    expect(() => relativeIntensity(Float64Array.of(-1), Float64Array.of(1), one)).toThrow(/pixel 0 holds -1 events/);
    expect(() => relativeIntensity(Float64Array.of(1), Float64Array.of(-1), one)).toThrow(/a background of -1/);
    expect(() => relativeIntensity(Float64Array.of(1e300), Float64Array.of(1e-300), one)).toThrow(
      /pixel 0 holds 1e\+300 events over/,
    );
  });

  test('the noise level is what Poisson skies have: mean of 120 spectra within 4 errors at every ℓ ≤ 30, mask ragged', () => {
    const v = pixelCentres(nSide);
    const exposure = Float64Array.from({ length: count }, (_, p) => 2000 * (1 + 0.8 * v[3 * p + 2]));
    const mask: Mask = createMask(
      Float64Array.from({ length: count }, (_, p) => Math.max(0, Math.min(1, 1 + 2 * v[3 * p]))),
    );
    const normal = gaussian(uniform(31));
    const seen = new Uint8Array(count).fill(1);
    const analyse = pseudoSpectra(createCoverage({ mask, iterations: 0 }), { lMax: 30 });
    const spectra: Float64Array[] = [];
    let level = 0;
    for (let i = 0; i < 120; i++) {
      // Poisson with a mean of hundreds and more: normal, rounded.
      const data = exposure.map((mean) => Math.max(0, Math.round(mean + Math.sqrt(mean) * normal())));
      const { values, variance } = relativeIntensity(data, exposure, seen);
      spectra.push(analyse([values])[0]);
      level += pseudoNoise(mask, variance) / 120;
    }
    for (let l = 0; l <= 30; l++) {
      const mean = spectra.reduce((sum, one) => sum + one[l] / 120, 0);
      const scatter = Math.sqrt(spectra.reduce((sum, one) => sum + (one[l] - mean) ** 2, 0) / 119);
      expect(Math.abs(mean - level), `ℓ = ${l}`).toBeLessThan((4 * scatter) / Math.sqrt(120));
    }
  });

  test('even noise on an even sky: N = 4π σ²/N_pix, and in the pseudo-C_ℓ ⟨w²⟩ of it, 1e-12', () => {
    const variance = new Float64Array(count).fill(0.02);
    const mask = bandMask(nSide, [-90, -25]);
    const level = (4 * Math.PI * 0.02) / count;
    expect(pseudoNoise(full, variance) / level).toBeCloseTo(1, 12);
    const { noise } = createPseudoModel(createCoverage({ mask }), { lMax: 8 });
    expect(
      largestDifference(
        noise.map((share) => share * level),
        new Float64Array(9).fill(pseudoNoise(mask, variance)),
      ),
    ).toBeLessThan(1e-18);
  });
});
