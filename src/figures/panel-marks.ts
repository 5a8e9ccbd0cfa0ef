/** Observable Plot's marks for what a panel shows. */
import * as Plot from '@observablehq/plot';
import { checkColumns, type DrawnPoint } from './axis-data.ts';
import type { AxisFrame, Polyline } from './clip.ts';
import { CAP_SYMBOL, LIMIT_SYMBOL, markerSymbol } from './markers.ts';
import { type Color, colorHex } from './palette.ts';
import type { Band, Curve, HorizontalLine, PointSeries } from './panel-spec.ts';
import { DASHES, THEME } from './theme.ts';
import type { Ticks } from './ticks.ts';

/** Tick lengths, and the gap to their labels, in px. */
export const TICK = { major: 5, minor: 2.5, padding: 3 } as const;

export function curveMarks(curve: Curve, pieces: readonly Polyline[]): Plot.Markish[] {
  const stroke = colorHex(curve.color);
  const rows = pieces.flatMap((piece, z) => piece.map(([px, py]) => ({ x: px, y: py, z })));
  if (rows.length === 0) return [];
  if (rows.length === 1) return [Plot.dot(rows, { x: 'x', y: 'y', r: 2, fill: stroke, stroke: 'none' })];
  const dash = DASHES[curve.dash ?? 'solid'];
  return [
    Plot.line(rows, {
      x: 'x',
      y: 'y',
      z: 'z',
      stroke,
      strokeWidth: curve.width ?? THEME.line.curve,
      strokeLinecap: 'butt',
      ...(dash === undefined ? {} : { strokeDasharray: dash }),
    }),
  ];
}

export function lineMark(line: HorizontalLine): Plot.Markish {
  return Plot.ruleY([line.y], {
    stroke: colorHex(line.color ?? 'muted'),
    strokeWidth: THEME.line.reference,
    strokeDasharray: DASHES[line.dash ?? 'dash'] ?? 'none',
  });
}

export function bandMark(band: Band, x: AxisFrame, y: AxisFrame): Plot.Markish {
  checkColumns(band.label, { x: band.x, low: band.low, high: band.high });
  const clamp = (value: number) => Math.min(y.domain[1], Math.max(y.domain[0], value));
  const rows = band.x
    .map((at, i) => ({ x: at, low: clamp(band.low[i]), high: clamp(band.high[i]) }))
    .filter((row) => row.x >= x.domain[0] && row.x <= x.domain[1]);
  return Plot.areaY(rows, {
    x: 'x',
    y1: 'low',
    y2: 'high',
    fill: colorHex(band.color),
    fillOpacity: band.opacity ?? 0.18,
  });
}

export function pointMarks(series: PointSeries, drawn: readonly DrawnPoint[]): Plot.Markish[] {
  const strength = (faint: boolean): Color => (faint ? 'faint' : series.color);
  return [true, false].flatMap((faint) => {
    const points = drawn.filter((point) => point.faint === faint);
    if (points.length === 0) return [];
    const stroke = colorHex(strength(faint));
    const place = { x: 'x', dx: series.shift ?? 0, stroke } as const;
    const r = series.radius ?? 3;
    const bars = points.filter((point) => point.low !== undefined);
    const caps = bars.flatMap((bar) => [
      ...(bar.openBelow ? [] : [{ x: bar.x, y: bar.low! }]),
      ...(bar.openAbove ? [] : [{ x: bar.x, y: bar.high! }]),
    ]);
    const marks: Plot.Markish[] = [
      Plot.ruleX(bars, { ...place, y1: 'low', y2: 'high', strokeWidth: 0.9 }),
      Plot.dot(caps, { ...place, y: 'y', r: 2, symbol: CAP_SYMBOL, fill: 'none', strokeWidth: 0.9 }),
      Plot.dot(
        points.filter((point) => point.limit),
        { ...place, y: 'y', r: 3, symbol: LIMIT_SYMBOL, fill: 'none', strokeWidth: 1 },
      ),
      Plot.dot(
        points.filter((point) => !point.limit),
        {
          ...place,
          y: 'y',
          r,
          symbol: markerSymbol(series.marker),
          fill: series.hollow ? THEME.background : stroke,
          strokeWidth: 1,
        },
      ),
    ];
    return marks;
  });
}

export function gridMarks(x: Ticks, y: Ticks): Plot.Markish[] {
  const style = { stroke: THEME.grid, strokeOpacity: 1, strokeWidth: THEME.line.grid };
  return [Plot.gridX([...x.major], style), Plot.gridY([...y.major], style)];
}

export function axisMarks(x: Ticks, y: Ticks): Plot.Markish[] {
  const major = {
    tickSize: TICK.major,
    tickPadding: TICK.padding,
    label: null,
    fontSize: THEME.sizes.tick,
    color: THEME.ink,
  };
  const minor = { tickSize: TICK.minor, label: null, text: null, color: THEME.ink } as const;
  return [
    Plot.axisX([...x.major], { ...major, text: (value: number) => x.format(value) }),
    Plot.axisY([...y.major], { ...major, text: (value: number) => y.format(value) }),
    Plot.axisX([...x.minor], minor),
    Plot.axisY([...y.minor], minor),
  ];
}
