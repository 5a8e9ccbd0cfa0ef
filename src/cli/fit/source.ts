/** What a fit is made to: a measured spectrum by file or by name, or a run. */
import { existsSync, statSync } from 'node:fs';
import { FULL_SKY } from '../../coverage/sky-statement.ts';
import { analysedRun, isAnalysedRun } from '../../files/measured/analysed-run.ts';
import { parse, parseMeasuredJson } from '../../files/measured/json.ts';
import { parseMeasuredCsv } from '../../files/measured/measured.ts';
import { PACKAGED, type PackagedName } from '../../files/measured/packaged.ts';
import { CranisError } from '../../model/errors.ts';
import { didYouMean } from '../../model/suggest.ts';
import { VERSION } from '../../model/version.ts';
import { packagedSpectra } from '../../node/packaged-data.ts';
import { readUtf8 } from '../../node/read-file.ts';
import { atEnergy, type FitSource, sourceOfMeasured, sourceOfPackaged, sourceOfRun } from '../../studies/fit/source.ts';

export interface SourceOptions {
  readonly data: string;
  /** TeV; which of several spectra. */
  readonly energy?: number | undefined;
  /** r_g/c; which time of a run. */
  readonly time?: number | undefined;
}

const DATA_NAMES = Object.keys(PACKAGED) as PackagedName[];

export async function readSource(options: SourceOptions): Promise<FitSource> {
  const { data, energy, time } = options;
  const own = existsSync(data) ? undefined : DATA_NAMES.find((name) => name === data.toLowerCase());
  const source = own
    ? sourceOfPackaged(own, atEnergy(packagedSpectra(PACKAGED[own].file, VERSION), data, energy))
    : await fromPath(data, options);
  if (time !== undefined && !source.run) {
    throw new CranisError(`--time: ${data} is no run`, { where: 'time', hint: 'leave out --time' });
  }
  return source;
}

async function fromPath(path: string, { energy, time }: SourceOptions): Promise<FitSource> {
  const file = { file: path, version: VERSION };
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    const { analysedFolder } = await import('./run.ts');
    return sourceOfRun(analysedRun(await analysedFolder(path), file, time));
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
    if (isAnalysedRun(json)) return sourceOfRun(analysedRun(json, file, time));
    const input = parseMeasuredJson(content, file);
    return sourceOfMeasured({ ...input, spectrum: atEnergy([input.spectrum], path, energy) });
  }
  const spectrum = atEnergy(parseMeasuredCsv(content, file), path, energy);
  const sky = { ...FULL_SKY, pseudo: spectrum.coverage?.pseudo === true };
  return sourceOfMeasured({ spectrum, sky, errorsAreTotal: false });
}
