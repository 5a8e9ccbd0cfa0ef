import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { KIND_NAMES } from '../../src/files/records/kinds.ts';
import { checkRecord } from '../../src/files/records/read.ts';
import { recordSchema } from '../../src/files/records/schemas/index.ts';
import { CranisError } from '../../src/model/errors.ts';
import { validator } from './validator.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe.each(KIND_NAMES)('the schema of %s', (kind) => {
  test(`schema/${kind}.schema.json is current: npm run docs`, () => {
    expect(read(`schema/${kind}.schema.json`)).toBe(`${JSON.stringify(recordSchema(kind), null, 2)}\n`);
  });

  test('an outside validator takes it, and every key has a description', () => {
    expect(() => validator(recordSchema(kind))).not.toThrow();
    const { properties } = recordSchema(kind) as { properties: Record<string, object> };
    for (const [key, field] of Object.entries(properties))
      expect(JSON.stringify(field), key).toContain('"description"');
  });
});

/** A file of the first version as one of today: with its kind. */
function today(kind: string): Record<string, unknown> {
  const { kernel, ...content } = JSON.parse(read(`test/cases/version-0.1.0/${kind}.json`));
  return { kind, format: 1, ...content, ...(kernel === undefined ? {} : { engine: kernel }) };
}

/** All places in JSON, as paths. */
function paths(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const keys = Array.isArray(value) ? [...value.keys()].slice(0, 2) : Object.keys(value);
  return [path, ...keys.flatMap((key) => paths((value as Record<string | number, unknown>)[key], [...path, key]))];
}

function changed(content: unknown, [key, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (key === undefined) return value;
  const copy = (Array.isArray(content) ? [...content] : { ...(content as object) }) as Record<string | number, unknown>;
  if (rest.length === 0 && value === undefined && !Array.isArray(copy)) delete copy[key];
  else copy[key] = changed(copy[key], rest, value);
  return copy;
}

describe('the reader and the published schema are one', () => {
  const kinds = KIND_NAMES.filter((kind) => kind !== 'measured');
  const wrong = [undefined, null, 'text', -1, 0.5, 7, true, [], {}, [[]], ['text'], [null]];

  test.each(kinds)(
    '%s: with any value anywhere both take it, or the reader objects to more than a schema can say',
    async (kind) => {
      const isValid = validator(recordSchema(kind));
      const content = today(kind);
      let [taken, refused] = [0, 0];
      for (const path of paths(content)) {
        if (path.length === 0 || path[0] === 'kind' || path[0] === 'format') continue;
        for (const value of wrong) {
          const other = changed(content, path, value);
          const problem = await checkRecord(other, 'f.json').then(
            () => undefined,
            (error: unknown) => error,
          );
          const place = `${path.join('.')} = ${JSON.stringify(value)}`;
          if (problem === undefined) {
            expect(isValid(other), place).toBe(true);
            taken++;
            continue;
          }
          refused++;
          expect(problem, place).toBeInstanceOf(CranisError);
          const { message, hint } = problem as CranisError;
          expect(message, place).toMatch(/^f\.json: [^\n]+$/);
          expect(hint, place).toBeTruthy();
          // Lengths of lists, the order of multipoles and powers of two are beyond a schema.
          if (isValid(other)) expect(message, place).toMatch(/ has \d+ values|does not rise|is no power of two/);
        }
      }
      expect(Math.min(taken, refused)).toBeGreaterThan(20);
    },
  );
});
