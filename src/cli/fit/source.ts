/** What a fit is made to: a measured spectrum by file or by name, or a run. */
import { existsSync, statSync } from 'node:fs';
import { PACKAGED, type PackagedName } from '../../files/measured/packaged.ts';
import { readSpectra } from '../../files/spectra/read.ts';
import { atEnergy, oneSpectrum } from '../../files/spectra/select.ts';
import type { SpectrumFile } from '../../files/spectra/spectrum-file.ts';
import { CranisError } from '../../model/errors.ts';
import { didYouMean } from '../../model/suggest.ts';
import { packagedSpectra } from '../../node/packaged-data.ts';
import { readUtf8 } from '../../node/read-file.ts';
import { type FitSource, sourceOfFile, sourceOfPackaged } from '../../studies/fit/source.ts';

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
  if (own === undefined) return sourceOfFile(oneSpectrum(await fileOf(data), { energy, time }));
  if (time !== undefined) throw new CranisError(`${data} is no run`, { where: 'time', hint: 'leave out `time`' });
  return sourceOfPackaged(own, atEnergy(packagedSpectra(PACKAGED[own].file), data, energy));
}

async function fileOf(path: string): Promise<SpectrumFile> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    const { analysedFolder } = await import('./run.ts');
    return analysedFolder(path);
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
  return readSpectra(readUtf8(path, 'a measured spectrum in CSV or JSON, or the folder of a run'), path);
}
