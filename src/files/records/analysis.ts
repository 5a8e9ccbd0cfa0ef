/** The record of the spectra of a run. */
import type { Ensemble, EnsembleTime } from '../../ensemble/ensemble.ts';
import type { UnitsBlock } from '../../model/describe.ts';
import { atMultipoles } from '../../model/spectrum.ts';
import { createRecord, type RecordOf } from './records.ts';

/** An ensemble of test particles, and what its file says beside it. An `EnsembleResult` is one. */
export interface AnalysisContent extends Ensemble {
  /** By [P12]; undefined where the theory does not cover the turbulence. */
  readonly theory: { readonly scatteringRate: number; readonly diffusion: number } | undefined;
  readonly units: UnitsBlock;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly engine: string;
  readonly version: string;
}

/** What `cranis analyse` writes, for {@link writeRecord}. */
export function analysisRecord(result: AnalysisContent): RecordOf<'analysis'> {
  const { times, ell, realisations, theory } = result;
  const all = <T>(pick: (time: EnsembleTime) => T) => times.map(pick);
  return createRecord('analysis', {
    times: all(({ time }) => time),
    ell,
    C: all(({ C }) => atMultipoles(ell, C)),
    error: all(({ error }) => known(ell, error)),
    raw: all(({ raw }) => atMultipoles(ell, raw)),
    shotNoise: all(({ noise }) => noise),
    meanSquareDisplacement: all((time) => time.meanSquareDisplacement),
    diffusion: all(({ diffusion }) => diffusion),
    realisations,
    scatter: all(({ scatter }) => known(ell, scatter)),
    meanSquareDisplacementError: all((time) => orNull(time.meanSquareDisplacementError)),
    diffusionError: all(({ diffusionError }) => orNull(diffusionError)),
    scatteringRate: all(({ scattering }) => orNull(scattering?.rate)),
    scatteringRateError: all(({ scattering }) => orNull(scattering?.rateError)),
    checks: {
      noiseLevel: all(({ noiseLevel }) => noiseLevel),
      halves: {
        ell: times[0].half.ell,
        C: all(({ half }) => atMultipoles(half.ell, half.C)),
        error: all(({ half }) => known(half.ell, half.error)),
      },
      alignment: all(({ alignment }) => alignment),
      ...(theory === undefined ? {} : { theory }),
    },
    units: { ...result.units, C: 'r_g^2', meanSquareDisplacement: 'r_g^2', diffusion: 'r_g c' },
    parameters: result.parameters,
    engine: result.engine,
    kernel: result.engine, // its first name, which programs of users read
    version: result.version,
  });
}

/** Errors are not known with one realisation, and rates not while the particles fly straight. */
const orNull = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? null : value);
const known = (ell: readonly number[], values: Float64Array | undefined) =>
  values ? atMultipoles(ell, values) : ell.map(() => null);
