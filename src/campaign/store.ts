/**
 * A run on disk. A realisation is a handful of chunks and, written last, their checksums: killed at any moment, a run loses
 * the realisation at work and nothing else, and no chunk cut short or changed by hand is taken for a whole one.
 */
import { readdirSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { CranisError } from '../model/errors.ts';
import { type Folder, folder } from './folder.ts';
import { type Layout, layoutOf, type RealisationRecord } from './layout.ts';
import { attributesOf, differences, identityOf, type RunSpec, specFromAttributes } from './run-spec.ts';
import { chunkBytes, chunkFile, groupMetadata, type ZarrArray } from './zarr.ts';

/** `damaged`: finished once, but its chunks are not what they were. */
export type RealisationState = 'absent' | 'whole' | 'damaged';

export interface RunStore {
  readonly path: string;
  readonly spec: RunSpec;
  readonly layout: Layout;
  /** Writes metadata and coordinates where they are missing or not as they should be; before the first realisation. */
  begin(): void;
  /** Reads all chunks of the realisation to tell. */
  state(index: number): RealisationState;
  /** One realisation, whole. Throws a CranisError where it cannot be written; the run stays as it was then. */
  write(index: number, record: RealisationRecord): void;
  /**
   * Some of its arrays, in the index order of their dimensions; undefined if the realisation has not been made.
   * Throws a CranisError if one of them is damaged.
   */
  read<N extends string>(index: number, names: readonly N[]): Readonly<Record<N, Float64Array>> | undefined;
}

/** The run of a folder. Throws a CranisError if there is none. */
export function openRun(path: string): RunStore {
  const files = folder(path);
  const stored = storedSpec(files);
  if (stored === undefined) {
    throw new CranisError(`${path} holds no run`, { where: path, hint: 'make one: cranis simulate -o FOLDER' });
  }
  return storeOf(files, stored);
}

/**
 * The run that a folder holds or shall hold, with room for the realisations asked for; nothing is written yet.
 * Throws a CranisError if the folder holds another run or anything else.
 */
export function prepareRun(path: string, spec: RunSpec): RunStore {
  const files = folder(path);
  const stored = storedSpec(files);
  if (stored === undefined) refuseOtherFiles(path);
  else refuseOtherRun(path, stored, spec);
  const realisations = Math.max(spec.realisations, stored?.realisations ?? 0);
  return storeOf(files, { ...spec, realisations });
}

function storedSpec(files: Folder): RunSpec | undefined {
  const bytes = files.read('zarr.json');
  if (bytes === undefined) return undefined;
  let attributes: unknown;
  try {
    attributes = (JSON.parse(new TextDecoder().decode(bytes)) as { attributes?: unknown }).attributes;
  } catch (cause) {
    throw new CranisError(`${files.path}/zarr.json is damaged: not JSON`, {
      where: files.path,
      hint: 'put it back, or make the run in another folder',
      cause,
    });
  }
  if (typeof attributes !== 'object' || attributes === null) return undefined;
  return specFromAttributes(attributes as Record<string, unknown>, files.path);
}

function refuseOtherFiles(path: string): void {
  let names: string[];
  try {
    names = readdirSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    if (code === 'ENOTDIR') throw new CranisError(`${path} is a file`, { where: path, hint: 'give a new folder' });
    throw cause;
  }
  // What a run leaves that was killed before it said what it is.
  if (names.every((name) => name === 'zarr.json.part')) return;
  throw new CranisError(`${path} holds other files, and no run`, { where: path, hint: 'give a new folder' });
}

/** How many differences are told. */
const TOLD = 3;

function refuseOtherRun(path: string, stored: RunSpec, stated: RunSpec): void {
  const all = differences(stored, stated);
  if (all.length === 0) return;
  const more = all.length > TOLD ? `; and ${all.length - TOLD} more` : '';
  throw new CranisError(`${path} holds another model: ${all.slice(0, TOLD).join('; ')}${more}`, {
    where: path,
    hint: 'give another folder, or the parameters of that run',
  });
}

/** Metadata and coordinates: a run that goes on mends them. */
function writeFixed(files: Folder, spec: RunSpec, layout: Layout): void {
  const arrays = [...layout.fixed.map(({ array }) => array), ...layout.perRealisation, layout.checksum];
  const wanted: [string, Uint8Array][] = [
    ...Object.entries(groupMetadata(attributesOf(spec), arrays)).map(([name, text]): [string, Uint8Array] => [
      name,
      new TextEncoder().encode(text),
    ]),
    ...layout.fixed.map(({ array, content }): [string, Uint8Array] => [chunkFile(array), chunkBytes(content())]),
  ];
  for (const [name, bytes] of wanted) {
    const there = files.read(name);
    if (there === undefined || Buffer.compare(there, bytes) !== 0) files.write(name, bytes);
  }
}

function storeOf(files: Folder, spec: RunSpec): RunStore {
  const layout = layoutOf(spec);
  const { perRealisation, checksum } = layout;
  const identity = identityOf(spec);
  const sum = (index: number, array: ZarrArray, bytes: Uint8Array) =>
    crc32(bytes, crc32(`${identity} ${index} ${array.name}`));

  /** The checksums, undefined if the realisation is not finished; 'damaged' if they are not as long as they should be. */
  const ledger = (index: number): Uint32Array | 'damaged' | undefined => {
    const bytes = files.read(chunkFile(checksum, index));
    if (bytes === undefined) return undefined;
    return bytes.length === 4 * perRealisation.length ? new Uint32Array(aligned(bytes)) : 'damaged';
  };
  const wholeChunk = (index: number, i: number, sums: Uint32Array): Uint8Array | undefined => {
    const array = perRealisation[i]!;
    const bytes = files.read(chunkFile(array, index));
    return bytes && sum(index, array, bytes) === sums[i] ? bytes : undefined;
  };

  return {
    path: files.path,
    spec,
    layout,
    begin: () => writeFixed(files, spec, layout),
    state(index) {
      const sums = ledger(index);
      if (sums === undefined) return 'absent';
      return sums !== 'damaged' && perRealisation.every((_, i) => wholeChunk(index, i, sums)) ? 'whole' : 'damaged';
    },
    write(index, record) {
      const sums = perRealisation.map((array) => {
        const values = record[array.name]!;
        checkValues(array, index, values);
        const bytes = chunkBytes(values);
        files.write(chunkFile(array, index), bytes);
        return sum(index, array, bytes);
      });
      files.write(chunkFile(checksum, index), chunkBytes(Uint32Array.from(sums)));
    },
    read(index, names) {
      const sums = ledger(index);
      if (sums === undefined) return undefined;
      const one = (name: string) => {
        const i = perRealisation.findIndex((array) => array.name === name);
        if (i < 0) throw new RangeError(`a run of ${spec.keep} has no array ${name}`);
        const bytes = sums === 'damaged' ? undefined : wholeChunk(index, i, sums);
        if (bytes === undefined) throw damaged(files.path, index);
        return new Float64Array(aligned(bytes));
      };
      return Object.fromEntries(names.map((name) => [name, one(name)])) as Record<(typeof names)[number], Float64Array>;
    },
  };
}

function damaged(path: string, index: number): CranisError {
  return new CranisError(`${path}: realisation ${index} is damaged: its checksums do not fit`, {
    where: path,
    hint: 'the cranis simulate that made the run makes it anew',
  });
}

function checkValues(array: ZarrArray, index: number, values: Float64Array): void {
  if (values.length !== array.chunk.reduce((a, b) => a * b, 1)) {
    throw new RangeError(`${array.name} of realisation ${index} has ${values.length} values, want ${array.chunk}`);
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new Error(`${array.name} of realisation ${index} has ${values[bad]} at ${bad}`);
}

/** A buffer of its own, so that numbers can be laid over it. */
const aligned = (bytes: Uint8Array): ArrayBuffer =>
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
