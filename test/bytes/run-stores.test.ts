/** What the command line writes to disk is the same on every version of Node: whole folders of runs are compared, file by file. */
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { installRuntimes, otherNodes } from '../../scripts/runtimes.ts';
import { contentOf } from '../campaign/runs.ts';
import { BIN, temporaryFolder } from '../cli/cranis.ts';

const { installed, message } = installRuntimes();
const folder = temporaryFolder();

const RUNS = {
  'maps, single precision': ['--geometry', 'composite', '--mean-field', '0.5'],
  'spectra, double precision': ['--keep', 'spectra', '--engine', 'double', '--directions', 'random', '--workers', '2'],
};

/** The files of each run as a version of Node writes them. */
async function runsOf(node: string, version: string): Promise<Record<string, Record<string, string>>> {
  const made: Record<string, Record<string, string>> = {};
  mkdirSync(join(folder, version));
  for (const [name, flags] of Object.entries(RUNS)) {
    const out = join(folder, version, name.replaceAll(/\W+/g, '-'));
    const args =
      '--k0 0.1 --k1 10 --index 1.5 --modes 20 --seed 7 --n-side 2 --times 0.5,2 --realisations 3 --quiet'.split(' ');
    await promisify(execFile)(node, [BIN, 'simulate', ...args, ...flags, '--output', out]);
    made[name] = contentOf(out);
  }
  return made;
}

const here = await runsOf(process.execPath, process.version);

describe(`the runs that Node ${process.version.slice(1)} writes`, () => {
  test('hold arrays', () => {
    for (const files of Object.values(here)) {
      const arrays = Object.keys(files).filter((path) => !path.endsWith('zarr.json'));
      expect(arrays.length).toBeGreaterThan(10);
    }
  });

  // Where they could not be installed this is skipped, and with CI=true a failure.
  test.skipIf(!installed && process.env.CI !== 'true').each(Object.entries(otherNodes()))(
    'are those of Node %s, file by file',
    async (version, path) => {
      expect(installed, message).toBe(true);
      expect(await runsOf(path, version)).toEqual(here);
    },
  );
});
