/** What is promised to the byte, each as small as can be: fields, maps, statistics of runs, skies, chains, spectra of the theory. */
import { analyseEnsemble, mixingOfEnsemble } from '../../dist/ensemble/analyse.js';
import { type RealisationRecord, realisationTask } from '../../dist/ensemble/record.js';
import { type RunSpec, runSpec } from '../../dist/ensemble/run.js';
import { createMemorySource } from '../../dist/ensemble/source.js';
import {
  ang2pix,
  apodise,
  bandMask,
  createCoverage,
  createDecoupling,
  createDirectData,
  createHarmonicTransform,
  createModel,
  createPseudoModel,
  createStep,
  createTurbulence,
  defaultPriors,
  type EngineName,
  evolvedSpectrum,
  exactBands,
  exactSpectrum,
  fitSpectrum,
  generator,
  lambda,
  mixingMatrix,
  nest2ring,
  type ParameterInput,
  pix2ang,
  pixelCentres,
  pixelCount,
  pseudoSpectra,
  resummedMixing,
  ring2nest,
  samplesOf,
  steadySpectrum,
  summarise,
  syntheticSkies,
  type TurbulenceSpec,
} from '../../dist/index.js';
import { drawField } from '../../dist/simulation/draw-field.js';
import { vec2pix } from '../../dist/sky/healpix.js';
import { pairSpectra } from '../../dist/theory/pairs/spectrum.js';

type Result = () => Float64Array | Promise<Float64Array>;

const TURBULENCE: Readonly<Record<string, TurbulenceSpec>> = {
  'power law': { kind: 'power-law', k0: 0.01, k1: 10, index: 5 / 3 },
  bent: { kind: 'bent', k0: 0.01, k1: 10, index: 5 / 3, outerScale: 3, lowIndex: 1 },
  table: { kind: 'table', k: [0.1, 0.5, 2, 10], g: [1, 3, 0.5, 0.01] },
};
const GEOMETRIES = ['isotropic', 'slab', '2d', 'composite'] as const;
const RUN: ParameterInput = { k0: 0.1, k1: 10, index: 5 / 3, modes: 20, nSide: 2, times: [0.5, 2], seed: 5 };
/** A spectrum of the sky, ℓ = 0 … 24. */
const SKY = Float64Array.from({ length: 25 }, (_, l) => (l === 0 ? 0 : 1 / (l * (l + 1))));

