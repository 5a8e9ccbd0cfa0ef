/** The picture of a spectrum: C_ℓ, and beside it what ℓ_max does to it. */
import { spectrumFigure } from '../../figures/spectrum-figure.ts';
import { symbols } from '../../figures/text.ts';
import { parameterLines } from '../../model/describe.ts';
import { brief } from '../../model/number-text.ts';
import type { SpectrumResult } from './study.ts';

/** C_ℓ against ℓ, with its noise, and what ℓ_max decides of it where that is known. */
export function drawSpectrum(document: Document, { model, names, spectrum, checks }: SpectrumResult): SVGSVGElement {
  const { lMaxDoubling, toExact } = checks;
  const { ell, C } = spectrum;
  const scaled = (ratios: Float64Array) => ({ ell, C: C.map((c, l) => c * ratios[l]) });
  return spectrumFigure(document, {
    spectrum,
    lMax: model.values.lMax,
    ...(lMaxDoubling ? { doubled: scaled(lMaxDoubling) } : {}),
    ...(toExact ? { exact: scaled(toExact) } : {}),
    caption: [symbols(asTyped(caption(model, names)))],
  });
}

/** "k₀ = 0.001 1/r_g, k₁ = 100 1/r_g, s = 0, α = 50, …". */
function caption(model: SpectrumResult['model'], names: SpectrumResult['names']): string {
  const hidden = new Set(['ells', 'table', 'lMax', 'noise']);
  return parameterLines(model, names)
    .filter(({ name }) => !hidden.has(name))
    .map(({ name, symbol, value, unit, physical }) => {
      const shown = typeof value === 'number' ? brief(value) : String(value);
      const converted = physical ? ` (${brief(physical.value)} ${physical.unit})` : '';
      return `${symbol === '' ? name : symbol} = ${shown}${unit === '' ? '' : ` ${unit}`}${converted}`;
    })
    .join(', ');
}

/** Subscript digits as people type them, which is what figures set as symbols. */
export const asTyped = (text: string): string => text.replaceAll('₀', '_0').replaceAll('₁', '_1');
