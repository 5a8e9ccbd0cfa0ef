/** A fit and its data. Left: power by multipole, with the posterior as bands. Right: measured over expected, with the scatter as bands. */
import type { MeasuredSpectrum } from '../files/measured/measured.ts';
import { atMultipoles, multipoles } from '../model/spectrum.ts';
import { roundDomain, tightDomain } from './domain.ts';
import { measuredCaptions } from './measured-points.ts';
import type { PanelSpec, PointSeries } from './panel-spec.ts';
import { panels } from './panels.ts';
import { noiseLevel, type PowerSpectrumPanel, powerSpectrumPanel } from './power-spectrum.ts';
import { join, type Label, SYMBOLS } from './text.ts';

/** Lower and upper ends, by ℓ from 0. */
export interface Ends {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export interface FitFigureData {
  readonly title?: Label;
  /** What the figure shows, for those who do not see it. Default: axes, ranges, curves and points in words, and the caption. */
  readonly description?: string;
  readonly spectrum: MeasuredSpectrum;
  /** What was fitted, noise included; power and errors by ℓ from 0, no error where it is 0. */
  readonly points: {
    readonly ell: readonly number[];
    readonly power: Float64Array;
    readonly errorLow: Float64Array;
    readonly errorHigh: Float64Array;
  };
  /** Measured multipoles that were not fitted. */
  readonly others: { readonly ell: readonly number[]; readonly power: Float64Array };
  /** What is expected of the points, by ℓ: the best fit, and where 68 % and 95 % of the posterior lie. */
  readonly best: Float64Array;
  readonly band68: Ends;
  readonly band95: Ends;
  /** Where 68 % and 95 % of measurements of the best fit would fall. */
  readonly scatter68: Ends;
  readonly scatter95: Ends;
  /** C_ℓ of the best fit on the whole sky, without noise, by ℓ from 0; all from ℓ = 1 on are drawn. */
  readonly C: Float64Array;
  /** N of the best fit; 0 for none. */
  readonly noise: number;
  /** The points are pseudo-C_ℓ of a cut sky. */
  readonly coupled: boolean;
  readonly caption: readonly Label[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

export function fitFigure(document: Document, data: FitFigureData): SVGSVGElement {
  const { points, others, spectrum, best, noise, C } = data;
  const { ell } = points;
  const xDomain = tightDomain('log', [...ell, ...others.ell]);
  const withoutError = ell.filter((l) => !(points.errorLow[l] > 0 || points.errorHigh[l] > 0));
  const style = { color: 'ink', marker: 'circle', hollow: spectrum.digitised, radius: 2.6 } as const;
  const power: PowerSpectrumPanel = {
    title: 'power, and what the fit expects',
    curves: [
      { ell, C: best, color: { category: 0 }, width: 1.8, label: 'best fit' },
      {
        ell: multipoles(C.length - 1),
        C,
        color: { category: 0 },
        dash: 'dash',
        width: 1,
        label: join('its ', SYMBOLS.Cell, data.coupled ? ' of the whole sky, without noise' : ' without noise'),
      },
    ],
    bands: [
      { ell, ...data.band95, color: { category: 0 }, opacity: 0.14, label: '95 % of the posterior' },
      { ell, ...data.band68, color: { category: 0 }, opacity: 0.3, label: '68 % of the posterior' },
    ],
    points: [
      {
        ...style,
        ell,
        C: points.power,
        errorLow: points.errorLow,
        errorHigh: points.errorHigh,
        withoutError,
        label: join(spectrum.label, spectrum.digitised ? ' (digitised)' : ''),
      },
      ...(others.ell.length === 0
        ? []
        : [{ ...style, color: 'faint' as const, ell: others.ell, C: others.power, label: 'not fitted' }]),
    ],
    horizontalLines: noiseLevel(noise),
    xDomain,
    yDomain: roundDomain(
      'log',
      [
        ...atMultipoles(ell, points.power),
        ...atMultipoles(others.ell, others.power),
        ...atMultipoles(ell, best),
      ].filter((value) => value > 0),
    ),
    ...(data.coupled ? { yTitle: join('pseudo-', SYMBOLS.Cell) } : {}),
  };
  return panels(document, {
    panels: [powerSpectrumPanel(power), ratioPanel(data, style, xDomain)],
    columns: 2,
    width: 'double',
    ...(data.title === undefined ? { name: 'Fit of an angular power spectrum' } : { title: data.title }),
    ...(data.description === undefined ? {} : { description: data.description }),
    caption: [...data.caption, ...measuredCaptions([spectrum])],
    metadata: data.metadata,
  });
}

function ratioPanel(
  { points, best, scatter68, scatter95 }: FitFigureData,
  style: Pick<PointSeries, 'color' | 'marker' | 'hollow' | 'radius'>,
  xDomain: readonly [number, number],
): PanelSpec {
  const { ell } = points;
  const over = (values: Float64Array) => ell.map((l) => values[l] / best[l]);
  const bar = (values: Float64Array) => over(values).map((value) => (value > 0 ? value : null));
  const [ratios, lowest, highest] = [over(points.power), over(scatter95.low), over(scatter95.high)];
  const isPositive = [...ratios, ...lowest].every((value) => value > 0);
  const all = [...ratios, ...lowest, ...highest];
  // At ℓ = 1 the scatter reaches almost to zero: on a logarithmic axis its lower end would take most of the room.
  const shown = isPositive ? all.map((value) => Math.max(value, Math.min(0.1, 0.8 * Math.min(...ratios)))) : all;
  const scatter = { x: ell, color: { category: 2 } } as const;
  const axes = powerSpectrumPanel({
    title: 'measured over expected, and its scatter',
    xDomain,
    yScale: isPositive ? 'log' : 'linear',
    yDomain: tightDomain(isPositive ? 'log' : 'linear', shown),
    yTitle: 'measured / best fit',
  });
  return {
    ...axes,
    curves: [{ x: xDomain, y: [1, 1], color: 'muted', width: 1 }],
    bands: [
      { ...scatter, low: lowest, high: highest, opacity: 0.13, label: 'scatter of one measurement, 95 %' },
      {
        ...scatter,
        low: over(scatter68.low),
        high: over(scatter68.high),
        opacity: 0.26,
        label: 'scatter of one measurement, 68 %',
      },
    ],
    points: [{ ...style, x: ell, y: ratios, errorLow: bar(points.errorLow), errorHigh: bar(points.errorHigh) }],
  };
}
