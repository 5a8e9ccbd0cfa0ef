/** The spectrum that a model and its settings ask for, with its checks. */

import { parameterRecord, type UnitsBlock, unitsBlock } from '../../model/describe.ts';
import { CranisError } from '../../model/errors.ts';
import { checkFinite } from '../../model/finite.ts';
import type { Model } from '../../model/model.ts';
import type { ParameterName } from '../../model/parameters.ts';
import { multipoles, onlyAt, type Spectrum } from '../../model/spectrum.ts';
import {
  type Checks,
  evolvedSpectrum,
  exactSpectrum,
  steadySpectrum,
  type TheorySpectrum,
} from '../../theory/index.ts';

export interface SpectrumResult {
  readonly model: Model;
  /** Parameters to list. */
  readonly names: readonly ParameterName[];
  readonly spectrum: Spectrum & { readonly noise: number };
  /** Arrays by ℓ from 0, for the multipoles of the spectrum. */
  readonly checks: Checks & { readonly tailExponent?: number };
  readonly units: UnitsBlock;
  /** False where the multipoles were not asked for one by one. */
  readonly ellsStated: boolean;
}

/** Multipoles listed of the exact limit, which has no ℓ_max of its own. */
const EXACT_ELLS = 100;

/** @param names parameters that the command takes, in the order to list them */
export function computeSpectrum(model: Model, names: readonly ParameterName[]): SpectrumResult {
  const { noise } = model.values;
  const ells = wanted(model);
  const last = ells.at(-1)!;
  const solved = solve(model, last);
  const pick = (values: Float64Array) => onlyAt(ells, values);
  const { sumRuleResidual, quadratureError, lMaxDoubling = [], toExact = [] } = solved.checks;
  checkFinite([...solved.C, sumRuleResidual, quadratureError, ...lMaxDoubling, ...toExact]);
  return {
    model,
    names,
    spectrum: {
      ell: ells,
      C: pick(solved.C),
      noise,
      provenance: { ...solved.provenance, parameters: parameterRecord(model, names) },
    },
    checks: {
      sumRuleResidual,
      quadratureError,
      ...(solved.checks.lMaxDoubling ? { lMaxDoubling: pick(solved.checks.lMaxDoubling) } : {}),
      ...(solved.checks.toExact ? { toExact: pick(solved.checks.toExact) } : {}),
      ...(solved.tailExponent === undefined ? {} : { tailExponent: solved.tailExponent }),
    },
    units: unitsBlock(model, names),
    ellsStated: model.values.ells !== undefined,
  };
}

function wanted({ values: { ells, lMax } }: Model): readonly number[] {
  if (lMax !== 'exact' && ells && ells.at(-1)! > lMax) {
    throw new CranisError(`--ells: ℓ = ${ells.at(-1)} is above ℓ_max = ${lMax}`, {
      where: 'ells',
      hint: 'raise --l-max, or list fewer multipoles',
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
    throw new CranisError('--evolve needs a number for ℓ_max: the exact limit is a steady state', {
      where: 'lookBackTime',
      hint: 'give --l-max N, for example 60',
    });
  }
  return evolvedSpectrum(model, { lMax, time: lookBackTime });
}
