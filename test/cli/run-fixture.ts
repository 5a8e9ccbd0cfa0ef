/** A small run for the tests of the commands that read runs. */
import { cranis } from './cranis.ts';

export const RUN_ARGS =
  '--k0 0.1 --k1 10 --modes 40 --seed 3 --n-side 4 --times 0.5,2,8 --realisations 4 --quiet'.split(' ');

/** Makes it; throws what the command said if it failed. */
export async function makeRun(path: string, ...args: readonly string[]): Promise<string> {
  const { code, stderr } = await cranis(['simulate', ...RUN_ARGS, ...args, '-o', path]);
  if (code !== 0) throw new Error(stderr);
  return path;
}
