/** One panel: Observable Plot draws frame, grid, axes and data; the titles and labels around them are drawn here. */
import * as Plot from '@observablehq/plot';
import { canStand, checkColumns, drawnPoints, isWithin, named } from './axis-data.ts';
import { type AxisFrame, clipLine, type Polyline } from './clip.ts';
import { checkDomain, roundDomain, tightDomain, xValues, yValues } from './domain.ts';
import { labelWidth } from './font-metrics.ts';
import { axisMarks, bandMark, curveMarks, gridMarks, lineMark, pointMarks, TICK } from './panel-marks.ts';
import type { Curve, PanelSpec } from './panel-spec.ts';
import { spread } from './spread.ts';
import { element, tidy } from './svg.ts';
import type { Label } from './text.ts';
import { textElement } from './text-element.ts';
import { THEME } from './theme.ts';
import { axisTicks, type Ticks } from './ticks.ts';

/** A panel with its axes, for a frame of `width` × `height` px. */
export interface PreparedPanel {
  readonly spec: PanelSpec;
  readonly x: AxisFrame & { readonly ticks: Ticks };
  readonly y: AxisFrame & { readonly ticks: Ticks };
  /** Room that tick labels and title of the y axis need left of the frame, and end labels right of it, in px. */
  readonly left: number;
  readonly right: number;
}

/** Room below the frame for tick labels and the title of the x axis. */
export const AXIS_BELOW = TICK.major + TICK.padding + THEME.sizes.tick + 4 + THEME.sizes.axis + 4;

export function preparePanel(spec: PanelSpec, width: number, height: number): PreparedPanel {
  const xDomain = spec.x.domain ?? tightDomain(spec.x.kind, xValues(spec));
  const yDomain = spec.y.domain ?? roundDomain(spec.y.kind, yValues(spec));
  checkDomain('x', spec.x.kind, xDomain);
  checkDomain('y', spec.y.kind, yDomain);
  const x = { kind: spec.x.kind, domain: xDomain, ticks: axisTicks(spec.x.kind, xDomain, Math.floor(width / 36)) };
  const y = { kind: spec.y.kind, domain: yDomain, ticks: axisTicks(spec.y.kind, yDomain, Math.floor(height / 22)) };
  const widest = (labels: readonly Label[], size: number) =>
    Math.max(0, ...labels.map((label) => labelWidth(label, size)));
  const yLabels = widest(y.ticks.major.map(y.ticks.format), THEME.sizes.tick);
  const ends = [...(spec.curves ?? []), ...(spec.horizontalLines ?? [])]
    .map((mark) => mark.endLabel)
    .filter((label) => label !== undefined);
  const lastTick = x.ticks.major.at(-1);
  const overhang = lastTick === undefined ? 0 : labelWidth(x.ticks.format(lastTick), THEME.sizes.tick) / 2;
  return {
    spec,
    x,
    y,
    left: TICK.major + TICK.padding + yLabels + 6 + THEME.sizes.axis + 4,
    right: ends.length > 0 ? widest(ends, THEME.sizes.legend) + 8 : Math.max(6, overhang),
  };
}

