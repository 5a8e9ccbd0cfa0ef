/** The picture of a simulated mixing matrix beside the theory's. */
import { mixingFigure } from '../../figures/mixing-figure.ts';
import { ensembleCaption } from '../ensemble/picture.ts';
import type { MixingResult } from './study.ts';

/** The diagonal of M and its neighbours, simulated, perturbative and resummed, and how many standard errors lie between. */
export function drawMixing(document: Document, result: MixingResult): SVGSVGElement {
  const { simulated, error, theory, time, alpha, version, parameters } = result;
  return mixingFigure(document, {
    simulated,
    error,
    ...(theory ? { perturbative: theory.perturbative, resummed: theory.resummed } : {}),
    time,
    alpha,
    caption: [ensembleCaption(result)],
    version,
    parameters,
  });
}
