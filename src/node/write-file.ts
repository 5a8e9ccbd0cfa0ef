/** Writing files whole or not at all, and saying in one line why not. */
import {
  accessSync,
  constants,
  lstatSync,
  mkdirSync,
  realpathSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { CranisError } from '../model/errors.ts';
import { errnoOf, meaningOf } from './errno.ts';
import { replaceFile, syncFolder } from './replace-file.ts';

/**
 * Write a file: beside its place under another name, then renamed, so that a reader finds the old file or the new one and
 * never a part, and the new one is still there after a power loss. A symbolic link stays one, and what it points to is
 * replaced; a device or a pipe is written to as it is.
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
    replaceFile(target, data, before === undefined ? 0o666 : before.mode & 0o7777);
    syncFolder(dirname(target));
  });
}

/** Make a folder and those above it; no harm if it is there. Throws a CranisError if it cannot be. */
export function ensureFolder(path: string): void {
  guard(path, () => {
    const before = statOf(path);
    if (before !== undefined && !before.isDirectory()) {
      throw new CranisError(`${path} exists and is no folder`, { where: path, hint: 'give another folder' });
    }
    if (before === undefined && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) {
      throw new CranisError(`${path} is a symbolic link that leads nowhere`, {
        where: path,
        hint: 'give another folder',
      });
    }
    makeFolders(resolve(path));
  });
}

/** By hand: Node's own recursion never ends in /proc, which says that the folder above does not exist although it does. */
function makeFolders(path: string): void {
  if (statOf(path)) return; // even if it is a file: what is to lie in it is refused then
  const above = dirname(path);
  if (above !== path) makeFolders(above);
  try {
    mkdirSync(path);
    syncFolder(above);
  } catch (error) {
    // Another process may have been faster.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !statOf(path)?.isDirectory()) throw error;
  }
}

function statOf(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}

/** What the error means where more is known than its code. */
function special(path: string, error: unknown): readonly [message: string, hint: string] | undefined {
  const folder = dirname(path);
  switch (errnoOf(error)) {
    case 'ENOENT':
      return statOf(folder)?.isDirectory()
        ? ['its folder takes no new files', 'choose another place']
        : [`folder ${folder} does not exist`, `make it first: mkdir -p ${folder}`];
    case 'ENOTDIR':
      return [`${folder} is not a folder`, 'give a path whose folders exist'];
    default:
      return undefined;
  }
}

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

/** The system's error as one of ours, if it is one that the user can do something about; else the error as it was. */
export function writeFailure(path: string, error: unknown): unknown {
  const meaning = meaningOf(error);
  if (error instanceof CranisError || meaning === undefined) return error;
  const [message, hint] = special(path, error) ?? [meaning.writing, meaning.hint];
  return new CranisError(`cannot write ${path}: ${message}`, { where: path, hint, cause: error });
}
