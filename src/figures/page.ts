/** What all figures share: the white page, lines of text on it, and a name and a description for those who do not see it. */
import { element } from './svg.ts';
import type { Label } from './text.ts';
import { textElement, wrapLabel } from './text-element.ts';
import { THEME } from './theme.ts';

/** What a caller may say of a figure in place of what the figure says of itself. Nothing of it is drawn. */
export interface FigureWords {
  /** What the figure is called, for screen readers and as the title of PNG and PDF files. */
  readonly title?: string;
  /** What it shows, for those who do not see it. */
  readonly description?: string;
}

/** For `panels`: the caller's words, and the figure's own name where the caller gives none. */
export function wordsFor({ title, description }: FigureWords, name: string): { name: string; description?: string } {
  return { name: title ?? name, ...(description === undefined ? {} : { description }) };
}

/** All of a page but what is drawn on it. */
export interface PageSpec {
  /** px */
  readonly width: number;
  readonly height: number;
  /** What the figure is called. Not drawn: for screen readers, and for the title of PNG and PDF files. */
  readonly title: string;
  /** What it shows, for those who do not see it. */
  readonly description: string;
  /** Version and parameters, not drawn. */
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The <svg> around the parts of a figure. Its name and description are its first children and need no ids, which would clash
 * where figures share a page.
 */
export function page(document: Document, spec: PageSpec, parts: readonly SVGElement[]): SVGSVGElement {
  const { width, height, title, description, metadata } = spec;
  return element(
    document,
    'svg',
    {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'font-family': THEME.fontFamily,
      fill: THEME.ink,
      stroke: 'none',
    },
    [
      element(document, 'title', {}, [title]),
      element(document, 'desc', {}, [description]),
      ...(metadata === undefined ? [] : [element(document, 'metadata', {}, [JSON.stringify(metadata)])]),
      element(document, 'rect', { width, height, fill: THEME.background }),
      ...parts,
    ],
  ) as SVGSVGElement;
}

/** From one baseline to the next, in sizes of the font. */
export const LINE = 1.35;

interface LinesPlace {
  readonly x: number;
  /** Baseline of the first line. */
  readonly first: number;
  /** Room for a line, px. */
  readonly width: number;
  readonly size: number;
  readonly bold?: boolean;
}

/** Labels below each other, each broken into as many lines as it needs. Returns them and the baseline of the line that would follow. */
export function textLines(
  document: Document,
  labels: readonly Label[],
  { x, first, width, size, bold = false }: LinesPlace,
): { readonly parts: readonly SVGElement[]; readonly next: number } {
  const lines = labels.flatMap((label) => wrapLabel(label, size, width));
  const baseline = (i: number) => first + i * LINE * size;
  const parts = lines.map((line, i) => textElement(document, line, { x, y: baseline(i), size, bold }));
  return { parts, next: baseline(lines.length) };
}

/** The lines at the foot, of the right size. Returns them and where they end. */
export function captionLines(
  document: Document,
  labels: readonly Label[],
  { x, top, width }: { readonly x: number; readonly top: number; readonly width: number },
): { readonly parts: readonly SVGElement[]; readonly bottom: number } {
  const { caption: size } = THEME.sizes;
  const { parts, next } = textLines(document, labels, { x, first: top + LINE * size, width, size });
  return { parts, bottom: next - LINE * size };
}
