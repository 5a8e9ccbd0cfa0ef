/** The spectra that the records of each kind hold. */
import { FULL_SKY } from '../../coverage/sky-statement.ts';
import { CranisError } from '../../model/errors.ts';
import type { ParameterInput, ParameterName } from '../../model/parameters.ts';
import { byMultipole } from '../../model/spectrum.ts';
import { VERSION } from '../../model/version.ts';
import type { RecordOf } from '../records/records.ts';
import { pseudoSky, statedSky } from './sky-of.ts';
import type { FileRun, FileSpectrum, SpectrumFile, SpectrumKind } from './spectrum-file.ts';

/** A record, or a part of it that has these keys at least. */
type Part<K extends SpectrumKind, Needed extends keyof RecordOf<K>> = Pick<RecordOf<K>, Needed> & Partial<RecordOf<K>>;

export function spectrumOf(record: Part<'spectrum', 'ell' | 'C' | 'noise'>, file: string): SpectrumFile {
  const { ell, C, noise } = record;
  return whole('spectrum', record, file, [
    { ...named(file, record.version), ell, C: byMultipole(ell, C), noise, noiseIncluded: false },
  ]);
}

/**
 * C is decoupled from the coverage; the pseudo-C_ℓ stand beside it. Both contain the noise. Where the sky was too small for bands, C are the
 * pseudo-C_ℓ themselves.
 */
export function skySpectrum(record: Part<'sky', 'ell' | 'pseudo' | 'coverage'>, file: string): SpectrumFile {
  const { ell, C, error, noise, pseudo, pseudoNoise, bands, coverage, parameters = {} } = record;
  const common = {
    ...named(file, record.version),
    ell,
    ...(typeof noise === 'number' ? { noise } : {}),
    noiseIncluded: record.noiseIncluded ?? true,
    sky: pseudoSky(coverage, parameters),
  };
  if (!C || !error)
    return whole('sky', record, file, [{ ...common, C: byMultipole(ell, pseudo), coverage: { pseudo: true } }]);
  return whole('sky', record, file, [
    {
      ...common,
      C: byMultipole(ell, C),
      ...(error ? { error: byMultipole(ell, error), errorMeaning: 'scatter of Gaussian skies like this one' } : {}),
      errorsAreTotal: true,
      pseudo: {
        C: byMultipole(ell, pseudo),
        ...(pseudoNoise ? { noise: byMultipole(ell, pseudoNoise) } : {}),
      },
      ...(bands ? { bands: bands.map(([from, to]) => [from, to] as const) } : {}),
    },
  ]);
}

/** C is that of the sky, without noise; the pseudo-C_ℓ that are expected, with noise, stand beside it. */
export function observationSpectrum(
  record: Part<'observation', 'ell' | 'C' | 'noise' | 'pseudo' | 'coverage'>,
  file: string,
): SpectrumFile {
  const { ell, C, noise, pseudo, pseudoNoise, error, coverage, parameters = {} } = record;
  const sky = pseudoSky(coverage, parameters);
  return whole('observation', record, file, [
    {
      ...named(file, record.version),
      ell,
      C: byMultipole(ell, C),
      noise,
      noiseIncluded: false,
      pseudo: {
        C: byMultipole(ell, pseudo),
        ...(error ? { error: byMultipole(ell, error) } : {}),
        ...(pseudoNoise ? { noise: byMultipole(ell, pseudoNoise) } : {}),
      },
      sky: { ...sky, iterations: sky.iterations ?? 0 },
    },
  ]);
}

/** The theory of the best fit. */
export function fitSpectrum(record: Part<'fit', 'best' | 'data' | 'spectrum'>, file: string): SpectrumFile {
  const { spectrum, best, parameters = {}, data } = record;
  const noise = best.noise ?? parameters.noise;
  return whole('fit', record, file, [
    {
      ...named(file, record.version, `best fit to ${data.label}`),
      ell: spectrum.ell,
      C: byMultipole(spectrum.ell, spectrum.C),
      ...(typeof noise === 'number' ? { noise } : {}),
      noiseIncluded: false,
    },
  ]);
}

type AnalysisPart = Part<'analysis', 'times' | 'ell' | 'C' | 'error' | 'diffusion' | 'realisations'>;

/** One spectrum a time, the mean over the realisations of a run. */
export function analysisSpectra(record: AnalysisPart, file: string): SpectrumFile {
  const { times, ell, realisations } = record;
  const spectra = times.map((time, t): Spectrum => {
    const errors = record.error[t].filter((one) => one !== null);
    const error = errors.length === ell.length ? byMultipole(ell, errors) : undefined;
    const { provenance, ...common } = named(
      file,
      record.version,
      `test particles, t = ${time}, ${realisations} realisation${realisations === 1 ? '' : 's'}`,
    );
    return {
      ...common,
      ell,
      C: byMultipole(ell, record.C[t]),
      ...(error ? { error, errorLow: error, errorHigh: error } : {}),
      ...(error ? { errorMeaning: 'standard error of the mean over realisations' } : {}),
      noiseIncluded: false,
      caveats: ['per |G|² = 1: K|G|² is the diffusion coefficient K', 'errors of different ℓ are taken as independent'],
      errorsAreTotal: true,
      provenance: { ...provenance, parameters: { file, time } },
      run: runOf(record, t),
    };
  });
  return whole('analysis', record, file, spectra);
}

