/** The files of a store: each appears whole or not at all, and what the system refuses is told in one line. */
import { mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CranisError } from '../model/errors.ts';

export interface Folder {
  readonly path: string;
  /** The file's content; undefined where there is none. */
  read(name: string): Uint8Array | undefined;
  /** Replaces the file at once; its folders are made. */
  write(name: string, content: Uint8Array | string): void;
}

/** Throws a CranisError if the path is empty: it would be the folder where one happens to be. */
export function folder(path: string): Folder {
  if (path === '') throw new CranisError('the name of the folder is empty', { hint: 'give a name' });
  return {
    path,
    read(name) {
      try {
        return readFileSync(join(path, name));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
        throw told(`cannot read ${join(path, name)}`, error);
      }
    },
    write(name, content) {
      const target = join(path, name);
      // One name for what is not finished: whoever makes the file anew replaces what an interrupted attempt left behind.
      const beside = `${target}.part`;
      try {
        mkdirSync(dirname(target), { recursive: true });
        writeFileSync(beside, content);
        renameSync(beside, target);
      } catch (error) {
        // Two processes that make the same run write the same bytes; one may have moved what both wrote.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT' && holds(target, content)) return;
        removeQuietly(beside);
        throw told(`cannot write ${target}`, error);
      }
    },
  };
}

function holds(path: string, content: Uint8Array | string): boolean {
  try {
    return readFileSync(path).equals(Buffer.from(content));
  } catch {
    return false;
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It was never made, or the disk is gone: the first error is the one to tell.
  }
}

/** Bytes free to this user where a folder is or will be. */
export function freeSpace(path: string): number {
  for (let at = path; ; at = dirname(at)) {
    try {
      const { bavail, bsize } = statfsSync(at);
      return bavail * bsize;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || at === dirname(at)) return Number.POSITIVE_INFINITY;
    }
  }
}

export const RESUME = 'what is done is kept: the same command goes on from there';

const REASONS: Readonly<Record<string, readonly [reason: string, hint: string]>> = {
  ENOSPC: ['no space left on the device', `free some space; ${RESUME}`],
  EDQUOT: ['your disk quota is exhausted', `free some space; ${RESUME}`],
  EFBIG: ['the file would be too large', 'choose another place'],
  EIO: ['the device reports an error', 'check the disk, or choose another place'],
  EACCES: ['permission denied', 'choose a place that you may read and write'],
  EPERM: ['operation not permitted', 'choose a place that you may read and write'],
  EROFS: ['the file system is read-only', 'choose a place that you may write to'],
  ENOENT: ['a folder on the way does not exist', 'give another folder'],
  ELOOP: ['symbolic links go round in a circle', 'give another folder'],
  ENOTDIR: ['a file is where a folder should be', 'give another folder'],
  EEXIST: ['a file is where a folder should be', 'give another folder'],
  EISDIR: ['a folder is where a file should be', 'give another folder'],
  ENAMETOOLONG: ['the name is too long', 'give a shorter one'],
  EMFILE: ['too many files are open', 'raise the limit (ulimit -n)'],
};

/** The system's errors as ours; others as they are. */
function told(what: string, error: unknown): unknown {
  const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
  return reason ? new CranisError(`${what}: ${reason[0]}`, { hint: reason[1], cause: error }) : error;
}