/** Draw into a frame whose upper left corner is (left, top). Notes say what could not be shown as it is. */
export function drawPanel(
  document: Document,
  panel: PreparedPanel,
  frame: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): { readonly group: SVGElement; readonly notes: readonly string[] } {
  const { spec, x, y } = panel;
  const { width, height } = frame;
  const notes: string[] = [];
  const ends: { y: number; label: Label }[] = [];
  const curves = (spec.curves ?? []).map((curve) => {
    const { pieces, note } = curvePieces(curve, x, y);
    if (note) notes.push(note);
    return { curve, pieces };
  });
  const series = (spec.points ?? []).map((points) => {
    const drawn = drawnPoints(points, x, y);
    notes.push(...drawn.notes);
    return { points, drawn: drawn.points };
  });
  const lines = (spec.horizontalLines ?? []).filter((line) => {
    checkColumns(line.label, { y: [line.y] });
    const shown = isWithin(y.domain, line.y);
    if (!shown) notes.push(`${named(line.label ?? line.endLabel)}level outside the frame`);
    return shown;
  });

  const plot = Plot.plot({
    document,
    width,
    height,
    margin: 0,
    style: { fontFamily: 'inherit' },
    x: { type: x.kind, domain: [...x.domain], label: null },
    y: { type: y.kind, domain: [...y.domain], label: null },
    marks: [
      ...(spec.bands ?? []).map((band) => bandMark(band, x, y)),
      ...gridMarks(x.ticks, y.ticks),
      ...lines.map(lineMark),
      ...curves.toReversed().flatMap(({ curve, pieces }) => curveMarks(curve, pieces)),
      ...series.flatMap(({ points, drawn }) => pointMarks(points, drawn)),
      Plot.frame({ stroke: THEME.ink, strokeWidth: THEME.line.frame }),
      ...axisMarks(x.ticks, y.ticks),
    ],
  }) as SVGSVGElement & Plot.Plot;
  const yPixel = (value: number) => plot.scale('y')!.apply(value) as number;
  for (const line of lines) if (line.endLabel) ends.push({ y: yPixel(line.y), label: line.endLabel });
  for (const { curve, pieces } of curves) {
    const end = curveEnd(curve, pieces, y);
    if (curve.endLabel && end !== undefined) ends.push({ y: yPixel(end), label: curve.endLabel });
  }
  tidy(plot);

  const places = spread(
    ends.map((end) => end.y),
    THEME.sizes.legend * 1.15,
    0.4 * THEME.sizes.legend,
    height - 0.4 * THEME.sizes.legend,
  );
  const middle = height / 2;
  const transform = `translate(${frame.left.toFixed(2)},${frame.top.toFixed(2)})`;
  const group = element(document, 'g', { transform }, [
    // Observable Plot sets this on its root element, which is not kept, for its tick labels.
    element(document, 'g', { 'text-anchor': 'middle' }, [...plot.childNodes]),
    ...ends.map(({ label }, i) =>
      textElement(document, label, {
        x: width + 5,
        y: places[i] + 0.35 * THEME.sizes.legend,
        size: THEME.sizes.legend,
      }),
    ),
    textElement(document, spec.x.title, {
      x: width / 2,
      y: height + AXIS_BELOW - 5,
      size: THEME.sizes.axis,
      anchor: 'middle',
    }),
    textElement(document, spec.y.title, {
      x: -(panel.left - THEME.sizes.axis),
      y: middle,
      size: THEME.sizes.axis,
      anchor: 'middle',
      rotate: -90,
    }),
  ]);
  return { group, notes };
}

/** The parts of a curve within the frame; a curve with one entry gives one part with one point. */
function curvePieces(curve: Curve, x: AxisFrame, y: AxisFrame): { pieces: readonly Polyline[]; note?: string } {
  checkColumns(curve.label, { x: curve.x, y: curve.y });
  const lost = curve.y.filter((value) => !canStand(y.kind, value)).length;
  const single = curve.x.length === 1 && isWithin(x.domain, curve.x[0]) && isWithin(y.domain, curve.y[0]);
  const pieces = single ? [[[curve.x[0], curve.y[0]] as const]] : clipLine(curve.x, curve.y, x, y);
  if (lost === 0) return { pieces };
  return { pieces, note: `${named(curve.label)}${lost} value${lost === 1 ? '' : 's'} ≤ 0 not shown` };
}

/** Height of the label at the end of a curve; none if the curve leaves through the bottom or top and is in the legend. */
function curveEnd(curve: Curve, pieces: readonly Polyline[], { domain }: AxisFrame): number | undefined {
  const last = pieces.at(-1)?.at(-1);
  if (last === undefined) return undefined;
  const cut = last[1] !== curve.y.at(-1) && domain.some((edge) => Math.abs(last[1] / edge - 1) < 1e-9);
  return cut && curve.label !== undefined ? undefined : last[1];
}
