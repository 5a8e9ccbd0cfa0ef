/** What one study records the next one honours: observe → fit, sky → fit. And what all three do for a page. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CoverageInput, createCoverage } from '../../src/coverage/coverage.ts';
import { createPseudoModel } from '../../src/coverage/pseudo-model.ts';
import { COUPLED_BEYOND } from '../../src/coverage/seen-spectrum.ts';
import { syntheticSkies } from '../../src/coverage/synthetic.ts';
import { coverageRecord } from '../../src/files/records/coverage.ts';
import { readSpectra } from '../../src/files/spectra/read.ts';
import { oneSpectrum } from '../../src/files/spectra/select.ts';
import { createModel } from '../../src/model/model.ts';
import { multipoles } from '../../src/model/spectrum.ts';
import { pixelCentres } from '../../src/sky/healpix.ts';
import { createMask } from '../../src/sky/mask.ts';
import { sourceOfFile, sourceOfMeasured } from '../../src/studies/fit/source.ts';
import { fitStudy } from '../../src/studies/fit/study.ts';
import { observeStudy } from '../../src/studies/observe/study.ts';
import { skyStudy } from '../../src/studies/sky/study.ts';
import { steadySpectrum } from '../../src/theory/index.ts';
import { within } from '../within.ts';

const GRADIENT = 1e-4;
const lMax = 40;
const model = createModel({ k0: 1e-3, k1: 100, alpha: 50, gradient: GRADIENT, lMax });
const { C } = steadySpectrum(model, { lMax });
const spectrum = { ell: multipoles(lMax), C, provenance: { label: 'theory', version: '0', parameters: {} } };

const nSide = 16;
const v = pixelCentres(nSide);
const ragged = createMask(
  Float64Array.from({ length: 12 * nSide ** 2 }, (_, p) => (v[3 * p] > 0.2 && v[3 * p + 2] > -0.5 ? 0 : 1)),
);

/** The gradient that a fit finds in a file of pseudo-C_ℓ, ℓ = 0 … lMax, with a record of their sky. */
async function gradientOf(pseudo: Float64Array, coverage: unknown, mask = false, noise: number | null = null) {
  const content = JSON.stringify({
    ell: [...pseudo.keys()],
    pseudo: [...pseudo],
    C: [...pseudo],
    bands: [],
    noise,
    noiseIncluded: true,
    coverage,
    parameters: {},
  });
  const source = sourceOfFile(oneSpectrum(await readSpectra(content, 'sky.json')));
  const settings = { source, model, free: ['gradient' as const], samples: 100, ...(mask ? { mask: ragged } : {}) };
  return (await fitStudy(settings)).best.parameters.gradient;
}

/** Of those that are possible: m = 0 is removed only where a sky is the same at every right ascension. */
const seen = fc
  .record({
    name: fc.constantFrom(undefined, 'hawc', 'icecube', 'lhaaso', 'hawc:43', '-70..20', '-35.5..90'),
    mask: fc.constantFrom(undefined, undefined, { ...ragged, name: 'ragged.fits' }),
    apodisation: fc.option(fc.record({ width: fc.integer({ min: 5, max: 25 }), kind: fc.constantFrom('C1', 'C2') }), {
      nil: undefined,
    }),
    treatment: fc.record({ remove: fc.constantFrom('none', 'monopole', 'dipole'), withoutM0: fc.boolean() }),
  })
  .filter(({ mask, treatment }) => !(mask && treatment.withoutM0)) as fc.Arbitrary<CoverageInput>;

describe('whatever sky records of what was seen, fit honours', () => {
  test('the fit of the exact expectation gives the true K|G|²: 30 combinations of coverage, mask, apodisation, treatment, relative 1e-6', async () => {
    await fc.assert(
      fc.asyncProperty(seen, async (sky) => {
        // A sky of no power, with the record that comes of it.
        const map = {
          name: 'm.fits',
          values: new Float64Array(12 * nSide ** 2),
          seen: createMask(ragged.weights.map(() => 1)),
        };
        const result = await skyStudy({ map, sky, lMax: 12, slope: 0, width: 6 });
        const { mean } = createPseudoModel(createCoverage({ ...sky, nSide }), {
          lMax: 12,
          lMaxSky: 12 + COUPLED_BEYOND,
        }).moments(Float64Array.from({ length: 13 + COUPLED_BEYOND }, (_, l) => C[l] ?? 0));
        within(await gradientOf(mean, coverageRecord(result.sky), sky.mask !== undefined), GRADIENT, {
          relative: 1e-6,
        });
      }),
      { numRuns: 30, seed: 5 },
    );
  }, 120_000);

  test('the same of what observe expects, noise with it, relative 1e-6', async () => {
    await fc.assert(
      fc.asyncProperty(seen, fc.constantFrom(0, 3e-9), async (sky, noise) => {
        // Pixels fine enough to carry all that the fit couples.
        const fine = sky.mask ? {} : { nSide: 32 };
        const observed = await observeStudy({
          spectrum,
          sky: { name: sky.mask ? undefined : 'hawc', ...sky, ...fine },
          lMax: 7,
          noise,
          realisations: 2,
        });
        const json = coverageRecord(observed.sky);
        within(await gradientOf(observed.moments.mean, json, sky.mask !== undefined, noise), GRADIENT, {
          relative: 1e-6,
        });
      }),
      { numRuns: 15, seed: 5 },
    );
  }, 120_000);
});

