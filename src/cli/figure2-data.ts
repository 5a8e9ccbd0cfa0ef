/** The numbers of Figure 2: theory curves for a range of α, cut at ℓ_max and in the exact limit, and the measurements. */
import type { AlphaSpectrum, Figure2Data } from '../figures/figure2.ts';
import { symbols } from '../figures/text.ts';
import { parameterRecord } from '../model/describe.ts';
import type { Model } from '../model/model.ts';
import type { ParameterName } from '../model/parameters.ts';
import type { MeasuredSpectrum } from '../observation/measured.ts';
import { type Checks, exactSpectrum, steadySpectrum } from '../theory/index.ts';
import { packagedSpectra } from './data.ts';
import { version } from './version.ts';

/** α of the curves, as in the paper's figure: from 10 to 200. */
export const ALPHAS: readonly number[] = [10, 20, 50, 100, 200];

/** Highest multipole drawn, that of the measurements. */
const LAST = 30;

export interface Figure2Result {
  readonly model: Model;
  readonly data: Figure2Data;
  /** The worst of all curves. */
  readonly checks: Pick<Checks, 'sumRuleResidual' | 'quadratureError'>;
  /** C_10 at α = 50 in the exact limit over that at ℓ_max, and at 2ℓ_max over ℓ_max. */
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
    truncated.push({ alpha, ell: cut.ell.slice(0, LAST), C: cut.C.slice(0, LAST) });
    exact.push({ alpha, ell: limit.ell, C: limit.C });
    for (const result of [cut, limit]) {
      checks.sumRuleResidual = Math.max(checks.sumRuleResidual, result.checks.sumRuleResidual);
      checks.quadratureError = Math.max(checks.quadratureError, result.checks.quadratureError);
    }
    if (alpha === 50) {
      const i = Math.min(10, lMax) - 1;
      lMaxEffect = { ell: i + 1, alpha, doubling: cut.checks.lMaxDoubling![i]!, exact: cut.checks.toExact![i]! };
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
      measurements: measurements(),
      version: version(),
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

/** The nearly full sky, which theory can be held against as it is, and one energy of the partial one, near 10 TeV. */
function measurements(): readonly MeasuredSpectrum[] {
  const near = packagedSpectra('iceCube2025', version()).find(
    ({ energy }) => energy !== undefined && energy > 10 && energy < 20,
  );
  return [...packagedSpectra('hawcIceCube2019', version()), ...(near ? [near] : [])];
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

/** Every curve and point of the figure as one table. */
export function figure2Csv({ data }: Figure2Result): string {
  const { truncated, exact, measurements: measured, noise, lMax } = data;
  const quote = (text: string) => (/[",]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const curves = (spectra: readonly AlphaSpectrum[], cut: string) =>
    spectra.flatMap(({ alpha, ell, C }) => ell.map((l, i) => `theory,${alpha},${cut},${l},${C[i]},${C[i]! + noise},,`));
  return [
    `# cranis ${data.version}; figure 2: theory curves without and with noise N = ${noise}, and measurements`,
    ...Object.entries(data.parameters ?? {}).map(([name, value]) => `# ${name} = ${JSON.stringify(value)}`),
    ...measured.map(({ label, source, caveats }) => `# ${label}: ${[source, ...caveats].join('; ')}`),
    'series,alpha,lMax,ell,C,C_plus_noise,error_low,error_high',
    ...curves(truncated, `${lMax}`),
    ...curves(exact, 'exact'),
    ...measured.flatMap(({ label, ell, C, errorLow, errorHigh }) =>
      ell.map((l, i) => `${quote(label)},,,${l},${C[i]},,${errorLow?.[i] ?? ''},${errorHigh?.[i] ?? ''}`),
    ),
    '',
  ].join('\n');
}
