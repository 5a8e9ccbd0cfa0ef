/** What was stated, where, and which statement wins. */
import { type ParameterName, parameter } from './parameters.ts';

/** A value as the user wrote it, and what to call it in a message: a flag, or a place in a file. */
export interface Statement {
  readonly raw: unknown;
  readonly label: string;
}

export type Statements = { readonly [N in ParameterName]?: Statement };

/** α and ΔT are one parameter said in two ways, so stating either replaces both. */
const ONE_STEP: readonly ParameterName[] = ['alpha', 'deltaT'];

/** Later layers override earlier ones: file, then flags. */
export function merge(...layers: readonly Statements[]): Statements {
  let merged: Statements = {};
  for (const layer of layers) {
    const kept = Object.entries(merged).filter(([name]) => !isReplaced(name as ParameterName, layer));
    merged = { ...Object.fromEntries(kept), ...layer };
  }
  return merged;
}

function isReplaced(name: ParameterName, by: Statements): boolean {
  if (name in by) return true;
  if (ONE_STEP.includes(name)) return ONE_STEP.some((other) => other in by);
  const { kinds } = parameter(name);
  const kind = by.table ? 'table' : by.kind?.raw;
  if (by.table && name === 'kind') return true;
  return kinds !== undefined && typeof kind === 'string' && !kinds.includes(kind);
}
