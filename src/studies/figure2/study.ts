/** The numbers of Figure 2: theory curves for a range of α, cut at ℓ_max and in the exact limit, and the measurements. */
import type { AlphaSpectrum } from '../../figures/figure2.ts';
import type { SeenPanelData } from '../../figures/seen-panel.ts';
import type { MeasuredSpectrum } from '../../files/measured/measured.ts';
import { parameterRecord } from '../../model/describe.ts';
import { checkFinite } from '../../model/finite.ts';
import type { Model } from '../../model/model.ts';
import { VERSION } from '../../model/version.ts';
import { type Checks, exactSpectrum, steadySpectrum } from '../../theory/index.ts';
import { atAlpha } from '../by-alpha.ts';
import { type Control, createPause } from '../control.ts';
import { numericLMax } from '../numeric-l-max.ts';
import type { ComparedSpectrum } from './compared.ts';
import { seenBy } from './seen.ts';
import { FIGURE2_NAMES } from './settings.ts';

/** α of the curves, as in the paper's figure: from 10 to 200. */
const ALPHAS: readonly number[] = [10, 20, 50, 100, 200];

/** Highest multipole drawn, that of the measurements. */
const LAST = 30;

/** The α that the paper finds to agree: the one that is folded with each coverage. */
const SEEN_ALPHA = 50;

/** What Figure 2 is computed from. */
export interface Figure2Settings {
  /** Turbulence and source term, and of its values `lMax` (a number), `gradient` and `noise`; not its α. */
  readonly model: Model;
  /** What is drawn beside the theory, each with a panel of its own; may be empty. */
  readonly compared: readonly ComparedSpectrum[];
}

/** The numbers of Figure 2. C_ℓ are without the noise. */
export interface Figure2Result {
  readonly model: Model;
  /** Where the matrix of `truncated` is cut. */
  readonly lMax: number;
  /** α of the curves, ascending. */
  readonly alphas: readonly number[];
  /** One for each α, cut at ℓ_max. */
  readonly truncated: readonly AlphaSpectrum[];
  /** One for each α, ℓ_max → ∞. */
  readonly exact: readonly AlphaSpectrum[];
  /** The measurements drawn. */
  readonly measurements: readonly MeasuredSpectrum[];
  /** α = 50 as the sky of each measurement shows it. */
  readonly seen: readonly SeenPanelData[];
  /** The worst of all curves. */
  readonly checks: Pick<Checks, 'sumRuleResidual' | 'quadratureError'>;
  /** C_10 at α = 50 at 2ℓ_max and in the exact limit, both over that at ℓ_max. */
  readonly lMaxEffect: {
    readonly ell: number;
    readonly alpha: number;
    readonly doubling: number;
    readonly exact: number;
  };
  /** The parameters by their names. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Version of cranis that computed it. */
  readonly version: string;
}

/**
 * The numbers of the paper's Figure 2, and of what it does not show: the exact limit, and α = 50 as each observatory sees it. Its
 * pieces, one for each curve and measurement, take some 10 to 100 ms.
 * @throws CranisError if ℓ_max is `exact`, or the numbers leave the range of a double
 */
export async function figure2Study({ model, compared }: Figure2Settings, control?: Control): Promise<Figure2Result> {
  const why = 'figure 2 needs a number for ℓ_max: the exact limit stands beside it anyway';
  const lMax = numericLMax(model.values.lMax, why, 60);
  const pause = createPause(control);
  const pieces = 2 * ALPHAS.length + compared.length;
  const truncated: AlphaSpectrum[] = [];
  const exact: AlphaSpectrum[] = [];
  const checks = { sumRuleResidual: 0, quadratureError: 0 };
  let lMaxEffect: Figure2Result['lMaxEffect'] | undefined;
  for (const [i, alpha] of ALPHAS.entries()) {
    const here = atAlpha(model, alpha);
    await pause((2 * i) / pieces, `α = ${alpha}`);
    const cut = steadySpectrum(here, { lMax });
    await pause((2 * i + 1) / pieces, `α = ${alpha}, exact`);
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
  const seen: SeenPanelData[] = [];
  for (const [i, one] of compared.entries()) {
    await pause((2 * ALPHAS.length + i) / pieces, `as ${one.name} sees it`);
    seen.push(seenBy(one, atAlpha(model, SEEN_ALPHA), lMax));
  }
  await pause(1);
  return {
    model,
    lMax,
    alphas: ALPHAS,
    truncated,
    exact,
    measurements: compared.map(({ measurement }) => measurement),
    seen,
    checks,
    lMaxEffect: lMaxEffect!,
    parameters: parameterRecord(model, FIGURE2_NAMES),
    version: VERSION,
  };
}
