/** The parameters above a result, in both systems of units where r_g is known. */
import { parameterLines } from '../../model/describe.ts';
import type { Model } from '../../model/model.ts';
import { brief } from '../../model/number-text.ts';
import type { ParameterName } from '../../model/parameters.ts';
import { columns } from './text.ts';

/** Lines such as "k₀  0.001 1/r_g  0.925 1/pc  smallest …" for the terminal, without the doc. */
export function headerLines(model: Model, names: readonly ParameterName[]): string[] {
  const shownNames = names.filter((name) => name !== 'ells'); // the rows of the table say these
  const rows = parameterLines(model, shownNames).map(({ name, symbol, value, unit, physical }) => [
    symbol === '' || name === 'table' ? name : symbol,
    `${shown(value)}${unit === '' ? '' : ` ${unit}`}`,
    physical ? `= ${brief(physical.value)} ${physical.unit}` : '',
  ]);
  if (model.scale)
    rows.push(['r_g', `${brief(model.scale.gyroradius)} pc`, `r_g/c = ${brief(model.scale.gyrotime)} yr`]);
  return columns(rows, 'lll').map((line) => `  ${line}`);
}

/** "# name = value unit (physical), doc" lines for a file, exact to the last digit. */
export function commentLines(model: Model, names: readonly ParameterName[]): string[] {
  const lines = parameterLines(model, names).map(({ name, value, unit, physical, doc }) => {
    const converted = physical ? ` (${physical.value} ${physical.unit})` : '';
    return `# ${name} = ${exact(value)}${unit === '' ? '' : ` ${unit}`}${converted}; ${doc}`;
  });
  if (!model.scale) return lines;
  return [...lines, `# r_g = ${model.scale.gyroradius} pc, r_g/c = ${model.scale.gyrotime} yr`];
}

function shown(value: unknown): string {
  if (typeof value === 'number') return brief(value, 8);
  if (Array.isArray(value)) return value.length > 4 ? `${value[0]}, ${value[1]}, … ${value.at(-1)}` : value.join(', ');
  if (typeof value === 'object') return `${(value as { k: unknown[] }).k.length} rows`;
  return String(value);
}

const exact = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
