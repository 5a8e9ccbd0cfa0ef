/** Reading the user's files, with one line about what is wrong. */
import { readFileSync } from 'node:fs';
import { CranisError } from '../model/errors.ts';
import { meaningOf } from './errno.ts';

/** Files larger than this are not what they are taken for. */
const LARGEST = 2 ** 30;
const LARGEST_TEXT = 2 ** 26;

/** @param wanted what the file should be, for the hint */
export function readBytes(path: string, wanted: string): Uint8Array {
  try {
    const bytes = readFileSync(path);
    if (bytes.length > LARGEST) throw new CranisError(`${path}: larger than 1 GiB`, { where: path });
    return bytes;
  } catch (cause) {
    if (cause instanceof CranisError) throw cause;
    const reason = meaningOf(cause)?.reading ?? 'cannot be read';
    throw new CranisError(`${path === '' ? 'an empty file name' : path}: ${reason}`, {
      where: path,
      hint: `give the name of ${wanted}`,
      cause,
    });
  }
}

export function readUtf8(path: string, wanted: string): string {
  const bytes = readBytes(path, wanted);
  if (bytes.length > LARGEST_TEXT) throw new CranisError(`${path}: larger than 64 MiB`, { where: path });
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new CranisError(`${path}: not text in UTF-8`, { where: path, hint: `give the name of ${wanted}`, cause });
  }
}

/** The same error, with the file's name before its message. */
export function about(path: string, error: unknown): unknown {
  if (!(error instanceof CranisError) || error.message.startsWith(path)) return error;
  return new CranisError(`${path}: ${error.message}`, {
    where: path,
    cause: error,
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  });
}
