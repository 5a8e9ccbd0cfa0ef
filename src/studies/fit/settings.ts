/** What decides a fit beside the parameters of the model. */
import type { SkySaid } from '../../coverage/completed.ts';
import type { LikelihoodKind } from '../../fit/likelihood.ts';
import type { FitName } from '../../fit/parameters.ts';
import type { PriorKind } from '../../fit/posterior.ts';
import type { Model } from '../../model/model.ts';
import { namesOf, type PARAMETERS, type ParameterName } from '../../model/parameters.ts';
import type { FramedMask } from '../frames.ts';
import type { FitSource } from './source.ts';

/** `measurement`: the scatter of the sky comes on top; `total`: they contain it. */
export type ErrorKind = (typeof PARAMETERS.errors.choices)[number];

/** Parameters of the model that a fit holds or varies, in the order in which outputs list them. */
export const FIT_MODEL: readonly ParameterName[] = [
  ...namesOf('turbulence'),
  'alpha',
  'deltaT',
  'lMax',
  'gradient',
  'source',
  'lookBackTime',
  'noise',
  ...namesOf('units'),
];

/** A fit as it is asked for. */
export interface FitSettings {
  readonly source: FitSource;
  /** The theory: turbulence, source term, ℓ_max, look-back time. Of free parameters it says where the search begins. */
  readonly model: Model;
  /** Parameters to fit; α, K|G|² and N by default. */
  readonly free?: readonly FitName[] | undefined;
  /** Multipoles to fit; those that the data are good for by default. */
  readonly ells?: readonly number[] | undefined;
  /** What the errors are; the model's `errors` by default, and by the data if neither says it. */
  readonly errors?: ErrorKind | undefined;
  /** What is known of the sky beyond what is recorded with the data. */
  readonly sky?: SkySaid | undefined;
  /** The mask of the sky, or all that was seen of it as a mask. */
  readonly mask?: FramedMask | undefined;
  /** White noise level N where it is not free; the model's by default, and where that has none, the data's own. */
  readonly noise?: number | undefined;
  /** The model's by default, and if neither says it gamma, or Gaussian where the errors are total. */
  readonly likelihood?: LikelihoodKind | undefined;
  /** The model's by default. */
  readonly prior?: PriorKind | undefined;
  /** Where free parameters may lie. */
  readonly ranges?: Readonly<Partial<Record<FitName, readonly [number, number]>>> | undefined;
  /** Least number of posterior samples; the model's by default. */
  readonly samples?: number | undefined;
  /** Of the chain; the model's by default. */
  readonly seed?: number | undefined;
}
