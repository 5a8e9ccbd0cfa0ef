/**
 * The paper's Figure 1 (Mertsch & Ahlers, ICRC2019): C_ℓ of test particles at several look-back times, shot noise taken off and
 * its level dashed, against the theory for several α; and beside it the theory for ℓ_max → ∞, which the paper does not show.
 */
import { atMultipoles } from '../model/spectrum.ts';
import { roundDomain, tightDomain } from './domain.ts';
import { ensemblePanel, type TimeSpectrum } from './ensemble-figure.ts';
import type { AlphaSpectrum } from './figure2.ts';
import { type FigureWords, wordsFor } from './page.ts';
import { rampPlaces } from './palette.ts';
import { panels } from './panels.ts';
import { powerSpectrumPanel, type SpectrumCurve } from './power-spectrum.ts';
import { formatNumber, join, type Label, markup, SYMBOLS } from './text.ts';
import { orderedDash } from './theme.ts';

export interface Figure1Data extends FigureWords {
  readonly lMax: number;
  /** By rising time. */
  readonly times: readonly TimeSpectrum[];
  /** One an α, ascending: cut at lMax, per |G|² = 1. */
  readonly truncated: readonly AlphaSpectrum[];
  /** One an α: ℓ_max → ∞. */
  readonly exact: readonly AlphaSpectrum[];
  /** The α that fits best, of either. */
  readonly fitted: { readonly truncated?: AlphaSpectrum | undefined; readonly exact?: AlphaSpectrum | undefined };
  readonly caption: readonly Label[];
  readonly version: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

const TITLE = 'Angular power spectrum: test particles and quasi-linear theory';

export function figure1(document: Document, data: Figure1Data): SVGSVGElement {
  const { lMax, times, truncated, exact, fitted, caption, version, parameters } = data;
  const simulated = ensemblePanel(times);
  const places = rampPlaces(truncated.length);
  const curves = (spectra: readonly AlphaSpectrum[], best: AlphaSpectrum | undefined): SpectrumCurve[] => [
    ...spectra.map(({ alpha, ell, C }, i) => ({
      ell,
      C,
      color: places[i],
      dash: orderedDash(i + 1),
      width: 1.1,
      label: formatNumber(alpha),
    })),
    ...(best === undefined ? [] : [{ ell: best.ell, C: best.C, color: 'ink' as const, width: 1.5, label: 'best fit' }]),
  ];
  const xDomain = tightDomain(
    'log',
    times.flatMap(({ ell }) => ell),
  );
  const shown = [
    ...times.flatMap(({ ell, C, noise }) => [...atMultipoles(ell, C), noise].filter((value) => value > 0)),
    ...[...truncated, ...exact].flatMap(({ ell, C }) => atMultipoles(ell, C)),
  ];
  // 20 decades, so that the shot noise of the earliest time is inside the frame.
  const yDomain = roundDomain('log', shown, 20);
  const panel = (title: Label, spectra: readonly AlphaSpectrum[], best: AlphaSpectrum | undefined) =>
    powerSpectrumPanel({ ...simulated, title, curves: curves(spectra, best), xDomain, yDomain });
  return panels(document, {
    columns: 2,
    width: 'double',
    aspect: 1,
    title: TITLE,
    ...wordsFor(data, TITLE),
    legendTitle: join(SYMBOLS.alpha, ':'),
    panels: [
      panel(markup(`theory at *ℓ*_{max} = ${lMax}`), truncated, fitted.truncated),
      panel(markup('theory for *ℓ*_{max} → ∞ (exact)'), exact, fitted.exact),
    ],
    caption: [
      ...caption,
      join(
        'Dashed: the shot noise ',
        markup('*N*(*t*)'),
        ` of each time, which has been taken off. cranis\u00a0${version}.`,
      ),
    ],
    metadata: { figure: 'figure 1', version, parameters },
  });
}
