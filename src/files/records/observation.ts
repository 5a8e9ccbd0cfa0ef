/** The record of what is seen of a spectrum. */
import type { ScatterBands } from '../../coverage/expected-sky.ts';
import type { PseudoMoments } from '../../coverage/pseudo-model.ts';
import type { SeenSky } from '../../coverage/record.ts';
import { coverageRecord } from './coverage.ts';
import { createRecord, type RecordOf } from './records.ts';

/** What is seen of a spectrum, and what its file says beside it; an `ObserveResult` is one. Arrays by ℓ from 0. */
export interface ObservationContent {
  /** C_ℓ of the sky, without noise. */
  readonly C: Float64Array;
  readonly noise: number;
  /** Of the pseudo-C_ℓ, noise included. */
  readonly moments: PseudoMoments;
  readonly pseudoNoise: Float64Array;
  readonly bands: ScatterBands;
  readonly method: string;
  readonly simulated: ({ readonly mean: Float64Array; readonly error: Float64Array } & ScatterBands) | undefined;
  readonly realisations: number;
  readonly sky: SeenSky;
  readonly beyond: Float64Array;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly version: string;
}

/** What `cranis observe` writes, for {@link writeRecord}. */
export function observationRecord(result: ObservationContent): RecordOf<'observation'> {
  const { C, moments, simulated, realisations } = result;
  return createRecord('observation', {
    ell: [...C.keys()],
    C: [...C],
    noise: result.noise,
    pseudo: [...moments.mean],
    pseudoNoise: [...result.pseudoNoise],
    error: deviations(moments),
    degreesOfFreedom: [...moments.degreesOfFreedom],
    ...plain(result.bands),
    method: result.method,
    simulated: simulated && {
      realisations,
      mean: [...simulated.mean],
      error: [...simulated.error],
      ...plain(simulated),
    },
    coverage: coverageRecord(result.sky),
    checks: { beyond: [...result.beyond] },
    parameters: result.parameters,
    version: result.version,
  });
}

const plain = ({ median, band68, band95 }: ScatterBands) => ({
  median: [...median],
  band68: { low: [...band68.low], high: [...band68.high] },
  band95: { low: [...band95.low], high: [...band95.high] },
});

const deviations = ({ mean, covariance: { columns, values } }: PseudoMoments) =>
  Array.from(mean, (_, l) => Math.sqrt(values[l * (columns + 1)]));
