/** Measures of a figure for a two-column journal. Lengths in px of 1/96 inch: 680 px = 180 mm, 10 px = 7.5 pt. */
import { NEUTRALS } from './palette.ts';

export interface Theme {
  /** Widths of one column and of the page. */
  readonly widths: { readonly single: number; readonly double: number };
  readonly fontFamily: string;
  readonly sizes: {
    readonly tick: number;
    readonly axis: number;
    readonly legend: number;
    readonly panel: number;
    readonly title: number;
    readonly caption: number;
  };
  readonly background: string;
  readonly ink: string;
  readonly grid: string;
  readonly line: { readonly curve: number; readonly reference: number; readonly frame: number; readonly grid: number };
}

export const THEME: Theme = Object.freeze({
  widths: { single: 333, double: 680 },
  // Verdana has the widths of DejaVu Sans: a browser without DejaVu keeps the layout.
  fontFamily: "'DejaVu Sans', Verdana, sans-serif",
  sizes: { tick: 10, axis: 11.5, legend: 10, panel: 11, title: 12.5, caption: 9.5 },
  background: '#ffffff',
  ink: NEUTRALS.ink,
  grid: '#e4e4e4',
  line: { curve: 1.5, reference: 1, frame: 0.9, grid: 0.5 },
});

/** Dashes by name, told apart at 1.5 px in print: on and off lengths in px. */
export const DASHES = {
  solid: undefined,
  long: '8 3',
  dash: '5 2.5',
  dot: '1.4 2.4',
  dashDot: '7 2.2 1.4 2.2',
  dashDotDot: '7 2.2 1.4 2.2 1.4 2.2',
} as const;

export type Dash = keyof typeof DASHES;

/** The dash of the i-th of several ordered curves: beside the lightness of the ramp, a second way to tell neighbours apart. */
export function orderedDash(i: number): Dash {
  return (['solid', 'long', 'dashDot', 'dash', 'dashDotDot', 'dot'] as const)[i % 6];
}