const TURBULENCE: readonly ParameterName[] = ['kind', 'k0', 'k1', 'index', 'outerScale', 'lowIndex', 'table'];

function runOf({ times, realisations, diffusion, scatteringRate, parameters = {} }: AnalysisPart, t: number): FileRun {
  const rate = scatteringRate?.[t];
  const K = typeof rate !== 'number' ? diffusion[t] : 1 / (3 * rate); // K = 1/(3ν) [P12]
  return {
    time: times[t],
    realisations,
    diffusion: K > 0 ? K : undefined,
    turbulence: Object.fromEntries(
      TURBULENCE.flatMap((name) => (parameters[name] === undefined ? [] : [[name, parameters[name]]])),
    ) as ParameterInput,
    isotropic: (parameters.geometry ?? 'isotropic') === 'isotropic' && !(Number(parameters.meanField ?? 0) > 0),
  };
}

/** What somebody else measured or computed. @param form what the file is, for what is said of its errors */
export function measuredSpectrum(record: RecordOf<'measured'>, file: string, form = 'file'): SpectrumFile {
  const { ell, noise, noiseIncluded, energy, roughAbove, label, source, digitised, caveats } = record;
  const values = (list: readonly number[] | undefined) => list && byMultipole(ell, list);
  const error = values(record.error);
  const [errorLow, errorHigh] = [values(record.errorLow) ?? error, values(record.errorHigh) ?? error];
  const sky = statedSky(record.coverage);
  return whole('measured', {}, file, [
    {
      ...named(file, undefined, label),
      ell,
      C: byMultipole(ell, record.C),
      ...(error ? { error } : {}),
      ...(errorLow && errorHigh ? { errorLow, errorHigh, errorMeaning: `as stated in the ${form}` } : {}),
      ...(noise === undefined ? {} : { noise }),
      ...(noiseIncluded === undefined ? {} : { noiseIncluded }),
      ...(energy === undefined ? {} : { energy }),
      ...(roughAbove === undefined ? {} : { roughAbove }),
      coverage: { pseudo: sky.pseudo },
      sky,
      errorsAreTotal: record.errorsAreTotal ?? false,
      ...(source === undefined ? {} : { source }),
      digitised: digitised ?? false,
      caveats: caveats ?? [],
    },
  ]);
}

const named = (file: string, version = VERSION, stated?: string) => {
  const label = stated ?? file.replace(/^.*[\\/]/u, '').replace(/\.[a-z]+$/iu, '');
  return {
    label,
    source: file,
    digitised: false,
    caveats: [],
    provenance: { label, version, parameters: { file } },
  };
};

/** A spectrum whose sky need not be stated. */
type Spectrum = Omit<FileSpectrum, 'sky' | 'errorsAreTotal'> & Partial<FileSpectrum>;

interface Made {
  readonly version?: string | undefined;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly units?: Readonly<Record<string, unknown>> | undefined;
}

function whole(
  kind: SpectrumKind,
  { version, parameters = {}, units }: Made,
  file: string,
  spectra: readonly Spectrum[],
): SpectrumFile {
  for (const { ell, C, error, errorLow, errorHigh, noise, pseudo } of spectra) {
    const lists = { C, error, errorLow, errorHigh, pseudo: pseudo?.C };
    for (const [name, values] of Object.entries(lists)) if (values) checkSize(file, name, ell, values);
    if (noise !== undefined && noise > LARGEST) throw tooLarge(file, `noise = ${noise}`);
  }
  return {
    file,
    kind,
    version,
    parameters,
    units,
    spectra: spectra.map((one) => ({ sky: FULL_SKY, errorsAreTotal: false, ...one })),
  };
}

/** No sky has so much power, and the squares of larger numbers have no room in a double. */
const LARGEST = 1e50;

function checkSize(file: string, name: string, ell: readonly number[], values: Float64Array): void {
  const large = ell.find((l) => Math.abs(values[l]) > LARGEST);
  if (large !== undefined) throw tooLarge(file, `${name} = ${values[large]} at ℓ = ${large}`);
}

const tooLarge = (file: string, what: string) =>
  new CranisError(`${file}: ${what} is no power of a sky`, {
    where: file,
    hint: `C_ℓ of relative intensity are below ${LARGEST} in any case`,
  });
