/** What an observatory sees of a spectrum: from files and settings to expectation, bands and synthetic skies. */

import { simulateSkies } from '../../cli/observe/skies.ts';
import { readMaskFile } from '../../cli/sky/files.ts';
import { createCoverage, type SkyCoverage } from '../../coverage/coverage.ts';
import {
  exactBands,
  type ScatterBands,
  sampleBands,
  sampleMean,
  shareFromBeyond,
} from '../../coverage/expected-sky.ts';
import { createPseudoModel, type PseudoMoments } from '../../coverage/pseudo-model.ts';
import type { Treatment } from '../../coverage/treatment.ts';
import { readSpectrumFile, type SpectrumFile } from '../../files/spectrum-file.ts';
import { CranisError } from '../../model/errors.ts';
import { VERSION } from '../../model/version.ts';
import type { Apodisation } from '../../sky/apodise.ts';
import type { Frame } from '../../sky/frame.ts';
import { combineMasks, type Mask } from '../../sky/mask.ts';
import { frameOfMask } from '../sky/frames.ts';

export interface ObserveSettings {
  readonly spectrum: string;
  readonly coverage: string | undefined;
  readonly mask: string | undefined;
  readonly apodisation: Apodisation | undefined;
  readonly treatment: Required<Treatment>;
  /** As far as the spectrum goes, if not stated. */
  readonly lMax: number | undefined;
  /** That of the file, if not stated. */
  readonly noise: number | undefined;
  /** That of the mask, or 64, if not stated. */
  readonly nSide: number | undefined;
  /** How many synthetic skies; without it as many as are needed. */
  readonly realisations: number | undefined;
  readonly seed: number;
  /** Folder for the skies as FITS. */
  readonly skies: string | undefined;
}

export interface ObserveResult {
  readonly settings: ObserveSettings;
  readonly file: SpectrumFile;
  readonly coverage: SkyCoverage;
  readonly nSide: number;
  readonly lMax: number;
  readonly noise: number;
  /** C_ℓ of the sky, ℓ = 0 … lMax, without noise. */
  readonly C: Float64Array;
  /** Of the pseudo-C_ℓ, noise included. */
  readonly moments: PseudoMoments;
  /** What white noise of level N adds to each of them. */
  readonly pseudoNoise: Float64Array;
  readonly bands: ScatterBands;
  /** Where the bands come from. */
  readonly method: string;
  readonly simulated: (ReturnType<typeof sampleMean> & ScatterBands) | undefined;
  readonly realisations: number;
  /** By what share each pseudo-C_ℓ would grow if the spectrum went on beyond its end. */
  readonly beyond: Float64Array;
  readonly version: string;
}

/** The N_side that the collaborations' maps have. */
const USUAL_N_SIDE = 64;
/** Skies made where only they can tell the bands. */
const ENOUGH = 1000;

export async function computeObserve(settings: ObserveSettings): Promise<ObserveResult> {
  const { treatment, seed } = settings;
  const file = readSpectrumFile(settings.spectrum);
  const { coverage, mask, frame } = await seenThrough(settings);
  const { nSide } = mask;
  const carried = 3 * nSide - 1;
  const last = Math.min(file.C.length - 1, carried);
  const lMax = settings.lMax ?? last;
  if (lMax > carried) {
    throw new CranisError(`--l-max: maps of N_side = ${nSide} carry multipoles up to ${carried}`, {
      where: 'lMax',
      hint: `give --l-max ${carried} or less, or a larger --n-side`,
    });
  }
  const noise = settings.noise ?? file.noise ?? 0;
  const sky = file.C.slice(0, last + 1);
  const model = createPseudoModel(coverage, { lMax, lMaxSky: Math.min(carried, 2 * last), ...treatment });
  const moments = model.moments(sky, noise);
  const exact = exactBands(moments);
  const realisations = settings.realisations ?? (exact ? (settings.skies === undefined ? 0 : 10) : ENOUGH);
  const spectra =
    realisations === 0
      ? []
      : simulateSkies(sky, mask, {
          noise,
          seed,
          realisations,
          lMax,
          treatment,
          settings,
          coverage,
          frame,
          version: VERSION,
        });
  const simulated = spectra.length > 1 ? { ...sampleMean(spectra), ...sampleBands(spectra) } : undefined;
  if (!exact && !simulated) {
    throw new CranisError('--realisations: the bands of this sky come from synthetic skies, and need at least 2', {
      where: 'realisations',
      hint: 'give 1000',
    });
  }
  const C = new Float64Array(lMax + 1);
  C.set(sky.subarray(0, lMax + 1));
  return {
    settings,
    file,
    coverage,
    nSide,
    lMax,
    noise,
    C,
    moments,
    pseudoNoise: model.noise.map((share) => share * noise),
    bands: (exact ?? simulated)!,
    method: exact ? 'exact, for a Gaussian sky' : `${realisations} synthetic skies`,
    simulated,
    realisations,
    beyond: shareFromBeyond(model, sky, moments.mean),
    version: VERSION,
  };
}

/** The pixels of a map that are seen: declinations, a mask, or what both see; and the frame that they are in. */
async function seenThrough(settings: ObserveSettings): Promise<{ coverage: SkyCoverage; mask: Mask; frame: Frame }> {
  const { coverage, mask: maskFile, apodisation, treatment } = settings;
  if (coverage === undefined && maskFile === undefined) {
    throw new CranisError('which sky is seen?', {
      where: 'coverage',
      hint: 'give --coverage NAME or --mask FILE.fits',
    });
  }
  const file = maskFile === undefined ? undefined : await readMaskFile(maskFile);
  const mask = file?.mask;
  const frame = file ? frameOfMask(file, { coverage, withoutM0: treatment.withoutM0 }) : 'C';
  if (mask && settings.nSide !== undefined && settings.nSide !== mask.nSide) {
    throw new CranisError(`the mask ${maskFile} has N_side = ${mask.nSide}, --n-side says ${settings.nSide}`, {
      where: 'mask',
      hint: `leave out --n-side, or bring the mask to N_side = ${settings.nSide}`,
    });
  }
  const nSide = mask?.nSide ?? settings.nSide ?? USUAL_N_SIDE;
  // The plain sum over pixels throughout: with it the expectation of synthetic skies is exact.
  const options = { apodisation, iterations: 0 };
  let seen: SkyCoverage;
  if (!mask) seen = createCoverage(coverage!, { ...options, nSide });
  else if (coverage === undefined) seen = createCoverage(mask, { ...options, name: maskFile });
  else {
    const band = createCoverage(coverage, { nSide });
    const name = `${band.label.replace(/, N_side = \d+/u, '')} and ${maskFile}`;
    seen = createCoverage(combineMasks(band.mask(nSide), mask), { ...options, name });
  }
  return { coverage: seen, mask: seen.mask(nSide), frame };
}
