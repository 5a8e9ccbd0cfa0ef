/** The files of a store that hold no realisation: metadata and coordinates. All follow from the run and its number of realisations. */
import type { RunSpec } from '../ensemble/run.ts';
import { chunkBytes, chunkFile, groupMetadata } from '../files/zarr.ts';
import { attributesOf } from './attributes.ts';
import { ROOT } from './description.ts';
import type { Folder } from './folder.ts';
import { layoutOf } from './layout.ts';

type Content = ReadonlyMap<string, Uint8Array>;

/** Name → content, the root last: where it is, all others are. */
function metadataOf(spec: RunSpec): Content {
  const { fixed, perRealisation, checksum } = layoutOf(spec);
  const arrays = [...fixed.map(({ array }) => array), ...perRealisation, checksum];
  const { [ROOT]: root, ...texts } = groupMetadata(attributesOf(spec), arrays);
  return new Map([
    ...fixed.map(({ array, content }): [string, Uint8Array] => [chunkFile(array), chunkBytes(content())]),
    ...Object.entries({ ...texts, [ROOT]: root }).map(([name, text]): [string, Uint8Array] => [
      name,
      new TextEncoder().encode(text),
    ]),
  ]);
}

/** Writes what is not as it should be for so many realisations. */
export async function writeMetadata(files: Folder, spec: RunSpec): Promise<void> {
  await files.write([...metadataOf(spec)].filter(([name, wanted]) => !equal(files.read(name), wanted)));
}

/**
 * Names of the files that are missing or altered. One that was written for another number of realisations is neither: another
 * process may be about to make the run larger.
 */
export function faultyMetadata(files: Folder, spec: RunSpec): string[] {
  const sizes = new Map<number, Content>();
  const ofSize = (realisations: number) => {
    const content = sizes.get(realisations) ?? metadataOf({ ...spec, realisations });
    sizes.set(realisations, content);
    return content;
  };
  return [...ofSize(spec.realisations).keys()].filter((name) => {
    const there = files.read(name);
    if (there === undefined) return true;
    if (equal(there, ofSize(spec.realisations).get(name))) return false;
    const size = sizeIn(name, there);
    return size === undefined || !equal(there, ofSize(size).get(name));
  });
}

/** The number of realisations that a file was written for, as far as it can be told. */
function sizeIn(name: string, content: Uint8Array): number | undefined {
  const size = name === 'realisation/0' ? content.length / 4 : firstNumber(new TextDecoder().decode(content));
  return Number.isInteger(size) && size >= 1 && size <= 1e6 ? size : undefined;
}

const firstNumber = (text: string): number =>
  Number(/"realisations": (\d+)/u.exec(text)?.[1] ?? /"shape": \[\s*(\d+)/u.exec(text)?.[1] ?? Number.NaN);

const equal = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
