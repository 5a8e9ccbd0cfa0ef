/**
 * Whose a folder is, and how many realisations it shall have. Any number of processes may state both at once, and any of them may
 * be killed at any moment, so neither is ever rewritten: the owner is a file that whoever comes first makes, once for all, and
 * each number of realisations asked for is the name of a file, of which the largest counts.
 *
 * The files lie beside the checksums, under names that readers of Zarr do not ask for.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { RunSpec } from '../ensemble/run.ts';
import { CranisError } from '../model/errors.ts';
import { ownerOf } from './attributes.ts';
import { descriptionIn, type FoundDescription, refuseOtherRun } from './description.ts';
import { type Folder, GONE } from './folder.ts';
import { CHECKSUM } from './layout.ts';

const OWNER = `${CHECKSUM}/.owner`;

/** What the owner's file says; its number of realisations means nothing. */
export const ownerIn = (files: Folder): FoundDescription => descriptionIn(files, OWNER);

const ownerText = (spec: RunSpec): string => `${JSON.stringify(ownerOf(spec), null, 2)}\n`;

/** Makes the run the owner of the folder, or finds that it is. Throws a CranisError if another one is. */
export async function claimFolder(files: Folder, spec: RunSpec): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const owner = ownerIn(files);
    if (owner.kind === 'run') {
      refuseOtherRun(files.path, owner.run, spec);
      return;
    }
    if (files.create(OWNER, ownerText(spec))) return;
    await wait(PAUSE); // where there are no hard links another process may be about to write it
  }
  await files.write([[OWNER, ownerText(spec)]]); // damaged for good, hence nobody's
}

const ATTEMPTS = 20;
const PAUSE = 50; // ms

/** Throws a CranisError unless the folder is there and still the run's. */
export function checkOwner(files: Folder, spec: RunSpec): void {
  const there = files.read(OWNER);
  if (there !== undefined && Buffer.from(ownerText(spec)).equals(there)) return;
  const owner = ownerIn(files);
  if (owner.kind === 'run') {
    refuseOtherRun(files.path, owner.run, spec);
    return;
  }
  const what = files.list('').length === 0 ? files.path : `${files.path}/${OWNER}`;
  throw new CranisError(`${what} is gone`, { where: files.path, hint: GONE });
}

const ROOM = /^\.room-(\d{1,7})$/u;
/** No run has more realisations: a larger number is not ours. */
const MOST = 1e6;

/** The largest number of realisations that anybody has asked for; 0 if nobody has. */
export const claimedRoom = (files: Folder): number => Math.max(0, ...rooms(files));

/** Names within the folder of checksums that are this module's. */
export const isClaim = (name: string): boolean => name === '.owner' || ROOM.test(name);

function rooms(files: Folder): number[] {
  return files.list(CHECKSUM).flatMap((name) => {
    const [, count] = ROOM.exec(name) ?? [];
    return count === undefined || Number(count) > MOST ? [] : [Number(count)];
  });
}

/** Asks for room for so many realisations; never takes any back. */
export function claimRoom(files: Folder, realisations: number): void {
  if (claimedRoom(files) < realisations) files.create(`${CHECKSUM}/.room-${realisations}`, '');
}

/** Smaller numbers say nothing beside a larger one. */
export function dropSmallerRooms(files: Folder): void {
  const all = rooms(files);
  const largest = Math.max(0, ...all);
  for (const count of all) if (count < largest) files.remove(`${CHECKSUM}/.room-${count}`);
}
