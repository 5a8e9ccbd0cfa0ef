/** Files that cranis 0.1.0 wrote: they do not say their kind, and are read all the same. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readRecord } from '../../src/files/records/read.ts';
import { readSpectra } from '../../src/files/spectra/read.ts';
import { oneSpectrum } from '../../src/files/spectra/select.ts';
import { measurementOf } from '../../src/files/spectra/views.ts';

const text = (name: string) => readFileSync(new URL(`../cases/version-0.1.0/${name}`, import.meta.url), 'utf8');
const json = (name: string) => JSON.parse(text(`${name}.json`));
const read = (name: string) => readSpectra(text(name), name);

describe('each JSON file is recognised, and fits the schema of its kind', () => {
  test.each(['spectrum', 'matrix', 'analysis', 'mixing', 'sky', 'observation', 'fit'] as const)('%s', async (kind) => {
    const content = json(kind);
    expect(await readRecord(text(`${kind}.json`), `${kind}.json`)).toEqual({
      kind,
      format: 1,
      ...content,
      ...(content.kernel === undefined ? {} : { engine: content.kernel }),
    });
  });
});

describe('JSON and CSV hold the same', () => {
  test.each(['spectrum', 'sky', 'observation', 'analysis', 'one-realisation'])('%s', async (name) => {
    const [one, other] = [await read(`${name}.json`), await read(`${name}.csv`)];
    expect(other).toMatchObject({ kind: one.kind, version: '0.1.0' });
    expect(other.spectra).toHaveLength(one.spectra.length);
    one.spectra.forEach((spectrum, i) => {
      const { ell, C, noise, noiseIncluded, error, sky, errorsAreTotal, run, pseudo } = spectrum;
      const same = other.spectra[i];
      expect({ ...same, bands: 0 }).toMatchObject({ ell, C, noiseIncluded, errorsAreTotal });
      expect(same.noise).toBe(noise);
      expect(same.error).toEqual(error);
      expect(same.sky).toEqual(sky);
      expect(same.pseudo?.C).toEqual(pseudo?.C);
      expect(same.pseudo?.error).toEqual(pseudo?.error);
      if (run)
        expect(same.run).toMatchObject({ time: run.time, realisations: run.realisations, turbulence: run.turbulence });
    });
  });
});

test('spectrum: the noise is beside C', async () => {
  const { parameters, units, spectra } = await read('spectrum.json');
  expect(parameters).toEqual(json('spectrum').parameters);
  expect(units).toMatchObject({ rigidity: { value: 10, unit: 'TV' } });
  expect(spectra[0]).toMatchObject({ noise: 1e-9, noiseIncluded: false });
  expect([...spectra[0].C.slice(1)]).toEqual(json('spectrum').C);
});

test('a table of a spectrum without its comments still tells the noise, to 1e-3', async () => {
  const bare = text('spectrum.csv').replaceAll(/^#.*\n/gmu, '');
  expect((await readSpectra(bare, 'bare.csv')).spectra[0].noise! / 1e-9).toBeCloseTo(1, 3);
});

test('sky: decoupled C with its bands and errors; what is measured are the pseudo-C_ℓ, through all that was seen and done', async () => {
  const content = json('sky');
  const spectrum = oneSpectrum(await read('sky.json'));
  expect(spectrum).toMatchObject({
    ell: [0, 1, 2, 3, 4],
    C: Float64Array.from(content.C),
    error: Float64Array.from(content.error),
    noise: content.noise,
    noiseIncluded: true,
    bands: [
      [1, 1],
      [2, 4],
    ],
    pseudo: { C: Float64Array.from(content.pseudo), noise: Float64Array.from(content.pseudoNoise) },
    errorsAreTotal: true,
  });
  const { sky, spectrum: measured, errorsAreTotal } = measurementOf(spectrum);
  expect(sky).toEqual({
    coverage: 'icecube',
    mask: { name: undefined, nSide: 8, fSky: content.coverage.fSky, digest: undefined },
    apodisation: { width: 5, kind: 'C1' },
    fSky: content.coverage.fSky,
    pseudo: true,
    perFSky: false,
    remove: 'monopole',
    withoutM0: true,
    iterations: 3,
  });
  expect(measured).toMatchObject({ ell: [1, 2, 3, 4], C: Float64Array.from([0, ...content.pseudo.slice(1)]) });
  expect(measured).toMatchObject({ noise: content.noise, noiseIncluded: true });
  expect(measured.error).toBeUndefined();
  expect(errorsAreTotal).toBe(false);
});

test('observation: C without noise, and the pseudo-C_ℓ expected with it', async () => {
  const content = json('observation');
  const [spectrum] = (await read('observation.json')).spectra;
  expect(spectrum).toMatchObject({
    C: Float64Array.from(content.C),
    noise: 1e-9,
    noiseIncluded: false,
    pseudo: { C: Float64Array.from(content.pseudo), error: Float64Array.from(content.error) },
    sky: { coverage: 'hawc', remove: 'dipole', pseudo: true, iterations: 0 },
  });
  expect(spectrum.error).toBeUndefined();
});

test('fit: the theory of the best fit', async () => {
  const content = json('fit');
  const [spectrum] = (await read('fit.json')).spectra;
  expect(spectrum).toMatchObject({
    label: 'best fit to one sky',
    ell: content.spectrum.ell,
    noise: 0,
    noiseIncluded: false,
  });
  expect([...spectrum.C.slice(1)]).toEqual(content.spectrum.C);
});

test('analysis: one spectrum a time, and the run that it is of', async () => {
  const content = json('analysis');
  const file = await read('analysis.json');
  expect(file.spectra.map(({ run }) => run!.time)).toEqual(content.times);
  const latest = oneSpectrum(file);
  expect(latest).toMatchObject({
    C: Float64Array.from([0, ...content.C[1]]),
    error: Float64Array.from([0, ...content.error[1]]),
    errorsAreTotal: true,
    noiseIncluded: false,
    run: {
      time: 2,
      realisations: 3,
      diffusion: 1 / (3 * content.scatteringRate[1]),
      turbulence: { kind: 'power-law', k0: 0.1, k1: 10, index: 0 },
      isotropic: true,
    },
  });
  expect(oneSpectrum(file, { time: 0.5 }).run!.time).toBe(0.5);
  expect(() => oneSpectrum(file, { time: 5 })).toThrow(/has no time 5/);
  const alone = oneSpectrum(await read('one-realisation.json'));
  expect(alone.error).toBeUndefined();
});

test('a time is of a run alone, and an energy of measurements alone', async () => {
  const file = await read('spectrum.json');
  expect(() => oneSpectrum(file, { time: 1 })).toThrow(/spectrum\.json is no run/);
  expect(() => oneSpectrum(file, { energy: 1 })).toThrow(/has no spectrum at 1 TeV/);
});
