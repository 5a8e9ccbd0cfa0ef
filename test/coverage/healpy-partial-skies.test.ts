import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createCoverage } from '../../src/coverage/coverage.ts';
import { createPseudoModel } from '../../src/coverage/pseudo-model.ts';
import type { Treatment } from '../../src/coverage/treatment.ts';
import { pixelCentres } from '../../src/sky/healpix.ts';
import { createMask } from '../../src/sky/mask.ts';

/** Made by test/reference/generate-partial-skies.py: healpy's synfast, remove_dipole and anafast. */
interface Reference {
  readonly nSide: number;
  readonly skies: number;
  readonly lMax: number;
  readonly lMaxSky: number;
  readonly noise: number;
  readonly cases: readonly { mask: string; treatment: string; mean: number[]; scatter: number[] }[];
}

const { nSide, skies, lMax, lMaxSky, noise, cases } = JSON.parse(
  readFileSync(new URL('../reference/partial-skies.json', import.meta.url), 'utf8'),
) as Reference;
const C = Float64Array.from({ length: lMaxSky + 1 }, (_, l) => (l === 0 ? 0 : l ** -2.5));

function coverage(name: string, treatment: Treatment) {
  if (name !== 'tilted') return createCoverage({ name, nSide, treatment });
  const v = pixelCentres(nSide);
  const tilted = Float64Array.from({ length: v.length / 3 }, (_, p) =>
    Math.min(1, Math.max(0, 2 * (0.4 + 0.6 * v[3 * p] - 0.8 * v[3 * p + 2]))),
  );
  return createCoverage({ mask: createMask(tilted), treatment });
}

describe('1000 skies by healpy: mean of anafast against the expectation, every ℓ ≤ 40', () => {
  test.each(cases)(
    '$mask, $treatment: within 4 errors each, χ² of all below 90',
    ({ mask, treatment, mean, scatter }) => {
      const options = treatment === 'dipole' ? { remove: 'dipole' as const } : { withoutM0: treatment === 'm0' };
      const expected = createPseudoModel(coverage(mask, options), { lMax, lMaxSky }).moments(C, noise);
      let chi2 = 0;
      for (let l = 0; l <= lMax; l++) {
        if (expected.mean[l] < 1e-12) {
          expect(mean[l]).toBeLessThan(1e-9); // what the removal leaves of it after iterations
          continue;
        }
        const error = scatter[l] / Math.sqrt(skies);
        const deviation = (mean[l] - expected.mean[l]) / error;
        expect(Math.abs(deviation), `ℓ = ${l}`).toBeLessThan(4);
        chi2 += deviation ** 2;
        // The scatter itself: its relative error is √((1/2 + 3/ν)/n), 0.06 at worst.
        const sigma = Math.sqrt(expected.covariance.values[l * (lMax + 2)]);
        if (mask !== 'tilted') expect(Math.abs(scatter[l] / sigma - 1), `ℓ = ${l}`).toBeLessThan(0.25);
      }
      expect(chi2).toBeLessThan(90); // neighbours are correlated; 41 free ones have mean 41, 99.9 % point 75
    },
  );
});
