/** Measured spectra from JSON: the user's own, and those that cranis writes. */

import type { SkyStatement } from '../../coverage/sky-statement.ts';
import { CranisError } from '../../model/errors.ts';
import { byMultipole } from '../../model/spectrum.ts';
import { array, checkNames, createFields, type Fields, flag, number, numbers, text } from '../json-fields.ts';
import type { MeasuredOptions, MeasuredSpectrum } from './measured.ts';
import { parametersSky, statedSky } from './sky-record.ts';

/** A spectrum, and what is known of its sky and its errors. */
export interface MeasuredInput {
  readonly spectrum: MeasuredSpectrum;
  readonly sky: SkyStatement;
  /** The errors contain the scatter of the sky about the ensemble. */
  readonly errorsAreTotal: boolean;
}

const KNOWN = [
  'label',
  'source',
  'ell',
  'C',
  'error',
  'errorLow',
  'errorHigh',
  'errorsAreTotal',
  'noise',
  'noiseIncluded',
  'coverage',
  'digitised',
  'energy',
  'roughAbove',
  'caveats',
] as const;

/**
 * A spectrum from JSON:
 *   { "ell": […], "C": […], "error": […] or "errorLow" and "errorHigh", "noise": N, "noiseIncluded": true,
 *     "coverage": { "name": "icecube" or "declination": [−90, −25], or "fSky": 0.6; "pseudo", "perFSky", "remove", "withoutM0",
 *                   "mask": { "name", "nSide", "fSky", "digest" }, "apodisation": { "width", "kind" }, "iterations" },
 *     "errorsAreTotal", "label", "source", "digitised", "energy" (TeV), "roughAbove", "caveats": […] },
 * all but `ell` and `C` optional; or what `cranis sky`, `cranis observe` or `cranis spectrum` writes. `cranis analyse` has a reader of its own.
 * Throws a CranisError with the file's name for anything that does not make sense.
 */
export function parseMeasuredJson(content: string, { file, version }: MeasuredOptions): MeasuredInput {
  const all = createFields(parse(content, file), file, '');
  // cranis sky and cranis observe write pseudo-C_ℓ beside C_ℓ: these are compared, through the coverage.
  const theirs = all.has('pseudo') && all.has('parameters') ? (recordedSky(all) ?? parametersSky(all)) : undefined;
  const isTheory = all.has('checks') && all.has('parameters') && !theirs;
  if (!theirs && !isTheory) checkNames(all, KNOWN);
  const ell = listed(all);
  const size = { like: 'ell', length: all.length('ell') };
  const values = (name: string, from?: number) => {
    const column = numbers(all, name, size, from);
    return column && byMultipole(ell, column.slice(column.length - ell.length)); // without ℓ = 0
  };
  const C = values(theirs ? 'pseudo' : 'C');
  if (!C) throw all.failure('C is missing', HINT);
  const error = theirs ? undefined : values('error', 0);
  const [low, high] = [values('errorLow', 0), values('errorHigh', 0)];
  if ((low === undefined) !== (high === undefined)) throw all.failure('errorLow and errorHigh come together', HINT);
  const noise = number(all, 'noise', { min: 0 });
  const noiseIncluded = isTheory ? false : theirs ? true : flag(all, 'noiseIncluded');
  const energy = number(all, 'energy', { above: 0 });
  const roughAbove = number(all, 'roughAbove', { min: 0 });
  const label = text(all, 'label') ?? file.replace(/^.*[\\/]/u, '').replace(/\.[a-z]+$/iu, '');
  const [errorLow, errorHigh] = [low ?? error, high ?? error];
  const sky = theirs ?? statedSky(all.object('coverage'));
  return {
    spectrum: {
      ell,
      C,
      ...(error ? { error } : {}),
      ...(errorLow && errorHigh ? { errorLow, errorHigh, errorMeaning: 'as stated in the file' } : {}),
      ...(noise === undefined ? {} : { noise }),
      ...(noiseIncluded === undefined ? {} : { noiseIncluded }),
      ...(energy === undefined ? {} : { energy }),
      ...(roughAbove === undefined ? {} : { roughAbove }),
      coverage: { pseudo: sky.pseudo },
      label,
      source: text(all, 'source') ?? file,
      digitised: flag(all, 'digitised') ?? false,
      caveats:
        array(all, 'caveats', (value) => (typeof value === 'string' ? value : undefined), 'a list of texts') ?? [],
      provenance: { label, version, parameters: { file } },
    },
    sky,
    errorsAreTotal: flag(all, 'errorsAreTotal') ?? false,
  };
}

/** Of a file that records its sky whole. */
function recordedSky(all: Fields): SkyStatement | undefined {
  const coverage = all.object('coverage');
  return coverage?.has('pseudo') ? statedSky(coverage) : undefined;
}

const HINT = 'give "ell" and "C", two lists of equal length, and if known "error" and "noise"';

/** The content of a JSON file that holds an object. */
export function parse(content: string, file: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/u, ''));
  } catch (cause) {
    throw new CranisError(`${file}: not JSON`, { where: file, hint: HINT, cause });
  }
}

/** ℓ = 1 … rising; an ℓ = 0 in front is left out, as a fit has no use for it. */
function listed(all: Fields): number[] {
  const ell = numbers(all, 'ell', undefined, 0);
  if (!ell) throw all.failure('ell is missing', HINT);
  checkMultipoles(all, ell, HINT);
  const from = ell[0] === 0 ? 1 : 0;
  if (ell.length === from) throw all.failure('there is no multipole from ℓ = 1 on', HINT);
  return ell.slice(from);
}

/** Throws the file's CranisError unless these are whole numbers that rise. */
export function checkMultipoles(all: Fields, ell: readonly number[], hint: string): void {
  ell.forEach((l, i) => {
    if (!Number.isInteger(l) || l > 1e6) throw all.failure(`ℓ = ${l} is not a whole number up to 1000000`, hint);
    if (i > 0 && l <= ell[i - 1])
      throw all.failure(`ℓ = ${l} does not rise above ${ell[i - 1]}`, 'list each ℓ once, ascending');
  });
}