export const PHYSICS: Readonly<Record<string, Result>> = {
  ...each(Object.keys(TURBULENCE), 'turbulence', (kind) => {
    const { g, breaks, k0, k1 } = createTurbulence(TURBULENCE[kind]);
    return [breaks, Array.from({ length: 200 }, (_, i) => g(k0 + ((k1 - k0) * (i * i)) / 40_000))];
  }),
  ...each(GEOMETRIES, 'field', (geometry) =>
    Object.values(TURBULENCE).map((spec) =>
      drawField({ turbulence: createTurbulence(spec), modes: 200, geometry, slabFraction: 0.2, meanField: 0.5 }, 11, 3),
    ),
  ),
  ...each(['single', 'double', 'oracle'] as const, 'realisation', async (engine) => {
    const records: RealisationRecord[] = [];
    for (const geometry of GEOMETRIES) {
      records.push(await record(run({ geometry }, engine)));
      records.push(await record(run({ geometry, directions: 'random', meanField: 0.3 }, engine)));
    }
    return records;
  }),
  'run: spectra and mixing matrix': async () => {
    const spec = run({ nSide: 4, realisations: 3 }, 'single');
    const source = createMemorySource(spec);
    for (let i = 0; i < 3; i++) source.add(i, await record(spec, i));
    const { model: _model, ...ensemble } = analyseEnsemble(source);
    const { model: _same, ...mixing } = mixingOfEnsemble(source, 1, 6);
    return numbers([ensemble, mixing]);
  },

  'pixel centres': () => numbers([pixelCentres(8), pixelCentres(64)]),
  'HEALPix look-ups': () => {
    const centres = pixelCentres(8);
    return numbers(
      Array.from({ length: pixelCount(8) }, (_, p) => {
        const { theta, phi } = pix2ang(8, p);
        const [x, y, z] = centres.subarray(3 * p, 3 * p + 3);
        return [theta, phi, ang2pix(16, theta, phi), vec2pix(1024, x, y, z), nest2ring(8, p), ring2nest(8, p)];
      }),
    );
  },
  'synthetic skies, harmonic analysis and synthesis': () => {
    const transform = createHarmonicTransform(16);
    const maps = syntheticSkies(SKY, { nSide: 16, noise: 1e-3, seed: 4 })([0, 1]);
    const alms = transform.analyse(maps);
    return numbers([maps, alms, transform.synthesise(alms)]);
  },
  'masks with apodised edges': () =>
    numbers((['C1', 'C2'] as const).map((kind) => apodise(bandMask(16, [-60, 40]), { width: 12, kind }))),
  'coverage, pseudo-spectra, decoupling, bands': () => {
    const apodisation = { width: 8, kind: 'C1' } as const;
    const coverage = createCoverage({ name: 'hawc-icecube', apodisation });
    const treated = createCoverage({ name: 'hawc-icecube', apodisation, treatment: { remove: 'monopole' } });
    const { moments, ...model } = createPseudoModel(treated, { lMax: 12, lMaxSky: 20 });
    const expected = moments(SKY.subarray(0, 21), 1e-4);
    const square = createPseudoModel(coverage, { lMax: 12 });
    const seen = square.moments(SKY.subarray(0, 13));
    const decoupling = createDecoupling(square.response, { width: 3 });
    const maps = syntheticSkies(SKY, { nSide: 8, noise: 1e-4, seed: 2 })([5]);
    return numbers([
      coverage.spectrum(20),
      model,
      expected,
      exactBands(expected),
      decoupling,
      decoupling.spectrum(seen.mean),
      decoupling.errors(seen.covariance),
      decoupling.windows(),
      pseudoSpectra(createCoverage({ name: 'hawc-icecube', apodisation, nSide: 8 }), { lMax: 12 })(maps),
    ]);
  },
  'posterior chain': () => {
    const fixed = { alpha: 50, gradient: 1e-4, noise: 1e-9, index: 0, k0: 1e-3, k1: 100 };
    const turbulence = createTurbulence({ kind: 'power-law', k0: 1e-3, k1: 100, index: 0 });
    const { C } = steadySpectrum({ turbulence, deltaT: 0.5, gradient: 1e-7, source: 'published' }, { lMax: 12 });
    const measured = Array.from(C.subarray(1), (value, i) => ({
      ell: i + 1,
      C: value * (i % 3 === 0 ? 1.3 : 0.8),
      errorLow: 0.1 * value,
      errorHigh: 0.2 * value,
    }));
    const priors = defaultPriors(['alpha', 'gradient', 'noise'], fixed, C[1]).map((prior) =>
      prior.name === 'alpha' ? { ...prior, lower: 25, upper: 100 } : prior,
    );
    const data = createDirectData(measured, { fSky: 0.7, withoutM0: true, subtracted: 0, skies: 1 });
    const setup = { spec: turbulence.spec, source: 'published', lMax: 20 } as const;
    const fit = fitSpectrum(
      { setup, fixed, priors, priorKind: 'jeffreys', data, likelihood: 'gamma' },
      { samples: 500, seed: 3, patience: 1 },
    );
    const { posterior: _posterior, chain, problem: _problem, ...best } = fit;
    const { ensemble: _ensemble, ...about } = chain;
    return numbers([best, about, priors.map(({ name }) => samplesOf(fit, name)), summarise(fit)]);
  },

  ...each(Object.keys(TURBULENCE), 'theory', (kind) => {
    const turbulence = createTurbulence(TURBULENCE[kind]);
    const model = { turbulence, deltaT: 2, gradient: 1e-4, source: 'published' } as const;
    const step = createStep(turbulence, model.deltaT);
    const whole = mixingMatrix(step, { lMax: 12 });
    return [
      exactSpectrum(model, { lMax: 40 }),
      steadySpectrum(model, { lMax: 20 }),
      evolvedSpectrum(model, { lMax: 20, time: 30 }),
      [lambda(step), whole, mixingMatrix(step, { lMax: 6, method: 'wigner' })],
      resummedMixing(generator(whole), 2),
    ];
  }),
  'theory of pairs': () =>
    numbers(
      pairSpectra(createTurbulence(TURBULENCE['power law']), [3, Number.POSITIVE_INFINITY], {
        lMax: 8,
        quality: 'preview',
      }),
    ),
};

const run = (input: ParameterInput, engine: EngineName): RunSpec =>
  runSpec(createModel({ ...RUN, ...input }), { version: 'test', engine, keep: 'maps' });

/** Statistics and maps of one realisation, as a run keeps them. */
async function record(spec: RunSpec, index = 0): Promise<RealisationRecord> {
  const task = await realisationTask(spec);
  return task(index);
}

function each<N extends string>(names: readonly N[], what: string, of: (name: N) => unknown): Record<string, Result> {
  return Object.fromEntries(names.map((name) => [`${what}, ${name}`, async () => numbers(await of(name))]));
}

/** All numbers of plain data, in the order in which they stand there. Throws if there are none: nothing was compared. */
function numbers(data: unknown): Float64Array {
  const found: number[] = [];
  const collect = (value: unknown) => {
    if (typeof value === 'number') found.push(value);
    else if (ArrayBuffer.isView(value)) for (const one of value as Float64Array) found.push(one);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  collect(data);
  if (found.length === 0) throw new Error('no numbers to compare');
  return Float64Array.from(found);
}
