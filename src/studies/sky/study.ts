/** One observed sky, from files and settings to its spectrum. */

import { readSkyFiles, type SkyFile, type SkyFileOptions } from '../../cli/sky/files.ts';
import { pseudoNoise } from '../../coverage/counts.ts';
import { type CoverageOptions, createCoverage } from '../../coverage/coverage.ts';
import { DecouplingError } from '../../coverage/decouple.ts';
import { createPseudoModel } from '../../coverage/pseudo-model.ts';
import { pseudoSpectra } from '../../coverage/pseudo-spectrum.ts';
import { analyseSky, type SkyAnalysis } from '../../coverage/sky-analysis.ts';
import type { Treatment } from '../../coverage/treatment.ts';
import { CranisError } from '../../model/errors.ts';
import { VERSION } from '../../model/version.ts';
import { type Apodisation, apodise } from '../../sky/apodise.ts';
import type { Frame } from '../../sky/frame.ts';
import { combineMasks, type Mask } from '../../sky/mask.ts';
import { frameFor, sharedFrame } from './frames.ts';

export interface SkySettings extends SkyFileOptions {
  readonly map: string;
  readonly coverage: string | undefined;
  readonly mask: string | undefined;
  readonly apodisation: Apodisation | undefined;
  readonly treatment: Required<Treatment>;
  /** As far as the map goes, but no farther than 191, if not stated. */
  readonly lMax: number | undefined;
  readonly iterations: number;
  readonly width: number | undefined;
  readonly slope: number;
}

export interface SkyResult {
  readonly settings: SkySettings;
  readonly file: SkyFile;
  /** Frame that map, mask and background share; undefined where no file states it and nothing depends on it. */
  readonly frame: Frame | undefined;
  readonly mask: Mask;
  readonly spectrum: SkySpectrum;
  /** White noise level of C from the counts; undefined where there are none. */
  readonly noise: number | undefined;
  readonly notes: readonly string[];
  readonly version: string;
}

/** What is known of the spectrum of any sky. */
export interface SkySpectrum extends Pick<SkyAnalysis, 'lMax' | 'pseudo' | 'whiteNoise' | 'coverage'> {
  /** C_ℓ, its errors and bands; undefined where the sky is too small for them. */
  readonly decoupled: SkyAnalysis | undefined;
  /** Why there is no C_ℓ, and which bands would do. */
  readonly refusal: DecouplingError | undefined;
}

/** What N_side = 64, the usual one of these maps, carries. */
export const USUAL_L_MAX = 191;

export async function computeSky(settings: SkySettings): Promise<SkyResult> {
  const { file, hidden, others, notes } = await readSkyFiles(settings.map, settings.mask, settings);
  const needs = { coverage: settings.coverage, withoutM0: settings.treatment.withoutM0 };
  const shared = frameFor(sharedFrame(file, others), file, needs);
  const { mask, name } = observed(file, settings, hidden?.mask);
  const carried = 3 * file.nSide - 1;
  const lMax = settings.lMax ?? Math.min(USUAL_L_MAX, carried);
  if (lMax > carried) {
    throw new CranisError(`--l-max: a map of N_side = ${file.nSide} carries multipoles up to ${carried}`, {
      where: 'lMax',
      hint: `give --l-max ${carried} or less`,
    });
  }
  const spectrum = spectrumOf(file.values, mask, name, lMax, settings);
  return {
    settings,
    file,
    frame: shared.frame,
    mask,
    spectrum,
    noise: file.variance && pseudoNoise(mask, file.variance) / spectrum.coverage.w2,
    notes: [...notes, ...shared.notes],
    version: VERSION,
  };
}

/**
 * Decouples where the sky allows it. Where it allows no bands, the result is pseudo-C_ℓ alone, unless a width was asked for:
 * then the DecouplingError is thrown on.
 */
function spectrumOf(
  values: Float64Array,
  mask: Mask,
  name: string,
  lMax: number,
  { iterations, width, slope, treatment }: SkySettings,
): SkySpectrum {
  try {
    const decoupled = analyseSky(values, mask, name, { lMax, iterations, width, slope, ...treatment });
    const { pseudo, whiteNoise, coverage } = decoupled;
    return { lMax, pseudo, whiteNoise, coverage, decoupled, refusal: undefined };
  } catch (error) {
    if (!(error instanceof DecouplingError) || width !== undefined) throw error;
    const coverage = createCoverage(mask, { name, iterations });
    const [pseudo] = pseudoSpectra(mask, { lMax, iterations, ...treatment })([values]);
    const { noise } = createPseudoModel(coverage, { lMax, ...treatment });
    return { lMax, pseudo, whiteNoise: noise, coverage, decoupled: undefined, refusal: error };
  }
}

/** What is seen: pixels with data, within the coverage, under the mask, softened at the edges of it all. */
function observed(
  file: SkyFile,
  { coverage, mask, apodisation }: SkySettings,
  hidden: Mask | undefined,
): { mask: Mask; name: string } {
  let seen = file.seen;
  const names: string[] = [];
  const options: CoverageOptions = { nSide: file.nSide };
  if (coverage !== undefined) {
    const band = createCoverage(coverage, options);
    seen = within(seen, band.mask(file.nSide), `${file.name} holds no data within ${coverage}`);
    names.push(band.label.replace(/, N_side = \d+/u, ''));
  }
  if (mask !== undefined && hidden !== undefined) {
    if (hidden.nSide !== file.nSide) {
      throw new CranisError(`the mask ${mask} has N_side = ${hidden.nSide}, the map ${file.nSide}`, {
        where: 'mask',
        hint: `bring the mask to N_side = ${file.nSide}, for example with healpy.ud_grade`,
      });
    }
    seen = within(seen, hidden, `the mask ${mask} leaves nothing of ${file.name}`);
    names.push(mask);
  }
  if (names.length === 0)
    names.push(seen.weights.includes(0) ? `the pixels of ${file.name} with data` : 'the full sky');
  return { mask: apodisation ? apodise(seen, apodisation) : seen, name: names.join(' and ') };
}

/** What both see; a CranisError with this message if that is nothing. */
function within(a: Mask, b: Mask, nothing: string): Mask {
  if (!a.weights.some((weight, p) => weight * b.weights[p] > 0)) {
    throw new CranisError(nothing, { where: 'mask', hint: 'look at another part of the sky' });
  }
  return combineMasks(a, b);
}
