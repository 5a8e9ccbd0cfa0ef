/** JSON Schema, draft 2020-12, as others read it: an outside implementation. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

type Schema = Readonly<Record<string, unknown>>;

/** A validator of a schema; `.errors` tells what it found. Throws where the schema itself is wrong. */
export const validator = (schema: Schema): ValidateFunction =>
  new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

/** The same schema without leave to hold keys that it does not know. */
export function closed(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) =>
    isObject(value) && value.properties !== undefined ? { ...value, additionalProperties: false } : value,
  ) as Schema;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
