/** The angular power spectrum of one observed sky. */
import { pseudoNoise } from '../../coverage/counts.ts';
import { type CoverageInput, createCoverage, type SkyCoverage } from '../../coverage/coverage.ts';
import { parseCoverage } from '../../coverage/coverage-name.ts';
import { DecouplingError } from '../../coverage/decouple.ts';
import { createPseudoModel } from '../../coverage/pseudo-model.ts';
import { pixelsOf, pseudoSpectra } from '../../coverage/pseudo-spectrum.ts';
import { type SeenSky, seenSky } from '../../coverage/record.ts';
import { analyseSkySteps, type SkyAnalysis } from '../../coverage/sky-analysis.ts';
import type { ObservedMap } from '../../files/fits/observed-map.ts';
import { CranisError } from '../../model/errors.ts';
import { PARAMETERS } from '../../model/parameters.ts';
import { VERSION } from '../../model/version.ts';
import type { Frame } from '../../sky/frame.ts';
import type { Mask } from '../../sky/mask.ts';
import { type Control, createPause, inSteps, type Pause } from '../control.ts';
import { asFramed, type FramedMask, frameFor, sharedFrame } from '../frames.ts';

/** A map, what is seen of it, and how it is analysed. */
export interface SkySettings {
  readonly map: SkyMap;
  /** What is seen of the pixels with data, and what is done to the map. */
  readonly sky?:
    | (Omit<CoverageInput, 'data' | 'nSide' | 'mask'> & { readonly mask?: FramedMask | undefined })
    | undefined;
  /** Highest multipole; as far as the map goes, but no farther than 191, if not stated. */
  readonly lMax?: number | undefined;
  /** Multipoles decoupled together; the fewest possible, if not stated. */
  readonly width?: number | undefined;
  /** p of C_ℓ ∝ (ℓ(ℓ+1))^(−p/2) within a band; 2 by default. */
  readonly slope?: number | undefined;
}

/** A map of relative intensity, ring order, with the pixels that hold data; of a file or of a page. */
export type SkyMap = Pick<ObservedMap, 'name' | 'values' | 'seen'> & Partial<ObservedMap>;

/** The spectrum of a sky. */
export interface SkyResult {
  readonly map: SkyMap;
  /** Frame that map, mask and background share; undefined where no file states it and nothing depends on it. */
  readonly frame: Frame | undefined;
  readonly sky: SeenSky & { readonly nSide: number };
  /** Weights of the pixels that were seen, their edges softened. */
  readonly seen: Mask;
  readonly lMax: number;
  /** C̃_ℓ, ℓ = 0 … lMax, noise included. */
  readonly pseudo: Float64Array;
  /** What of white noise of level 1 reaches each C̃_ℓ. */
  readonly whiteNoise: Float64Array;
  /** C_ℓ, its errors and bands; undefined where the sky is too small for them. */
  readonly decoupled: Pick<SkyAnalysis, 'C' | 'error' | 'bands' | 'condition' | 'exact'> | undefined;
  /** Why there is no C_ℓ, and which bands would do. */
  readonly refusal: Pick<DecouplingError, 'message' | 'hint' | 'working'> | undefined;
  /** White noise level of C, from the counts or as the map records it; undefined where neither tells it. */
  readonly noise: number | undefined;
  /** Multipoles that were asked to be decoupled together; undefined where none were. */
  readonly width: number | undefined;
  /** For the user to know. */
  readonly notes: readonly string[];
  /** All that decided it, by name. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Version of cranis that computed it. */
  readonly version: string;
}

/** What N_side = 64, the usual one of these maps, carries. */
const USUAL_L_MAX = 191;

/**
 * Pseudo-C_ℓ of a map, and C_ℓ decoupled from what is seen of the sky, with errors. Where the sky is too small for bands, pseudo-C_ℓ
 * alone.
 * @throws CranisError where map, mask and declinations do not go together, or nothing is left to see; DecouplingError where bands of
 * the width that was asked for are not told apart
 */
