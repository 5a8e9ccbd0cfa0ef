/** HEALPix FITS maps from the disk: a sky to analyse, a mask. */
import { basename } from 'node:path';
import { maskOf, type ObservedMap, observedMap } from '../../files/fits/observed-map.ts';
import { type FitsMapFile, readFitsMap } from '../../files/fits/read.ts';
import { hasColumn, type MapLabels } from '../../files/fits/sky-columns.ts';
import { CranisError } from '../../model/errors.ts';
import { about, readBytes } from '../../node/read-file.ts';
import type { FramedMask } from '../../studies/frames.ts';
import { orderingNotes } from './ordering.ts';

export interface SkyFileOptions {
  readonly column?: string | undefined;
  /** Column of the same file, or a file. */
  readonly background?: string | undefined;
  /** Ratio of exposures of the background. */
  readonly ratio: number;
  /** How the pixels of files are ordered that do not say it. */
  readonly ordering?: 'RING' | 'NESTED' | undefined;
}

/** The maps that one analysis needs. */
export interface SkyFiles {
  /** With notes on the ordering of all of them. */
  readonly map: ObservedMap;
  readonly mask: (FramedMask & MapLabels) | undefined;
}

/**
 * Reads a map with its background, and a mask. Throws a CranisError where a file is no map, or where `ordering` contradicts
 * what the files say and none needs it.
 */
export async function readSkyFiles(path: string, mask: string | undefined, options: SkyFileOptions): Promise<SkyFiles> {
  const { column, background, ratio, ordering } = options;
  const source = { name: path, file: await readHealpix(path, options) };
  const isOther = background !== undefined && !hasColumn(source, background);
  const map = observedMap(source, {
    column,
    background: isOther ? { name: background, file: await readHealpix(background, options) } : background,
    ratio,
  });
  const hidden = mask === undefined ? undefined : await readMaskFile(mask, options);
  const named = { ...map, name: basename(path) };
  const orderings = orderingNotes(ordering, [named, ...map.others, ...(hidden ? [hidden] : [])]);
  return { map: { ...named, notes: [...map.notes, ...orderings] }, mask: hidden };
}

/** What commands with a flag --ordering pass on; the others pass nothing. */
type OrderingOption = Pick<SkyFileOptions, 'ordering'>;

/** A mask: what a map holds where it has data, zero elsewhere. */
export async function readMaskFile(path: string, options?: OrderingOption): Promise<FramedMask & MapLabels> {
  const file = await readHealpix(path, options);
  try {
    return maskOf({ name: path, file });
  } catch (error) {
    throw about(path, error);
  }
}

async function readHealpix(path: string, options?: OrderingOption): Promise<FitsMapFile> {
  const bytes = readBytes(path, 'a HEALPix map in FITS');
  try {
    return await readFitsMap(bytes, options?.ordering ? { ordering: options.ordering } : {});
  } catch (error) {
    if (error instanceof CranisError && error.where === 'ordering') {
      const hint = options ? 'give --ordering ring or --ordering nested' : 'add the keyword: RING or NESTED';
      throw about(path, new CranisError(error.message, { where: path, hint, cause: error }));
    }
    throw about(path, error);
  }
}
