/** Writes the tables of fields of docs/files.md from the published schemas: node scripts/files-document.ts */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KIND_NAMES, type Kind } from '../src/files/records/kinds.ts';
import { recordSchema } from '../src/files/records/schemas/index.ts';
import { DOCS, table, writeDocument } from './document.ts';

interface Schema {
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Rows of a table: key, what it is, meaning. Keys of objects within are joined by dots; those that may be missing are in brackets. */
export function fieldRows(kind: Kind): string[][] {
  const whole = recordSchema(kind) as Schema;
  const rowsOf = (schema: Schema, path: string): string[][] =>
    Object.entries(schema.properties ?? {}).flatMap(([key, stated]) => {
      const field = resolved(stated, whole.$defs ?? {});
      const name = path === '' ? key : `${path}.${key}`;
      const isOptional = !schema.required?.includes(key);
      const doc = stated.description ?? field.description ?? '';
      if (SHARED.test(name)) return [];
      // The parameters of a model are explained in a file of their own.
      const inner = name === 'parameters' && field.properties?.outerScale ? [] : rowsOf(field, name);
      return [[isOptional ? `[${name}]` : name, shapeOf(field), doc.replaceAll('|', '\\|')], ...inner];
    });
  return rowsOf(whole, '').map(([key, shape, doc]) => [`\`${key}\``, shape, doc]);
}

/** What all kinds have stands above them in the document. */
const SHARED = /^(kind|format|version|units\.(length|wavenumber|time|gyroradius|gyrotime|rigidity|bRms|physical))$/u;

/** What is behind a reference, or beside null. */
function resolved(schema: Schema, defs: Readonly<Record<string, Schema>>): Schema {
  if (schema.$ref !== undefined) return resolved(defs[schema.$ref.replace('#/$defs/', '')], defs);
  const others = schema.anyOf?.filter(({ type }) => type !== 'null');
  if (others?.length !== 1) return schema;
  return { ...resolved(others[0], defs), anyOf: [...others, { type: 'null' }] };
}

function shapeOf(schema: Schema): string {
  const { type, items, enum: choices, anyOf, additionalProperties } = schema;
  const orNull = anyOf?.some((one) => one.type === 'null') ? ', or null' : '';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (choices) return choices.map((one) => JSON.stringify(one)).join(', ');
  if (type === 'array' && items?.type === 'array') return `rows of ${plural(items.items)}${orNull}`;
  if (type === 'array') return `list of ${plural(items)}${orNull}`;
  if (type === 'object') {
    return typeof additionalProperties === 'object' && additionalProperties.type
      ? 'one value a name'
      : `object${orNull}`;
  }
  return `${NAMES[`${type}`] ?? 'any'}${orNull}`;
}

const NAMES: Readonly<Record<string, string>> = {
  number: 'number',
  integer: 'whole number',
  string: 'text',
  boolean: 'true or false',
};

function plural(schema: Schema | undefined): string {
  const { type, items } = schema ?? {};
  if (Array.isArray(type)) return 'numbers or null';
  if (type === 'array') return `lists of ${plural(items)}`;
  return type === 'integer' ? 'whole numbers' : type === 'string' ? 'texts' : 'numbers';
}

const HEAD = ['Key', 'Holds', 'Meaning'];

if (import.meta.main) {
  let text = readFileSync(join(DOCS, 'files.md'), 'utf8');
  for (const kind of KIND_NAMES) {
    const begin = `<!-- fields of ${kind}, by npm run docs -->`;
    const [before, after] = text.split(begin);
    if (after === undefined) throw new Error(`docs/files.md has no line ${begin}`);
    const rest = after.slice(after.indexOf('<!-- end -->'));
    text = [before + begin, '', ...table(HEAD, fieldRows(kind)), '', rest].join('\n');
  }
  writeDocument('files', text.split('\n'));
}
