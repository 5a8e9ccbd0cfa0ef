/** The record of the mixing matrix of a run. */
import { type Matrix, nested } from '../../math/matrix.ts';
import type { UnitsBlock } from '../../model/describe.ts';
import { createRecord, type RecordOf } from './records.ts';

/** The mixing matrix of a run, and what its file says beside it; a `MixingResult` is one. Matrices have rows ℓ and columns ℓ0 from 0. */
export interface MixingContent {
  readonly simulated: Matrix;
  /** NaN where it is not known. */
  readonly error: Matrix;
  readonly theory:
    | {
        readonly perturbative: Matrix;
        readonly resummed: Matrix;
        readonly lMax: number;
        readonly cutEffect: number;
      }
    | undefined;
  readonly shotNoise: readonly number[];
  /** r_g/c */
  readonly time: number;
  readonly alpha: number;
  readonly realisations: number;
  readonly units: UnitsBlock;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly engine: string;
  readonly version: string;
}

/** What `cranis mixing` writes, for {@link writeRecord}. */
export function mixingRecord(result: MixingContent): RecordOf<'mixing'> {
  const { simulated, error, theory, shotNoise, time, alpha, realisations } = result;
  return createRecord('mixing', {
    ell: Array.from({ length: simulated.rows }, (_, l) => l),
    simulated: nested(simulated),
    error: nested(error).map((row) => row.map((value) => (Number.isNaN(value) ? null : value))),
    perturbative: theory ? nested(theory.perturbative) : null,
    resummed: theory ? nested(theory.resummed) : null,
    time,
    alpha,
    realisations,
    shotNoise,
    checks: theory ? { resummedLMax: theory.lMax, resummedCutEffect: theory.cutEffect } : {},
    units: result.units,
    parameters: result.parameters,
    engine: result.engine,
    kernel: result.engine, // its first name, which programs of users read
    version: result.version,
  });
}
