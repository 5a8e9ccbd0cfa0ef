/** The angular power spectrum of a model, and how far to trust it. */
import { parameterRecord, type UnitsBlock, unitsBlock } from '../../model/describe.ts';
import { CranisError } from '../../model/errors.ts';
import { checkFinite } from '../../model/finite.ts';
import type { Model } from '../../model/model.ts';
import { EXACT_ELLS, type ParameterName } from '../../model/parameters.ts';
import { multipoles, onlyAt, type Spectrum } from '../../model/spectrum.ts';
import {
  type Checks,
  evolvedSpectrum,
  exactSpectrum,
  steadySpectrum,
  type TheorySpectrum,
} from '../../theory/index.ts';
import { type Control, createPause } from '../control.ts';
import { SPECTRUM_NAMES } from './settings.ts';

/** What a spectrum is computed from. */
export interface SpectrumSettings {
  /**
   * Turbulence, step and source term, and of its values `lMax`, `lookBackTime` (absent: the steady state), `noise` and `ells`
   * (absent: 1 to ℓ_max, or 1 to 100 in the exact limit).
   */
  readonly model: Model;
}

/** A spectrum of the theory, and how far to trust it. */
export interface SpectrumResult {
  readonly model: Model;
  /** The parameters that decide it, in the order in which outputs list them. */
  readonly names: readonly ParameterName[];
  /** C_ℓ for the multipoles asked for, without the noise; `noise` is the level N stated. */
  readonly spectrum: Spectrum & { readonly noise: number };
  /** Arrays by ℓ from 0, for the multipoles of the spectrum; `tailExponent` is p of C_ℓ ∝ ℓ^{−2−p}, of the exact limit alone. */
  readonly checks: Checks & { readonly tailExponent?: number };
  /** The units of the parameters, and the parameters in physical units where the gyroradius is known. */
  readonly units: UnitsBlock;
  /** Whether the multipoles were asked for one by one. */
  readonly ellsStated: boolean;
}

/**
 * C_ℓ of the steady state cut at ℓ_max, of its limit ℓ_max → ∞, or of an evolution from isotropy. One piece of work: some 10 ms at
 * ℓ_max = 60, seconds at 2000.
 * @throws CranisError if a multipole asked for is above ℓ_max, or an evolution has no number for ℓ_max
 */
export async function spectrumStudy({ model }: SpectrumSettings, control?: Control): Promise<SpectrumResult> {
  const pause = createPause(control);
  const ells = wanted(model);
  await pause(0, 'solving for C_ℓ');
  const solved = solve(model, ells.at(-1)!);
  const { sumRuleResidual, quadratureError, lMaxDoubling = [], toExact = [] } = solved.checks;
  checkFinite([...solved.C, sumRuleResidual, quadratureError, ...lMaxDoubling, ...toExact]);
  await pause(1);
  const pick = (values: Float64Array) => onlyAt(ells, values);
  return {
    model,
    names: SPECTRUM_NAMES,
    spectrum: {
      ell: ells,
      C: pick(solved.C),
      noise: model.values.noise,
      provenance: { ...solved.provenance, parameters: parameterRecord(model, SPECTRUM_NAMES) },
    },
    checks: {
      sumRuleResidual,
      quadratureError,
      ...(solved.checks.lMaxDoubling ? { lMaxDoubling: pick(solved.checks.lMaxDoubling) } : {}),
      ...(solved.checks.toExact ? { toExact: pick(solved.checks.toExact) } : {}),
      ...(solved.tailExponent === undefined ? {} : { tailExponent: solved.tailExponent }),
    },
    units: unitsBlock(model, SPECTRUM_NAMES),
    ellsStated: model.values.ells !== undefined,
  };
}

function wanted({ values: { ells, lMax } }: Model): readonly number[] {
  if (lMax !== 'exact' && ells && ells.at(-1)! > lMax) {
    throw new CranisError(`ℓ = ${ells.at(-1)} is above ℓ_max = ${lMax}`, {
      where: 'ells',
      hint: 'raise `lMax`, or list fewer multipoles',
    });
  }
  return ells ?? multipoles(lMax === 'exact' ? EXACT_ELLS : lMax);
}

function solve(model: Model, last: number): TheorySpectrum & { readonly tailExponent?: number } {
  const { lMax, lookBackTime } = model.values;
  if (lookBackTime === undefined) {
    return lMax === 'exact' ? exactSpectrum(model, { lMax: last }) : steadySpectrum(model, { lMax });
  }
  if (lMax === 'exact') {
    throw new CranisError('an evolution needs a number for ℓ_max: the exact limit is a steady state', {
      where: 'lookBackTime',
      hint: 'give `lMax` a number, for example 60',
    });
  }
  return evolvedSpectrum(model, { lMax, time: lookBackTime });
}
