/** Angular power spectra: C_ℓ against ℓ, on logarithmic axes unless the caller asks for others. */
import { atMultipoles, type Spectrum } from '../model/spectrum.ts';
import type { Band, Curve, HorizontalLine, PanelSpec, PointSeries } from './panel-spec.ts';
import { type FigureSpec, panels } from './panels.ts';
import { formatNumber, join, type Label, SYMBOLS, words } from './text.ts';
import type { Domain, ScaleKind } from './ticks.ts';

/** A spectrum as a line: spread a `Spectrum` into it. */
export interface SpectrumCurve extends Omit<Curve, 'x' | 'y'>, Pick<Spectrum, 'ell' | 'C'> {}

/** A spectrum as points; `error` is a symmetric bar, `errorLow` and `errorHigh` take its place. */
export interface SpectrumPoints
  extends Omit<PointSeries, 'x' | 'y' | 'errorLow' | 'errorHigh'>,
    Pick<Spectrum, 'ell' | 'C' | 'error'> {
  /** Length of the bar below and above C, by ℓ like C. */
  readonly errorLow?: Float64Array;
  readonly errorHigh?: Float64Array;
  /** Multipoles that have no bar. */
  readonly withoutError?: readonly number[];
}

/** A band between two spectra, each by ℓ from 0. */
export interface SpectrumBand extends Omit<Band, 'x' | 'low' | 'high'>, Pick<Spectrum, 'ell'> {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** A panel of C_ℓ against ℓ. */
export interface PowerSpectrumPanel {
  readonly title?: Label;
  /** The first lies on top. */
  readonly curves?: readonly SpectrumCurve[];
  readonly points?: readonly SpectrumPoints[];
  readonly bands?: readonly SpectrumBand[];
  /** Noise levels, for example. */
  readonly horizontalLines?: readonly HorizontalLine[];
  /** Default logarithmic. */
  readonly xScale?: ScaleKind;
  readonly yScale?: ScaleKind;
  readonly xDomain?: Domain;
  readonly yDomain?: Domain;
  /** Default C_ℓ. */
  readonly yTitle?: Label;
  /** In front of this panel's curves in the legend, in place of the figure's. */
  readonly legendTitle?: Label;
}

/** The white noise N as a level with its value in the legend; none for N = 0. */
export function noiseLevel(noise: number): HorizontalLine[] {
  if (!(noise > 0)) return [];
  return [
    {
      y: noise,
      dash: 'dot',
      label: join('noise ', SYMBOLS.noise, ` = ${formatNumber(noise)}`),
      endLabel: SYMBOLS.noise,
    },
  ];
}

/** A panel for `panels`, where a figure has several. */
export function powerSpectrumPanel(spec: PowerSpectrumPanel): PanelSpec {
  const { title, curves = [], points = [], bands = [], horizontalLines = [], xDomain, yDomain } = spec;
  return {
    ...(title === undefined ? {} : { title }),
    x: {
      title: [{ text: 'multipole ' }, ...SYMBOLS.ell],
      kind: spec.xScale ?? 'log',
      ...(xDomain ? { domain: xDomain } : {}),
    },
    y: { title: spec.yTitle ?? SYMBOLS.Cell, kind: spec.yScale ?? 'log', ...(yDomain ? { domain: yDomain } : {}) },
    curves: curves.map(({ ell, C, ...rest }) => ({ ...rest, x: ell, y: atMultipoles(ell, C) })),
    points: points.map(pointSeries),
    bands: bands.map(({ ell, low, high, ...rest }) => ({
      ...rest,
      x: ell,
      low: atMultipoles(ell, low),
      high: atMultipoles(ell, high),
    })),
    horizontalLines,
    ...(spec.legendTitle === undefined ? {} : { legendTitle: spec.legendTitle }),
  };
}

function pointSeries({ ell, C, error, errorLow, errorHigh, withoutError, ...rest }: SpectrumPoints): PointSeries {
  const bars = (lengths: Float64Array) => ell.map((l) => (withoutError?.includes(l) ? null : lengths[l]));
  const [low, high] = [errorLow ?? error, errorHigh ?? error];
  return {
    ...rest,
    x: ell,
    y: atMultipoles(ell, C),
    ...(low === undefined ? {} : { errorLow: bars(low) }),
    ...(high === undefined ? {} : { errorHigh: bars(high) }),
  };
}

/** One panel as a figure of its own. */
export function powerSpectrumPlot(
  document: Document,
  spec: PowerSpectrumPanel & Omit<FigureSpec, 'panels' | 'columns' | 'title'>,
): SVGSVGElement {
  const { title, curves, points, bands, horizontalLines, xScale, yScale, xDomain, yDomain, yTitle, ...frame } = spec;
  const name = title === undefined ? {} : { name: words(title) };
  return panels(document, { ...name, ...frame, panels: [powerSpectrumPanel(spec)] });
}
