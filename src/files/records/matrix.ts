/** The record of a mixing matrix of the theory. */
import { type Matrix, nested } from '../../math/matrix.ts';
import type { UnitsBlock } from '../../model/describe.ts';
import type { MixingMatrix } from '../../theory/index.ts';
import { createRecord, type RecordOf } from './records.ts';

/** A mixing matrix, and what its file says beside it. A `MatrixResult` is one. */
export interface MatrixContent {
  readonly mixing: MixingMatrix;
  /** (3.5); undefined for a diagram alone. */
  readonly A: Matrix | undefined;
  readonly units: UnitsBlock;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly version: string;
}

/** What `cranis matrix` writes, for {@link writeRecord}. */
export function matrixRecord({ mixing, A, units, parameters, version }: MatrixContent): RecordOf<'matrix'> {
  return createRecord('matrix', {
    M: nested(mixing.M),
    A: A ? nested(A) : null,
    Lambda: { 0: mixing.lambda[0], 2: mixing.lambda[2] },
    deltaT: mixing.deltaT,
    checks: { sumRuleResidual: mixing.sumRuleResidual },
    units,
    parameters,
    version,
  });
}
