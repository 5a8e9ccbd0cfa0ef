/**
 * The paper's Figure 2 (Mertsch & Ahlers, ICRC2019): C_ℓ for a range of α without and with noise, against measurements;
 * below it the same for ℓ_max → ∞, which the paper does not show and which differs a lot; and one α as each observatory sees it.
 */
import type { MeasuredSpectrum } from '../files/measured/measured.ts';
import { atMultipoles, type Spectrum } from '../model/spectrum.ts';
import { roundDomain, tightDomain } from './domain.ts';
import { measuredCaptions, measuredPoints } from './measured-points.ts';
import { type FigureWords, wordsFor } from './page.ts';
import { rampPlaces } from './palette.ts';
import { panels } from './panels.ts';
import { noiseLevel, type PowerSpectrumPanel, powerSpectrumPanel } from './power-spectrum.ts';
import { type SeenPanelData, seenCaption, seenPanel } from './seen-panel.ts';
import { formatNumber, join, type Label, markup, SYMBOLS } from './text.ts';
import { orderedDash } from './theme.ts';
import type { Domain } from './ticks.ts';

/** C_ℓ for one value of α = k₁cΔT, without the noise. */
export interface AlphaSpectrum extends Pick<Spectrum, 'ell' | 'C'> {
  readonly alpha: number;
}

/** The curves, the points and the words of Figure 2. */
export interface Figure2Data extends FigureWords {
  readonly lMax: number;
  /** Ascending. */
  readonly alphas: readonly number[];
  /** One an α: truncated at lMax. */
  readonly truncated: readonly AlphaSpectrum[];
  /** One an α: ℓ_max → ∞. */
  readonly exact: readonly AlphaSpectrum[];
  /** White level N added in the right panels. */
  readonly noise: number;
  /** K|G|² in units of c k0. */
  readonly gradient: number;
  readonly measurements: readonly MeasuredSpectrum[];
  /** One α folded with the sky of each measurement: a panel each. */
  readonly seen?: readonly SeenPanelData[];
  readonly version: string;
  /** Further caption lines: turbulence, source term. */
  readonly caption?: readonly Label[];
  /** All parameters, for the file's metadata. */
  readonly parameters?: Readonly<Record<string, unknown>>;
}

const TITLE = 'Angular power spectrum in quasi-linear theory, and measurements';

/** Figure 2: four panels, for the given ℓ_max and for ℓ_max → ∞, without and with noise; and one panel for each entry of `seen`. */
export function figure2(document: Document, data: Figure2Data): SVGSVGElement {
  const { lMax, alphas, noise, gradient, measurements, version, seen = [] } = data;
  const places = rampPlaces(alphas.length);
  const points = measuredPoints(measurements);
  const curves = (spectra: readonly AlphaSpectrum[], added: number) =>
    spectra.map(({ alpha, ell, C }) => {
      const i = alphas.indexOf(alpha);
      return { ell, C: C.map((c) => c + added), color: places[i], dash: orderedDash(i), label: formatNumber(alpha) };
    });
  const xDomain = tightDomain(
    'log',
    [...data.truncated, ...measurements].flatMap(({ ell }) => ell),
  );
  const yDomain = powerDomain(data);
  const panel = (title: Label, spectra: readonly AlphaSpectrum[], withNoise: boolean): PowerSpectrumPanel => ({
    title,
    curves: curves(spectra, withNoise ? noise : 0),
    points,
    horizontalLines: withNoise ? noiseLevel(noise) : [],
    xDomain,
    yDomain,
  });
  const truncated = markup(`*ℓ*_{max} = ${lMax}`);
  const exact = markup('*ℓ*_{max} → ∞ (exact)');
  return panels(document, {
    columns: 2,
    width: 'double',
    title: TITLE,
    ...wordsFor(data, TITLE),
    legendTitle: join(SYMBOLS.alpha, ':'),
    panels: [
      panel(join(truncated, ', without noise'), data.truncated, false),
      panel(join(truncated, ', with noise'), data.truncated, true),
      panel(join(exact, ', without noise'), data.exact, false),
      panel(join(exact, ', with noise'), data.exact, true),
      ...seen.map((one) => seenPanel(one, { xDomain, yDomain })),
    ].map(powerSpectrumPanel),
    caption: [
      join(
        'Lines: steady state of Mertsch & Ahlers (2019), eq. (3.7); ',
        truncated,
        ' (a, b) and the exact limit ',
        markup('*ℓ*_{max} → ∞'),
        ' (c, d); ',
        SYMBOLS.gradient,
        ` = ${formatNumber(gradient)} `,
        SYMBOLS.gradientUnit,
        `; cranis\u00a0${version}.`,
      ),
      ...(data.caption ?? []),
      ...seenCaption(seen),
      ...measuredCaptions(measurements),
    ],
    metadata: { figure: 'figure 2', version, parameters: { lMax, alphas, noise, gradient, ...data.parameters } },
  });
}

/** Whole decades that hold all points and the noise; curves that fall below all of these leave the frame. */
function powerDomain({ truncated, exact, measurements, noise }: Figure2Data): Domain {
  const measured = measurements.flatMap(({ ell, C }) => atMultipoles(ell, C)).filter((value) => value > 0);
  const levels = noise > 0 ? [noise, ...measured] : measured;
  const theory = [...truncated, ...exact].flatMap(({ ell, C }) => atMultipoles(ell, C));
  const floor = levels.length > 0 ? Math.min(...levels) : 0;
  return roundDomain('log', [...levels, ...theory.filter((value) => value >= floor)]);
}
