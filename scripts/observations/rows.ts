/** How the numbers of a fit are written in docs/observations.md. */

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

/** The values of a fit in a row of a table: median with its 68 %, or the one-sided limit where the range cuts the posterior. */
export function interval({ median, interval68, interval95, posterior }: Fitted, name: string): string {
  const ends = posterior.atEndOfRange[name];
  if (ends.includes('upper') && ends.includes('lower')) return 'any';
  if (ends.includes('upper')) return `> ${number(interval95[name][0])}`;
  if (ends.includes('lower')) return `< ${number(interval95[name][1])}`;
  const [low, high] = interval68[name];
  return `${number(median[name])} (${number(low)} … ${number(high)})`;
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
    number(one.best.alpha),
    interval(one, 'gradient'),
    interval(one, 'noise'),
    chiSquare(one),
  ];
}
