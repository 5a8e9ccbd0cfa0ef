/** From the columns of a FITS file to one map of the sky: relative intensity, or counts over the counts expected. */
import { relativeIntensity } from '../../coverage/counts.ts';
import type { NamedMask } from '../../coverage/layers.ts';
import { CranisError } from '../../model/errors.ts';
import { createMask, type Mask } from '../../sky/mask.ts';
import type { FitsMapFile } from './read.ts';
import { chooseColumns, labelsOf, type MapColumns, type MapLabels, type NamedFile } from './sky-columns.ts';

/** One map of the sky. */
export interface ObservedMap extends MapLabels {
  readonly nSide: number;
  /** Relative intensity, ring order; zero where there are no data. */
  readonly values: Float64Array;
  /** 1 where there are. */
  readonly seen: Mask;
  /** Of the intensity, where the file holds counts. */
  readonly variance: Float64Array | undefined;
  /** The background is so many times an independent count; undefined where the file holds no counts. */
  readonly backgroundRatio: number | undefined;
  /** Labels of the file that the background was read from, if it is another one. */
  readonly others: readonly MapLabels[];
  /** What was read: 'INTENSITY', 'data/background − 1'. */
  readonly what: string;
  /** Where cranis made the sky: how. */
  readonly made: SkyMaking | undefined;
  /** For the user to know. */
  readonly notes: readonly string[];
}

/** What `cranis observe` records in a synthetic sky. */
export interface SkyMaking {
  /** The file of the spectrum. */
  readonly spectrum: string;
  /** Level N of the white noise. */
  readonly noise: number;
  readonly seed: number;
  readonly realisation: number;
  /** Name of the coverage; undefined for a mask. */
  readonly coverage: string | undefined;
}

/** Which columns, and what the counts are. */
export interface ObservedMapOptions extends MapColumns {
  /** Ratio of exposures of the background; 0, known exactly, by default. */
  readonly ratio?: number | undefined;
}

/**
 * The map that a file holds. Throws a CranisError for a column that is not there, numbers that are no counts, or where nothing holds
 * data.
 */
export function observedMap(source: NamedFile, options: ObservedMapOptions = {}): ObservedMap {
  const { file, name } = source;
  const { ratio = 0 } = options;
  const { data, background, notes = [], others = [] } = chooseColumns(source, options);
  const common = { ...labelsOf(source), nSide: file.nSide, others, made: makingOf(file) };
  if (!background) {
    if (!data.seen.includes(1)) throw noData(name);
    const values = data.values.map((value, p) => (data.seen[p] ? value : 0));
    const seen = createMask(data.seen);
    return { ...common, values, seen, variance: undefined, backgroundRatio: undefined, what: data.name, notes };
  }
  const both = data.seen.map((seen, p) => seen & background.seen[p]);
  const { values, variance, seen, leftOut } = relativeIntensity(data.values, background.values, both, ratio);
  if (!seen.includes(1)) throw noData(name);
  return {
    ...common,
    values,
    seen: createMask(seen),
    variance,
    backgroundRatio: ratio,
    what: `${data.name}/${background.name} − 1`,
    notes: leftOut === 0 ? notes : [...notes, `${leftOut} pixels with data but no background left out`],
  };
}

/** A mask: what the first map of a file holds where it has data, zero elsewhere. */
export function maskOf(source: NamedFile): NamedMask & MapLabels {
  const { values, seen } = source.file.maps[0];
  return { ...createMask(values.map((value, p) => (seen[p] ? value : 0))), ...labelsOf(source) };
}

function makingOf({ header }: FitsMapFile): SkyMaking | undefined {
  const [spectrum, noise, seed, realisation, coverage] = ['spectrum', 'noise', 'seed', 'realisation', 'coverage'].map(
    (key) => header.get(key),
  );
  const isOurs = /^cranis /u.test(String(header.get('CREATOR')));
  if (!isOurs || typeof spectrum !== 'string' || typeof noise !== 'number') return undefined;
  if (typeof seed !== 'number' || typeof realisation !== 'number') return undefined;
  return { spectrum, noise, seed, realisation, coverage: typeof coverage === 'string' ? coverage : undefined };
}

const noData = (name: string) =>
  new CranisError(`${name}: no pixel of the map holds data`, {
    where: name,
    hint: 'every one is UNSEEN, NaN, or without background',
  });
