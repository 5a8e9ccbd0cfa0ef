/**
 * The mixing matrix from test particles beside the theory's: the diagonal and its neighbours, simulated, perturbative and
 * resummed, and below them how many standard errors lie between.
 */
import type { Matrix } from '../math/matrix.ts';
import { multipoles } from '../model/spectrum.ts';
import { type FigureWords, wordsFor } from './page.ts';
import type { HorizontalLine, PanelSpec, PointSeries } from './panel-spec.ts';
import { panels } from './panels.ts';
import { formatNumber, join, type Label, markup, SYMBOLS } from './text.ts';
import type { Domain } from './ticks.ts';

export interface MixingFigureData extends FigureWords {
  /** Rows ℓ and columns ℓ0 = 0 … of every matrix. */
  readonly simulated: Matrix;
  /** Standard errors; not above zero where there is none. */
  readonly error: Matrix;
  /** 1 − A ΔT. Absent where the theory does not cover the simulation, as is `resummed`. */
  readonly perturbative?: Matrix;
  /** exp(−A ΔT) */
  readonly resummed?: Matrix;
  /** ΔT in r_g/c. */
  readonly time: number;
  /** k1 c ΔT */
  readonly alpha: number;
  readonly caption: readonly Label[];
  readonly version: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A line of elements through the matrix. */
interface Cut {
  readonly label: Label;
  readonly marker: PointSeries['marker'];
  /** Row and column of the element at ℓ. */
  readonly place: (l: number) => readonly [row: number, column: number];
  /** What is drawn of an element. */
  readonly shown: (element: number) => number;
}

const DIAGONAL: Cut = {
  label: markup('1 − *M*_{*ℓℓ*}'),
  marker: 'circle',
  place: (l) => [l, l],
  shown: (element) => 1 - element,
};
const BELOW: Cut = {
  label: markup('*M*_{*ℓ*+1,*ℓ*}'),
  marker: 'circle',
  place: (l) => [l + 1, l],
  shown: (element) => element,
};
const ABOVE: Cut = {
  label: markup('*M*_{*ℓ*,*ℓ*+1}'),
  marker: 'square',
  place: (l) => [l, l + 1],
  shown: (element) => element,
};

const THEORIES = [
  { name: 'perturbative', color: { category: 1 }, dash: 'dash', hollow: true },
  { name: 'resummed', color: { category: 0 }, dash: 'solid', hollow: false },
] as const;

/** Residuals beyond leave the frame. */
const MOST_SIGMA = 30;

const TITLE = 'Mixing matrix: test particles and theory';

export function mixingFigure(document: Document, data: MixingFigureData): SVGSVGElement {
  const { time, alpha, caption, version, parameters } = data;
  const groups = [
    { title: 'on the diagonal', yTitle: DIAGONAL.label, cuts: [DIAGONAL] },
    { title: 'beside the diagonal', yTitle: markup('*M*_{*ℓℓ*0}'), cuts: [BELOW, ABOVE] },
  ];
  return panels(document, {
    columns: 2,
    width: 'double',
    aspect: 0.7,
    title: TITLE,
    ...wordsFor(data, TITLE),
    panels: [
      ...groups.map(({ title, yTitle, cuts }) => elementsPanel(data, cuts, title, yTitle)),
      ...(data.perturbative ? groups.map(({ title, cuts }) => residualsPanel(data, cuts, title)) : []),
    ],
    caption: [
      join(
        markup('Δ*T* = '),
        formatNumber(time),
        markup(' *r*_{g}/*c*, '),
        SYMBOLS.alpha,
        ` = ${formatNumber(alpha)}. Perturbative: `,
        markup('1 − *A*Δ*T*; resummed: exp(−*A*Δ*T*).'),
        ` No parameter is fitted. cranis\u00a0${version}.`,
      ),
      ...caption,
    ],
    metadata: { version, time, alpha, parameters },
  });
}

const xAxis = ({ simulated }: MixingFigureData): PanelSpec['x'] => ({
  title: markup('multipole *ℓ*'),
  kind: 'linear',
  domain: [0.4, simulated.rows - 0.4],
});

function elementsPanel(data: MixingFigureData, cuts: readonly Cut[], title: string, yTitle: Label): PanelSpec {
  return {
    title,
    x: xAxis(data),
    y: { title: yTitle, kind: 'log' },
    points: cuts.map((cut): PointSeries => {
      const at = elements(data.simulated, cut);
      const errors = at.map(({ l }) => known(elementAt(data.error, cut.place(l))));
      return {
        x: at.map(({ l }) => l),
        y: at.map(({ value }) => value),
        errorLow: errors,
        errorHigh: errors,
        color: 'ink',
        marker: cut.marker,
        radius: 2.6,
        ...(cut === ABOVE ? {} : { label: 'simulated' }),
      };
    }),
    curves: THEORIES.flatMap(({ name, color, dash }) =>
      cuts.flatMap((cut) => {
        const matrix = data[name];
        if (matrix === undefined) return [];
        const at = elements(matrix, cut);
        return {
          x: at.map(({ l }) => l),
          y: at.map(({ value }) => value),
          color,
          dash,
          width: 1.2,
          label: name,
          ...(name === 'resummed' && cuts.length > 1 ? { endLabel: cut.label } : {}),
        };
      }),
    ),
  };
}

function residualsPanel(data: MixingFigureData, cuts: readonly Cut[], title: string): PanelSpec {
  const series = THEORIES.flatMap(({ name, color, hollow }) =>
    cuts.map((cut): PointSeries => {
      const at = elements(data.simulated, cut).flatMap(({ l, value }) => {
        const sigma = known(elementAt(data.error, cut.place(l)));
        return sigma === null
          ? []
          : [{ l, residual: (cut.shown(elementAt(data[name]!, cut.place(l))) - value) / sigma }];
      });
      return {
        x: at.map(({ l }) => l),
        y: at.map(({ residual }) => residual),
        color,
        marker: cut.marker,
        hollow,
        radius: 2.6,
      };
    }),
  );
  const all = series.flatMap(({ y }) => y);
  const domain: Domain = [
    Math.max(-MOST_SIGMA, Math.min(-3, 1.15 * Math.min(0, ...all))),
    Math.min(MOST_SIGMA, Math.max(3, 1.15 * Math.max(0, ...all))),
  ];
  return {
    title: `(theory − simulation)/σ, ${title}`,
    x: xAxis(data),
    y: { title: 'residual in σ', kind: 'linear', domain },
    points: series,
    horizontalLines: SIGMA_LINES,
  };
}

const SIGMA_LINES: readonly HorizontalLine[] = [
  { y: 0, dash: 'solid', color: 'muted' },
  ...[-2, 2].map((y): HorizontalLine => ({ y, dash: 'dot', color: 'muted' })),
];

/** From ℓ = 1: the monopole does not mix. */
function elements(matrix: Matrix, cut: Cut): { l: number; value: number }[] {
  return multipoles(matrix.rows - 1).flatMap((l) => {
    const [row, column] = cut.place(l);
    return row < matrix.rows && column < matrix.columns
      ? [{ l, value: cut.shown(elementAt(matrix, [row, column])) }]
      : [];
  });
}

const elementAt = ({ columns, values }: Matrix, [row, column]: readonly [number, number]) =>
  values[row * columns + column];

const known = (sigma: number): number | null => (sigma > 0 ? sigma : null);
