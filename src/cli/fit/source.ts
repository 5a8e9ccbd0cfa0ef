/** What a fit is made to: a measured spectrum by file or by name, or a run. */
import { existsSync, statSync } from 'node:fs';
import { FULL_SKY } from '../../coverage/sky-statement.ts';
import { type AnalysedRun, analysedRun, isAnalysedRun } from '../../files/measured/analysed-run.ts';
import { type MeasuredInput, parse, parseMeasuredJson } from '../../files/measured/json.ts';
import { type MeasuredSpectrum, parseMeasuredCsv } from '../../files/measured/measured.ts';
import { type JudgedErrors, PACKAGED, type Packaged } from '../../files/measured/packaged.ts';
import { CranisError } from '../../model/errors.ts';
import type { ParameterInput } from '../../model/parameters.ts';
import { didYouMean } from '../../model/suggest.ts';
import { VERSION } from '../../model/version.ts';
import { packagedSpectra } from '../../node/packaged-data.ts';
import { readUtf8 } from '../../node/read-file.ts';

export interface FitSource extends MeasuredInput {
  readonly judged?: JudgedErrors;
  /** Highest multipole fitted unless --l-range says otherwise. */
  readonly last: number;
  /** A run states its turbulence, and K as K|G|² at |G| = 1. */
  readonly run?: AnalysedRun;
}

export interface SourceOptions {
  readonly data: string;
  /** TeV; which of several spectra. */
  readonly energy?: number | undefined;
  /** r_g/c; which time of a run. */
  readonly time?: number | undefined;
}

export const DATA_NAMES = Object.keys(PACKAGED);
/** Beyond, test particles and theory are not compared unless it is asked for. */
const LAST_OF_RUN = 15;

export async function readSource(options: SourceOptions): Promise<FitSource> {
  const { data, energy, time } = options;
  const known: Readonly<Record<string, Packaged>> = PACKAGED;
  const own = Object.hasOwn(known, data.toLowerCase()) && !existsSync(data) ? known[data.toLowerCase()] : undefined;
  const source = own ? packaged(own, data, energy) : await fromPath(data, options);
  if (time !== undefined && !source.run) {
    throw new CranisError(`--time: ${data} is no run`, { where: 'time', hint: 'leave out --time' });
  }
  return source;
}

function packaged({ file, sky, judged }: Packaged, name: string, energy: number | undefined): FitSource {
  const spectrum = atEnergy(packagedSpectra(file, VERSION), name, energy);
  return { spectrum, sky, errorsAreTotal: false, judged: judged(spectrum), last: lastOf(spectrum) };
}

async function fromPath(path: string, { energy, time }: SourceOptions): Promise<FitSource> {
  const file = { file: path, version: VERSION };
  if (isFolder(path)) {
    const { analysedFolder } = await import('./run.ts');
    return ofRun(analysedRun(await analysedFolder(path), file, time));
  }
  if (!existsSync(path) && !/[./\\]/u.test(path)) {
    throw new CranisError(
      `--data: ${path === '' ? 'an empty value' : path} is neither a file nor a name${didYouMean(path, DATA_NAMES)}`,
      {
        where: 'data',
        hint: `names are ${DATA_NAMES.join(', ')}; files end in .csv or .json; a run is a folder`,
      },
    );
  }
  const content = readUtf8(path, 'a measured spectrum in CSV or JSON, or the folder of a run');
  if (/^\uFEFF?\s*[{[]/u.test(content)) {
    const json = parse(content, path);
    if (isAnalysedRun(json)) return ofRun(analysedRun(json, file, time));
    const input = parseMeasuredJson(content, file);
    return { ...input, last: lastOf(atEnergy([input.spectrum], path, energy)) };
  }
  const spectrum = atEnergy(parseMeasuredCsv(content, file), path, energy);
  const sky = { ...FULL_SKY, pseudo: spectrum.coverage?.pseudo === true };
  return { spectrum, sky, errorsAreTotal: false, last: lastOf(spectrum) };
}

const ofRun = (run: AnalysedRun): FitSource => ({ ...run, run, last: LAST_OF_RUN });

/** K|G|² of a run is K at |G| = 1, in units of c k0. */
export function modelOfRun({ turbulence, diffusion }: AnalysedRun): ParameterInput {
  const table = turbulence.table as { readonly k: readonly number[] } | undefined;
  const k0 = typeof turbulence.k0 === 'number' ? turbulence.k0 : (table?.k[0] ?? 1e-3);
  return { ...turbulence, gradient: diffusion / k0 };
}

/** Multipoles that are called rough are fitted only if they are asked for. */
const lastOf = ({ ell, roughAbove }: MeasuredSpectrum) => roughAbove ?? ell.at(-1)!;

function atEnergy(spectra: readonly MeasuredSpectrum[], name: string, energy: number | undefined): MeasuredSpectrum {
  const known = spectra.map((one) => one.energy);
  const list = known.filter((one) => one !== undefined).map((one) => `${Number(one.toPrecision(3))}`);
  if (energy === undefined) {
    if (spectra.length === 1) return spectra[0];
    throw new CranisError(`--data: ${name} has spectra at ${spectra.length} energies`, {
      where: 'energy',
      hint: `give --energy with one of ${list.join(', ')} TeV`,
    });
  }
  const i = known.findIndex((one) => one !== undefined && Math.abs(one / energy - 1) < 0.05);
  if (i >= 0) return spectra[i];
  throw new CranisError(`--energy: ${name} has no spectrum at ${energy} TeV`, {
    where: 'energy',
    hint: list.length === 0 ? 'leave out --energy' : `there ${list.length === 1 ? 'is' : 'are'} ${list.join(', ')} TeV`,
  });
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
