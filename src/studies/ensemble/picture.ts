/** The picture of an ensemble's spectra. */
import { ensembleFigure } from '../../figures/ensemble-figure.ts';
import { join, type Label, markup, symbols } from '../../figures/text.ts';
import { brief } from '../../model/number-text.ts';
import type { EnsembleResult } from './study.ts';
import { timeSpectra } from './time-spectra.ts';

/** C_ℓ of each time with its errors, and the shot noise that has been taken off. */
export function drawEnsemble(document: Document, result: EnsembleResult): SVGSVGElement {
  const { version, parameters, model } = result;
  // Beyond, the shot noise that was taken off is most of what there was.
  const times = timeSpectra(result, 2 * model.values.nSide);
  return ensembleFigure(document, { times, caption: [ensembleCaption(result)], version, parameters });
}

/** "100 realisations of 600 waves, N_side = 32, …" for below a figure. */
export function ensembleCaption({ realisations, model }: Pick<EnsembleResult, 'realisations' | 'model'>): Label {
  const { modes, nSide, directions, k0, k1, index, kind, geometry, meanField, seed } = model.values;
  const sky =
    directions === 'healpix' ? markup(`*N*_{side} = ${nSide}`) : markup(`${12 * nSide * nSide} random directions`);
  const shape =
    kind === 'power-law' ? (index === 0 ? 'band-limited white noise' : `g ∝ k^−${brief(index)}`) : `${kind} spectrum`;
  const field = meanField > 0 ? `, mean field ${brief(meanField)} of the rms` : '';
  return join(
    `Test particles: ${realisations} realisation${realisations === 1 ? '' : 's'} of ${modes} waves, `,
    sky,
    symbols(
      `, seed ${seed}; ${geometry} turbulence, ${shape}, k_0 = ${brief(k0)}, k_1 = ${brief(k1)} in 1/r_g${field}.`,
    ),
  );
}
