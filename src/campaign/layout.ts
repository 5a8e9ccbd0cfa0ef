/** The arrays of a run: names, labelled dimensions, shapes, units. A chunk holds one realisation. */
import { byComponent, recordNames, START } from '../ensemble/record.ts';
import { directionCount, type RunSpec, runModel, samplingOf } from '../ensemble/run.ts';
import { multipoleAxes, STATISTICS, type StatisticName, statisticShape } from '../ensemble/statistics.ts';
import type { ZarrArray } from '../files/zarr.ts';
import { pixelCentres, pixelCount } from '../sky/healpix.ts';

export interface Layout {
  /** Arrays with a chunk a realisation, in the order they are written, without the checksums. */
  readonly perRealisation: readonly ZarrArray[];
  /** CRC-32 of each of these chunks; written last, so that its presence says that the realisation is whole. */
  readonly checksum: ZarrArray;
  /** Coordinates and the like, with their content. */
  readonly fixed: readonly FixedArray[];
}

type Content = readonly string[] | Float64Array | Int32Array;

interface FixedArray {
  readonly array: ZarrArray;
  readonly content: () => Content;
}

export const CHECKSUM = 'checksum';

export function layoutOf(spec: RunSpec): Layout {
  const model = runModel(spec);
  const sampling = samplingOf(model);
  const { times, nSide, directions } = model.values;
  const axes = multipoleAxes(sampling);
  const maps = mapArrays(times.length, directionCount(model));
  const names = recordNames(spec);
  const perRealisation = names.map((name) => {
    const map = maps[name];
    if (map !== undefined) return chunked(spec, name, map.axes, map.shape, map);
    const statistic = name as StatisticName;
    const shape = statisticShape(statistic, sampling, times.length);
    return chunked(spec, name, STATISTICS[statistic].axes, shape, STATISTICS[statistic]);
  });
  return {
    perRealisation,
    checksum: {
      name: CHECKSUM,
      dimensions: ['realisation', 'checked'],
      shape: [spec.realisations, names.length],
      chunk: [1, names.length],
      type: 'uint32',
      attributes: { long_name: 'CRC-32 of the chunk of each array; missing where a realisation has not been made' },
    },
    fixed: [
      coordinate(
        'realisation',
        Int32Array.from({ length: spec.realisations }, (_, i) => i),
        'index of the realisation',
      ),
      coordinate('time', Float64Array.from(times), 'look-back time', 'r_g/c'),
      coordinate('component', ['x', 'y', 'z'], 'axes of the simulation; a mean field is along z'),
      ...Object.entries(axes).map(([name, ells]) => coordinate(name, Int32Array.from(ells), AXIS_DOCS[name])),
      coordinate('checked', names, 'arrays that the checksums are of'),
      ...(directions === 'healpix' && spec.keep === 'maps' ? [centres(nSide)] : []),
    ],
  };
}

interface MapArray {
  readonly axes: readonly string[];
  readonly shape: readonly number[];
  readonly unit: string;
  readonly doc: string;
}

/** The arrays of a realisation that are no statistics. */
const mapArrays = (times: number, pixels: number): Readonly<Record<string, MapArray>> => ({
  displacement: {
    axes: ['time', 'component', 'pixel'],
    shape: [times, 3, pixels],
    unit: 'r_g',
    doc: 'where a particle was, less where it is now: r(-t) - r(0)',
  },
  direction: {
    axes: ['time', 'component', 'pixel'],
    shape: [times, 3, pixels],
    unit: '',
    doc: 'unit vector along which it moved then',
  },
  [START]: { axes: ['component', 'pixel'], shape: [3, pixels], unit: '', doc: START_DOC },
});

const START_DOC = 'unit vector along which the particle arrives now, the direction that the maps are over';

const AXIS_DOCS: Readonly<Record<string, string>> = {
  ell: 'multipole',
  ellHalf: 'multipole, as far as the cross-spectrum of halves is good',
  ellMixing: 'multipole now: row of the mixing matrix',
  ell0: 'multipole then: column of the mixing matrix',
};

function chunked(
  { realisations }: Pick<RunSpec, 'realisations'>,
  name: string,
  axes: readonly string[],
  shape: readonly number[],
  { unit, doc }: { readonly unit: string; readonly doc: string },
): ZarrArray {
  return {
    name,
    dimensions: ['realisation', ...axes],
    shape: [realisations, ...shape],
    chunk: [1, ...shape],
    type: 'float64',
    attributes: described(doc, unit),
  };
}

function coordinate(name: string, content: Content, doc: string, unit = ''): FixedArray {
  const type = content instanceof Float64Array ? 'float64' : content instanceof Int32Array ? 'int32' : 'string';
  const shape = [content.length];
  return {
    array: { name, dimensions: [name], shape, chunk: shape, type, attributes: described(doc, unit) },
    content: () => content,
  };
}

function centres(nSide: number): FixedArray {
  const shape = [3, pixelCount(nSide)];
  const array: ZarrArray = {
    name: START,
    dimensions: ['component', 'pixel'],
    shape,
    chunk: shape,
    type: 'float64',
    attributes: { ...described(START_DOC, ''), pixelisation: 'HEALPix', ordering: 'RING', nside: nSide },
  };
  return { array, content: () => byComponent(pixelCentres(nSide)) };
}

const described = (doc: string, unit: string) => ({ long_name: doc, ...(unit === '' ? {} : { units: unit }) });

/** Files take whole blocks of a disk, of this many bytes on most disks. */
const BLOCK = 4096;

/** Disk space that the chunks of one realisation take. */
export function bytesPerRealisation({ perRealisation, checksum }: Layout): number {
  const size = ({ chunk }: ZarrArray, width: number) => Math.ceil(chunk.reduce((a, b) => a * b, width) / BLOCK) * BLOCK;
  return perRealisation.reduce((sum, array) => sum + size(array, 8), size(checksum, 4));
}
