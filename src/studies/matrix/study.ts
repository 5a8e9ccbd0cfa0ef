/** The mixing matrix of one look-back step, and its generator. */
import type { Matrix } from '../../math/matrix.ts';
import { parameterRecord, type UnitsBlock, unitsBlock } from '../../model/describe.ts';
import { checkFinite } from '../../model/finite.ts';
import type { Model } from '../../model/model.ts';
import type { ParameterName } from '../../model/parameters.ts';
import { VERSION } from '../../model/version.ts';
import { createStep, generator, type MixingMatrix, mixingMatrix } from '../../theory/index.ts';
import { type Control, createPause } from '../control.ts';
import { numericLMax } from '../numeric-l-max.ts';
import { MATRIX_NAMES } from './settings.ts';

/** What a mixing matrix is computed from. */
export interface MatrixSettings {
  /** Turbulence and step, and of its values `lMax` (a number), `method` and `diagram`. */
  readonly model: Model;
}

/** The mixing matrix of one step, and its generator. */
export interface MatrixResult {
  readonly model: Model;
  /** The parameters that decide it, in the order in which outputs list them. */
  readonly names: readonly ParameterName[];
  readonly mixing: MixingMatrix;
  /** A = (δ − M)/ΔT (3.5) in c/r_g, rows ℓ, columns ℓ0, from 0; undefined for a diagram alone. */
  readonly A: Matrix | undefined;
  /** The units of the parameters, and the parameters in physical units where the gyroradius is known. */
  readonly units: UnitsBlock;
  /** The parameters by their names. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Version of cranis that computed it. */
  readonly version: string;
}

/**
 * M and A of one step, ℓ, ℓ0 = 0 … ℓ_max. One piece of work: 1 ms at ℓ_max = 60, a second at 2000.
 * @throws CranisError if ℓ_max is `exact`
 */
export async function matrixStudy({ model }: MatrixSettings, control?: Control): Promise<MatrixResult> {
  const pause = createPause(control);
  const { method, diagram } = model.values;
  const lMax = numericLMax(model.values.lMax, 'a matrix has a size', 60);
  await pause(0, 'mixing matrix');
  const mixing = mixingMatrix(createStep(model.turbulence, model.deltaT), { lMax, method, diagram });
  checkFinite(mixing.M.values);
  const A = diagram === 'all' ? generator(mixing) : undefined;
  await pause(1);
  return {
    model,
    names: MATRIX_NAMES,
    mixing,
    A,
    units: unitsBlock(model, MATRIX_NAMES),
    parameters: parameterRecord(model, MATRIX_NAMES),
    version: VERSION,
  };
}
