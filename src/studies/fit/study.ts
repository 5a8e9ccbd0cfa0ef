/** A fit from data, model and settings, and what it says. */

import type { FitSettings } from '../../cli/fit/settings.ts';
import type { FitSource } from '../../cli/fit/source.ts';
import type { Measurement } from '../../fit/data.ts';
import { type Fit, fitSpectrum } from '../../fit/fit.ts';
import type { LikelihoodKind } from '../../fit/likelihood.ts';
import { checkPriors, defaultPriors, type FitName, type FitParameters, type Prior } from '../../fit/parameters.ts';
import { type Summary, summarise } from '../../fit/summary.ts';
import { parameterRecord, type UnitsBlock, unitsBlock } from '../../model/describe.ts';
import { CranisError } from '../../model/errors.ts';
import type { Model } from '../../model/model.ts';
import type { ParameterName } from '../../model/parameters.ts';
import { VERSION } from '../../model/version.ts';
import { type FitSky, fitSky, type SkyFlags } from './sky.ts';

export interface FitResult {
  readonly source: FitSource;
  readonly model: Model;
  /** Parameters to list: those of the model that were not fitted. */
  readonly names: readonly ParameterName[];
  readonly settings: FitSettings;
  readonly sky: FitSky;
  readonly priors: readonly Prior[];
  readonly likelihood: LikelihoodKind;
  readonly fit: Fit;
  readonly summary: Summary;
  /** What the errors are taken for. */
  readonly errorMeaning: string;
  /** Noise subtracted from the measurement, which belongs to its scatter. */
  readonly subtracted: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly units: UnitsBlock;
  readonly version: string;
}

export interface FitRequest {
  readonly source: FitSource;
  readonly model: Model;
  readonly settings: FitSettings;
  readonly sky: SkyFlags;
  /** Parameters that the command takes, and those among them that were stated on its line. */
  readonly names: readonly ParameterName[];
  readonly noiseIsStated: boolean;
}

export async function computeFit({
  source,
  model,
  settings,
  sky: flags,
  names,
  noiseIsStated,
}: FitRequest): Promise<FitResult> {
  const { lMax, lookBackTime, seed } = model.values;
  const { spectrum } = source;
  const { measured, errorMeaning } = measurements(source, settings);
  const total = settings.errors === undefined ? source.errorsAreTotal : settings.errors === 'total';
  const subtracted = spectrum.noiseIncluded === false && !total ? (spectrum.noise ?? 0) : 0;
  const last = measured.at(-1)!.ell;
  if (lMax !== 'exact' && lMax < last) {
    throw new CranisError(`--l-max: ${lMax} is below ℓ = ${last} of the data`, {
      where: 'lMax',
      hint: `give --l-max ${last} or more, or --l-range 1..${lMax}`,
    });
  }
  if (lookBackTime !== undefined && (lMax === 'exact' || lookBackTime === 0)) {
    throw new CranisError(
      lookBackTime === 0
        ? '--evolve: at t = 0 there is no anisotropy yet'
        : '--evolve needs a number for ℓ_max: the exact limit is a steady state',
      { where: 'lookBackTime', hint: lookBackTime === 0 ? 'give a time above 0' : 'give --l-max N, for example 60' },
    );
  }
  const sky = await fitSky(measured, source.sky, flags, { subtracted, skies: total ? Number.POSITIVE_INFINITY : 1 });
  const known =
    spectrum.noiseIncluded !== false && !noiseIsStated && model.values.noise === 0 ? spectrum.noise : undefined;
  const fixed: FitParameters = {
    alpha: model.alpha,
    gradient: model.values.gradient,
    noise: known ?? model.values.noise,
    index: model.values.index,
    k0: model.turbulence.k0,
    k1: model.turbulence.k1,
  };
  const priors = priorsOf(settings, fixed, sky);
  const likelihood = settings.likelihood ?? (total ? 'gaussian' : 'gamma');
  const fit = fitSpectrum(
    {
      setup: {
        spec: model.turbulence.spec,
        source: model.source,
        lMax,
        ...(lookBackTime === undefined ? {} : { time: lookBackTime }),
      },
      fixed,
      priors,
      priorKind: settings.priorKind,
      data: sky.data,
      likelihood,
    },
    { samples: settings.samples, seed },
  );
  const free: readonly ParameterName[] = settings.free;
  const listed = names.filter((name) => !free.includes(name) && !(free.includes('alpha') && name === 'deltaT'));
  return {
    source,
    model,
    names: listed,
    settings,
    sky,
    priors,
    likelihood,
    fit,
    summary: summarise(fit),
    errorMeaning,
    subtracted,
    parameters: { ...parameterRecord(model, listed), ...(listed.includes('noise') ? { noise: fixed.noise } : {}) },
    units: unitsBlock(model, listed),
    version: VERSION,
  };
}

/** The multipoles fitted, with the errors that belong to them. */
function measurements(
  { spectrum, judged, last }: FitSource,
  { ells }: FitSettings,
): { measured: Measurement[]; errorMeaning: string } {
  const { ell, C, errorLow, errorHigh } = spectrum;
  const measured = ell.flatMap((l): Measurement[] => {
    if (ells ? !ells.has(l) : l > last) return [];
    const relative = judged?.error(l);
    return [
      {
        ell: l,
        C: C[l],
        errorLow: relative === undefined ? (errorLow?.[l] ?? 0) : relative * Math.abs(C[l]),
        errorHigh: relative === undefined ? (errorHigh?.[l] ?? 0) : relative * Math.abs(C[l]),
      },
    ];
  });
  if (measured.length === 0) {
    throw new CranisError(
      `--l-range: none of these multipoles is in the data, which have ℓ = ${ell[0]} … ${ell.at(-1)}`,
      {
        where: 'ells',
        hint: 'leave out --l-range to fit them all',
      },
    );
  }
  const meaning =
    judged?.meaning ?? (errorLow ? (spectrum.errorMeaning ?? 'as stated') : 'none: the scatter of the sky alone');
  return { measured, errorMeaning: meaning };
}

function priorsOf({ free, ranges }: FitSettings, fixed: FitParameters, { data }: FitSky): Prior[] {
  const largest = Math.max(...data.points.map(({ power }) => Math.abs(power)));
  const priors = defaultPriors(free, fixed, largest).map((prior) => {
    const stated = ranges[prior.name as FitName];
    return stated ? { ...prior, lower: stated[0], upper: stated[1] } : prior;
  });
  checkPriors(priors, fixed);
  return priors;
}
