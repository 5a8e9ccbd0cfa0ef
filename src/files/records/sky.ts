/** The record of the spectrum of an observed sky. */
import type { SeenSky } from '../../coverage/record.ts';
import type { SkyAnalysis } from '../../coverage/sky-analysis.ts';
import { coverageRecord } from './coverage.ts';
import { createRecord, type RecordOf } from './records.ts';

/** The spectrum of a sky, and what its file says beside it; a `SkyResult` is one. Arrays by ℓ from 0. */
export interface SkyContent {
  /** Noise included. */
  readonly pseudo: Float64Array;
  /** What of white noise of level 1 reaches each of them. */
  readonly whiteNoise: Float64Array;
  /** undefined where the sky is too small for bands. */
  readonly decoupled: Pick<SkyAnalysis, 'C' | 'error' | 'bands' | 'condition' | 'exact'> | undefined;
  /** undefined where nothing tells it. */
  readonly noise: number | undefined;
  readonly sky: SeenSky;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly version: string;
}

/** What `cranis sky` writes, for {@link writeRecord}. Without decoupling, C, error and checks are null and there are no bands. */
export function skyRecord(result: SkyContent): RecordOf<'sky'> {
  const { pseudo, whiteNoise, decoupled, noise } = result;
  return createRecord('sky', {
    ell: [...pseudo.keys()],
    pseudo: [...pseudo],
    C: decoupled ? [...decoupled.C] : null,
    error: decoupled ? [...decoupled.error] : null,
    noise: noise ?? null,
    noiseIncluded: true,
    pseudoNoise: noise === undefined ? undefined : Array.from(whiteNoise, (share) => share * noise),
    bands: (decoupled?.bands ?? []).map(({ from, to }) => [from, to]),
    coverage: coverageRecord(result.sky),
    checks: { condition: decoupled?.condition ?? null, errors: decoupled ? ERRORS[`${decoupled.exact}`] : null },
    parameters: result.parameters,
    version: result.version,
  });
}

const ERRORS = { true: 'exact for a Gaussian sky', false: 'narrow-kernel approximation' } as const;
