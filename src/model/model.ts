/** The model: what the user states, checked once, in internal units (c = r_g = 1), frozen. */
import { CranisError } from './errors.ts';
import { brief } from './number-text.ts';
import {
  PARAMETER_NAMES,
  PARAMETERS,
  type ParameterInput,
  type ParameterName,
  type ParameterValues,
  parameter,
} from './parameters.ts';
import type { Statements } from './statements.ts';
import { createTurbulence, type Turbulence, type TurbulenceSpec } from './turbulence.ts';
import { createScale, type Scale } from './units.ts';
import { readValue } from './values.ts';

/** What theory and simulation take: made by `createModel`, frozen, in internal units (c = r_g = 1). */
export interface Model {
  readonly turbulence: Turbulence;
  /** α = k1 c ΔT. */
  readonly alpha: number;
  /** Step in look-back time ΔT, r_g/c. */
  readonly deltaT: number;
  /** K|G|², c/r_g: the parameter `gradient` times k0. */
  readonly gradient: number;
  /** Which source term [P8]. */
  readonly source: 'published' | 'consistent';
  /** The bridge to physical units, if rigidity and B_rms are stated. */
  readonly scale: Scale | undefined;
  /** Every parameter by name: stated, or its default, or derived. */
  readonly values: ParameterValues;
}

/**
 * A model from plain values: numbers in internal units, or text with a unit, such as { k0: '0.3/pc' }.
 * Throws a CranisError that names the parameter at fault.
 */
export function createModel(input: ParameterInput = {}): Model {
  const unknown = Object.keys(input).find((name) => !(name in PARAMETERS));
  if (unknown !== undefined) {
    throw new CranisError(`there is no parameter ${unknown}`, { hint: `there are ${PARAMETER_NAMES.join(', ')}` });
  }
  const stated = Object.entries(input).filter(([, raw]) => raw !== undefined);
  return resolveModel(Object.fromEntries(stated.map(([name, raw]) => [name, { raw, label: name }])));
}

/** A model from statements that know where they were made. */
export function resolveModel(statements: Statements): Model {
  const scale = resolveScale(statements);
  const values = Object.fromEntries(
    PARAMETER_NAMES.map((name) => [name, valueFor(name, statements, scale)]),
  ) as unknown as ParameterValues;

  const kind = resolveKind(statements, values);
  const spectrum = labelled(statements, () => createTurbulence(specOf(kind, values)));
  checkBelonging(statements, kind, values, spectrum);
  const { alpha, deltaT } = resolveStep(statements, values, spectrum.k1);
  return Object.freeze({
    turbulence: spectrum,
    alpha,
    deltaT,
    gradient: values.gradient * spectrum.k0,
    source: values.source,
    scale,
    values: Object.freeze({ ...values, kind, k0: spectrum.k0, k1: spectrum.k1, alpha, deltaT }),
  });
}

function valueFor(name: ParameterName, statements: Statements, scale: Scale | undefined): unknown {
  const statement = statements[name];
  if (statement) return readValue(name, statement.raw, scale, statement.label);
  const entry = parameter(name);
  return 'default' in entry ? entry.default : undefined;
}

function resolveScale(statements: Statements): Scale | undefined {
  const { rigidity, bRms } = statements;
  if (!rigidity && !bRms) return undefined;
  if (!rigidity || !bRms) {
    const [given, missing] = rigidity ? [rigidity, 'bRms'] : [bRms!, 'rigidity'];
    throw new CranisError(`${given.label}: needs \`${missing}\` beside it`, {
      where: missing,
      hint: 'the gyroradius is R/(c B_rms): give both, or neither',
    });
  }
  return createScale(
    readValue('rigidity', rigidity.raw, undefined, rigidity.label) as number,
    readValue('bRms', bRms.raw, undefined, bRms.label) as number,
  );
}

type Kind = TurbulenceSpec['kind'];

function resolveKind(statements: Statements, values: ParameterValues): Kind {
  if (values.kind !== undefined) return values.kind;
  if (statements.table) return 'table';
  return statements.outerScale || statements.lowIndex ? 'bent' : 'power-law';
}

function specOf(kind: Kind, values: ParameterValues): TurbulenceSpec {
  const { k0, k1, index, outerScale, lowIndex, table } = values;
  if (kind === 'power-law') return { kind, k0, k1, index };
  if (kind === 'bent') {
    if (outerScale === undefined) {
      throw new CranisError('a bent spectrum needs an outer scale', {
        hint: 'give `outerScale`, in r_g or such as 10pc',
      });
    }
    return { kind, k0, k1, index, outerScale, lowIndex };
  }
  if (table === undefined) {
    throw new CranisError('a table spectrum needs its table', { hint: 'give `table`: wavenumbers k, and g of each' });
  }
  return { kind, ...table };
}

/** A statement that has no effect is a mistake, so say so. k0 and k1 may repeat the ends of a table. */
function checkBelonging(statements: Statements, kind: Kind, values: ParameterValues, { k0, k1 }: Turbulence): void {
  for (const name of PARAMETER_NAMES) {
    const statement = statements[name];
    const { kinds } = parameter(name);
    if (!statement || !kinds || kinds.includes(kind)) continue;
    if (name === 'k0' && close(values.k0, k0)) continue;
    if (name === 'k1' && close(values.k1, k1)) continue;
    throw new CranisError(`${statement.label}: ${name} has no meaning for a ${kind} spectrum`, {
      where: name,
      hint:
        kind === 'table'
          ? 'the table states it all, from its first k to its last'
          : `it is for ${kinds.join(' or ')}: say so by kind`,
    });
  }
}

/** α = k1 c ΔT, from whichever is stated. */
function resolveStep(statements: Statements, values: ParameterValues, k1: number): { alpha: number; deltaT: number } {
  if (values.deltaT === undefined) return { alpha: values.alpha, deltaT: values.alpha / k1 };
  const alpha = k1 * values.deltaT;
  if (statements.alpha && !close(alpha, values.alpha)) {
    throw new CranisError(
      `${statements.alpha.label} and ${statements.deltaT!.label} disagree: k1 c ΔT = ${brief(alpha, 6)}, α = ${brief(values.alpha, 6)}`,
      { where: 'alpha', hint: 'they are two ways to state one step: give one of them' },
    );
  }
  const { min, max } = PARAMETERS.alpha.range;
  if (alpha < min || alpha > max) {
    const [fault, hint] = alpha > max ? [`above ${max}`, 'shorter'] : [`below ${min}`, 'longer'];
    throw new CranisError(`${statements.deltaT!.label}: α = k1 c ΔT = ${brief(alpha, 6)} is ${fault}`, {
      where: 'deltaT',
      hint: `give a ${hint} step`,
    });
  }
  return { alpha: statements.alpha ? values.alpha : alpha, deltaT: values.deltaT };
}

/** Lets an error of createTurbulence() say which flag or line it is about. */
function labelled<T>(statements: Statements, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof CranisError)) throw error;
    const label = statements[error.where as ParameterName]?.label;
    if (label === undefined || error.message.startsWith(`${label} `)) throw error;
    throw new CranisError(`${label}: ${error.message}`, {
      cause: error,
      ...(error.where === undefined ? {} : { where: error.where }),
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
}

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.abs(b);
