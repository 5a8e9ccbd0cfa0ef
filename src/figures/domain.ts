/** The part of an axis that the data of one or several panels need. */
import { CranisError } from '../model/errors.ts';
import { canStand } from './axis-data.ts';
import type { PanelSpec } from './panel-spec.ts';
import type { Domain, ScaleKind } from './ticks.ts';

/** All abscissae of a panel. */
export function xValues(panel: PanelSpec): number[] {
  return [...(panel.curves ?? []), ...(panel.points ?? []), ...(panel.bands ?? [])].flatMap((mark) => [...mark.x]);
}

/** All ordinates of a panel, with the upper ends of error bars; a lower end may leave the frame. */
export function yValues(panel: PanelSpec): number[] {
  return [
    ...(panel.curves ?? []).flatMap((curve) => [...curve.y]),
    ...(panel.points ?? []).flatMap(({ y, errorHigh }) => [
      ...y,
      ...y.map((value, i) => value + (errorHigh?.[i] ?? 0)),
    ]),
    ...(panel.bands ?? []).flatMap(({ low, high }) => [...low, ...high]),
    // A line exactly on the frame would not be seen: leave room on both sides.
    ...(panel.horizontalLines ?? []).flatMap(({ y }) => (panel.y.kind === 'log' ? [y / 1.2, y * 1.2] : [y])),
  ];
}

/** Just around the values, so that the first and last markers do not sit on the frame. */
export function tightDomain(kind: ScaleKind, values: readonly number[]): Domain {
  const [low, high] = extent(kind, values);
  if (kind === 'log') {
    const margin = Math.max(1.12, (high / low) ** 0.03);
    return [low / margin, high * margin];
  }
  const margin = high > low ? 0.03 * (high - low) : Math.max(1, Math.abs(low)) / 2;
  return [low - margin, high + margin];
}

/** Most decades of an axis whose range is not given: a curve that falls further leaves the frame, so that the others do not look flat. */
const MOST_DECADES = 12;

/** Whole decades on a log axis; round numbers on a linear one. */
export function roundDomain(kind: ScaleKind, values: readonly number[], mostDecades = MOST_DECADES): Domain {
  const [low, high] = extent(kind, values);
  if (kind === 'log') {
    const bottom = Math.floor(Math.log10(low) + 1e-9);
    const last = Math.max(bottom + 1, Math.ceil(Math.log10(high) - 1e-9));
    return [Number(`1e${Math.max(bottom, last - mostDecades)}`), Number(`1e${last}`)];
  }
  const [a, b] = tightDomain(kind, values);
  const unit = 10 ** Math.floor(Math.log10((b - a) / 5));
  return [Math.floor(a / unit) * unit, Math.ceil(b / unit) * unit];
}

/** Check a domain that a caller gave. */
export function checkDomain(name: string, kind: ScaleKind, [low, high]: Domain): void {
  if (!canStand(kind, low) || !canStand(kind, high) || !(low < high)) {
    throw new CranisError(
      `figure: [${low}, ${high}] is no range for a ${kind === 'log' ? 'logarithmic' : 'linear'} ${name} axis`,
      {
        where: `${name}Domain`,
        hint: kind === 'log' ? 'give two positive numbers, the smaller first' : 'give two numbers, the smaller first',
      },
    );
  }
}

function extent(kind: ScaleKind, values: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!canStand(kind, value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) {
    throw new CranisError(
      `figure: nothing to draw${kind === 'log' ? ': no value above zero for a logarithmic axis' : ''}`,
      {
        hint: 'give at least one curve or point',
      },
    );
  }
  return [low, high];
}
