/** The fits that docs/observations.md is made of, by the command line. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cranis, ROOT } from '../document.ts';
import { type Fitted, L_MAXES, type LMax } from './rows.ts';

export const DATA = 'hawc-icecube-2019';

const at = process.argv.indexOf('--runs');
const RUNS = at < 0 ? join(ROOT, 'results/observations') : process.argv[at + 1]!;
const version = cranis('--version').trim();

/** One fit; one that this version has made already is read again. */
export function fitted(...args: readonly string[]): Fitted {
  const all = ['--data', DATA, ...args];
  const file = join(RUNS, `${version} ${args.join(' ').replaceAll('--', '')}.json`);
  if (!existsSync(file)) {
    const start = performance.now();
    const text = cranis('fit', ...all, '--format', 'json');
    console.log(`cranis fit ${all.join(' ')}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
    mkdirSync(RUNS, { recursive: true });
    writeFileSync(file, text);
  }
  const result = JSON.parse(readFileSync(file, 'utf8')) as Fitted;
  if (!result.converged) throw new Error(`the chain of cranis fit ${all.join(' ')} has not converged`);
  return result;
}

export const cut = (lMax: LMax): readonly string[] => ['--l-max', String(lMax)];

/** α, K|G|² and N of white noise, by ℓ_max. */
export const WHITE = Object.fromEntries(L_MAXES.map((lMax) => [lMax, fitted(...cut(lMax))])) as Record<LMax, Fitted>;
