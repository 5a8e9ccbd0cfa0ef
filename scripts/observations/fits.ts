/** The fits that docs/observations.md is made of, by the command line. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cranis } from '../document.ts';
import { type Fitted, L_MAXES, type LMax } from './rows.ts';

export const DATA = 'hawc-icecube-2019';

const at = process.argv.indexOf('--runs');
const RUNS = at < 0 ? mkdtempSync(join(tmpdir(), 'cranis-observations-')) : process.argv[at + 1];
if (at < 0) process.on('exit', () => rmSync(RUNS, { recursive: true }));

/** One fit; one that is there already is read again. */
export function fitted(...args: readonly string[]): Fitted {
  const all = ['--data', DATA, ...args];
  const file = join(RUNS, `${args.join(' ').replaceAll('--', '')}.json`);
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
