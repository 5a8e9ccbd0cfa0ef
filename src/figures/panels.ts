/** A whole figure: panels in a grid with (a), (b), … in front of their titles, one legend, caption lines at the foot. */
import { describePanels, nameOfPanels, panelLetter, sentences } from './describe.ts';
import { drawLegend, legendOf } from './legend.ts';
import { captionLines, page, textLines } from './page.ts';
import { AXIS_BELOW, drawPanel, preparePanel } from './panel.ts';
import type { PanelSpec } from './panel-spec.ts';
import { join, type Label, words } from './text.ts';
import { textElement } from './text-element.ts';
import { THEME } from './theme.ts';

/** The panels of a figure, the text around them, and its width. */
export interface FigureSpec {
  readonly panels: readonly PanelSpec[];
  /** Panels in a row; default: as many as there are panels, at most two. */
  readonly columns?: number;
  /** One column of a journal, its whole page, or px; default `single` for one panel a row, `double` for more. */
  readonly width?: 'single' | 'double' | number;
  /** Height over width of a panel's frame, default 0.8. */
  readonly aspect?: number;
  /** Drawn above the panels. */
  readonly title?: Label;
  /** What the figure is called where nothing of it is drawn (screen readers, the title of a PDF file). Default: its title, or its axes. */
  readonly name?: string;
  /** What it shows, for those who do not see it. Default: axes, ranges, curves and points in words, and the caption. */
  readonly description?: string;
  /** In front of the legend's curves, for example “α = k₁cΔT”. */
  readonly legendTitle?: Label;
  /** Lines at the foot; broken where they are too long. */
  readonly caption?: readonly Label[];
  /** Version and parameters: written into the file, not shown. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

const OUTER = 6;
const BETWEEN = 14;
const PANEL_TITLE = THEME.sizes.panel * 1.7;

/** Draw the figure. Returns an <svg> with width and height in px; throws a CranisError for data that cannot be drawn. */
export function panels(document: Document, spec: FigureSpec): SVGSVGElement {
  if (spec.panels.length === 0) throw new RangeError('panels: a figure needs at least one panel');
  const columns = Math.min(spec.panels.length, spec.columns ?? 2);
  const named = spec.width ?? (columns > 1 ? 'double' : 'single');
  const width = typeof named === 'number' ? named : THEME.widths[named];
  const cell = (width - 2 * OUTER - (columns - 1) * BETWEEN) / columns;

  // The frame depends on the widths of the tick labels, and the number of tick labels on the frame: two rounds are enough.
  let prepared = spec.panels.map((panel) => preparePanel(panel, 0.75 * cell, 0.6 * cell));
  const left = () => Math.max(...prepared.map((panel) => panel.left));
  const right = () => Math.max(...prepared.map((panel) => panel.right));
  let frame = { width: 0, height: 0 };
  for (let pass = 0; pass < 2; pass++) {
    const frameWidth = cell - left() - right();
    frame = { width: frameWidth, height: frameWidth * (spec.aspect ?? 0.8) };
    prepared = spec.panels.map((panel) => preparePanel(panel, frame.width, frame.height));
  }

  const parts: SVGElement[] = [];
  const notes = new Map<string, string[]>();
  let top = OUTER;
  if (spec.title !== undefined) {
    const { title: size } = THEME.sizes;
    const title = textLines(document, [spec.title], {
      x: OUTER,
      first: top + size,
      width: width - 2 * OUTER,
      size,
      bold: true,
    });
    parts.push(...title.parts);
    top = title.next - size + 4;
  }
  const several = spec.panels.length > 1;
  const titled = several || spec.panels.some((panel) => panel.title !== undefined);
  const rowHeight = (titled ? PANEL_TITLE : 6) + frame.height + AXIS_BELOW + 6;
  prepared.forEach((panel, i) => {
    const x = OUTER + (i % columns) * (cell + BETWEEN) + left();
    const y = top + Math.floor(i / columns) * rowHeight + (titled ? PANEL_TITLE : 6);
    const letter = several ? [{ text: `${panelLetter(i)} `, bold: true }] : '';
    if (titled) {
      const heading = join(letter, panel.spec.title ?? '');
      parts.push(textElement(document, heading, { x, y: y - 0.5 * THEME.sizes.panel, size: THEME.sizes.panel }));
    }
    const drawn = drawPanel(document, panel, { left: x, top: y, ...frame });
    parts.push(drawn.group);
    // A note names the panels that it is about.
    for (const note of drawn.notes) notes.set(note, [...(notes.get(note) ?? []), panelLetter(i)]);
  });
  top += Math.ceil(spec.panels.length / columns) * rowHeight;

  const groups = legendOf(spec.panels, spec.legendTitle);
  if (groups.length > 0) {
    const indent = OUTER + left();
    const legend = drawLegend(document, groups, { left: indent, top: top + 2, width: width - indent - OUTER });
    parts.push(legend.group);
    top += legend.height + 6;
  }
  const noted = [...notes].map(([note, letters]) => (several ? `${letters.join(', ')}: ${note}` : note));
  const foot = [...(spec.caption ?? []), ...noted];
  const caption = captionLines(document, foot, { x: OUTER, top, width: width - 2 * OUTER });
  parts.push(...caption.parts);
  return page(
    document,
    {
      width,
      height: Math.ceil(caption.bottom + OUTER + 2),
      title: spec.name ?? (spec.title === undefined ? nameOfPanels(spec.panels) : words(spec.title)),
      description: spec.description ?? `${describePanels(prepared, spec.legendTitle)} ${sentences(foot)}`.trim(),
      metadata: spec.metadata,
    },
    parts,
  );
}
