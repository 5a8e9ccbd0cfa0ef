/** What a user gets: C_ℓ, steady and in time, with its errors. */
import { describe, expect, test } from 'vitest';
import { createTurbulence } from '../../../src/model/turbulence.ts';
import { oneRung } from '../../../src/theory/pairs/one-rung.ts';
import { scattering } from '../../../src/theory/pairs/scattering.ts';
import { legendreTransform, pairIntegrals, pairSpectra, pairSpectrum } from '../../../src/theory/pairs/spectrum.ts';
import { agree } from '../../within.ts';
import { KINDS, KOLMOGOROV, powerLaw, systemOf, WHITE } from './cases.ts';

/** [P19] on one fine grid, without the ladder of corrections. */
function fine(g: (typeof KINDS)[number][1], lMax: number): Float64Array {
  const distances = Math.ceil(3.5 * Math.log((12 * scattering(g).meanFreePath * g.k1) / 0.1));
  const { system, nu } = systemOf(g, { angles: 28, distances, degree: 5 });
  const exchange = legendreTransform(system.grid, pairIntegrals(system).exchange, lMax);
  return oneRung(g, nu, lMax).map(
    (rung, l) => rung + (exchange[l] + (l === 1 ? (4 * Math.PI) / 3 : 0)) / (3 * nu * nu), // [P19]
  );
}

describe.each(KINDS)('accuracy: %s', (_, g) => {
  const truth = fine(g, 20);
  const preview = pairSpectrum(g, { quality: 'preview', lMax: 20 });
  const standard = pairSpectrum(g, { lMax: 20 });

  agree('a preview, ℓ ≤ 20', { relative: 0.05 }, (within) => {
    within(preview.C.slice(1), truth.slice(1));
  });

  agree('standard, ℓ ≤ 20', { relative: 0.02 }, (within) => {
    within(standard.C.slice(1), truth.slice(1));
  });

  test('the numerical error bounds the true one, which is itself known to 1 %', () => {
    for (const { C, numericalError } of [preview, standard]) {
      for (let l = 1; l <= 20; l++) {
        expect(Math.abs(C[l] - truth[l]), `ℓ = ${l}`).toBeLessThan(numericalError[l] + 0.01 * truth[l]);
      }
    }
  });
});

describe('the result', () => {
  const spectrum = pairSpectrum(KOLMOGOROV, { quality: 'preview', lMax: 12 });

  test('is a Spectrum by ℓ from 0, with ν, K, λ and a verdict', () => {
    expect(spectrum.ell).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(spectrum.C).toHaveLength(13);
    expect(spectrum.C[0]).toBe(0);
    expect(spectrum.theory).toBe('pairs');
    expect(spectrum.validity).toEqual({ longModes: 0, verdict: 'holds' });
    expect(spectrum.diffusion).toBeCloseTo(1 / (3 * spectrum.scatteringRate), 12);
    expect(spectrum.time).toBe(Number.POSITIVE_INFINITY);
  });

  test('every C_ℓ is positive and falls from ℓ = 2 on', () => {
    for (let l = 2; l <= 12; l++) {
      expect(spectrum.C[l]).toBeGreaterThan(0);
      expect(spectrum.C[l]).toBeLessThan(spectrum.C[l - 1]);
    }
  });

  test('the same call gives the same bits', () => {
    expect(pairSpectrum(KOLMOGOROV, { quality: 'preview', lMax: 12 })).toEqual(spectrum);
  });

  agree('C_ℓ ∝ |G|²', { relative: 1e-13 }, (within) => {
    const half = pairSpectrum(KOLMOGOROV, { quality: 'preview', lMax: 12, gradient: 0.5 });
    within(
      half.C,
      spectrum.C.map((c) => c / 4),
    );
    within(
      half.numericalError,
      spectrum.numericalError.map((e) => e / 4),
    );
  });

  test('a measured K is taken', () => {
    expect(pairSpectrum(KOLMOGOROV, { quality: 'preview', lMax: 3, diffusion: 3 }).diffusion).toBeCloseTo(3, 12);
  });

  test.each([
    [{ lMax: 0 }, 'lMax'],
    [{ lMax: 2.5 }, 'lMax'],
    [{ gradient: -1 }, 'gradient'],
    [{ gradient: Number.NaN }, 'gradient'],
    [{ diffusion: 0 }, 'diffusion'],
  ])('%o is refused by name', (options, where) => {
    expect(() => pairSpectrum(WHITE, options)).toThrow(expect.objectContaining({ name: 'CranisError', where }));
  });

  test('a time that is not positive is refused by name', () => {
    expect(() => pairSpectra(WHITE, [0])).toThrow(expect.objectContaining({ where: 'times' }));
  });
});

describe('in time [P20]', () => {
  agree('C_ℓ(t) → C_ℓ, ℓ ≤ 20', { relative: 4e-3 }, (within) => {
    const { scatteringRate: nu } = scattering(KOLMOGOROV);
    const [late, steady] = pairSpectra(KOLMOGOROV, [150 / nu, Number.POSITIVE_INFINITY], {
      quality: 'preview',
      lMax: 20,
    });
    within(late.C, steady.C);
  });

  agree('ballistic at first: C_1 = 4π|G|²t²/9', { relative: 2e-3 }, (within) => {
    const [{ C }] = pairSpectra(powerLaw(0.5, 1, 0), [0.05], { quality: 'preview', lMax: 3 });
    within(C[1], (4 * Math.PI * 0.05 ** 2) / 9);
  });

  test('C_1 and C_10 grow', () => {
    const spectra = pairSpectra(KOLMOGOROV, [2, 5, 10, 20, 40, 80], { quality: 'preview', lMax: 10 });
    for (let n = 1; n < spectra.length; n++) {
      expect(spectra[n].C[1]).toBeGreaterThan(spectra[n - 1].C[1]);
      expect(spectra[n].C[10]).toBeGreaterThan(spectra[n - 1].C[10]);
    }
  });
});

describe('extreme turbulence', () => {
  const rows = Array.from({ length: 3000 }, (_, i) => i);
  const noisy = { k: rows.map((i) => 0.01 * 1.003 ** i), g: rows.map((i) => 1 + 0.5 * Math.sin(i)) };
  const smooth = { k: rows.map((i) => 0.01 * 1.003 ** i), g: rows.map(() => 1) };

  test.each([
    ['all waves longer than a mean free path', powerLaw(1e-3, 2e-3, 0)],
    ['all waves much shorter', powerLaw(1e4, 2e4, 0)],
    ['one wavelength', powerLaw(1, 1 + 1e-7, 0)],
    ['twelve decades', powerLaw(1e-6, 1e6, 5 / 3)],
    ['index 20', powerLaw(1e-3, 100, 20)],
    ['index −20', powerLaw(1e-3, 100, -20)],
    ['a table of 3000 noisy rows', createTurbulence({ kind: 'table', ...noisy })],
  ])('%s: finite, and not below zero by more than the numerical error', (_, g) => {
    const { scatteringRate: nu } = scattering(g);
    for (const { C, numericalError } of pairSpectra(g, [3 / nu, Number.POSITIVE_INFINITY], { quality: 'preview' })) {
      for (let l = 1; l <= 30; l++) expect(C[l] + 2 * numericalError[l], `ℓ = ${l}`).toBeGreaterThan(0);
    }
  });

  agree('noise between the rows of a table averages out', { relative: 0.02 }, (within) => {
    const [a, b] = [noisy, smooth].map((rows) =>
      pairSpectrum(createTurbulence({ kind: 'table', ...rows }), { quality: 'preview', lMax: 10 }),
    );
    within(a.C, b.C);
  });
});
