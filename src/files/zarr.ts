/**
 * Zarr stores, written plainly: arrays of uncompressed chunks, one file a chunk. Metadata stand in both versions of the
 * format: Zarr v3 (zarr-specs.readthedocs.io/en/latest/v3/core), and v2 beside it for readers that know only that; both
 * name the same chunks, "0.0.0". Coordinates of positions hold full mantissas: compression saves a few per cent of them.
 */

import { CranisError } from '../model/errors.ts';

export type ZarrType = 'float64' | 'int32' | 'uint32' | 'string';

export interface ZarrArray {
  readonly name: string;
  /** Names of the dimensions, as xarray shows them. */
  readonly dimensions: readonly string[];
  readonly shape: readonly number[];
  /** Shape of a chunk. */
  readonly chunk: readonly number[];
  readonly type: ZarrType;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Files of metadata by their names in the store. */
export type MetadataFiles = Readonly<Record<string, string>>;

interface TypeNames {
  readonly v2: string;
  /** Of chunks that are missing, in version 2: what xarray takes for "no value". Coordinates have none. */
  readonly fillV2: number | string | null;
  readonly fillV3: number | string;
}

const TYPES: Readonly<Record<ZarrType, TypeNames>> = {
  float64: { v2: '<f8', fillV2: 'NaN', fillV3: 'NaN' },
  int32: { v2: '<i4', fillV2: null, fillV3: 0 },
  uint32: { v2: '<u4', fillV2: 0, fillV3: 0 },
  string: { v2: '|O', fillV2: null, fillV3: '' },
};

/** All metadata of a group of arrays, the root of version 3 first: it says whose store this is. */
export function groupMetadata(
  attributes: Readonly<Record<string, unknown>>,
  arrays: readonly ZarrArray[],
): MetadataFiles {
  const v2: Record<string, unknown> = { '.zgroup': { zarr_format: 2 }, '.zattrs': attributes };
  for (const array of arrays) {
    v2[`${array.name}/.zarray`] = arrayV2(array);
    v2[`${array.name}/.zattrs`] = { ...array.attributes, _ARRAY_DIMENSIONS: array.dimensions };
  }
  const files: [string, unknown][] = [
    ['zarr.json', { zarr_format: 3, node_type: 'group', attributes }],
    ...arrays.map((array): [string, unknown] => [`${array.name}/zarr.json`, arrayV3(array)]),
    ...Object.entries(v2),
    ['.zmetadata', { zarr_consolidated_format: 1, metadata: v2 }],
  ];
  return Object.fromEntries(files.map(([name, content]) => [name, `${JSON.stringify(content, null, 2)}\n`]));
}

function arrayV3({ shape, chunk, type, dimensions, attributes }: ZarrArray) {
  return {
    zarr_format: 3,
    node_type: 'array',
    shape,
    data_type: type,
    chunk_grid: { name: 'regular', configuration: { chunk_shape: chunk } },
    chunk_key_encoding: { name: 'v2', configuration: { separator: '.' } },
    codecs: [type === 'string' ? { name: 'vlen-utf8' } : { name: 'bytes', configuration: { endian: 'little' } }],
    fill_value: TYPES[type].fillV3,
    dimension_names: dimensions,
    attributes,
  };
}

function arrayV2({ shape, chunk, type }: ZarrArray) {
  return {
    zarr_format: 2,
    shape,
    chunks: chunk,
    dtype: TYPES[type].v2,
    compressor: null,
    fill_value: TYPES[type].fillV2,
    filters: type === 'string' ? [{ id: 'vlen-utf8' }] : null,
    order: 'C',
    dimension_separator: '.',
  };
}

/** The file of the chunk at index i of the first dimension, of an array not divided along the others. */
export const chunkFile = ({ name, shape }: Pick<ZarrArray, 'name' | 'shape'>, i = 0): string =>
  `${name}/${[i, ...shape.slice(1).map(() => 0)].join('.')}`;

const LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** A chunk's bytes. */
export function chunkBytes(content: readonly string[] | Float64Array | Int32Array | Uint32Array): Uint8Array {
  if (!LITTLE_ENDIAN) throw new CranisError('runs can only be kept on little-endian machines', { hint: 'use another' });
  if (ArrayBuffer.isView(content)) return new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
  return utf8Chunk(content);
}

/** The codec vlen-utf8: the number of texts, then each with its length before it, in 32-bit integers. */
function utf8Chunk(texts: readonly string[]): Uint8Array {
  const encoded = texts.map((text) => new TextEncoder().encode(text));
  const bytes = new Uint8Array(encoded.reduce((sum, text) => sum + 4 + text.length, 4));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, texts.length, true);
  let at = 4;
  for (const text of encoded) {
    view.setUint32(at, text.length, true);
    bytes.set(text, at + 4);
    at += 4 + text.length;
  }
  return bytes;
}
