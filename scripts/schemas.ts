/** Writes the published JSON schemas into schema/: node scripts/schemas.ts */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchema } from '../src/files/model-file/schema.ts';
import { KIND_NAMES } from '../src/files/records/kinds.ts';
import { recordSchema } from '../src/files/records/schemas/index.ts';

const FOLDER = join(import.meta.dirname, '../schema');

const schemas = { cranis: jsonSchema(), ...Object.fromEntries(KIND_NAMES.map((kind) => [kind, recordSchema(kind)])) };
for (const [name, schema] of Object.entries(schemas)) {
  writeFileSync(join(FOLDER, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
}
