/** One observed sky, from files and settings to its spectrum. */

import { readMaskFile, readSkyFile, type SkyFile, type SkyFileOptions } from '../../cli/sky/files.ts';
import { pseudoNoise } from '../../coverage/counts.ts';
import { type CoverageOptions, createCoverage } from '../../coverage/coverage.ts';
import { analyseSky, type SkyAnalysis } from '../../coverage/sky-analysis.ts';
import type { Treatment } from '../../coverage/treatment.ts';
import { CranisError } from '../../model/errors.ts';
import { VERSION } from '../../model/version.ts';
import { type Apodisation, apodise } from '../../sky/apodise.ts';
import { combineMasks, type Mask } from '../../sky/mask.ts';

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
  readonly mask: Mask;
  readonly analysis: SkyAnalysis;
  /** White noise level of C from the counts; undefined where there are none. */
  readonly noise: number | undefined;
  readonly notes: readonly string[];
  readonly version: string;
}

/** What N_side = 64, the usual one of these maps, carries. */
export const USUAL_L_MAX = 191;

export async function computeSky(settings: SkySettings): Promise<SkyResult> {
  const file = await readSkyFile(settings.map, settings);
  const { mask, name, notes } = await observed(file, settings);
  const carried = 3 * file.nSide - 1;
  const lMax = settings.lMax ?? Math.min(USUAL_L_MAX, carried);
  if (lMax > carried) {
    throw new CranisError(`--l-max: a map of N_side = ${file.nSide} carries multipoles up to ${carried}`, {
      where: 'lMax',
      hint: `give --l-max ${carried} or less`,
    });
  }
  const { iterations, width, slope, treatment } = settings;
  const analysis = analyseSky(file.values, mask, name, { lMax, iterations, width, slope, ...treatment });
  const noise = file.variance && pseudoNoise(mask, file.variance) / analysis.coverage.w2;
  return { settings, file, mask, analysis, noise, notes: [...file.notes, ...notes], version: VERSION };
}

/** What is seen: pixels with data, within the coverage, under the mask, softened at the edges of it all. */
async function observed(
  file: SkyFile,
  { coverage, mask, apodisation, ordering }: SkySettings,
): Promise<{ mask: Mask; name: string; notes: string[] }> {
  const notes: string[] = [];
  let seen = file.seen;
  const names: string[] = [];
  const options: CoverageOptions = { nSide: file.nSide };
  if (coverage !== undefined) {
    if (file.coordinates === 'G' || file.coordinates === 'E') {
      throw new CranisError(
        `${file.name} is in ${file.coordinates === 'G' ? 'galactic' : 'ecliptic'} coordinates, --coverage in declinations`,
        { where: 'coverage', hint: 'rotate the map to equatorial coordinates, or give a --mask' },
      );
    }
    if (file.coordinates === undefined) notes.push(`${file.name} does not say its coordinates: taken as equatorial`);
    const band = createCoverage(coverage, options);
    seen = within(seen, band.mask(file.nSide), `${file.name} holds no data within ${coverage}`);
    names.push(band.label.replace(/, N_side = \d+/u, ''));
  }
  if (mask !== undefined) {
    const other = await readMaskFile(mask, ordering);
    if (other.nSide !== file.nSide) {
      throw new CranisError(`the mask ${mask} has N_side = ${other.nSide}, the map ${file.nSide}`, {
        where: 'mask',
        hint: `bring the mask to N_side = ${file.nSide}, for example with healpy.ud_grade`,
      });
    }
    seen = within(seen, other, `the mask ${mask} leaves nothing of ${file.name}`);
    names.push(mask);
  }
  if (names.length === 0)
    names.push(seen.weights.includes(0) ? `the pixels of ${file.name} with data` : 'the full sky');
  return { mask: apodisation ? apodise(seen, apodisation) : seen, name: names.join(' and '), notes };
}

/** What both see; a CranisError with this message if that is nothing. */
function within(a: Mask, b: Mask, nothing: string): Mask {
  if (!a.weights.some((weight, p) => weight * b.weights[p] > 0)) {
    throw new CranisError(nothing, { where: 'mask', hint: 'look at another part of the sky' });
  }
  return combineMasks(a, b);
}
