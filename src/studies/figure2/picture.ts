/** The paper's Figure 2. */
import { figure2 } from '../../figures/figure2.ts';
import { symbols } from '../../figures/text.ts';
import type { Model } from '../../model/model.ts';
import type { Figure2Result } from './study.ts';

/** C_ℓ for each α, cut and exact, without and with noise, over the measurements; below, α = 50 as each observatory sees it. */
export function drawFigure2(document: Document, result: Figure2Result): SVGSVGElement {
  const { noise, gradient } = result.model.values;
  return figure2(document, { ...result, noise, gradient, caption: [symbols(turbulenceCaption(result.model))] });
}

function turbulenceCaption({ turbulence, values, source }: Model): string {
  const { spec } = turbulence;
  const shape =
    spec.kind === 'table'
      ? `g(k) from a table of ${spec.k.length} rows`
      : spec.kind === 'bent'
        ? `bent power law, outer scale ${spec.outerScale} r_g, index ${spec.index}`
        : spec.index === 0
          ? 'band-limited white noise'
          : `g ∝ k^−${spec.index}`;
  return `Turbulence: ${shape}, k_0 = ${values.k0}, k_1 = ${values.k1} in 1/r_g; source term ${source}.`;
}
