/** The part of JSON Schema that ours uses, as an independent check of what an editor would say. Throws on anything else. */
type Schema = Record<string, unknown>;

export function isValid(schema: Schema, value: unknown): boolean {
  return Object.entries(schema).every(([keyword, argument]) => {
    const rule = RULES[keyword];
    if (!rule) throw new Error(`unknown keyword ${keyword}`);
    return rule(argument as never, value, schema);
  });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const types: Record<string, (value: unknown) => boolean> = {
  object: isRecord,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: Number.isInteger,
};

const onNumbers = (holds: (value: number, bound: number) => boolean) => (bound: unknown, value: unknown) =>
  typeof value !== 'number' || holds(value, bound as number);

const RULES: Record<string, (argument: never, value: unknown, schema: Schema) => boolean> = {
  $schema: () => true,
  title: () => true,
  description: () => true,
  default: () => true,
  type: (type: string, value) => types[type](value),
  enum: (allowed: unknown[], value) => allowed.includes(value),
  const: (only: unknown, value) => value === only,
  anyOf: (options: Schema[], value) => options.some((option) => isValid(option, value)),
  minimum: onNumbers((value, bound) => value >= bound),
  maximum: onNumbers((value, bound) => value <= bound),
  exclusiveMinimum: onNumbers((value, bound) => value > bound),
  minLength: (length: number, value) => typeof value !== 'string' || value.length >= length,
  pattern: (pattern: string, value) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  items: (item: Schema, value) => !Array.isArray(value) || value.every((one) => isValid(item, one)),
  minItems: (length: number, value) => !Array.isArray(value) || value.length >= length,
  maxItems: (length: number, value) => !Array.isArray(value) || value.length <= length,
  properties: (properties: Record<string, Schema>, value) =>
    !isRecord(value) || Object.entries(value).every(([key, one]) => !properties[key] || isValid(properties[key], one)),
  required: (keys: string[], value) => !isRecord(value) || keys.every((key) => Object.hasOwn(value, key)),
  additionalProperties: (_allowed: false, value, schema) =>
    !isRecord(value) || Object.keys(value).every((key) => Object.hasOwn(schema.properties as object, key)),
};
