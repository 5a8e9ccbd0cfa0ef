/** The paper's Figure 1. */
import { figure1 } from '../../figures/figure1.ts';
import { formatNumber, join, type Label, markup, symbols } from '../../figures/text.ts';
import { brief } from '../../model/number-text.ts';
import { ensembleCaption } from '../ensemble/picture.ts';
import { type AlphaFit, alphaText, LAST_FITTED } from './fit.ts';
import type { Figure1Result } from './study.ts';

/** C_ℓ of the test particles at each time, over the theory for each α, cut and exact, and for the α that fits best. */
export function drawFigure1(document: Document, result: Figure1Result): SVGSVGElement {
  const { ensemble, times, sourceTerm, diffusion, fits, quick } = result;
  return figure1(document, {
    ...result,
    caption: [
      ...(quick ? ['A quick version: a small ensemble of coarse maps.'] : []),
      ensembleCaption(ensemble),
      join(
        'Lines: steady state of Mertsch & Ahlers (2019), eq. (3.7), source term ',
        symbols(`${sourceTerm}, with |G| = 1 and the diffusion coefficient of the particles themselves, `),
        markup(`*K* = ${brief(diffusion, 3)} *r*_{g}*c*.`),
      ),
      ...fits.map((fit) => fitLabel(fit, times.at(-1)!.time)),
    ],
  });
}

function fitLabel(fit: AlphaFit, time: number): Label {
  const cut = fit.lMax === 'exact' ? '*ℓ*_{max} → ∞' : `*ℓ*_{max} = ${fit.lMax}`;
  const scaled = fit.low === undefined ? '' : ' (interval: errors scaled to χ² = dof)';
  return markup(
    `Fit to *t* = ${formatNumber(time)}, *ℓ* ≤ ${LAST_FITTED}, ${cut}: *α* ${alphaText(fit)}, ` +
      `χ²/dof = ${brief(fit.chiSquare, 3)}/${fit.degreesOfFreedom}${scaled}.`,
  );
}
