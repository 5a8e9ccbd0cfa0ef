/**
 * The mixing matrix from test particles beside the theory's: the diagonal and its neighbours, simulated, perturbative and
 * resummed, and below them how many standard errors lie between.
 */
import type { HorizontalLine, PanelSpec, PointSeries } from './panel-spec.ts';
import { panels } from './panels.ts';
import { formatNumber, join, type Label, markup, SYMBOLS } from './text.ts';
import type { Domain } from './ticks.ts';

export interface MixingFigureData {
  /** Rows ℓ and columns ℓ0 = 0 … of every matrix. */
  readonly simulated: readonly (readonly number[])[];
  /** Standard errors; not above zero where there is none. */
  readonly error: readonly (readonly number[])[];
  /** 1 − A ΔT. Absent where the theory does not cover the simulation, as is `resummed`. */
  readonly perturbative?: readonly (readonly number[])[];
  /** exp(−A ΔT) */
  readonly resummed?: readonly (readonly number[])[];
  /** ΔT in r_g/c. */
  readonly time: number;
  /** k1 c ΔT */
  readonly alpha: number;
  readonly caption: readonly Label[];
  readonly version: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

type Matrix = readonly (readonly number[])[];

/** A line of elements through the matrix. */
interface Cut {
  readonly label: Label;
  readonly marker: PointSeries['marker'];
  /** Element at ℓ; undefined outside of the matrix. */
  readonly at: (matrix: Matrix, l: number) => number | undefined;
  /** The element of a matrix of errors there. */
  readonly errorAt: (matrix: Matrix, l: number) => number;
}

const DIAGONAL: Cut = {
  label: markup('1 − *M*_{*ℓℓ*}'),
  marker: 'circle',
  at: (matrix, l) => 1 - matrix[l][l],
  errorAt: (matrix, l) => matrix[l][l],
};
const BELOW: Cut = {
  label: markup('*M*_{*ℓ*+1,*ℓ*}'),
  marker: 'circle',
  at: (matrix, l) => matrix[l + 1]?.[l],
  errorAt: (matrix, l) => matrix[l + 1][l],
};
const ABOVE: Cut = {
  label: markup('*M*_{*ℓ*,*ℓ*+1}'),
  marker: 'square',
  at: (matrix, l) => matrix[l][l + 1],
  errorAt: (matrix, l) => matrix[l][l + 1],
};

const THEORIES = [
  { name: 'perturbative', color: { category: 1 }, dash: 'dash', hollow: true },
  { name: 'resummed', color: { category: 0 }, dash: 'solid', hollow: false },
] as const;

/** Residuals beyond leave the frame. */
const MOST_SIGMA = 30;

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
    title: 'Mixing matrix: test particles and theory',
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
  domain: [0.4, simulated.length - 0.4],
});

function elementsPanel(data: MixingFigureData, cuts: readonly Cut[], title: string, yTitle: Label): PanelSpec {
  return {
    title,
    x: xAxis(data),
    y: { title: yTitle, kind: 'log' },
    points: cuts.map((cut): PointSeries => {
      const at = elements(data.simulated, cut);
      const errors = at.map(({ l }) => known(cut.errorAt(data.error, l)));
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
        const sigma = known(cut.errorAt(data.error, l));
        return sigma === null ? [] : [{ l, residual: (cut.at(data[name]!, l)! - value) / sigma }];
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

/** The monopole has nothing to tell: ℓ from 1. */
function elements(matrix: Matrix, cut: Cut): { l: number; value: number }[] {
  return matrix.flatMap((_, l) => {
    const value = l === 0 ? undefined : cut.at(matrix, l);
    return value === undefined ? [] : [{ l, value }];
  });
}

const known = (sigma: number): number | null => (sigma > 0 ? sigma : null);
