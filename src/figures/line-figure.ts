/** Measured lines on log axes with their fitted exponents: cost against ℓ_max or α, error against step, and the like. */

import { fitPowerLaw, type PowerLaw } from '../math/power-law.ts';
import { MARKERS } from './markers.ts';
import { CATEGORIES } from './palette.ts';
import type { Curve, PanelSpec, PointSeries } from './panel-spec.ts';
import { type FigureSpec, panels } from './panels.ts';
import { join, type Label, plainText } from './text.ts';
import type { Domain, ScaleKind } from './ticks.ts';

/** Measured points, and the power law fitted to them. */
export interface LineSeries {
  readonly label: Label;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Fit y ∝ x^p to the points with x in this range (`all`: to every point), draw it dashed and say p in the legend. */
  readonly fit?: 'all' | Domain;
}

/** One panel: its axes and its series. */
export interface LinePanel {
  readonly title?: Label;
  readonly xTitle: Label;
  readonly yTitle: Label;
  /** Default logarithmic, both. */
  readonly xScale?: ScaleKind;
  readonly yScale?: ScaleKind;
  readonly xDomain?: Domain;
  readonly yDomain?: Domain;
  readonly series: readonly LineSeries[];
  /** A level to stay below, for example. */
  readonly horizontalLines?: PanelSpec['horizontalLines'];
}

/**
 * One panel or several. Each series has its own colour and marker; series with the same label in different panels have the
 * same. Points without a fit are joined by a line.
 */
export function lineFigure(
  document: Document,
  spec: { readonly panels: readonly LinePanel[] } & Omit<FigureSpec, 'panels' | 'legendTitle'>,
): SVGSVGElement {
  const names = [...new Set(spec.panels.flatMap((panel) => panel.series.map(({ label }) => plainText(label))))];
  const styled = (series: LineSeries) => drawSeries(series, names.indexOf(plainText(series.label)));
  return panels(document, { ...spec, panels: spec.panels.map((panel) => panelOf(panel, panel.series.map(styled))) });
}

interface DrawnSeries {
  readonly curve: Curve;
  readonly points: PointSeries;
}

function drawSeries({ label, x, y, fit }: LineSeries, index: number): DrawnSeries {
  const color = { category: index % CATEGORIES.length };
  const marker = MARKERS[index % MARKERS.length];
  const [low, high] = fit === 'all' || fit === undefined ? [0, Number.POSITIVE_INFINITY] : fit;
  const used = x.flatMap((at, i) => (at > 0 && at >= low && at <= high && y[i] > 0 ? [i] : []));
  const fitted = used.map((i) => x[i]);
  if (fit === undefined || new Set(fitted).size < 2) {
    return { curve: { x, y, color, width: 1 }, points: { x, y, color, marker, label } };
  }
  const values = used.map((i) => y[i]);
  const law = fitPowerLaw(fitted, values);
  const ends = [Math.min(...fitted), Math.max(...fitted)];
  return {
    curve: { x: ends, y: ends.map((at) => law.factor * at ** law.exponent), color, dash: 'dash', width: 1.2 },
    points: { x, y, color, marker, label: join(label, ': slope ', slopeText(law)) },
  };
}

/** 1.96 ± 0.02; the error only where it is large enough to be seen at two decimals. */
function slopeText({ exponent, error = 0 }: PowerLaw): string {
  const spread = error >= 0.005 ? ` ± ${error.toFixed(2)}` : '';
  return `${exponent.toFixed(2).replace('-', '−')}${spread}`;
}

function panelOf(panel: LinePanel, series: readonly DrawnSeries[]): PanelSpec {
  const { title, xTitle, yTitle, xScale = 'log', yScale = 'log', xDomain, yDomain, horizontalLines = [] } = panel;
  return {
    ...(title === undefined ? {} : { title }),
    x: { title: xTitle, kind: xScale, ...(xDomain ? { domain: xDomain } : {}) },
    y: { title: yTitle, kind: yScale, ...(yDomain ? { domain: yDomain } : {}) },
    curves: series.map(({ curve }) => curve),
    points: series.map(({ points }) => points),
    horizontalLines,
  };
}
