/** Angular power spectra of an ensemble at several look-back times: points with errors, and the shot noise taken off them. */
import type { Spectrum } from '../model/spectrum.ts';
import { MARKERS } from './markers.ts';
import { type FigureWords, wordsFor } from './page.ts';
import type { HorizontalLine } from './panel-spec.ts';
import { type PowerSpectrumPanel, powerSpectrumPlot, type SpectrumPoints } from './power-spectrum.ts';
import { formatNumber, join, type Label, markup, SYMBOLS } from './text.ts';

/** C_ℓ per |G|² = 1, in r_g², without the shot noise. */
export interface TimeSpectrum extends Pick<Spectrum, 'ell' | 'C' | 'error'> {
  /** Look-back time, r_g/c. */
  readonly time: number;
  readonly noise: number;
}

export interface EnsembleFigureData extends FigureWords {
  readonly times: readonly TimeSpectrum[];
  readonly caption: readonly Label[];
  readonly version: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** C_ℓ per |G|² = 1. */
export const RESPONSE_TITLE = markup('*C*_{*ℓ*}/|**G**|²  [*r*_{g}²]');

/** The points and noise levels of an ensemble; a colour and a marker for each time, the same in every panel. */
export function ensemblePanel(
  times: readonly TimeSpectrum[],
): Required<Pick<PowerSpectrumPanel, 'points' | 'horizontalLines' | 'yTitle'>> {
  return {
    yTitle: RESPONSE_TITLE,
    points: times.map(
      ({ time, ell, C, error }, i): SpectrumPoints => ({
        ell,
        C,
        ...(error ? { error } : {}),
        color: { category: i },
        marker: MARKERS[i % MARKERS.length],
        radius: 2.4,
        label: join(markup('*t* = '), formatNumber(time), markup(' *r*_{g}/*c*')),
      }),
    ),
    horizontalLines: times.map(
      ({ time, noise }, i): HorizontalLine => ({
        y: noise,
        color: { category: i },
        dash: 'dash',
        endLabel: join(SYMBOLS.noise, `(${formatNumber(time)})`),
      }),
    ),
  };
}

export function ensembleFigure(document: Document, data: EnsembleFigureData): SVGSVGElement {
  const { times, caption, version, parameters } = data;
  return powerSpectrumPlot(document, {
    ...ensemblePanel(times),
    ...wordsFor(data, 'Angular power spectrum of test particles'),
    width: 440,
    caption: [
      ...caption,
      join(
        'Dashed: the shot noise ',
        SYMBOLS.noise,
        ` of each time, which has been taken off. cranis\u00a0${version}.`,
      ),
    ],
    metadata: { version, parameters },
  });
}
