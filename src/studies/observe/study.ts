/** What an observatory sees of a spectrum: the expectation of its pseudo-C_ℓ, how far one sky scatters about it, and synthetic skies. */
import { type CoverageInput, createCoverage } from '../../coverage/coverage.ts';
import {
  exactBands,
  type ScatterBands,
  sampleBands,
  sampleMean,
  shareFromBeyond,
} from '../../coverage/expected-sky.ts';
import { createPseudoModel, type PseudoMoments } from '../../coverage/pseudo-model.ts';
import { type SeenSky, seenSky } from '../../coverage/record.ts';
import { CranisError } from '../../model/errors.ts';
import type { Spectrum } from '../../model/spectrum.ts';
import { VERSION } from '../../model/version.ts';
import { type Control, createPause } from '../control.ts';
import { type FramedMask, frameOfMask } from '../frames.ts';
import { pseudoSpectraOfSkies, type SkyTaker } from './skies.ts';

/** What is observed, and through which sky. */
export interface ObserveSettings {
  /** C_ℓ of the sky, all multipoles from 1 to its last one; with its noise, if that is known. */
  readonly spectrum: Spectrum & {
    /** C contains the noise. */
    readonly noiseIncluded?: boolean | undefined;
  };
  /** What outputs call the spectrum, its file for example; its own label by default. */
  readonly name?: string | undefined;
  /** What is seen. It is taken as pixels: of its mask, of its `nSide`, or of N_side = 64. */
  readonly sky: Omit<CoverageInput, 'iterations' | 'data' | 'mask'> & { readonly mask?: FramedMask | undefined };
  /** Highest multipole of the pseudo-C_ℓ; as far as the spectrum goes, if not stated. */
  readonly lMax?: number | undefined;
  /** White noise level N of the sky; that of the spectrum, or none, if not stated. */
  readonly noise?: number | undefined;
  /** How many synthetic skies; as many as are needed, if not stated: none where the bands are known exactly. */
  readonly realisations?: number | undefined;
  readonly seed?: number | undefined;
}

/** Synthetic skies go to whoever keeps them, as they are made. */
export interface ObserveControl extends Control {
  /** Where it is given and `realisations` is not, it gets 10 skies. */
  readonly onSky?: SkyTaker | undefined;
}

/** What is seen of a spectrum. */
export interface ObserveResult {
  readonly name: string;
  readonly sky: SeenSky & { readonly nSide: number };
  readonly lMax: number;
  /** White noise level N. */
  readonly noise: number;
  /** C_ℓ of the sky, ℓ = 0 … lMax, without noise. */
  readonly C: Float64Array;
  /** Last multipole of the spectrum that was observed. */
  readonly last: number;
  /** Of the pseudo-C_ℓ, noise included. */
  readonly moments: PseudoMoments;
  /** What white noise of level N adds to each of them. */
  readonly pseudoNoise: Float64Array;
  readonly bands: ScatterBands;
  /** Where the bands come from. */
  readonly method: string;
  /** Mean and bands of the synthetic skies; undefined where there are fewer than 2. */
  readonly simulated: (ReturnType<typeof sampleMean> & ScatterBands) | undefined;
  readonly realisations: number;
  readonly seed: number;
  /** By what share each pseudo-C_ℓ would grow if the spectrum went on beyond its end. */
  readonly beyond: Float64Array;
  /** All that decided it, by the names of the parameter table. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Version of cranis that computed it. */
  readonly version: string;
}

/** The N_side that the collaborations' maps have. */
const USUAL_N_SIDE = 64;
/** Skies made where only they can tell the bands. */
const ENOUGH = 1000;
/** Skies made for somebody who wants skies and does not say how many. */
const SOME = 10;

/**
 * Pseudo-C_ℓ that are expected of a spectrum, with the bands of cosmic variance and noise: exact where the coverage is the same at every
 * right ascension, else from synthetic skies.
 * @throws CranisError where no sky is stated, or the pixels do not carry ℓ_max, or the spectrum is none that a sky can have
 */