describe('for a page', () => {
  const sky = { name: 'hawc', nSide: 8 };
  const observed = observeStudy({ spectrum, sky, lMax: 12 });
  const source = observed.then(({ moments: { mean }, sky: { record } }) =>
    sourceOfMeasured({
      spectrum: { ...spectrum, ell: multipoles(12), C: mean, label: 'seen', source: '', digitised: false, caveats: [] },
      sky: record,
      errorsAreTotal: false,
    }),
  );
  const map = {
    name: 'sky',
    values: syntheticSkies(C, { nSide: 8, seed: 3 })([0])[0],
    seen: createMask(new Float64Array(768).fill(1)),
  };

  test('results are plain data, which a worker can hand on', async () => {
    const plain = (value: object) => structuredClone(value);
    plain(await observed);
    plain(await skyStudy({ map, sky: { name: 'hawc' } }));
    const { model: _, ...fit } = await fitStudy({ source: await source, model, free: ['gradient'], samples: 100 });
    plain(fit);
  });

  test('progress goes from 0 to 1', async () => {
    const told: number[] = [];
    const onProgress = (fraction: number) => told.push(fraction);
    await skyStudy({ map }, { onProgress });
    expect([told[0], told.at(-1)]).toEqual([0, 1]);
    told.length = 0;
    await observeStudy({ spectrum, sky, lMax: 12, realisations: 40 }, { onProgress });
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect([told[0], told.at(-1)]).toEqual([0, 1]);
    expect(told.length).toBeGreaterThan(5);
    told.length = 0;
    await fitStudy({ source: await source, model, free: ['gradient'], samples: 300 }, { onProgress });
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect([told[0], told.at(-1)]).toEqual([0, 1]);
    expect(told.length).toBeGreaterThan(10);
  });

  test('observe stops between synthetic skies', async () => {
    const controller = new AbortController();
    const taken: number[] = [];
    const onSky = (index: number) => {
      taken.push(index);
      if (index === 20) controller.abort(new Error('enough'));
    };
    const study = observeStudy({ spectrum, sky, realisations: 1000 }, { signal: controller.signal, onSky });
    await expect(study).rejects.toThrow('enough');
    expect(taken.length).toBeGreaterThan(20);
    expect(taken.length).toBeLessThan(40);
  });

  test('fit stops within the sampler', async () => {
    const controller = new AbortController();
    let steps = 0;
    const onProgress = () => {
      steps++;
      if (steps === 60) controller.abort(new Error('enough'));
    };
    const study = fitStudy(
      { source: await source, model, free: ['alpha', 'gradient'], ranges: { alpha: [20, 100] }, samples: 1_000_000 },
      { signal: controller.signal, onProgress },
    );
    await expect(study).rejects.toThrow('enough');
    expect(steps).toBe(60);
  });

  test('onSky is given every sky by its index, the one that syntheticSkies makes', async () => {
    const skies = new Map<number, Float64Array>();
    const { simulated } = await observeStudy(
      { spectrum, sky, noise: 1e-9, realisations: 11, seed: 4 },
      { onSky: (index, one) => void skies.set(index, one) },
    );
    expect([...skies.keys()]).toEqual(Array.from({ length: 11 }, (_, i) => i));
    const [alone] = syntheticSkies(C.slice(0, 24), { nSide: 8, noise: 1e-9, seed: 4 })([10]);
    expect(skies.get(10)).toEqual(alone);
    expect(simulated!.mean.length).toBe(24);
  });

  test.each<[string, object, RegExp]>([
    ['a gap', { ell: [1, 3], C: Float64Array.of(0, 1, 0, 1) }, /ℓ = 3 where 2 should be/],
    ['a negative C_ℓ', { ell: [1, 2], C: Float64Array.of(0, 1, -1) }, /C = -1 at ℓ = 2 is not a power/],
    ['noise of an unknown level', { noiseIncluded: true }, /contains noise, and does not say how much/],
    [
      'less power than noise',
      { noiseIncluded: true, noise: 1e-6 },
      /at ℓ = 2 without the noise of 0\.000001 is not a power/,
    ],
  ])('a spectrum with %s is refused', async (_, change, message) => {
    await expect(observeStudy({ spectrum: { ...spectrum, ...change }, sky })).rejects.toThrow(message);
  });

  test('noise that C contains is not added again: pseudo-C_1 is C_1 of it', async () => {
    const noise = 1e-9;
    const measured = { ...spectrum, C: C.map((c, l) => (l === 0 ? 0 : c + noise)), noise, noiseIncluded: true };
    const of = (one: typeof spectrum) => observeStudy({ spectrum: one, sky, lMax: 10 });
    const [included, beside] = await Promise.all([of(measured), of({ ...spectrum, noise } as typeof spectrum)]);
    within(included.moments.mean, beside.moments.mean, { relative: 1e-12 });
  });
});
