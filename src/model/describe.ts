/** The parameters of a model as output shows them, in both systems of units where r_g is known. */
import type { Model } from './model.ts';
import { PARAMETERS, type ParameterName, parameter } from './parameters.ts';
import { type Quantity, toPhysical } from './units.ts';

/** One line of a header. */
export interface ParameterLine {
  readonly name: ParameterName;
  readonly symbol: string;
  readonly doc: string;
  readonly value: unknown;
  /** Unit of `value`; '' if it is a pure number. */
  readonly unit: string;
  /** The same in pc, 1/pc or yr, where there is a scale. */
  readonly physical: Quantity | undefined;
}

/** Those of `names` that have a value and a meaning for this model, in the order given. */
export function parameterLines(model: Model, names: readonly ParameterName[]): ParameterLine[] {
  const { values, scale } = model;
  return names
    .filter((name) => values[name] !== undefined && hasMeaning(name, model))
    .map((name) => {
      const { symbol, doc, unit, dimension } = PARAMETERS[name];
      const value = values[name];
      const physical = typeof value === 'number' ? toPhysical(value, dimension, scale) : undefined;
      return { name, symbol, doc, value, unit, physical };
    });
}

/** The same as plain data, for JSON: name → value. */
export const parameterRecord = (model: Model, names: readonly ParameterName[]): Record<string, unknown> =>
  Object.fromEntries(parameterLines(model, names).map(({ name, value }) => [name, value]));

/** A table still has its ends. */
function hasMeaning(name: ParameterName, { values }: Model): boolean {
  const { kinds } = parameter(name);
  if (!kinds || name === 'k0' || name === 'k1') return true;
  return values.kind !== undefined && kinds.includes(values.kind);
}

/** Which units the numbers of an output are in, and what they are in physical ones. */
export interface UnitsBlock {
  readonly length: 'r_g';
  readonly wavenumber: '1/r_g';
  readonly time: 'r_g/c';
  readonly gyroradius?: Quantity;
  readonly gyrotime?: Quantity;
  readonly rigidity?: Quantity;
  readonly bRms?: Quantity;
  /** Parameters with a dimension, converted. */
  readonly physical?: Readonly<Record<string, Quantity>>;
}

export function unitsBlock(model: Model, names: readonly ParameterName[]): UnitsBlock {
  const natural = { length: 'r_g', wavenumber: '1/r_g', time: 'r_g/c' } as const;
  const { scale } = model;
  if (!scale) return natural;
  const converted = parameterLines(model, names).flatMap(({ name, physical }) => (physical ? [[name, physical]] : []));
  return {
    ...natural,
    gyroradius: { value: scale.gyroradius, unit: 'pc' },
    gyrotime: { value: scale.gyrotime, unit: 'yr' },
    rigidity: { value: scale.rigidity, unit: 'TV' },
    bRms: { value: scale.bRms, unit: 'µG' },
    physical: Object.fromEntries(converted) as Record<string, Quantity>,
  };
}
