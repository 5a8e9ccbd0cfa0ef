/** The files of a store: each appears whole or not at all and outlasts a power loss; what the system refuses is told in one line. */
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statfsSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { CranisError } from '../model/errors.ts';
import { errnoOf, meaningOf } from '../node/errno.ts';
import { createFile, removeLeftovers, replaceFiles, syncFolder } from '../node/replace-file.ts';
import { ensureFolder } from '../node/write-file.ts';

export interface Folder {
  readonly path: string;
  /** Names in one of its folders, '' for itself; none where there is no such folder. */
  list(name: string): readonly string[];
  /** Size of a file in bytes; undefined where there is none. */
  size(name: string): number | undefined;
  /** The file's content; undefined where there is none. */
  read(name: string): Uint8Array | undefined;
  /** Makes the folder itself and folders in it. */
  ensure(names: readonly string[]): void;
  /** Replaces files or makes them, each at once, in this order; all are there for good when it resolves. Their folders have to be there. */
  write(files: readonly (readonly [name: string, content: Uint8Array | string])[]): Promise<void>;
  /** Makes a file for good, unless something of that name is there: false then. */
  create(name: string, content: Uint8Array | string): boolean;
  /** Removes a file; no harm if it is gone. */
  remove(name: string): void;
  /** Removes what killed processes left unfinished in a folder. */
  tidy(name: string): void;
}

/** Throws a CranisError if the path is empty: it would be the folder where one happens to be. */
export function openFolder(path: string): Folder {
  if (path === '') throw new CranisError('the name of the folder is empty', { hint: 'give a name' });
  const at = (name: string) => join(path, name);
  return {
    path,
    list(name) {
      try {
        return readdirSync(at(name));
      } catch (error) {
        if (name === '' && errnoOf(error) === 'ENOTDIR') throw notAFolder(path);
        if (isAbsent(error)) return [];
        throw readFailure(at(name), error);
      }
    },
    size(name) {
      try {
        const stats = statSync(at(name), { throwIfNoEntry: false });
        return stats?.isFile() ? stats.size : undefined;
      } catch (error) {
        throw readFailure(at(name), error);
      }
    },
    read(name) {
      try {
        return readWhole(at(name));
      } catch (error) {
        if (isAbsent(error)) return undefined;
        throw readFailure(at(name), error);
      }
    },
    ensure(names) {
      ensureFolder(path);
      try {
        const made = names.filter((name) => mkdirSync(at(name), { recursive: true }) !== undefined);
        if (made.length > 0) syncFolder(path);
      } catch (error) {
        throw writeFailure(path, error);
      }
    },
    write: (files) =>
      replaceFiles(
        files.map(([name, content]) => [at(name), content]),
        writeFailure,
      ),
    create(name, content) {
      try {
        const made = createFile(at(name), content);
        if (made) syncFolder(dirname(at(name)));
        return made;
      } catch (error) {
        throw writeFailure(at(name), error);
      }
    },
    remove(name) {
      try {
        unlinkSync(at(name));
      } catch (error) {
        if (!isAbsent(error)) throw writeFailure(at(name), error);
      }
    },
    tidy: (name) => removeLeftovers(at(name)),
  };
}

function notAFolder(path: string): CranisError {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  return new CranisError(isFile ? `${path} is a file` : `${path}: a file is where a folder should be`, {
    where: path,
    hint: 'give a new folder',
  });
}

const isAbsent = (error: unknown) => errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR';

/** Also of files above the 2 GiB that Node reads at once. */
function readWhole(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(fstatSync(file).size);
    for (let at = 0; at < bytes.length; ) {
      const got = readSync(file, bytes, at, Math.min(bytes.length - at, 2 ** 30), at);
      if (got === 0) return bytes.subarray(0, at); // it has just become shorter
      at += got;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}

/** Bytes free to this user where a folder is or will be. */
export function freeSpace(path: string): number {
  for (let at = path; ; at = dirname(at)) {
    try {
      const { bavail, bsize } = statfsSync(at);
      return bavail * bsize;
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT' || at === dirname(at)) return Number.POSITIVE_INFINITY;
    }
  }
}

export const RESUME = 'what is done is kept: the same command goes on from there';

/** Said where a folder that was there a moment ago is gone. */
export const GONE = 'was it moved or removed while the run was made? The same command makes what is missing';

function readFailure(path: string, error: unknown): unknown {
  const meaning = meaningOf(error);
  if (meaning === undefined) return error;
  return new CranisError(`cannot read ${path}: ${meaning.reading}`, {
    where: path,
    hint: 'make it readable, or give another folder',
    cause: error,
  });
}

function writeFailure(path: string, error: unknown): unknown {
  const meaning = meaningOf(error);
  if (meaning === undefined) return error;
  if (isAbsent(error)) {
    return new CranisError(`cannot write ${path}: its folder is gone`, { where: path, hint: GONE, cause: error });
  }
  const full = errnoOf(error) === 'ENOSPC' || errnoOf(error) === 'EDQUOT';
  return new CranisError(`cannot write ${path}: ${meaning.writing}`, {
    where: path,
    hint: full ? `free some space; ${RESUME}` : meaning.hint,
    cause: error,
  });
}
