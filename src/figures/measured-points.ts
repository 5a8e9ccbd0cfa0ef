/** How measured spectra appear in figures: hollow where they were digitised, a marker of its own for each, and their caveats. */
import type { MeasuredSpectrum } from '../files/measured/measured.ts';
import type { SpectrumPoints } from './power-spectrum.ts';
import { join, type Label, SYMBOLS, symbols } from './text.ts';

/** Points for `powerSpectrumPlot`. Spectra of a nearly full sky come in ink, pseudo-C_ℓ of a cut sky in grey. */
export function measuredPoints(spectra: readonly MeasuredSpectrum[]): SpectrumPoints[] {
  let whole = 0;
  let cut = 0;
  return spectra.map((spectrum) => {
    const pseudo = spectrum.coverage?.pseudo === true;
    const marker = pseudo
      ? (['triangle', 'triangleDown'] as const)[cut++ % 2]
      : (['circle', 'square', 'diamond'] as const)[whole++ % 3];
    const { ell, C, errorLow, errorHigh, withoutError, roughAbove } = spectrum;
    return {
      ell,
      C,
      ...(errorLow === undefined ? {} : { errorLow }),
      ...(errorHigh === undefined ? {} : { errorHigh }),
      ...(withoutError === undefined ? {} : { withoutError }),
      ...(roughAbove === undefined ? {} : { faintAbove: roughAbove }),
      color: pseudo ? 'muted' : 'ink',
      marker,
      hollow: spectrum.digitised,
      radius: 2.6,
      label: legendLabel(spectrum),
    };
  });
}

function legendLabel({ label, digitised, coverage }: MeasuredSpectrum): Label {
  const kind = coverage?.pseudo ? join(', pseudo-', SYMBOLS.Cell, ', partial sky') : '';
  return join(label, kind, digitised ? ' (digitised)' : '');
}

/** One caption line a spectrum: what it is, what its bars mean, and how far to trust it. */
export function measuredCaptions(spectra: readonly MeasuredSpectrum[]): Label[] {
  return spectra.map(({ label, source, caveats, errorMeaning, roughAbove }) => {
    const rough = roughAbove === undefined ? [] : [`pale beyond ℓ = ${roughAbove}: rough`];
    const bars = errorMeaning === undefined ? [] : [`bars: ${errorMeaning}`];
    return symbols(`${label}: ${[source, ...caveats, ...bars, ...rough].join('; ')}.`);
  });
}
