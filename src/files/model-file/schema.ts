/** What a model file may hold, from the parameter table: a validator, and a JSON schema for editors. */
import { z } from 'zod';
import type { Parameter, ParameterGroup } from '../../model/parameter.ts';
import { GROUPS, namesOf, type ParameterName, parameter } from '../../model/parameters.ts';
import { unitNames } from '../../model/units.ts';
import { expectation, wordMeaning } from '../../model/values.ts';

/** The sections of a model file, one for each group of the table. */
export function configSchema() {
  const sections = Object.entries(GROUPS).map(([group, doc]) => [
    group,
    z
      .strictObject(Object.fromEntries(namesOf(group as ParameterGroup).map((name) => [name, parameterSchema(name)])))
      .optional()
      .meta({ description: doc }),
  ]);
  return z.strictObject(Object.fromEntries(sections) as Record<ParameterGroup, z.ZodType>);
}

/** JSON Schema, draft 2020-12; editors such as VS Code's "Even Better TOML" use it for completion and checks. */
export function jsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(configSchema(), { target: 'draft-2020-12' });
  return {
    ...schema,
    title: 'cranis model file',
    description: 'Made from the parameter table by: cranis schema.',
  };
}

function parameterSchema(name: ParameterName): z.ZodType {
  const entry = parameter(name);
  const unit = entry.unit === '' ? '' : ` [${entry.unit}]`;
  const symbol = entry.symbol === '' ? '' : `${entry.symbol}${unit}: `;
  const stated = 'default' in entry && entry.default !== undefined ? { default: entry.default } : {};
  return valueSchema(entry)
    .optional()
    .meta({ description: `${symbol}${entry.doc}; ${expectation(entry)}${wordMeaning(entry)}`, ...stated });
}

function valueSchema(entry: Parameter): z.ZodType {
  switch (entry.type) {
    case 'choice':
      return z.enum(entry.choices as [string, ...string[]]);
    case 'switch':
      return z.boolean();
    case 'table': {
      const columns = z.strictObject({
        k: z.array(z.union([z.number(), quantity(parameter('k0'))])),
        g: z.array(z.number()),
      });
      return z.union([z.string().min(1), columns]);
    }
    case 'integers': {
      const list = z.array(ranged(z.int(), entry.range)).min(1);
      return z.union([
        ranged(z.int(), entry.range),
        list,
        z.string().regex(/^\s*\d+(\s*\.\.\s*\d+)?(\s*,\s*\d+(\s*\.\.\s*\d+)?)*\s*$/),
      ]);
    }
    case 'numbers': {
      const one = withUnits(entry, ranged(z.number(), entry.range));
      return z.union([one, z.array(one).min(1).max(entry.most)]);
    }
    default: {
      const number = ranged(entry.type === 'integer' ? z.int() : z.number(), entry.range);
      return entry.word === undefined ? withUnits(entry, number) : z.union([number, z.literal(entry.word)]);
    }
  }
}

function ranged(number: z.ZodNumber, range: { above?: number; min?: number; max: number }): z.ZodNumber {
  let bounded = number.max(range.max);
  if (range.above !== undefined) bounded = bounded.gt(range.above);
  if (range.min !== undefined) bounded = bounded.min(range.min);
  return bounded;
}

const withUnits = (entry: Parameter, number: z.ZodNumber): z.ZodType =>
  entry.dimension === 'none' ? number : z.union([number, quantity(entry)]);

/** Text that must end in a unit: a bare number in quotes is a slip. */
function quantity({ dimension }: Parameter): z.ZodString {
  const inverse = dimension === 'wavenumber';
  const names = [...unitNames(dimension), ...unitNames(dimension).map((name) => name.replace('µ', 'μ'))]
    .map((name) => (inverse ? name.slice(2) : name))
    .concat(inverse || dimension === 'length' ? ['r_g', 'rg'] : dimension === 'time' ? ['r_g/c', 'rg/c'] : []);
  const any = `(${[...new Set(names)].join('|')})`;
  const unit = inverse ? `(1?\\s*/\\s*${any}|${any}\\^?[-−]1)` : any;
  return z.string().regex(new RegExp(`^\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*${unit}\\s*$`));
}
