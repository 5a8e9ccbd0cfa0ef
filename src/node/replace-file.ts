/**
 * Files that appear whole or not at all, and that are still there after a power loss: the content is on stable storage before
 * the file gets its name, and the name is once its folder has been synchronised.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readlinkSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { errnoOf } from './errno.ts';

/** Replaces a file, or makes it. Its name is on stable storage only after {@link syncFolder}. */
export function replaceFile(path: string, content: string | Uint8Array, mode = 0o666): void {
  const beside = temporaryName(path);
  writeSynced(beside, content, mode);
  try {
    renameSync(beside, path);
  } catch (error) {
    removeQuietly(beside);
    throw error;
  }
}

/**
 * Replaces many files or makes them, each at once, in the order given; all are on stable storage when it resolves. Synchronised
 * together they take little longer than one: file systems do the work for all of those that wait.
 * @param failure the error to throw for one of the files or their folders
 */
export async function replaceFiles(
  files: readonly (readonly [path: string, content: string | Uint8Array])[],
  failure: (path: string, error: unknown) => unknown,
): Promise<void> {
  const begun: { readonly path: string; readonly beside: string; readonly file: number }[] = [];
  let renamed = 0;
  try {
    try {
      for (const [path, content] of files) {
        await telling(path, failure, () => {
          const beside = temporaryName(path);
          const file = openSync(beside, 'wx');
          begun.push({ path, beside, file });
          writeFileSync(file, content);
        });
      }
      await allOf(begun.map(({ path, file }) => telling(path, failure, () => synced(file))));
    } finally {
      for (const { file } of begun) closeSync(file);
    }
    for (const { path, beside } of begun) {
      await telling(path, failure, () => renameSync(beside, path));
      renamed++;
    }
  } finally {
    for (const { beside } of begun.slice(renamed)) removeQuietly(beside);
  }
  const folders = [...new Set(files.map(([path]) => dirname(path)))];
  await allOf(folders.map((path) => telling(path, failure, () => syncedFolder(path))));
}

/** Waits for all, also where one fails: files must not be closed while they are synchronised. */
async function allOf(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

async function telling(
  path: string,
  failure: (path: string, error: unknown) => unknown,
  work: () => void | Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw failure(path, error);
  }
}

const synced = promisify(fsync);

/**
 * Makes a file that nobody has made before; of several processes that try, one succeeds.
 * @returns false if something of that name was there; it is left as it was
 */
export function createFile(path: string, content: string | Uint8Array): boolean {
  const beside = temporaryName(path);
  writeSynced(beside, content, 0o666);
  try {
    linkSync(beside, path);
    return true;
  } catch (error) {
    const code = errnoOf(error);
    if (code === 'EEXIST') return false;
    if (NO_LINKS.has(code ?? '')) return createPlainly(path, content);
    throw error;
  } finally {
    removeQuietly(beside);
  }
}

/** What file systems without hard links say. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** As exclusive, but a reader can meet the file before it is whole. */
function createPlainly(path: string, content: string | Uint8Array): boolean {
  try {
    writeSynced(path, content, 0o666);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** A file that was not there before, its content on stable storage; none is left behind if that fails. */
function writeSynced(path: string, content: string | Uint8Array, mode: number): void {
  const file = openSync(path, 'wx', mode);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } catch (error) {
    removeQuietly(path);
    throw error;
  } finally {
    closeSync(file);
  }
}

/** Puts the names in a folder on stable storage. */
export function syncFolder(path: string): void {
  const folder = openedFolder(path);
  if (folder === undefined) return;
  try {
    fsyncSync(folder);
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(errnoOf(error) ?? '')) throw error;
  } finally {
    closeSync(folder);
  }
}

/** The same, while others wait for theirs. */
async function syncedFolder(path: string): Promise<void> {
  const folder = openedFolder(path);
  if (folder === undefined) return;
  try {
    await synced(folder);
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(errnoOf(error) ?? '')) throw error;
  } finally {
    closeSync(folder);
  }
}

function openedFolder(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if (NO_FOLDER_SYNC.has(errnoOf(error) ?? '')) return undefined;
    throw error;
  }
}

/** Systems and file systems on which a folder cannot be synchronised, or which need it not; and folders that may not be read. */
const NO_FOLDER_SYNC = new Set(['EINVAL', 'EISDIR', 'EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'EBADF', 'ENOSYS']);

const ENDING = '.part';

/** A name beside a file that no other process takes; it says who is at work, so that what a killed one left can be told. */
function temporaryName(path: string): string {
  // A character may take several bytes, and names have at most 255.
  const start = basename(path)
    .replaceAll(/[^\x20-\x7E]/gu, '_')
    .slice(0, 180);
  return join(dirname(path), `.${start}.${host()}-${process.pid}-${randomBytes(6).toString('hex')}${ENDING}`);
}

/** The machine, or the container, in which a process number means something. */
function host(): string {
  let numbers = '';
  try {
    numbers = readlinkSync('/proc/self/ns/pid');
  } catch {
    // No Linux: the name has to do.
  }
  return createHash('sha256').update(`${hostname()} ${numbers}`).digest('hex').slice(0, 8);
}

/** Whether a name is one of those that unfinished files have. */
export const isTemporary = (name: string): boolean => name.endsWith(ENDING);

/** Unfinished files of other machines are taken for leftovers after a day, in ms. */
const LONG = 24 * 3600 * 1000;

/** Removes what killed processes left unfinished in a folder; what others are writing just now stays. */
export function removeLeftovers(folder: string): void {
  let names: string[];
  try {
    names = readdirSync(folder).filter(isTemporary);
  } catch {
    return; // where there is no folder there is nothing to tidy up
  }
  for (const name of names) {
    const path = join(folder, name);
    if (isLeftover(path)) removeQuietly(path);
  }
}

function isLeftover(path: string): boolean {
  const [, machine, pid] = /\.([0-9a-f]{8})-(\d+)-[0-9a-f]{12}\.part$/u.exec(path) ?? [];
  if (machine === host()) return !isAlive(Number(pid));
  try {
    return Date.now() - statSync(path).mtimeMs > LONG;
  } catch {
    return false; // its process has just finished it
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
}

function removeQuietly(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made or is gone; the error that led here is the one to tell.
  }
}
