/** What figures of panels show, in words: axes and their ranges, curves, points, bands and levels with their main numbers. */
import { canStand } from './axis-data.ts';
import { xValues } from './domain.ts';
import type { PreparedPanel } from './panel.ts';
import type { Curve, PanelSpec } from './panel-spec.ts';
import { formatNumber, type Label, words } from './text.ts';
import type { Domain, ScaleKind } from './ticks.ts';

/** "C_ℓ against multipole ℓ": the axes of each panel, once. */
export function nameOfPanels(panels: readonly PanelSpec[]): string {
  return unique(panels.map(({ x, y }) => `${words(y.title)} against ${words(x.title)}`)).join('; ');
}

/** One panel: its axes, and the ends of every curve. Several panels: their titles, then what each of them shows and its range. */
export function describePanels(panels: readonly PreparedPanel[], legendTitle?: Label): string {
  if (panels.length > 1) return describeSeveral(panels, legendTitle);
  return [`${axesOf(panels[0])}.`, ...contentsOf(panels[0], legendTitle, true)].join(' ');
}

/** A sentence that holds for several panels is written once, with their letters. */
function describeSeveral(panels: readonly PreparedPanel[], legendTitle: Label | undefined): string {
  const places = new Map<string, string>();
  panels.forEach((panel, i) => {
    for (const sentence of [`${axesOf(panel)}.`, ...contentsOf(panel, legendTitle, false)]) {
      const before = places.get(sentence);
      places.set(sentence, before === undefined ? panelLetter(i) : `${before}, ${panelLetter(i)}`);
    }
  });
  const all = panels.map((_, i) => panelLetter(i)).join(', ');
  const groups = unique([...places.values()]).map((place) => {
    const there = [...places].flatMap(([sentence, where]) => (where === place ? [sentence] : []));
    return `In ${place === all ? 'all' : place}: ${there.join(' ')}`;
  });
  const titles = panels.flatMap(({ spec: { title } }, i) =>
    title === undefined ? [] : `${panelLetter(i)} ${words(title)}`,
  );
  return [`${panels.length} panels${titles.length === 0 ? '' : `: ${titles.join('; ')}`}.`, ...groups].join(' ');
}

/** (a) for the first panel. */
export const panelLetter = (i: number): string => `(${String.fromCharCode(97 + i)})`;

/** Captions as sentences, each with a full stop at its end. */
export function sentences(labels: readonly Label[]): string {
  return labels
    .map(words)
    .filter((text) => text !== '')
    .map((text) => (/[.!?…]$/u.test(text) ? text : `${text}.`))
    .join(' ');
}

/** "from 1 to 60". */
export function rangeText([low, high]: Domain): string {
  return low === high ? `at ${formatNumber(low)}` : `from ${formatNumber(low)} to ${formatNumber(high)}`;
}

function valuesText(values: readonly number[]): string {
  if (values.length === 0) return 'outside the frame';
  let [low, high] = [values[0], values[0]];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return rangeText([low, high]);
}

function axesOf({ spec, x, y }: PreparedPanel): string {
  const drawn = xValues(spec).filter((value) => value >= x.domain[0] && value <= x.domain[1]);
  const axis = (title: Label, range: string, kind: ScaleKind) =>
    `${words(title)} ${range}${kind === 'log' ? ' (logarithmic)' : ''}`;
  return `${axis(spec.y.title, rangeText(y.domain), y.kind)} against ${axis(spec.x.title, valuesText(drawn), x.kind)}`;
}

/** A sentence each: curves, points, bands, levels. */
function contentsOf({ spec, y }: PreparedPanel, figureTitle: Label | undefined, inFull: boolean): string[] {
  const { curves = [], points = [], bands = [], horizontalLines = [], legendTitle = figureTitle } = spec;
  const drawn = (values: readonly number[]) => values.filter((value) => canStand(y.kind, value));
  const group = legendTitle === undefined ? '' : ` (${words(legendTitle).replace(/:$/u, '')})`;
  const bandNames = unique(bands.flatMap(({ label }) => (label === undefined ? [] : [nameOf({ label })])));
  const together = curves.flatMap((curve) => [...curve.y]);
  return [
    ...(inFull
      ? curves.map((curve) => `Curve${group}${nameOf(curve)} ${endsOf(curve, y.kind)}.`)
      : curves.length === 0
        ? []
        : [`Curves${group}${unique(curves.map(nameOf)).join(',')}, values ${valuesText(drawn(together))}.`]),
    ...unique(points.map((one) => `${counted(one.x.length)}${nameOf(one)}, ${valuesText(drawn([...one.y]))}.`)),
    ...(bandNames.length === 0 ? [] : [`Bands${bandNames.join(',')}.`]),
    ...horizontalLines.flatMap((line) => {
      const [name, value] = [nameOf(line), formatNumber(line.y)];
      return name === '' ? [] : [`Level${name}${name.includes(value) ? '' : ` at ${value}`}.`];
    }),
  ];
}

const counted = (n: number) => `${n} point${n === 1 ? '' : 's'}`;

/** The label in quotes, a space before it; nothing where there is none. */
function nameOf({ label, endLabel }: { readonly label?: Label; readonly endLabel?: Label }): string {
  const name = label ?? endLabel;
  return name === undefined ? '' : ` “${words(name)}”`;
}

/** "from 8×10⁻⁶ at 1 to 10⁻⁹ at 30". */
function endsOf({ x, y }: Curve, kind: ScaleKind): string {
  const drawn = [...y].flatMap((value, i) =>
    canStand(kind, value) ? [`${formatNumber(value)} at ${formatNumber(x[i])}`] : [],
  );
  if (drawn.length === 0) return 'is not shown';
  return drawn.length === 1 ? `is ${drawn[0]}` : `from ${drawn[0]} to ${drawn.at(-1)}`;
}

const unique = (texts: readonly string[]) => [...new Set(texts)];
