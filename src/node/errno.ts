/** What the error codes of the system and of Node mean, in a few words: one table for everything that reads or writes files. */

export interface ErrnoMeaning {
  /** What is wrong with a file or folder to be read. */
  readonly reading: string;
  /** What is wrong with a file or folder to be written. */
  readonly writing: string;
  /** What its writer can do about it. */
  readonly hint: string;
}

const ELSEWHERE = 'choose a place that you may write to';
const ROOM = 'free some space, or choose another place';
const FAILING = 'the device reports an error';

const MEANINGS: Readonly<Record<string, ErrnoMeaning>> = {
  ENOENT: {
    reading: 'no such file',
    writing: 'a folder on the way does not exist',
    hint: 'make the folder first, or give another one',
  },
  ENOTDIR: {
    reading: 'no such file',
    writing: 'a file is where a folder should be',
    hint: 'give a path whose folders exist',
  },
  EEXIST: { reading: 'cannot be read', writing: 'something of that name is in the way', hint: 'give another name' },
  EISDIR: { reading: 'is a folder, not a file', writing: 'it is a folder', hint: 'give the name of a file in it' },
  EACCES: { reading: 'you may not read it', writing: 'permission denied', hint: ELSEWHERE },
  EPERM: { reading: 'you may not read it', writing: 'operation not permitted', hint: ELSEWHERE },
  EROFS: { reading: 'cannot be read', writing: 'the file system is read-only', hint: ELSEWHERE },
  ENOSPC: { reading: 'cannot be read', writing: 'no space left on the device', hint: ROOM },
  EDQUOT: { reading: 'cannot be read', writing: 'your disk quota is exhausted', hint: ROOM },
  EFBIG: { reading: 'too large', writing: 'the file would be too large', hint: 'choose another place' },
  ENAMETOOLONG: { reading: 'no such file', writing: 'the name is too long', hint: 'give a shorter one' },
  ELOOP: {
    reading: 'its symbolic links go round in a circle',
    writing: 'its symbolic links go round in a circle',
    hint: 'give the path of a real file or folder',
  },
  EMFILE: {
    reading: 'too many files are open',
    writing: 'too many files are open',
    hint: 'raise the limit (ulimit -n)',
  },
  EIO: { reading: FAILING, writing: FAILING, hint: 'check the disk, or choose another place' },
  ESTALE: {
    reading: 'the file server no longer knows it',
    writing: 'the file server no longer knows its folder',
    hint: 'check the network disk, then give the same command again',
  },
  ETXTBSY: { reading: 'cannot be read', writing: 'a running program is stored there', hint: 'give another name' },
  ERR_ENCODING_INVALID_ENCODED_DATA: {
    reading: 'not text in UTF-8',
    writing: 'not text in UTF-8',
    hint: 'give another text',
  },
  ERR_FS_FILE_TOO_LARGE: { reading: 'larger than 2 GiB', writing: 'the file would be too large', hint: ROOM },
};

/** The system's code of an error, such as ENOENT; undefined for other errors. */
export function errnoOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

/** What an error of the system means; undefined for one that no user can do anything about. */
export function meaningOf(error: unknown): ErrnoMeaning | undefined {
  const code = errnoOf(error);
  return code !== undefined && Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined;
}
