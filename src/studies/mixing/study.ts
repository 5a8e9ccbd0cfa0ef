/** The mixing matrix of an ensemble of test particles, and the theory's beside it. */
import { mixingSteps, type RunMixing } from '../../ensemble/analyse.ts';
import { coveredByTheory, RUN_NAMES, timeIndex } from '../../ensemble/run.ts';
import type { RealisationSource } from '../../ensemble/source.ts';
import { block, type Matrix } from '../../math/matrix.ts';
import { parameterRecord, type UnitsBlock, unitsBlock } from '../../model/describe.ts';
import type { ParameterName, ParameterValues } from '../../model/parameters.ts';
import { createStep, generator, mixingMatrix, resummedMixing } from '../../theory/index.ts';
import { type Control, createPause, inSteps, type Pause } from '../control.ts';
import { incompleteNotes } from '../incomplete.ts';
import { numericLMax } from '../numeric-l-max.ts';

/** What a simulated mixing matrix is computed from. */
export interface MixingSettings {
  /** The realisations: a run on disk, or one in memory. */
  readonly source: RealisationSource;
  /** Look-back step ΔT in r_g/c: one of the times of the run. */
  readonly time: number;
  /** Largest ℓ and ℓ0, a number. */
  readonly lMax: ParameterValues['lMax'];
}

/** The mixing matrix of an ensemble, and the theory's. Matrices have rows ℓ and columns ℓ0, each 0 … lMax. */
export interface MixingResult extends Omit<RunMixing, 'M' | 'shotNoise'> {
  /** α = k1 c ΔT. */
  readonly alpha: number;
  /** M of the test particles, without the shot noise; `error` is its standard error, NaN for a single realisation. */
  readonly simulated: Matrix;
  /** The shot noise that was taken off, by column ℓ0. */
  readonly shotNoise: readonly number[];
  /** Undefined where the theory does not cover the simulation. */
  readonly theory: TheoryMixing | undefined;
  /** The parameters that decide it, in the order in which outputs list them. */
  readonly names: readonly ParameterName[];
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

/** The theory's mixing matrix at ΔT = t, in two forms. */
export interface TheoryMixing {
  /** M = 1 − A ΔT. */
  readonly perturbative: Matrix;
  /** exp(−A ΔT) */
  readonly resummed: Matrix;
  /** Where the matrix is cut before it is exponentiated. */
  readonly lMax: number;
  /** The most that any element of `resummed` changes if it is cut at half of that. */
  readonly cutEffect: number;
}

/** ℓ_max of the exponential: at α = 50 no element below ℓ = 8 changes by more than 1e-4 beyond. */
const LEAST_CUT = 128;

/**
 * M of one look-back step from trajectories, and the theory's with no parameter free. Its pieces are the realisations, and two
 * matrices of the theory of some 100 ms each.
 * @throws CranisError if the run has no such time or does not resolve lMax, if a realisation is damaged, or none is there
 */
export async function mixingStudy({ source, time, lMax }: MixingSettings, control?: Control): Promise<MixingResult> {
  const size = numericLMax(lMax, 'a matrix has a size', 8);
  const index = timeIndex(source, time);
  const pause = createPause(control);
  await pause(0, 'reading realisations');
  const found = await inSteps(mixingSteps(source, index, size), pause, 'reading realisations', [0, 0.8]);
  const { M, shotNoise, ...rest } = found;
  const { model } = rest;
  const covered = coveredByTheory(model);
  const theory = covered ? await theoryMixing(rest, size, pause) : undefined;
  await pause(1);
  return {
    ...rest,
    alpha: model.turbulence.k1 * rest.time,
    simulated: M,
    shotNoise: [...shotNoise],
    theory,
    names: RUN_NAMES,
    units: unitsBlock(model, RUN_NAMES),
    parameters: parameterRecord(model, RUN_NAMES),
    engine: source.spec.engine,
    version: source.spec.version,
    notes: [
      ...incompleteNotes(source.label, rest),
      ...(covered
        ? []
        : ['the theory is for isotropic turbulence without a mean field: nothing stands beside this simulation']),
    ],
  };
}

async function theoryMixing(
  { model, time }: Pick<RunMixing, 'model' | 'time'>,
  lMax: number,
  pause: Pause,
): Promise<TheoryMixing> {
  const cut = Math.max(LEAST_CUT, 4 * lMax);
  const at = (last: number) => {
    const mixing = mixingMatrix(createStep(model.turbulence, time), { lMax: last });
    const corner = (matrix: Matrix) => block(matrix, lMax + 1, lMax + 1);
    return { perturbative: corner(mixing.M), resummed: corner(resummedMixing(generator(mixing), time)) };
  };
  await pause(0.8, 'theory');
  const whole = at(cut);
  await pause(0.9, 'theory, cut at half');
  const half = at(cut / 2);
  const changes = whole.resummed.values.map((value, i) => Math.abs(value - half.resummed.values[i]));
  return { ...whole, lMax: cut, cutEffect: Math.max(...changes) };
}