export async function skyStudy(settings: SkySettings, control?: Control): Promise<SkyResult> {
  const { map, sky = {}, width, slope = PARAMETERS.slope.default } = settings;
  const pause = createPause(control);
  const { mask, treatment = {} } = sky;
  const { nSide } = map.seen;
  const others = [...(map.others ?? []), ...(mask ? [asFramed(mask)] : [])];
  const name = sky.name ?? recordedName(map);
  const shared = frameFor(sharedFrame(map, others), map, { coverage: name, withoutM0: treatment.withoutM0 });
  const data = { ...map.seen, name: `the pixels of ${map.name} with data` };
  const coverage = createCoverage({ ...sky, name, data, nSide });
  const carried = 3 * nSide - 1;
  const lMax = settings.lMax ?? Math.min(USUAL_L_MAX, carried);
  if (lMax > carried) {
    throw new CranisError(`a map of N_side = ${nSide} carries multipoles up to ${carried}`, {
      where: 'lMax',
      hint: `give \`lMax\` ${carried} or less`,
    });
  }
  const found = await spectrumOf(map.values, coverage, { lMax, width, slope }, pause);
  await pause(1);
  const seen = pixelsOf(coverage);
  return {
    map,
    frame: shared.frame,
    sky: { ...seenSky(coverage), nSide },
    seen,
    lMax,
    ...found,
    noise: map.variance ? pseudoNoise(seen, map.variance) / coverage.w2 : map.made?.noise,
    width,
    notes: [...(map.notes ?? []), ...shared.notes],
    parameters: {
      map: map.name,
      column: map.what,
      nSide,
      ordering: map.ordering,
      coordinates: shared.frame,
      coverage: coverage.name === 'full' && name === undefined ? undefined : coverage.name,
      mask: mask && (mask.name ?? 'mask'),
      apodise: sky.apodisation?.width,
      apodisation: sky.apodisation?.kind,
      remove: coverage.treatment.remove,
      withoutM0: coverage.treatment.withoutM0,
      lMax,
      iterations: coverage.iterations,
      bandWidth: width,
      slope,
      backgroundRatio: map.backgroundRatio,
      ...(map.made && { spectrum: map.made.spectrum, seed: map.made.seed, realisation: map.made.realisation }),
    },
    version: VERSION,
  };
}

/** The coverage that a synthetic sky records, if it is one. */
function recordedName({ made }: SkyMap): string | undefined {
  if (made?.coverage === undefined) return undefined;
  try {
    return parseCoverage(made.coverage).name;
  } catch {
    return undefined; // of another version
  }
}

type Found = Pick<SkyResult, 'pseudo' | 'whiteNoise' | 'decoupled' | 'refusal'>;

interface Bands {
  readonly lMax: number;
  readonly width: number | undefined;
  readonly slope: number;
}

/** Decouples where the sky allows it. */
async function spectrumOf(values: Float64Array, coverage: SkyCoverage, bands: Bands, pause: Pause): Promise<Found> {
  const { lMax, width } = bands;
  await pause(0, 'spectrum');
  try {
    const found = await inSteps(analyseSkySteps(values, coverage, bands), pause, 'spectrum');
    const { pseudo, whiteNoise, C, error, bands: told, condition, exact } = found;
    return { pseudo, whiteNoise, decoupled: { C, error, bands: told, condition, exact }, refusal: undefined };
  } catch (error) {
    if (!(error instanceof DecouplingError) || width !== undefined) throw error;
    await pause(0.9, 'pseudo-spectrum alone');
    const [pseudo] = pseudoSpectra(coverage, { lMax })([values]);
    const { noise } = createPseudoModel(coverage, { lMax });
    const { message, hint, working } = error;
    return { pseudo, whiteNoise: noise, decoupled: undefined, refusal: { message, hint, working } };
  }
}
