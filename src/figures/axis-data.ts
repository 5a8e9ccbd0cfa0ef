/**
 * Which numbers an axis can show. A logarithmic axis cannot show zero or less: such values become upper limits or are left
 * out and counted, so that no NaN reaches a picture and the figure says how many points are missing.
 */
import { CranisError } from '../model/errors.ts';
import type { PointSeries } from './panel-spec.ts';
import { type Label, plainText } from './text.ts';
import type { Domain, ScaleKind } from './ticks.ts';

/** Position along an axis: the logarithm, or the value itself. */
export function along(kind: ScaleKind, value: number): number {
  return kind === 'log' ? Math.log(value) : value;
}

export function back(kind: ScaleKind, position: number): number {
  return kind === 'log' ? Math.exp(position) : position;
}

export function canStand(kind: ScaleKind, value: number): boolean {
  return Number.isFinite(value) && (kind === 'linear' || value > 0);
}

export function isWithin([low, high]: Domain, value: number): boolean {
  return value >= low && value <= high;
}

/** “label: ” in front of a note, or nothing. */
export function named(label: Label | undefined): string {
  return label === undefined ? '' : `${plainText(label)}: `;
}

/** Throws for NaN, for infinities and for columns of unequal length, which are mistakes in the input on any axis. */
export function checkColumns(
  label: Label | undefined,
  columns: Readonly<Record<string, readonly (number | null)[] | undefined>>,
): void {
  const name = label === undefined ? 'a curve without a label' : `“${plainText(label)}”`;
  const length = Object.values(columns).find((column) => column !== undefined)?.length ?? 0;
  for (const [key, column] of Object.entries(columns)) {
    if (column === undefined) continue;
    if (column.length !== length) {
      throw new CranisError(`figure: ${name} has ${length} positions but ${column.length} values of ${key}`, {
        where: key,
        hint: 'give one value per position',
      });
    }
    const bad = column.findIndex((value) => value !== null && !Number.isFinite(value));
    if (bad >= 0) {
      throw new CranisError(`figure: ${name} has ${key} = ${column[bad]} at entry ${bad + 1}`, {
        where: key,
        hint: 'leave the entry out, or find out why it is not a number',
      });
    }
  }
}

/** A point as drawn; `low` and `high` are undefined where there is no bar, or where it leaves the frame. */
export interface DrawnPoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  /** The bar goes on to the edge of the frame below: no cap there. */
  readonly openBelow?: boolean;
  readonly openAbove?: boolean;
  /** `y` is an upper limit. */
  readonly limit: boolean;
  /** The caller said that this point deserves little trust. */
  readonly faint: boolean;
}

export interface DrawnSeries {
  readonly points: readonly DrawnPoint[];
  /** What had to be left out or changed, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * The points of a series that lie within the frame. On a logarithmic axis, a value ≤ 0 becomes an upper limit at the upper
 * end of its error bar if that is above zero, and is left out if it is not.
 */
export function drawnPoints(
  series: PointSeries,
  x: { kind: ScaleKind; domain: Domain },
  y: { kind: ScaleKind; domain: Domain },
): DrawnSeries {
  const { label, errorLow, errorHigh, upperLimit, faintAbove = Number.POSITIVE_INFINITY } = series;
  checkColumns(label, { x: series.x, y: series.y, errorLow, errorHigh });
  const count = { asLimit: 0, dropped: 0, outside: 0 };
  const points: DrawnPoint[] = [];
  series.x.forEach((position, i) => {
    const value = series.y[i];
    const down = errorLow?.[i] ?? undefined;
    const up = errorHigh?.[i] ?? undefined;
    const stands = canStand(y.kind, value);
    const top = value + (up ?? 0);
    if (!canStand(x.kind, position) || (!stands && !canStand(y.kind, top))) {
      count.dropped++;
      return;
    }
    const limit = !stands || upperLimit?.[i] === true;
    const at = stands ? value : top;
    if (!isWithin(x.domain, position) || !isWithin(y.domain, at)) {
      count.outside++;
      return;
    }
    if (!stands) count.asLimit++;
    const faint = position > faintAbove;
    if (limit || (down === undefined && up === undefined)) {
      points.push({ x: position, y: at, limit, faint });
      return;
    }
    const low = value - (down ?? 0);
    points.push({
      x: position,
      y: at,
      low: Math.max(low, y.domain[0]),
      high: Math.min(top, y.domain[1]),
      openBelow: low < y.domain[0],
      openAbove: top > y.domain[1],
      limit,
      faint,
    });
  });
  const name = named(label);
  const many = (n: number) => `${n} point${n === 1 ? '' : 's'}`;
  const notes: string[] = [];
  if (count.asLimit > 0)
    notes.push(
      `${name}${many(count.asLimit)} ≤ 0 shown as upper limit${count.asLimit === 1 ? '' : 's'} (arrow at the upper end of the bar)`,
    );
  if (count.dropped > 0) notes.push(`${name}${many(count.dropped)} ≤ 0 not shown`);
  if (count.outside > 0) notes.push(`${name}${many(count.outside)} outside the frame`);
  return { points, notes };
}
