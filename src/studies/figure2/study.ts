/** The numbers of Figure 2: theory curves for a range of α, cut at ℓ_max and in the exact limit, and the measurements. */

import type { AlphaSpectrum, Figure2Data } from '../../figures/figure2.ts';
import { symbols } from '../../figures/text.ts';
import { parameterRecord } from '../../model/describe.ts';
import { checkFinite } from '../../model/finite.ts';
import type { Model } from '../../model/model.ts';
import type { ParameterName } from '../../model/parameters.ts';
import { VERSION } from '../../model/version.ts';
import { type Checks, exactSpectrum, steadySpectrum } from '../../theory/index.ts';
import { compared, seenByEach } from './seen.ts';

/** α of the curves, as in the paper's figure: from 10 to 200. */
export const ALPHAS: readonly number[] = [10, 20, 50, 100, 200];

/** Highest multipole drawn, that of the measurements. */
const LAST = 30;

/** The α that the paper finds to agree: the one that is folded with each coverage. */
const SEEN_ALPHA = 50;

export interface Figure2Result {
  readonly model: Model;
  readonly data: Figure2Data;
  /** The worst of all curves. */
  readonly checks: Pick<Checks, 'sumRuleResidual' | 'quadratureError'>;
  /** C_10 at that α in the exact limit over that at ℓ_max, and at 2ℓ_max over ℓ_max. */
  readonly lMaxEffect: {
    readonly ell: number;
    readonly alpha: number;
    readonly doubling: number;
    readonly exact: number;
  };
}

export function computeFigure2(model: Model, lMax: number, names: readonly ParameterName[]): Figure2Result {
  const truncated: AlphaSpectrum[] = [];
  const exact: AlphaSpectrum[] = [];
  const checks = { sumRuleResidual: 0, quadratureError: 0 };
  let lMaxEffect: Figure2Result['lMaxEffect'] | undefined;
  for (const alpha of ALPHAS) {
    const here = atAlpha(model, alpha);
    const cut = steadySpectrum(here, { lMax });
    const limit = exactSpectrum(here, { lMax: LAST });
    checkFinite([...cut.C, ...limit.C]);
    truncated.push({ alpha, ell: cut.ell.slice(0, LAST), C: cut.C.slice(0, LAST + 1) });
    exact.push({ alpha, ell: limit.ell, C: limit.C });
    for (const result of [cut, limit]) {
      checks.sumRuleResidual = Math.max(checks.sumRuleResidual, result.checks.sumRuleResidual);
      checks.quadratureError = Math.max(checks.quadratureError, result.checks.quadratureError);
    }
    if (alpha === SEEN_ALPHA) {
      const ell = Math.min(10, lMax);
      lMaxEffect = { ell, alpha, doubling: cut.checks.lMaxDoubling![ell], exact: cut.checks.toExact![ell] };
    }
  }
  const { noise, gradient } = model.values;
  return {
    model,
    checks,
    lMaxEffect: lMaxEffect!,
    data: {
      lMax,
      alphas: ALPHAS,
      truncated,
      exact,
      noise,
      gradient,
      measurements: compared().map(({ measurement }) => measurement),
      seen: seenByEach(atAlpha(model, SEEN_ALPHA), lMax),
      version: VERSION,
      caption: [symbols(turbulenceCaption(model))],
      parameters: parameterRecord(model, names),
    },
  };
}

/** The same model with another step. */
export const atAlpha = (model: Model, alpha: number): Model => ({
  ...model,
  alpha,
  deltaT: alpha / model.turbulence.k1,
});

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
