/** The spectra of an ensemble of test particles, with errors, its diffusion, and what the turbulence lets expect of that. */
import { ensembleSteps, type RunEnsemble } from '../../ensemble/analyse.ts';
import { coveredByTheory, RUN_NAMES } from '../../ensemble/run.ts';
import { turbulentScatteringRate } from '../../ensemble/scattering.ts';
import type { RealisationSource } from '../../ensemble/source.ts';
import { parameterRecord, type UnitsBlock, unitsBlock } from '../../model/describe.ts';
import type { ParameterName } from '../../model/parameters.ts';
import { type Control, createPause, inSteps } from '../control.ts';
import { incompleteNotes } from '../incomplete.ts';

/** What an ensemble's spectra are computed from. */
export interface EnsembleSettings {
  /** The realisations: a run on disk, or one in memory. */
  readonly source: RealisationSource;
}

/** The spectra and means of an ensemble. C_ℓ are in r_g² per |G|² = 1, mean over the three directions of the gradient. */
export interface EnsembleResult extends RunEnsemble {
  /** The parameters that decide it, in the order in which outputs list them. */
  readonly names: readonly ParameterName[];
  /** What the turbulence lets expect by [P12]; undefined where the theory does not cover it. */
  readonly theory:
    | { /** ν, c/r_g. */ readonly scatteringRate: number /** K, r_g c. */; readonly diffusion: number }
    | undefined;
  /** The units of the parameters, and the parameters in physical units where the gyroradius is known. */
  readonly units: UnitsBlock;
  /** The parameters by their names. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What moved the particles. */
  readonly engine: string;
  /** Version of cranis that made the run. */
  readonly version: string;
  /** What a reader has to know of the result, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Spectra and means over the realisations that have been made. Its pieces are the realisations.
 * @throws CranisError if a realisation is damaged, or none is there
 */
export async function ensembleStudy({ source }: EnsembleSettings, control?: Control): Promise<EnsembleResult> {
  const pause = createPause(control);
  await pause(0, 'reading realisations');
  const ensemble = await inSteps(ensembleSteps(source), pause, 'reading realisations');
  const { model } = ensemble;
  return {
    ...ensemble,
    names: RUN_NAMES,
    theory: coveredByTheory(model) ? rateOf(turbulentScatteringRate(model.turbulence)) : undefined,
    units: unitsBlock(model, RUN_NAMES),
    parameters: parameterRecord(model, RUN_NAMES),
    engine: source.spec.engine,
    version: source.spec.version,
    notes: incompleteNotes(source.label, ensemble),
  };
}

const rateOf = (scatteringRate: number) => ({ scatteringRate, diffusion: 1 / (3 * scatteringRate) });
