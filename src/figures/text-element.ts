/** Labels as SVG text, one line each, and broken into lines that fit a width. */
import { labelWidth, SCRIPT_SIZE } from './font-metrics.ts';
import { element } from './svg.ts';
import { type Label, type Run, runsOf } from './text.ts';
import { THEME } from './theme.ts';

export interface TextPlace {
  readonly x: number;
  /** The baseline. */
  readonly y: number;
  readonly size: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly color?: string;
  /** Degrees clockwise about (x, y). */
  readonly rotate?: number;
  readonly bold?: boolean;
}

/** Offsets of the baseline in em: below for subscripts. */
const SHIFT = { sub: 0.22, sup: -0.36 } as const;

export function textElement(document: Document, label: Label, place: TextPlace): SVGElement {
  const { x, y, size, anchor = 'start', color = THEME.ink, rotate } = place;
  let offset = 0;
  const spans = runsOf(label).map((run) => {
    const target = run.shift ? SHIFT[run.shift] * size : 0;
    const dy = target - offset;
    offset = target;
    return element(
      document,
      'tspan',
      {
        dy: dy === 0 ? undefined : dy,
        'font-size': run.shift ? size * SCRIPT_SIZE : undefined,
        'font-style': run.italic ? 'italic' : undefined,
        'font-weight': run.bold || place.bold ? 'bold' : undefined,
      },
      // Renderers disagree on spaces at the ends of a span, but not on no-break spaces.
      [run.text.replace(/^ +| +$/g, (spaces) => '\u00a0'.repeat(spaces.length))],
    );
  });
  return element(
    document,
    'text',
    {
      x: rotate === undefined ? x : 0,
      y: rotate === undefined ? y : 0,
      transform: rotate === undefined ? undefined : `translate(${x.toFixed(2)},${y.toFixed(2)}) rotate(${rotate})`,
      'font-size': size,
      'text-anchor': anchor,
      fill: color,
    },
    spans,
  );
}

/** Break at spaces so that no line is wider than `width`; a word wider than that gets a line of its own. */
export function wrapLabel(label: Label, size: number, width: number): Run[][] {
  const words: Run[][] = [[]];
  for (const run of runsOf(label)) {
    run.text.split(' ').forEach((piece, i) => {
      if (i > 0) words.push([]);
      if (piece !== '') words.at(-1)!.push({ ...run, text: piece });
    });
  }
  const lines: Run[][] = [];
  let line: Run[] = [];
  for (const word of words.filter((runs) => runs.length > 0)) {
    const longer = line.length === 0 ? word : [...line, { text: ' ' }, ...word];
    if (line.length > 0 && labelWidth(longer, size) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  if (line.length > 0) lines.push(line);
  return lines;
}
