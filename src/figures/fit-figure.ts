/** A fit over its data: the power of each multipole with the band of the posterior, and measured over expected below the scatter. */
import type { MeasuredSpectrum } from '../files/measured/measured.ts';
import { roundDomain, tightDomain } from './domain.ts';
import { measuredCaptions } from './measured-points.ts';
import type { PointSeries } from './panel-spec.ts';
import { panels } from './panels.ts';
import { type PowerSpectrumPanel, powerSpectrumPanel } from './power-spectrum.ts';
import { formatNumber, join, type Label, SYMBOLS } from './text.ts';

/** Lower and upper ends, one a multipole. */
export interface Ends {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

export interface FitFigureData {
  readonly title?: Label;
  readonly spectrum: MeasuredSpectrum;
  /** What was fitted, noise included. */
  readonly points: {
    readonly ell: readonly number[];
    readonly power: readonly number[];
    readonly errorLow: readonly number[];
    readonly errorHigh: readonly number[];
  };
  /** Measured multipoles that were not fitted. */
  readonly others: { readonly ell: readonly number[]; readonly power: readonly number[] };
  /** What is expected of the points: the best fit, and where 68 % and 95 % of the posterior lie. */
  readonly best: readonly number[];
  readonly band68: Ends;
  readonly band95: Ends;
  /** Where 68 % and 95 % of measurements of the best fit would fall. */
  readonly scatter68: Ends;
  readonly scatter95: Ends;
  /** C_ℓ of the best fit on the whole sky, without noise, ℓ = 1, 2, … */
  readonly C: readonly number[];
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
  const bar = (values: readonly number[]) => values.map((value) => (value > 0 ? value : null));
  const style = { color: 'ink', marker: 'circle', hollow: spectrum.digitised, radius: 2.6 } as const;
  const power: PowerSpectrumPanel = {
    title: 'power, and what the fit expects',
    curves: [
      { ell, C: best, color: { category: 0 }, width: 1.8, label: 'best fit' },
      {
        ell: C.map((_, i) => i + 1),
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
        errorLow: bar(points.errorLow),
        errorHigh: bar(points.errorHigh),
        label: join(spectrum.label, spectrum.digitised ? ' (digitised)' : ''),
      },
      ...(others.ell.length === 0
        ? []
        : [{ ...style, color: 'faint' as const, ell: others.ell, C: others.power, label: 'not fitted' }]),
    ],
    horizontalLines:
      noise > 0
        ? [
            {
              y: noise,
              dash: 'dot',
              label: join('noise ', SYMBOLS.noise, ` = ${formatNumber(noise)}`),
              endLabel: SYMBOLS.noise,
            },
          ]
        : [],
    xDomain,
    yDomain: roundDomain(
      'log',
      [...points.power, ...others.power, ...best].filter((value) => value > 0),
    ),
    ...(data.coupled ? { yTitle: join('pseudo-', SYMBOLS.Cell) } : {}),
  };
  return panels(document, {
    panels: [powerSpectrumPanel(power), ratioPanel(data, style, xDomain)],
    columns: 2,
    width: 'double',
    ...(data.title === undefined ? {} : { title: data.title }),
    caption: [...data.caption, ...measuredCaptions([spectrum])],
    metadata: data.metadata,
  });
}

function ratioPanel(
  { points, best, scatter68, scatter95 }: FitFigureData,
  style: Pick<PointSeries, 'color' | 'marker' | 'hollow' | 'radius'>,
  xDomain: readonly [number, number],
) {
  const { ell, power } = points;
  const over = (values: readonly number[]) => values.map((value, i) => value / best[i]);
  const ends = ({ low, high }: Ends) => ({ low: over(low), high: over(high) });
  const bar = (values: readonly number[]) => over(values).map((value) => (value > 0 ? value : null));
  const ratios = over(power);
  const isPositive = ratios.every((value) => value > 0) && over(scatter95.low).every((value) => value > 0);
  const all = [...ratios, ...over(scatter95.low), ...over(scatter95.high)];
  // The scatter of ℓ = 1 has no lower end on a log axis worth showing.
  const shown = isPositive ? all.map((value) => Math.max(value, Math.min(0.1, 0.8 * Math.min(...ratios)))) : all;
  const panel = powerSpectrumPanel({
    title: 'measured over expected, and its scatter',
    curves: [{ ell: [...xDomain], C: [1, 1], color: 'muted', width: 1 }],
    bands: [
      { ell, ...ends(scatter95), color: { category: 2 }, opacity: 0.13, label: 'scatter of one measurement, 95 %' },
      { ell, ...ends(scatter68), color: { category: 2 }, opacity: 0.26, label: 'scatter of one measurement, 68 %' },
    ],
    points: [{ ...style, ell, C: ratios, errorLow: bar(points.errorLow), errorHigh: bar(points.errorHigh) }],
    xDomain,
    yScale: isPositive ? 'log' : 'linear',
    yDomain: tightDomain(isPositive ? 'log' : 'linear', shown),
    yTitle: 'measured / best fit',
  });
  return panel;
}