export async function observeStudy(settings: ObserveSettings, control: ObserveControl = {}): Promise<ObserveResult> {
  const { sky, spectrum, seed = 1 } = settings;
  const pause = createPause(control);
  if (sky.name === undefined && !sky.mask) {
    throw new CranisError('which sky is seen?', { where: 'coverage', hint: 'give `coverage` or `mask`' });
  }
  const noise = settings.noise ?? spectrum.noise ?? 0;
  const all = withoutNoise(settings);
  // The plain sum over pixels throughout: with it the expectation of synthetic skies is exact.
  const nSide = sky.nSide ?? sky.mask?.nSide ?? USUAL_N_SIDE;
  const coverage = createCoverage({ ...sky, nSide, iterations: 0 });
  const needs = { coverage: sky.name, withoutM0: sky.treatment?.withoutM0 };
  const frame = sky.mask ? frameOfMask(sky.mask, needs) : 'C';
  const carried = 3 * nSide - 1;
  const last = Math.min(all.length - 1, carried);
  const lMax = settings.lMax ?? last;
  if (lMax > carried) {
    throw new CranisError(`maps of N_side = ${nSide} carry multipoles up to ${carried}`, {
      where: 'lMax',
      hint: `give \`lMax\` ${carried} or less, or a larger \`nSide\``,
    });
  }
  const within = all.slice(0, last + 1);
  await pause(0, 'expectation');
  const model = createPseudoModel(coverage, { lMax, lMaxSky: Math.min(carried, 2 * last) });
  const moments = model.moments(within, noise);
  await pause(0.05, 'bands');
  const exact = exactBands(moments);
  const realisations = settings.realisations ?? (exact ? (control.onSky ? SOME : 0) : ENOUGH);
  if (!exact && realisations < 2) {
    throw new CranisError('the bands of this sky come from synthetic skies, and need at least 2', {
      where: 'realisations',
      hint: `give ${ENOUGH}`,
    });
  }
  const spectra = await pseudoSpectraOfSkies(
    { C: within, coverage, frame, noise, seed, realisations, lMax },
    control.onSky,
    (done) => pause(0.1 + 0.9 * done, 'synthetic skies'),
  );
  const simulated = spectra.length > 1 ? { ...sampleMean(spectra), ...sampleBands(spectra) } : undefined;
  await pause(1);
  const C = new Float64Array(lMax + 1);
  C.set(within.subarray(0, lMax + 1));
  const name = settings.name ?? spectrum.provenance.label;
  return {
    name,
    sky: { ...seenSky(coverage), nSide },
    lMax,
    noise,
    C,
    last: all.length - 1,
    moments,
    pseudoNoise: model.noise.map((share) => share * noise),
    bands: (exact ?? simulated)!,
    method: exact ? 'exact, for a Gaussian sky' : `${realisations} synthetic skies`,
    simulated,
    realisations,
    seed,
    beyond: shareFromBeyond(model, within, moments.mean),
    parameters: {
      spectrum: name,
      ...skyParameters(settings.sky),
      lMax,
      noise,
      nSide,
      realisations,
      seed: realisations > 0 ? seed : undefined,
    },
    version: VERSION,
  };
}

const skyParameters = ({ name, mask, apodisation, treatment = {} }: ObserveSettings['sky']) => ({
  coverage: typeof name === 'object' ? `${name[0]}..${name[1]}` : name,
  mask: mask && (mask.name ?? 'mask'),
  apodise: apodisation?.width,
  apodisation: apodisation?.kind,
  remove: treatment.remove ?? 'none',
  withoutM0: treatment.withoutM0 ?? false,
});

/** C_ℓ by ℓ from 0 without the noise, every one of them known from ℓ = 1 on. */
function withoutNoise({ spectrum, noise: stated }: ObserveSettings): Float64Array {
  const { ell, C, noise = stated, noiseIncluded } = spectrum;
  const fail = (message: string, hint: string) => new CranisError(message, { where: 'spectrum', hint });
  const first = ell[0] === 0 ? 0 : 1;
  ell.forEach((l, i) => {
    if (l !== i + first)
      throw fail(`ℓ = ${l} where ${i + first} should be`, 'list every multipole from 1 on, ascending');
  });
  if (ell.length <= 1 - first) throw fail('the spectrum has no multipole from 1 on', 'give one');
  if (noiseIncluded && noise === undefined) {
    throw fail('the spectrum contains noise, and does not say how much', 'give `noise`, which is then taken out of it');
  }
  const level = noiseIncluded ? noise! : 0;
  return C.map((value, l) => {
    const left = l < first ? 0 : value - level;
    if (left >= 0 && Number.isFinite(left)) return left;
    throw fail(
      `C = ${left} at ℓ = ${l}${level > 0 ? ` without the noise of ${level}` : ''} is not a power from 0 up`,
      'a spectrum to observe has no negative C_ℓ',
    );
  });
}
