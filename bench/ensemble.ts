/**
 * Memory and time of whole runs: `cranis simulate` as a process of its own, at several N_side, for both kinds of directions, and for
 * few and many realisations. Peak memory is that of the process with all of its workers.
 *   node bench/ensemble.ts [N_side …]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const N_SIDES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [16, 32, 64];
const MAIN = new URL('../dist/cli/main.js', import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), 'cranis-bench-'));

/** Runs a command line; its peak memory in MB and its time in seconds. */
function measure(args: readonly string[]): { memory: number; seconds: number } {
  const code = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS));
    const { main } = await import(${JSON.stringify(MAIN)});
    await main(${JSON.stringify(args)});`;
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return { memory: Number(/peak (\d+)/u.exec(stderr)![1]) / 1024, seconds: (performance.now() - began) / 1000 };
}

const row = (cells: readonly (string | number)[]) =>
  console.log(cells.map((cell) => (typeof cell === 'number' ? cell.toPrecision(3) : cell).padStart(14)).join(''));

try {
  row(['N_side', 'directions', 'realisations', 'peak, MB', 's a piece']);
  for (const nSide of N_SIDES) {
    for (const directions of ['healpix', 'random']) {
      for (const realisations of [2, 8]) {
        const path = join(folder, `${nSide}-${directions}-${realisations}`);
        const model = ['--n-side', `${nSide}`, '--directions', directions, '--times', '0.1,0.3,1'];
        const { memory, seconds } = measure([
          'simulate',
          ...model,
          '--realisations',
          `${realisations}`,
          '--quiet',
          '-o',
          path,
        ]);
        row([String(nSide), directions, String(realisations), memory, seconds / realisations]);
        rmSync(path, { recursive: true });
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
