/** The fits that docs/observations.md is made of, by the command line, and how their numbers are written. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cranis, ROOT } from '../document.ts';

export type LMax = 30 | 60 | 120 | 'exact';
export const L_MAXES: readonly LMax[] = [30, 60, 120, 'exact'];

type ByName<T> = Readonly<Record<string, T>>;

/** What is read of `cranis fit --format json`. */
export interface Fitted {
  readonly best: ByName<number>;
  readonly median: ByName<number>;
  readonly interval68: ByName<readonly [number, number]>;
  readonly interval95: ByName<readonly [number, number]>;
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly probability: number;
  readonly converged: boolean;
  readonly posterior: {
    readonly correlation: readonly (readonly number[])[];
    readonly standardDeviation: ByName<number>;
    readonly atEndOfRange: ByName<readonly string[]>;
  };
  readonly chain: { readonly samples: number; readonly effectiveSamples: number };
  readonly spectrum: { readonly ell: readonly number[]; readonly C: readonly number[] };
}

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

/** The values of a fit in a row of a table: median with its 68 %, or the one-sided limit where the range cuts the posterior. */
export function interval({ median, interval68, interval95, posterior }: Fitted, name: string): string {
  const ends = posterior.atEndOfRange[name]!;
  if (ends.includes('upper') && ends.includes('lower')) return 'any';
  if (ends.includes('upper')) return `> ${number(interval95[name]![0])}`;
  if (ends.includes('lower')) return `< ${number(interval95[name]![1])}`;
  const [low, high] = interval68[name]!;
  return `${number(median[name]!)} (${number(low)} … ${number(high)})`;
}

export function chiSquare({ chiSquare: value, degreesOfFreedom, probability }: Fitted): string {
  return `${value.toFixed(1)}/${degreesOfFreedom}, ${probability < 1e-4 ? '< 1e-4' : number(probability)}`;
}

/** Two digits. */
export function number(value: number): string {
  if (value === 0) return '0';
  const size = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  return size < -2 || size > 3 ? value.toExponential(1) : String(Number(value.toPrecision(2)));
}

export const lMaxLabel = (lMax: LMax) => (lMax === 'exact' ? '∞' : String(lMax));

/** The row of α, K|G|² and N free, as it stands in the document. */
export function mainRow(label: string, lMax: LMax, one: Fitted): string[] {
  return [
    label,
    lMaxLabel(lMax),
    interval(one, 'alpha'),
    number(one.best.alpha!),
    interval(one, 'gradient'),
    interval(one, 'noise'),
    chiSquare(one),
  ];
}

export const cut = (lMax: LMax): readonly string[] => ['--l-max', String(lMax)];

/** α, K|G|² and N of white noise, by ℓ_max. */
export const WHITE = Object.fromEntries(L_MAXES.map((lMax) => [lMax, fitted(...cut(lMax))])) as Record<LMax, Fitted>;
