/**
 * A run on disk. A realisation is a handful of chunks and, written last, their checksums: killed at any moment, a run loses
 * the realisation at work and nothing else, and no chunk cut short or changed by hand is taken for a whole one.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { chunkBytes, chunkFile, groupMetadata, type ZarrArray } from '../files/zarr.ts';
import { CranisError } from '../model/errors.ts';
import { type Folder, folder } from './folder.ts';
import { CHECKSUM, type Layout, layoutOf, type RealisationRecord } from './layout.ts';
import { attributesOf, differences, identityOf, type RunSpec, specFromAttributes } from './run-spec.ts';

/** `damaged`: finished once, but its chunks are not what they were. */
export type RealisationState = 'absent' | 'whole' | 'damaged';

export interface RunStore {
  readonly path: string;
  readonly spec: RunSpec;
  readonly layout: Layout;
  /** Names of the files of metadata and coordinates that are missing or not as they should be, before the run grows. */
  faulty(): string[];
  /** Writes metadata and coordinates where they are not as they should be; before the first realisation. */
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

/** The run of a folder. Throws a CranisError if there is none, or if what it says of itself is damaged. */
export function openRun(path: string): RunStore {
  const files = folder(path);
  const stored = storedSpec(files);
  if (stored === undefined) {
    throw new CranisError(`${path} holds no run`, { where: path, hint: 'make one: cranis simulate -o FOLDER' });
  }
  if (stored === 'damaged') {
    throw new CranisError(`${join(path, ROOT)} is damaged: its checksum does not fit`, {
      where: path,
      hint: 'the cranis simulate that made the run mends it',
    });
  }
  return storeOf(files, stored);
}

/**
 * The run that a folder holds or shall hold, with room for the realisations asked for; nothing is written yet.
 * Throws a CranisError if the folder holds another run or anything else. Where what it says of itself is damaged or lost, a whole
 * realisation of the run stated is proof that this is it.
 */
export function prepareRun(path: string, spec: RunSpec): RunStore {
  const files = folder(path);
  // Listed before the root is read: what another process begins here meanwhile is not taken for other files.
  const names = namesIn(path);
  const stored = storedSpec(files);
  if (stored === undefined || stored === 'damaged') {
    const finished = finishedRealisations(path);
    const realisations = Math.max(spec.realisations, ...finished.map((index) => index + 1));
    const store = storeOf(files, { ...spec, realisations });
    if (!finished.some((index) => store.state(index) === 'whole')) refuseOtherFiles(path, names, stored);
    return store;
  }
  refuseOtherRun(path, stored, spec);
  return storeOf(files, { ...spec, realisations: Math.max(spec.realisations, stored.realisations) }, stored);
}

/** Metadata of the root: it says whose store this is. */
const ROOT = 'zarr.json';

function storedSpec(files: Folder): RunSpec | 'damaged' | undefined {
  const bytes = files.read(ROOT);
  if (bytes === undefined) return undefined;
  let root: { attributes?: unknown } | null;
  try {
    root = JSON.parse(new TextDecoder().decode(bytes)) as { attributes?: unknown } | null;
  } catch {
    return 'damaged';
  }
  const attributes = root?.attributes;
  if (typeof attributes !== 'object' || attributes === null) return undefined;
  return specFromAttributes(attributes as Record<string, unknown>, files.path);
}

/** Indices of the realisations that have checksums, whatever they are of. */
function finishedRealisations(path: string): number[] {
  let names: string[];
  try {
    names = readdirSync(join(path, CHECKSUM));
  } catch {
    return [];
  }
  return names.flatMap((name) => (/^\d{1,6}\.0$/u.test(name) ? [Number.parseInt(name, 10)] : []));
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR') throw new CranisError(`${path} is a file`, { where: path, hint: 'give a new folder' });
    throw cause;
  }
}

function refuseOtherFiles(path: string, names: readonly string[], stored: 'damaged' | undefined): void {
  if (stored === 'damaged') {
    throw new CranisError(`${join(path, ROOT)} is damaged, and no realisation there is of the run stated`, {
      where: path,
      hint: 'give another folder, or the parameters of that run',
    });
  }
  // What a run leaves that was killed before it said what it is.
  if (names.every((name) => name === `${ROOT}.part`)) return;
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

/** Metadata and coordinates that are missing or not as they should be, with what they should be. */
function faultyFiles(files: Folder, spec: RunSpec, layout: Layout): [name: string, wanted: Uint8Array][] {
  const arrays = [...layout.fixed.map(({ array }) => array), ...layout.perRealisation, layout.checksum];
  const wanted: [string, Uint8Array][] = [
    ...Object.entries(groupMetadata(attributesOf(spec), arrays)).map(([name, text]): [string, Uint8Array] => [
      name,
      new TextEncoder().encode(text),
    ]),
    ...layout.fixed.map(({ array, content }): [string, Uint8Array] => [chunkFile(array), chunkBytes(content())]),
  ];
  return wanted.filter(([name, bytes]) => {
    const there = files.read(name);
    return there === undefined || Buffer.compare(there, bytes) !== 0;
  });
}

/** @param before the run as the folder has it, if it is to grow */
function storeOf(files: Folder, spec: RunSpec, before = spec): RunStore {
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
    const array = perRealisation[i];
    const bytes = files.read(chunkFile(array, index));
    return bytes && sum(index, array, bytes) === sums[i] ? bytes : undefined;
  };

  return {
    path: files.path,
    spec,
    layout,
    faulty: () => faultyFiles(files, before, layoutOf(before)).map(([name]) => name),
    begin() {
      for (const [name, bytes] of faultyFiles(files, spec, layout)) files.write(name, bytes);
    },
    state(index) {
      const sums = ledger(index);
      if (sums === undefined) return 'absent';
      return sums !== 'damaged' && perRealisation.every((_, i) => wholeChunk(index, i, sums)) ? 'whole' : 'damaged';
    },
    write(index, record) {
      const sums = perRealisation.map((array) => {
        const values = record[array.name];
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
