/**
 * A run on disk. A realisation is a handful of chunks and, written last, their checksums: killed at any moment, a run loses
 * the realisation at work and nothing else, and no chunk cut short or changed by hand is taken for a whole one. What has been
 * written outlasts a power loss.
 */
import { crc32 } from 'node:zlib';
import { type RealisationRecord, recordNames } from '../ensemble/record.ts';
import { type RunSpec, runModel } from '../ensemble/run.ts';
import type { RealisationSource } from '../ensemble/source.ts';
import { chunkBytes, chunkFile, type ZarrArray } from '../files/zarr.ts';
import { CranisError } from '../model/errors.ts';
import { identityOf, type StoredRun } from './attributes.ts';
import { checkOwner, claimedRoom, claimFolder, claimRoom, dropSmallerRooms } from './claim.ts';
import { type Folder, GONE } from './folder.ts';
import { CHECKSUM, type Layout, layoutOf } from './layout.ts';
import { faultyMetadata, writeMetadata } from './metadata.ts';

/** `damaged`: finished once, but its chunks are not what they were. */
export type RealisationState = 'absent' | 'whole' | 'damaged';

export interface RunStore extends RealisationSource {
  readonly path: string;
  readonly spec: RunSpec;
  readonly layout: Layout;
  /** Names of the files of metadata and coordinates that are missing or altered, as it was before the run grows. */
  faulty(): string[];
  /**
   * Makes the folder the run's, writes metadata and coordinates where they are not as they should be, and removes what killed
   * processes left unfinished; before the first realisation. Throws a CranisError if the folder has become another run's.
   */
  begin(): Promise<void>;
  /** Reads all chunks of the realisation to tell. */
  state(index: number): RealisationState;
  /** One realisation, for good. Throws a CranisError where it cannot be written; the run stays as it was then. */
  write(index: number, record: RealisationRecord): Promise<void>;
  /**
   * Looks whether so many realisations are there, with all their files, and makes sure that the metadata say so.
   * Throws a CranisError if not. What is in the files it does not read.
   */
  confirm(realisations: number): Promise<void>;
}

/** @param before number of realisations that the metadata are for */
export function createStore(files: Folder, run: StoredRun, before = run.spec.realisations): RunStore {
  const { spec } = run;
  const layout = layoutOf(spec);
  const { perRealisation, checksum } = layout;
  const identity = identityOf(run);
  const sum = (index: number, array: ZarrArray, bytes: Uint8Array) =>
    crc32(bytes, crc32(`${identity} ${index} ${array.name}`));

  /** A file of the size that it should have; undefined if there is none such. */
  const chunk = (array: ZarrArray, index: number): Uint8Array | undefined =>
    files.size(chunkFile(array, index)) === bytesOf(array) ? files.read(chunkFile(array, index)) : undefined;
  /** The checksums, undefined if the realisation is not finished; 'damaged' if they are not as long as they should be. */
  const ledger = (index: number): Uint32Array | 'damaged' | undefined => {
    if (files.size(chunkFile(checksum, index)) === undefined) return undefined;
    const bytes = chunk(checksum, index);
    return bytes === undefined ? 'damaged' : new Uint32Array(aligned(bytes));
  };
  const wholeChunk = (index: number, i: number, sums: Uint32Array): Uint8Array | undefined => {
    const bytes = chunk(perRealisation[i], index);
    return bytes && sum(index, perRealisation[i], bytes) === sums[i] ? bytes : undefined;
  };
  const complete = (index: number) =>
    [...perRealisation, checksum].every((array) => files.size(chunkFile(array, index)) === bytesOf(array));

  /** Metadata for all realisations that anybody has asked for, also meanwhile. */
  const settle = async () => {
    for (let size = 0; size < claimedRoom(files); ) {
      size = claimedRoom(files);
      await writeMetadata(files, { ...spec, realisations: size });
    }
    dropSmallerRooms(files);
  };

  return {
    path: files.path,
    label: files.path,
    spec,
    layout,
    model: runModel(spec),
    expected: spec.realisations,
    names: recordNames(spec),
    made: () => finishedRealisations(files).filter((index) => index < spec.realisations),
    faulty: () => faultyMetadata(files, { ...spec, realisations: before }),
    async begin() {
      files.ensure([CHECKSUM]);
      await claimFolder(files, spec);
      claimRoom(files, spec.realisations);
      const folders = [...layout.fixed.map(({ array }) => array), ...perRealisation, checksum].map(({ name }) => name);
      files.ensure(folders);
      for (const name of ['', ...folders]) files.tidy(name);
      await settle();
    },
    state(index) {
      const sums = ledger(index);
      if (sums === undefined) return 'absent';
      return sums !== 'damaged' && perRealisation.every((_, i) => wholeChunk(index, i, sums)) ? 'whole' : 'damaged';
    },
    async write(index, record) {
      const chunks = perRealisation.map((array): [string, Uint8Array] => {
        checkValues(array, index, record[array.name]);
        return [chunkFile(array, index), chunkBytes(record[array.name])];
      });
      const sums = perRealisation.map((array, i) => sum(index, array, chunks[i][1]));
      checkOwner(files, spec);
      await files.write(chunks);
      await files.write([[chunkFile(checksum, index), chunkBytes(Uint32Array.from(sums))]]);
    },
    async confirm(realisations) {
      checkOwner(files, spec);
      const gone = Array.from({ length: realisations }, (_, index) => index).filter((index) => !complete(index));
      if (gone.length > 0) {
        const which = gone.length === 1 ? `realisation ${gone[0]}` : `${gone.length} realisations`;
        throw new CranisError(`${files.path}: files of ${which} are gone`, {
          where: files.path,
          hint: GONE,
        });
      }
      await settle();
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

/** Indices of the realisations that have checksums, whatever they are of, ascending. */
export function finishedRealisations(files: Folder): number[] {
  return files
    .list(CHECKSUM)
    .flatMap((name) => (/^\d{1,6}\.0$/u.test(name) ? [Number.parseInt(name, 10)] : []))
    .sort((a, b) => a - b);
}

const bytesOf = ({ chunk, type }: ZarrArray): number => chunk.reduce((a, b) => a * b, type === 'uint32' ? 4 : 8);

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
