/** One computed spectrum, beside what becomes of it when ℓ_max doubles and when ℓ_max → ∞. */

import type { MeasuredSpectrum } from '../files/measured/measured.ts';
import type { Spectrum } from '../model/spectrum.ts';
import { measuredCaptions, measuredPoints } from './measured-points.ts';
import { type FigureWords, wordsFor } from './page.ts';
import { noiseLevel, type PowerSpectrumPanel, powerSpectrumPlot, type SpectrumCurve } from './power-spectrum.ts';
import { join, type Label, markup, SYMBOLS, symbols, words } from './text.ts';

/** One computed spectrum, what the cut at ℓ_max does to it, and measurements. */
export interface SpectrumFigureData extends FigureWords {
  /** The result; its `noise`, if any, is drawn as a level and as C_ℓ + N. */
  readonly spectrum: Spectrum;
  /** Where the result is truncated, or `exact`. */
  readonly lMax: number | 'exact';
  /** The same at 2 ℓ_max. */
  readonly doubled?: Pick<Spectrum, 'ell' | 'C'>;
  /** The same for ℓ_max → ∞. */
  readonly exact?: Pick<Spectrum, 'ell' | 'C'>;
  readonly measurements?: readonly MeasuredSpectrum[];
  /** Parameters, one line or several. */
  readonly caption?: readonly Label[];
  readonly width?: 'single' | 'double' | number;
}

/** One spectrum as a figure, with its noise, its twofold ℓ_max and its exact limit where they are given. */
export function spectrumFigure(document: Document, data: SpectrumFigureData): SVGSVGElement {
  const { spectrum, lMax, doubled, exact, measurements = [] } = data;
  const { noise = 0, provenance } = spectrum;
  const what = lMax === 'exact' ? markup('*ℓ*_{max} → ∞ (exact)') : markup(`*ℓ*_{max} = ${lMax}`);
  const { ell, C, error } = spectrum;
  const curves: SpectrumCurve[] = [{ ell, C, color: { category: 0 }, width: 1.8, label: what }];
  if (noise > 0) {
    const label = join(SYMBOLS.Cell, ' + ', SYMBOLS.noise);
    curves.push({ ell, C: C.map((c) => c + noise), color: { category: 1 }, dash: 'long', label });
  }
  if (doubled !== undefined && lMax !== 'exact') {
    curves.push({ ...doubled, color: 'muted', dash: 'dashDot', width: 0.9, label: markup(`*ℓ*_{max} = ${2 * lMax}`) });
  }
  if (exact !== undefined && lMax !== 'exact') {
    curves.push({ ...exact, color: 'muted', dash: 'dash', width: 0.9, label: markup('*ℓ*_{max} → ∞ (exact)') });
  }
  const bars =
    error === undefined ? [] : [{ ell, C, error, color: { category: 0 }, marker: 'circle', radius: 2 } as const];
  const panel: PowerSpectrumPanel = {
    curves,
    points: [...bars, ...measuredPoints(measurements)],
    horizontalLines: noiseLevel(noise),
  };
  const compared = measurements.length > 0 ? ', and measurements' : '';
  return powerSpectrumPlot(document, {
    ...panel,
    ...wordsFor(data, `Angular power spectrum, ${words(what)}${compared}`),
    width: data.width ?? 440,
    caption: [
      ...(data.caption ?? []),
      ...measuredCaptions(measurements),
      symbols(`${provenance.label}; cranis\u00a0${provenance.version}`),
    ],
    metadata: { ...provenance },
  });
}
