import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { UNSEEN } from '../../src/files/fits/write.ts';
import type { Alm } from '../../src/sky/alm.ts';
import { fitMonopoleDipole } from '../../src/sky/dipole.ts';
import { createHarmonicTransform } from '../../src/sky/harmonics.ts';
import { pixelCentres, pixelCount } from '../../src/sky/healpix.ts';
import { mapSpectrum, powerSpectrum } from '../../src/sky/spectra.ts';
import { describeWithHealpy, healpy } from './healpy.ts';
import { flat, largestDifference, randomAlm, relativeDifference, uniform } from './support.ts';

const reference: { sky: number[]; C: { '0': number[]; '3': number[] } } = JSON.parse(
  readFileSync(new URL('../reference/sky.json', import.meta.url), 'utf8'),
);

describe('healpy’s spectrum of a small sky', () => {
  test('N_side = 4, 0 and 3 iterations, error < 1e-14 of the largest C_ℓ', () => {
    for (const iterations of [0, 3] as const) {
      const C = mapSpectrum(Float64Array.from(reference.sky), { iterations });
      const expected = reference.C[iterations];
      expect(largestDifference(C, expected)).toBeLessThan(1e-14 * Math.max(...expected));
    }
  });
});

const N_SIDES = [1, 2, 4, 16, 32, 64, 256];

function white(nSide: number): Float64Array {
  const random = uniform(7 * nSide);
  return Float64Array.from({ length: pixelCount(nSide) }, () => random() - 0.3); // with a monopole
}

/** Largest rounding error of the functions of m = 0 near the poles, in both programs. */
const nearPoles = (nSide: number) => 2 ** -52 * (3 * nSide) ** 2 + 1e-14;

/** Largest |a_i/b_i − 1|. */
const worstRatio = (a: Float64Array, b: Float64Array) =>
  a.length === b.length ? Math.max(...a.map((value, i) => Math.abs(value / b[i] - 1))) : Number.POSITIVE_INFINITY;

const unflat = (lMax: number, re: Float64Array, im: Float64Array): Alm => ({ lMax, re, im });

describeWithHealpy('against healpy', () => {
  const given: Record<string, Float64Array> = {};
  for (const nSide of N_SIDES) {
    const alm = randomAlm(3 * nSide - 1, () => 1, uniform(nSide));
    given[`map${nSide}`] = white(nSide);
    given[`re${nSide}`] = alm.re;
    given[`im${nSide}`] = alm.im;
  }
  let cached: Record<string, Float64Array> | undefined;
  const answer = () => {
    cached ??= healpy(
      `
for n in ${JSON.stringify(N_SIDES)}:
    m = given[f'map{n}']
    for i in (0, 3):
        a = hp.map2alm(m, iter=i)
        answer[f're{n}_{i}'], answer[f'im{n}_{i}'] = a.real, a.imag
        answer[f'C{n}_{i}'] = hp.anafast(m, iter=i)
    if n <= 64:
        answer[f'low{n}'] = hp.anafast(m, lmax=n, iter=3)
        answer[f'cross{n}'] = hp.anafast(m, m[::-1], iter=3)
    answer[f'made{n}'] = hp.alm2map(given[f're{n}'] + 1j * given[f'im{n}'], n)
m = given['map32'].copy()
answer['fit'] = np.append(*hp.fit_dipole(m))
m[np.abs(hp.pix2vec(32, np.arange(m.size))[2]) < 0.3] = hp.UNSEEN
answer['cut'] = np.append(*hp.fit_dipole(m))
answer['mask'] = m
`,
      given,
    );
    return cached;
  };

  test('map2alm and anafast, auto and cross, of white noise at N_side = 1 … 256, ℓ_max = 3 N_side − 1, 0 and 3 iterations: a_ℓm to ε ℓ_max² + 1e-14 of the root mean square, ε = 2^−52, C_ℓ to 1e-12 each (cross: of the mean)', () => {
    for (const nSide of N_SIDES) {
      const transform = createHarmonicTransform(nSide);
      const map = given[`map${nSide}`];
      for (const iterations of [0, 3]) {
        const [alm, reversed] = transform.analyse(iterations === 0 || nSide > 64 ? [map] : [map, map.toReversed()], {
          iterations,
        });
        const name = `${nSide}_${iterations}`;
        const expected = unflat(transform.lMax, answer()[`re${name}`], answer()[`im${name}`]);
        expect(relativeDifference(flat(alm), flat(expected)), `N_side = ${nSide}`).toBeLessThan(nearPoles(nSide));
        expect(worstRatio(powerSpectrum(alm), answer()[`C${name}`]), `N_side = ${nSide}`).toBeLessThan(1e-12);
        if (reversed) {
          expect(relativeDifference(powerSpectrum(alm, reversed), answer()[`cross${nSide}`])).toBeLessThan(1e-12);
        }
      }
    }
  });

  test('anafast to ℓ_max = N_side ≤ 64 in one call: error < 1e-12 of each C_ℓ', () => {
    for (const nSide of N_SIDES.filter((n) => n <= 64)) {
      const C = mapSpectrum(given[`map${nSide}`], { lMax: nSide });
      expect(worstRatio(C, answer()[`low${nSide}`]), `N_side = ${nSide}`).toBeLessThan(1e-12);
    }
  });

  test('alm2map of white coefficients: error < ε ℓ_max² + 1e-14 of the root mean square', () => {
    for (const nSide of N_SIDES) {
      const alm = unflat(3 * nSide - 1, given[`re${nSide}`], given[`im${nSide}`]);
      const [map] = createHarmonicTransform(nSide).synthesise([alm]);
      expect(relativeDifference(map, answer()[`made${nSide}`]), `N_side = ${nSide}`).toBeLessThan(nearPoles(nSide));
    }
  });

  test('fit_dipole, on the full sky and with UNSEEN pixels: error < 1e-13', () => {
    const centres = pixelCentres(32);
    const map = given.map32;
    const masked = answer().mask;
    const whole = fitMonopoleDipole(centres, map);
    const cut = fitMonopoleDipole(
      centres,
      map,
      masked.map((value) => (value === UNSEEN ? 0 : 1)),
    );
    expect(largestDifference([whole.monopole, ...whole.dipole], answer().fit)).toBeLessThan(1e-13);
    expect(largestDifference([cut.monopole, ...cut.dipole], answer().cut)).toBeLessThan(1e-13);
  });
});
