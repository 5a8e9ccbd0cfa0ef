/** The arrays of a run: names, labelled dimensions, shapes, units. A chunk holds one realisation. */
import {
  multipoleAxes,
  type RealisationStatistics,
  STATISTIC_NAMES,
  STATISTICS,
  statisticShape,
} from '../ensemble/statistics.ts';
import type { ZarrArray } from '../files/zarr.ts';
import { pixelCentres, pixelCount } from '../sky/healpix.ts';
import { directionCount, type RunSpec, runModel, samplingOf } from './run-spec.ts';

/** What one realisation leaves, by the names of its arrays. */
export type RealisationRecord = Readonly<Record<string, Float64Array>>;

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
  const pixels = directionCount(spec);
  const axes = multipoleAxes(sampling);

  const perRealisation = STATISTIC_NAMES.map((name) =>
    chunked(spec, name, STATISTICS[name].axes, statisticShape(name, sampling, times.length), STATISTICS[name]),
  );
  if (spec.keep === 'maps') {
    const map = (name: string, unit: string, doc: string) =>
      chunked(spec, name, ['time', 'component', 'pixel'], [times.length, 3, pixels], { unit, doc });
    perRealisation.push(
      map('displacement', 'r_g', 'where a particle was, less where it is now: r(-t) - r(0)'),
      map('direction', '', 'unit vector along which it moved then'),
    );
    if (directions === 'random') {
      perRealisation.push(chunked(spec, START, ['component', 'pixel'], [3, pixels], { unit: '', doc: START_DOC }));
    }
  }
  const names = perRealisation.map(({ name }) => name);
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

/** The statistics and maps that a layout wants, out of what a realisation gave. */
export function recordOf(
  { perRealisation }: Layout,
  statistics: RealisationStatistics,
  maps: { readonly displacement: Float64Array; readonly direction: Float64Array; readonly directions: Float64Array },
): RealisationRecord {
  const all: Record<string, Float64Array> = {
    ...statistics,
    displacement: maps.displacement,
    direction: maps.direction,
  };
  return Object.fromEntries(
    perRealisation.map(({ name }) => [name, name === START ? byComponent(maps.directions) : all[name]]),
  );
}

/** The directions that the maps are over: at pixel centres fixed, else one set a realisation. */
export const START = 'startDirection';
const START_DOC = 'unit vector along which the particle arrives now, the direction that the maps are over';

const AXIS_DOCS: Readonly<Record<string, string>> = {
  ell: 'multipole',
  ellHalf: 'multipole, as far as the cross-spectrum of halves is good',
  ellMixing: 'multipole now: row of the mixing matrix',
  ell0: 'multipole then: column of the mixing matrix',
};

function chunked(
  { realisations }: RunSpec,
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

/** [direction, component] → [component, direction] */
function byComponent(interleaved: Float64Array): Float64Array {
  const count = interleaved.length / 3;
  return Float64Array.from(interleaved, (_, i) => interleaved[3 * (i % count) + Math.floor(i / count)]);
}

/** [component, direction] → [direction, component], as simulation and sky have them. */
export function byDirection(components: Float64Array): Float64Array {
  const count = components.length / 3;
  return Float64Array.from(components, (_, i) => components[(i % 3) * count + Math.floor(i / 3)]);
}

/** Files take whole blocks of a disk, of this many bytes on most. */
const BLOCK = 4096;

/** Disk space of one realisation, in all of its chunks. */
export function bytesPerRealisation({ perRealisation, checksum }: Layout): number {
  const size = ({ chunk }: ZarrArray, width: number) => Math.ceil(chunk.reduce((a, b) => a * b, width) / BLOCK) * BLOCK;
  return perRealisation.reduce((sum, array) => sum + size(array, 8), size(checksum, 4));
}
