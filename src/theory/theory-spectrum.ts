/** What the three solutions of the theory take and give. */
import type { Turbulence } from '../model/turbulence.ts';

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
  /** C_ℓ(2ℓ_max)/C_ℓ(ℓ_max), one per ℓ: how much of the answer the cut decides. Absent in the exact limit. */
  readonly lMaxDoubling?: readonly number[];
  /** C_ℓ(ℓ_max → ∞)/C_ℓ(ℓ_max), one per ℓ. Absent in the exact limit and in an evolution. */
  readonly toExact?: readonly number[];
}

/** An angular power spectrum, and how far to trust it. */
export interface TheorySpectrum {
  /** 1 … ℓ_max */
  readonly ell: readonly number[];
  /** C_ℓ, one per ℓ, without noise. */
  readonly C: readonly number[];
  readonly checks: Checks;
}

/** S = (8π/9) K|G|² as published, (8π/3) K|G|² consistent with (3.3) [P8]. */
export function sourceTerm({ gradient, source }: TheoryModel): number {
  return ((8 * Math.PI) / (source === 'published' ? 9 : 3)) * gradient;
}

/** 1 … lMax */
export function multipoles(lMax: number): number[] {
  return Array.from({ length: lMax }, (_, i) => i + 1);
}
