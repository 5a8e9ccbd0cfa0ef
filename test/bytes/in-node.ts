/** The hashes as a process of its own computes them. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { hashes } from './hashes.ts';

const HASHES = new URL('hashes.ts', import.meta.url).href;
const PROGRAM = `import { hashes } from '${HASHES}'; process.stdout.write(JSON.stringify([process.version, await hashes()]));`;

export interface Run {
  readonly version: string;
  readonly hashes: Awaited<ReturnType<typeof hashes>>;
}

/** @param node path of a Node that strips types, 22.18 or newer */
export async function hashesInNode(node: string, ...flags: readonly string[]): Promise<Run> {
  const { stdout } = await promisify(execFile)(node, [...flags, '--input-type=module', '--eval', PROGRAM]);
  const [version, hashes] = JSON.parse(stdout);
  return { version: version.slice(1), hashes };
}
