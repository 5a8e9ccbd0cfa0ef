/** The cells of a corner plot. */
import * as Plot from '@observablehq/plot';
import { along } from './axis-data.ts';
import type { CornerAxis } from './corner.ts';
import { density1, density2 } from './corner-density.ts';
import { colorHex } from './palette.ts';
import { TICK } from './panel-marks.ts';
import { element, tidy } from './svg.ts';
import { THEME } from './theme.ts';

interface Place {
  readonly left: number;
  readonly top: number;
  readonly size: number;
}

/** Which axes carry numbers. */
interface Labels {
  readonly x: boolean;
  readonly y: boolean;
}

const INK = colorHex({ category: 0 });
const MARK = colorHex({ category: 1 });

/** The posterior of one parameter, its 68 % interval filled, the best fit as a dashed line. On a log axis, x is ln of the parameter. */
export function drawDiagonal(document: Document, axis: CornerAxis, place: Place, labels: Labels): SVGElement {
  const { x, height } = density1(axis.positions, axis.ends);
  const rows = x.map((position, i) => ({ x: position, y: height[i] }));
  const [low, middle, high] = axis.interval.map((value) => along(axis.scale, value)) as [number, number, number];
  const heightAt = (position: number) => {
    const i = rows.findIndex((row) => row.x >= position);
    if (i <= 0) return rows.at(i)!.y;
    const [a, b] = [rows[i - 1], rows[i]];
    return a.y + ((b.y - a.y) * (position - a.x)) / (b.x - a.x);
  };
  const within = [
    { x: low, y: heightAt(low) },
    ...rows.filter((row) => row.x > low && row.x < high),
    { x: high, y: heightAt(high) },
  ];
  const best = axis.best === undefined ? [] : [along(axis.scale, axis.best)];
  const plot = Plot.plot({
    ...frame(document, place.size),
    x: scaleOf(axis),
    y: { type: 'linear', domain: [0, 1.08], axis: null },
    marks: [
      Plot.areaY(within, { x: 'x', y: 'y', fill: INK, fillOpacity: 0.18 }),
      Plot.ruleX([middle], { y1: 0, y2: heightAt(middle), stroke: INK, strokeWidth: 0.9 }),
      Plot.line(rows, { x: 'x', y: 'y', stroke: INK, strokeWidth: 1.5 }),
      Plot.ruleX(best, { stroke: MARK, strokeWidth: 1.1, strokeDasharray: '4 2.5' }),
      border(),
      ...ticksX(axis, labels.x),
    ],
  });
  return placed(document, plot, place);
}

/** The posterior of two parameters: the regions of highest density that hold 68 % and 95 %, the best fit as a cross. */
export function drawPair(
  document: Document,
  xAxis: CornerAxis,
  yAxis: CornerAxis,
  place: Place,
  labels: Labels,
): SVGElement {
  const density = density2(xAxis.positions, yAxis.positions, xAxis.ends, yAxis.ends);
  const best =
    xAxis.best === undefined || yAxis.best === undefined
      ? []
      : [{ x: along(xAxis.scale, xAxis.best), y: along(yAxis.scale, yAxis.best) }];
  const plot = Plot.plot({
    ...frame(document, place.size),
    x: scaleOf(xAxis),
    y: scaleOf(yAxis),
    marks: [
      ...density.thresholds.map((threshold, i) =>
        Plot.contour(density.values, {
          width: density.columns,
          height: density.rows,
          x1: xAxis.ends[0],
          x2: xAxis.ends[1],
          y1: yAxis.ends[0],
          y2: yAxis.ends[1],
          thresholds: [threshold],
          fill: INK,
          fillOpacity: i === 0 ? 0.16 : 0.3,
          stroke: INK,
          strokeWidth: 0.9,
        }),
      ),
      Plot.dot(best, { x: 'x', y: 'y', symbol: 'times', r: 4.5, stroke: MARK, strokeWidth: 1.6, fill: 'none' }),
      border(),
      ...ticksX(xAxis, labels.x),
      ...ticksY(yAxis, labels.y),
    ],
  });
  return placed(document, plot, place);
}

const scaleOf = ({ ends }: CornerAxis) => ({ type: 'linear', domain: [...ends], label: null }) as const;

const frame = (document: Document, size: number) =>
  ({ document, width: size, height: size, margin: 0, style: { fontFamily: 'inherit' } }) as const;

const border = () => Plot.frame({ stroke: THEME.ink, strokeWidth: THEME.line.frame });

/** What axisX and axisY have in common. */
type MakeAxis = (positions: number[], options: Plot.AxisXOptions & Plot.AxisYOptions) => Plot.CompoundMark;

function tickMarks(make: MakeAxis, { ticks, scale }: CornerAxis, isLabelled: boolean): Plot.Markish[] {
  const at = (values: readonly number[]) => values.map((value) => along(scale, value));
  const texts = new Map(ticks.major.map((value) => [along(scale, value), ticks.format(value)]));
  return [
    make(at(ticks.major), {
      tickSize: TICK.major,
      tickPadding: TICK.padding,
      label: null,
      fontSize: THEME.sizes.tick,
      color: THEME.ink,
      text: isLabelled ? (position: number) => texts.get(position) ?? '' : null,
    }),
    make(at(ticks.minor), { tickSize: TICK.minor, label: null, text: null, color: THEME.ink }),
  ];
}

const ticksX = (axis: CornerAxis, isLabelled: boolean) => tickMarks(Plot.axisX, axis, isLabelled);
const ticksY = (axis: CornerAxis, isLabelled: boolean) => tickMarks(Plot.axisY, axis, isLabelled);

function placed(document: Document, plot: Element, { left, top }: Place): SVGElement {
  tidy(plot);
  const transform = `translate(${left.toFixed(2)},${top.toFixed(2)})`;
  return element(document, 'g', { transform }, [
    element(document, 'g', { 'text-anchor': 'middle' }, [...plot.childNodes]),
  ]);
}
