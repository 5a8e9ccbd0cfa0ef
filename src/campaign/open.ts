/** Opening the run of a folder: to read it, or to make it or more of it. Nothing is written here. */
import { join } from 'node:path';
import type { RunSpec } from '../ensemble/run.ts';
import { CranisError } from '../model/errors.ts';
import { isTemporary } from '../node/replace-file.ts';
import { FORMAT, type StoredRun } from './attributes.ts';
import { claimedRoom, isClaim, ownerIn } from './claim.ts';
import { descriptionIn, type FoundDescription, ROOT, refuseOtherRun, TWIN } from './description.ts';
import { type Folder, openFolder } from './folder.ts';
import { CHECKSUM, type Layout } from './layout.ts';
import { createStore, finishedRealisations, type RunStore } from './store.ts';

/**
 * The run of a folder, made by this version of cranis or an older one. Throws a CranisError if there is none, or if what it says
 * of itself is damaged.
 */
export function openRun(path: string): RunStore {
  const files = openFolder(path);
  const root = descriptionIn(files, ROOT);
  if (root.kind === 'run') return createStore(files, grown(files, root.run), root.run.spec.realisations);
  const isRun =
    root.kind === 'damaged' || [ownerIn(files), descriptionIn(files, TWIN)].some(({ kind }) => kind === 'run');
  if (root.kind === 'foreign' || !isRun) {
    throw new CranisError(`${path} holds no run`, { where: path, hint: 'make one: cranis simulate -o FOLDER' });
  }
  throw new CranisError(`${join(path, ROOT)} is damaged: ${root.reason}`, {
    where: path,
    hint: 'the cranis simulate that made the run mends it',
  });
}

/** With room for all realisations that are there or asked for, whatever number the root states. */
function grown(files: Folder, { spec, format }: StoredRun): StoredRun {
  const realisations = Math.max(spec.realisations, claimedRoom(files));
  const beyond = finishedRealisations(files).filter((index) => index >= realisations);
  if (beyond.length === 0) return { spec: { ...spec, realisations }, format };
  const store = createStore(files, { spec: { ...spec, realisations: beyond.at(-1)! + 1 }, format });
  const last = beyond.findLast((index) => store.state(index) === 'whole');
  return { spec: { ...spec, realisations: last === undefined ? realisations : last + 1 }, format };
}

/**
 * The run that a folder holds or shall hold, with room for the realisations asked for. Throws a CranisError if the folder holds
 * another run or anything else. Where the root is damaged or lost, any other word of the run about itself will do, or a whole
 * realisation of the run stated, or that there is nothing which contradicts.
 */
export function prepareRun(path: string, spec: RunSpec): RunStore {
  const files = openFolder(path);
  // Listed before the root is read: what another process begins here meanwhile is not taken for other files.
  const names = files.list('');
  const [root, owner, twin] = [descriptionIn(files, ROOT), ownerIn(files), descriptionIn(files, TWIN)];
  for (const one of [owner, root]) if (one.kind === 'run') refuseOtherRun(path, one.run, spec);
  const runs = [owner, root].some(({ kind }) => kind === 'run');
  if (!runs && twin.kind === 'run') refuseOtherRun(path, twin.run, spec);
  const stated = root.kind === 'run' ? root : twin; // the owner's file has no number of realisations
  const before = stated.kind === 'run' ? stated.run.spec.realisations : undefined;
  const run = grown(files, {
    spec: { ...spec, realisations: Math.max(spec.realisations, before ?? 1) },
    format: FORMAT,
  });
  const store = createStore(files, run, before);
  if (!runs && twin.kind !== 'run') refuseOtherFiles(files, names, root, store);
  return store;
}

/** Throws a CranisError unless what lies in the folder can be what is left of this very run. */
function refuseOtherFiles(files: Folder, names: readonly string[], root: FoundDescription, store: RunStore): void {
  const { path } = files;
  const finished = finishedRealisations(files);
  if (finished.some((index) => store.state(index) === 'whole')) return;
  const isRun = root.kind === 'damaged' || (root.kind === 'lost' && finished.length > 0);
  if (isRun) {
    throw new CranisError(
      `${join(path, ROOT)} is damaged: ${root.reason}; and no realisation there is of the run stated`,
      { where: path, hint: 'give another folder, or the parameters of that run' },
    );
  }
  if (root.kind === 'lost' && names.every((name) => isPartOf(files, store.layout, name))) return;
  throw new CranisError(`${path} holds other files, and no run`, { where: path, hint: 'give a new folder' });
}

/** Whether a name in the folder is one of a run of this layout, with nothing else in it. */
function isPartOf(files: Folder, { perRealisation, checksum, fixed }: Layout, name: string): boolean {
  if (files.size(name) !== undefined) return isTemporary(name) || TOP.has(name);
  const arrays = [...perRealisation, checksum, ...fixed.map(({ array }) => array)];
  if (!arrays.some((array) => array.name === name)) return false;
  return files
    .list(name)
    .every((inner) => isTemporary(inner) || IN_ARRAY.test(inner) || (name === CHECKSUM && isClaim(inner)));
}

/** Files of a group of arrays, of version 3 and 2 of Zarr. */
const TOP: ReadonlySet<string> = new Set([ROOT, TWIN, '.zgroup', '.zmetadata']);
/** Files of an array: metadata and chunks. */
const IN_ARRAY = /^(?:zarr\.json|\.zarray|\.zattrs|\d+(?:\.\d+)*)$/u;
