/** The legend of a figure, in rows below its panels so that it hides no data. */
import { labelWidth } from './font-metrics.ts';
import { type Marker, markerPath } from './markers.ts';
import { type Color, colorHex } from './palette.ts';
import type { PanelSpec } from './panel-spec.ts';
import { element } from './svg.ts';
import { type Label, plainText } from './text.ts';
import { textElement, wrapLabel } from './text-element.ts';
import { DASHES, type Dash, THEME } from './theme.ts';

type Sample =
  | { readonly kind: 'line'; readonly color: Color; readonly dash: Dash; readonly width: number }
  | { readonly kind: 'band'; readonly color: Color; readonly opacity: number }
  | {
      readonly kind: 'point';
      readonly color: Color;
      readonly marker: Marker;
      readonly hollow: boolean;
      readonly bar: boolean;
    };

export interface LegendEntry {
  readonly label: Label;
  readonly sample: Sample;
}

/** Entries that belong together: they share rows and columns, and a title in front. */
export interface LegendGroup {
  readonly title?: Label;
  readonly entries: readonly LegendEntry[];
}

/** All that has a label in a panel, each once: curves, grouped by legend title; then points, bands and lines. */
export function legendOf(panels: readonly PanelSpec[], figureTitle?: Label): LegendGroup[] {
  const groups = new Map<string, { title: Label | undefined; entries: LegendEntry[] }>();
  const levels: LegendEntry[] = [];
  const points: LegendEntry[] = [];
  for (const panel of panels) {
    const title = panel.legendTitle ?? figureTitle;
    const key = title === undefined ? '' : plainText(title);
    const group = groups.get(key) ?? { title, entries: [] };
    groups.set(key, group);
    for (const { label, color, dash = 'solid', width = THEME.line.curve } of panel.curves ?? []) {
      if (label !== undefined) group.entries.push({ label, sample: { kind: 'line', color, dash, width } });
    }
    for (const { label, color, opacity = 0.18 } of panel.bands ?? []) {
      if (label !== undefined) levels.push({ label, sample: { kind: 'band', color, opacity } });
    }
    for (const { label, color = 'muted', dash = 'dash' } of panel.horizontalLines ?? []) {
      if (label !== undefined)
        levels.push({ label, sample: { kind: 'line', color, dash, width: THEME.line.reference } });
    }
    for (const { label, color, marker, hollow = false, errorHigh } of panel.points ?? []) {
      const bar = errorHigh?.some((value) => value !== null) ?? false;
      if (label !== undefined) points.push({ label, sample: { kind: 'point', color, marker, hollow, bar } });
    }
  }
  return [
    ...[...groups.values()].map(({ title, entries }) => ({
      ...(title === undefined ? {} : { title }),
      entries: once(entries),
    })),
    { entries: once([...points, ...levels]) },
  ].filter((group) => group.entries.length > 0);
}

function once(entries: readonly LegendEntry[]): LegendEntry[] {
  const seen = new Map(entries.map((entry) => [`${plainText(entry.label)}\n${JSON.stringify(entry.sample)}`, entry]));
  return [...seen.values()];
}

const SAMPLE = 24;
const GAP = 5;
const BETWEEN = 16;
const ROW = THEME.sizes.legend * 1.6;
const LINE = THEME.sizes.legend * 1.3;
const BASELINE = ROW / 2 + 0.35 * THEME.sizes.legend;

/** Draw the groups one below the other within `width`; returns the height used. A label too long for it is broken. */
export function drawLegend(
  document: Document,
  groups: readonly LegendGroup[],
  place: { readonly left: number; readonly top: number; readonly width: number },
): { readonly group: SVGElement; readonly height: number } {
  const { legend: size } = THEME.sizes;
  const parts: SVGElement[] = [];
  let top = 0;
  for (const { title, entries } of groups) {
    const indent = title === undefined ? 0 : labelWidth(title, size) + BETWEEN;
    if (title !== undefined) parts.push(textElement(document, title, { x: 0, y: top + BASELINE, size }));
    const room = place.width - indent;
    const columns = columnWidths(entries, room);
    for (let first = 0; first < entries.length; first += columns.length) {
      let x = indent;
      let lines = 1;
      entries.slice(first, first + columns.length).forEach(({ label, sample }, column) => {
        const wrapped = columns.length > 1 ? [label] : wrapLabel(label, size, room - SAMPLE - GAP);
        parts.push(...drawSample(document, sample, x, top + ROW / 2));
        wrapped.forEach((line, i) => {
          parts.push(textElement(document, line, { x: x + SAMPLE + GAP, y: top + BASELINE + i * LINE, size }));
        });
        lines = Math.max(lines, wrapped.length);
        x += columns[column];
      });
      top += ROW + (lines - 1) * LINE;
    }
  }
  const transform = `translate(${place.left.toFixed(2)},${place.top.toFixed(2)})`;
  return { group: element(document, 'g', { transform }, parts), height: top };
}

/** Widths of as many columns as fit, at least one. */
function columnWidths(entries: readonly LegendEntry[], room: number): number[] {
  const widths = entries.map(({ label }) => SAMPLE + GAP + labelWidth(label, THEME.sizes.legend) + BETWEEN);
  for (let n = entries.length; n > 1; n--) {
    const columns = Array.from({ length: n }, (_, c) => Math.max(...widths.filter((_, i) => i % n === c)));
    if (columns.reduce((sum, w) => sum + w, 0) - BETWEEN <= room) return columns;
  }
  return [room];
}

function drawSample(document: Document, sample: Sample, x: number, y: number): SVGElement[] {
  const color = colorHex(sample.color);
  if (sample.kind === 'band') {
    return [
      element(document, 'rect', { x, y: y - 4, width: SAMPLE, height: 8, fill: color, 'fill-opacity': sample.opacity }),
    ];
  }
  if (sample.kind === 'line') {
    return [
      element(document, 'path', {
        d: `M${x.toFixed(2)},${y.toFixed(2)}h${SAMPLE}`,
        fill: 'none',
        stroke: color,
        'stroke-width': sample.width,
        'stroke-dasharray': DASHES[sample.dash],
      }),
    ];
  }
  const centre = x + SAMPLE / 2;
  const marker = element(document, 'path', {
    d: markerPath(sample.marker, 3),
    transform: `translate(${centre.toFixed(2)},${y.toFixed(2)})`,
    fill: sample.hollow ? THEME.background : color,
    stroke: color,
    'stroke-width': 1,
  });
  if (!sample.bar) return [marker];
  const d = `M${centre - 2},${y - 6}h4m-2,0v12m-2,0h4`;
  return [element(document, 'path', { d, fill: 'none', stroke: color, 'stroke-width': 0.9 }), marker];
}
