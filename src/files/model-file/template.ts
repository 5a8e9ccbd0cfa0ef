/** A model file that explains itself: every parameter, with its doc, unit, default and range, from the table. */
import type { Parameter, ParameterGroup } from '../../model/parameter.ts';
import { GROUPS, namesOf, type ParameterName, parameter } from '../../model/parameters.ts';
import { expectation, unitsOf, wordMeaning } from '../../model/values.ts';

/** TOML, valid as it stands: parameters with a default are set to it, the others are commented out. */
export function templateToml(): string {
  const sections = (Object.keys(GROUPS) as ParameterGroup[]).map((group) =>
    [`[${group}] # ${GROUPS[group]}`, '', ...namesOf(group).map(entryText)].join('\n'),
  );
  return `${[...HEAD, '', ...sections].join('\n').trimEnd()}\n`;
}

const HEAD = [
  '#:schema ../schema/cranis.schema.json',
  '# Every parameter of cranis. Made from the parameter table by: cranis template',
  '# Use: cranis spectrum explanatory.toml; a flag of the command line overrides the file.',
  '# Lengths are in r_g (gyroradius in the rms turbulent field), wavenumbers in 1/r_g, times in r_g/c.',
  '# Text with a unit, such as "0.3/pc", is converted if rigidity and bRms are given.',
];

function entryText(name: ParameterName): string {
  const entry = parameter(name);
  const symbol = entry.symbol === '' ? '' : `${entry.symbol}${entry.unit === '' ? '' : ` [${entry.unit}]`}: `;
  const units = unitsOf(entry);
  return [
    ...wrap(`${symbol}${entry.doc}.`),
    ...wrap(
      `${expectation(entry)}${wordMeaning(entry)}${units.length > 0 ? `; or with a unit: ${units.join(', ')}` : ''}; flag ${entry.flag}`,
    ),
    ...(entry.source === '' ? [] : wrap(`source: ${entry.source}`)),
    line(name, entry),
    '',
  ].join('\n');
}

function line(name: ParameterName, entry: Parameter): string {
  const stated = 'default' in entry && entry.default !== undefined;
  const isUsed = !entry.kinds || entry.kinds.includes('power-law');
  if (stated && isUsed) return `${name} = ${toml(entry.default)}`;
  return `# ${name} = ${stated ? toml(entry.default) : entry.example}`;
}

const toml = (value: unknown) => (Array.isArray(value) ? `[${value.join(', ')}]` : JSON.stringify(value));

/** Comment lines of at most 100 columns. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 100) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`# ${word}`);
  }
  return lines;
}
