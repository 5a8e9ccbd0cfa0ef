/** Writing files whole or not at all, and saying in one line why not. */
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CranisError } from '../model/errors.ts';

/**
 * Write a file: beside its place under another name, then renamed, so that a reader finds the old file or the new one
 * and never a part. A symbolic link stays one, and what it points to is replaced; a device or a pipe is written to as it is.
 * Throws a CranisError of one line if it cannot be done; nothing is left behind then.
 */
export function writeFileAtomic(path: string, data: string | Uint8Array): void {
  guard(path, () => {
    const before = statOf(path);
    if (before?.isDirectory())
      throw new CranisError(`${path} is a directory`, { where: path, hint: 'give the name of a file in it' });
    if (before !== undefined && !before.isFile()) {
      writeFileSync(path, data);
      return;
    }
    // Renaming would replace a write-protected file without asking.
    if (before !== undefined) accessSync(path, constants.W_OK);
    const target = before === undefined ? path : realpathSync(path);
    const beside = join(dirname(target), `.${basename(target).slice(0, 200)}.${randomBytes(6).toString('hex')}.part`);
    try {
      const file = openSync(beside, 'wx', before === undefined ? 0o666 : before.mode & 0o7777);
      try {
        writeFileSync(file, data);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(beside, target);
    } catch (error) {
      removeQuietly(beside);
      throw error;
    }
  });
}

/** Make a folder and those above it; no harm if it is there. Throws a CranisError if it cannot be. */
export function ensureFolder(path: string): void {
  guard(path, () => {
    const before = statOf(path);
    if (before !== undefined && !before.isDirectory()) {
      throw new CranisError(`${path} exists and is no folder`, { where: path, hint: 'give another folder' });
    }
    makeFolders(resolve(path));
  });
}

/** Node's own recursion never ends where a file system, as /proc, says that a folder which is there is not. */
function makeFolders(path: string): void {
  if (statOf(path)) return; // a file too: then what is to lie in it is refused
  const above = dirname(path);
  if (above !== path) makeFolders(above);
  try {
    mkdirSync(path);
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statOf(path)?.isDirectory()) throw error;
  }
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made, or the disk is gone: the first error is the one to tell.
  }
}

const REASONS: Readonly<Record<string, (path: string) => readonly [message: string, hint: string]>> = {
  ENOENT: (path) =>
    statOf(dirname(path))?.isDirectory()
      ? ['its folder takes no new files', 'choose another place']
      : [`folder ${dirname(path)} does not exist`, `make it first: mkdir -p ${dirname(path)}`],
  ENOTDIR: (path) => [`${dirname(path)} is not a folder`, 'give a path whose folders exist'],
  EEXIST: () => ['something of that name is in the way', 'give another name'],
  EISDIR: () => ['it is a directory', 'give the name of a file in it'],
  EACCES: () => ['permission denied', 'choose a place that you may write to'],
  EPERM: () => ['operation not permitted', 'choose a place that you may write to'],
  EROFS: () => ['the file system is read-only', 'choose a place that you may write to'],
  ENOSPC: () => ['no space left on the device', 'free some space, or choose another place'],
  EDQUOT: () => ['your disk quota is exhausted', 'free some space, or choose another place'],
  EFBIG: () => ['the file would be too large for this file system', 'choose another place'],
  ENAMETOOLONG: () => ['the name is too long', 'give a shorter one'],
  ELOOP: () => ['its symbolic links go round in a circle', 'give the path of a real file'],
  ETXTBSY: () => ['a running program is stored there', 'give another name'],
  EIO: () => ['the device reports an error', 'check the disk, or choose another place'],
};

/** Turn the system's errors into ours; anything else passes. */
function guard(path: string, action: () => void): void {
  if (path === '') throw new CranisError('the name of the output file is empty', { hint: 'give a path' });
  if (path.includes('\0'))
    throw new CranisError('the name of the output file holds a zero byte', { hint: 'give another path' });
  try {
    action();
  } catch (error) {
    throw writeFailure(path, error);
  }
}

/** The system's error as one of ours, if it is one that the user can mend; else the error as it was. */
export function writeFailure(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof CranisError || typeof code !== 'string' || !(code in REASONS)) return error;
  const [message, hint] = REASONS[code](path);
  return new CranisError(`cannot write ${path}: ${message}`, { where: path, hint, cause: error });
}
