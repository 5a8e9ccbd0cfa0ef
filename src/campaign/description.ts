/** The files in which a folder says what run it holds, read without believing them. */

import type { RunSpec } from '../ensemble/run.ts';
import { CranisError } from '../model/errors.ts';
import { type Description, describedRun, differences, FORMAT, type StoredRun } from './attributes.ts';
import type { Folder } from './folder.ts';

/** Metadata of the root: attributes within an object. */
export const ROOT = 'zarr.json';
/** The same attributes for readers of version 2 of the format. */
export const TWIN = '.zattrs';

/** `lost`: no file, or nothing but zeros in it, as a power loss may leave it. */
export type FoundDescription = Description | { readonly kind: 'lost'; readonly reason: string };

/** Files larger than this are not what they are taken for. */
const LARGEST = 64 * 1024 * 1024;

/** What a file of a folder says of the run there. Throws a CranisError where a newer version of cranis has to read it. */
export function descriptionIn(files: Folder, name: string): FoundDescription {
  if ((files.size(name) ?? 0) > LARGEST) return { kind: 'damaged', reason: 'it is larger than 64 MiB' };
  const bytes = files.read(name);
  if (bytes === undefined) return { kind: 'lost', reason: 'it is missing' };
  if (bytes.every((byte) => byte === 0)) return { kind: 'lost', reason: 'it is empty' };
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return { kind: 'damaged', reason: 'it is not JSON, or cut short' };
  }
  const attributes = name === ROOT ? (content as { readonly attributes?: unknown } | null)?.attributes : content;
  return describedRun(attributes, files.path);
}

/** How many differences are told. */
const TOLD = 3;

/** Throws a CranisError unless the run there may be made larger, or mended, as the run stated. */
export function refuseOtherRun(path: string, { spec: stored, format }: StoredRun, stated: RunSpec): void {
  const all = differences(stored, stated);
  const more = all.length > TOLD ? `; and ${all.length - TOLD} more` : '';
  const told = `${all.slice(0, TOLD).join('; ')}${more}`;
  if (stored.version !== stated.version || format !== FORMAT) {
    const also = all.length === 0 ? '' : `; it is of another model, too: ${told}`;
    throw new CranisError(
      `${path} was made by cranis ${stored.version}; this is ${stated.version}, whose bytes differ${also}`,
      {
        where: path,
        hint: 'analyse, mixing, map and fit read it as it is; to make more of it use that version, or give another folder',
      },
    );
  }
  if (all.length === 0) return;
  throw new CranisError(`${path} holds another model: ${told}`, {
    where: path,
    hint: 'give another folder, or the parameters of that run',
  });
}
