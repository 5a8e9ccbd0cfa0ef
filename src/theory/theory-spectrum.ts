/** What the three solutions of the theory take and give. */
import type { Provenance, Spectrum } from '../model/spectrum.ts';
import type { Turbulence } from '../model/turbulence.ts';
import { VERSION } from '../model/version.ts';

/** Source term S of (3.7): as printed, or as (3.3) gives it [P8]. */
export type Source = 'published' | 'consistent';

/** What the theory needs of a model; every `Model` is one. */
export interface TheoryModel {
  readonly turbulence: Turbulence;
  /** Look-back step ΔT in r_g/c; α = k1 c ΔT. */
  readonly deltaT: number;
  /** K|G|² in c/r_g; the parameter table gives it in units of c·k0. */
  readonly gradient: number;
  readonly source: Source;
}

/** How far a result can be trusted, beside it. */
export interface Checks {
  /** Liouville's sum rule [P7], or for the exact limit its integral form; see `MixingMatrix` and `exactSpectrum`. */
  readonly sumRuleResidual: number;
  /** Estimated relative error of the quadratures: each rule against a finer one. */
  readonly quadratureError: number;
  /** C_ℓ(2ℓ_max)/C_ℓ(ℓ_max), by ℓ like C: how much of the answer the cut decides. Absent in the exact limit. */
  readonly lMaxDoubling?: Float64Array;
  /** C_ℓ(ℓ_max → ∞)/C_ℓ(ℓ_max), by ℓ like C. Absent in the exact limit and in an evolution. */
  readonly toExact?: Float64Array;
}

/** An angular power spectrum for ℓ = 1 … ℓ_max, and how far to trust it. C_0 = 0: it is not solved for. */
export interface TheorySpectrum extends Spectrum {
  readonly checks: Checks;
}

/** S = (8π/9) K|G|² as published, (8π/3) K|G|² consistent with (3.3) [P8]. */
export function sourceTerm({ gradient, source }: TheoryModel): number {
  return ((8 * Math.PI) / (source === 'published' ? 9 : 3)) * gradient;
}

/** How a result was made, by the names and in the units of the parameter table. */
export function theoryProvenance(
  { turbulence: { spec, k0 }, deltaT, gradient, source }: TheoryModel,
  { alpha, lMax, time }: { readonly alpha: number; readonly lMax: number | 'exact'; readonly time?: number },
): Provenance {
  const state = time === undefined ? 'steady state' : `t = ${time} r_g/c`;
  const { kind, ...shape } = spec;
  return {
    label: `theory, ${state}, ℓ_max ${lMax === 'exact' ? '→ ∞' : `= ${lMax}`}`,
    version: VERSION,
    parameters: {
      ...(kind === 'table' ? { table: shape } : { kind, ...shape }),
      alpha,
      deltaT,
      lMax,
      gradient: gradient / k0,
      source,
      ...(time === undefined ? {} : { lookBackTime: time }),
    },
  };
}
