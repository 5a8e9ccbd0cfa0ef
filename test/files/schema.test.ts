import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/files/model-file/config.ts';
import { configSchema, jsonSchema } from '../../src/files/model-file/schema.ts';
import { templateToml } from '../../src/files/model-file/template.ts';
import { CranisError } from '../../src/model/errors.ts';
import type { ParameterGroup } from '../../src/model/parameter.ts';
import { GROUPS, namesOf, PARAMETER_NAMES, PARAMETERS, parameter } from '../../src/model/parameters.ts';
import { readValue } from '../../src/model/values.ts';
import { validator } from './validator.ts';

const root = new URL('../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const isValid = validator(jsonSchema());
const VALIDATOR = configSchema();
const examples = readdirSync(new URL('examples/', root)).filter((file) => file.endsWith('.toml'));

describe('what is shipped is current', () => {
  test('schema/cranis.schema.json: cranis schema -o schema/cranis.schema.json', () => {
    expect(JSON.parse(read('schema/cranis.schema.json'))).toEqual(jsonSchema());
  });

  test('examples/explanatory.toml: cranis template -o examples/explanatory.toml', () => {
    expect(read('examples/explanatory.toml')).toBe(templateToml());
  });
});

describe('the JSON schema', () => {
  test('describes every parameter, in its section', () => {
    const { properties } = jsonSchema() as { properties: Record<string, { properties: Record<string, object> }> };
    expect(Object.keys(properties)).toEqual(Object.keys(GROUPS));
    for (const [group, section] of Object.entries(properties)) {
      expect(Object.keys(section.properties)).toEqual(namesOf(group as ParameterGroup));
    }
  });

  test.each(examples)('accepts examples/%s, as cranis does', (file) => {
    expect(isValid(parse(read(`examples/${file}`)))).toBe(true);
    expect(() => parseConfig(read(`examples/${file}`), file)).not.toThrow();
  });

  test('agrees with the validator on any value of any parameter', () => {
    const value = fc.oneof(
      fc.double(),
      fc.integer(),
      fc.boolean(),
      fc.string(),
      fc.constantFrom('exact', '1..30', '0.3/pc', '10 pc', '5yr', '10 TV', '4 uG', '1e-3', 'published', 'table'),
      fc.array(fc.oneof(fc.integer({ min: 1, max: 50 }), fc.string()), { maxLength: 3 }),
      fc.record({ k: fc.array(fc.double()), g: fc.array(fc.double()) }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...PARAMETER_NAMES), value, (name, raw) => {
        const content = { [PARAMETERS[name].group]: { [name]: raw } };
        expect(isValid(content)).toBe(VALIDATOR.safeParse(content).success);
      }),
      { numRuns: 300 },
    );
  });

  test('accepts nothing of a scalar that the reader refuses, given a scale', () => {
    const scale = { rigidity: 1, bRms: 1, gyroradius: 1, gyrotime: 1 };
    const scalars = PARAMETER_NAMES.filter((name) => !['table', 'ells', 'times', 'nSide'].includes(name));
    const value = fc.oneof(
      fc.double({ min: -10, max: 1e4 }),
      fc.integer({ min: -10, max: 3000 }),
      fc
        .tuple(
          fc.double({ min: 1e-3, max: 10, noNaN: true }),
          fc.constantFrom('pc', '/pc', ' 1/pc', 'yr', 'TV', 'µG', 'G'),
        )
        .map(([x, unit]) => `${x}${unit}`),
    );
    fc.assert(
      fc.property(fc.constantFrom(...scalars), value, (name, raw) => {
        const { group } = parameter(name);
        if (!isValid({ [group]: { [name]: raw } })) return;
        expect(() => readValue(name, raw, scale)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});

test('an explanatory file explains every parameter and is a model as it stands', () => {
  const text = templateToml();
  for (const name of PARAMETER_NAMES) {
    expect(text).toMatch(new RegExp(`^(# )?${name} = `, 'm'));
    expect(text).toContain(PARAMETERS[name].flag);
  }
  expect(text.split('\n').every((line) => line.length <= 100)).toBe(true);
  expect(() => parseConfig(text, 'explanatory.toml')).not.toThrow(CranisError);
});

test('an explanatory file stays valid when each commented parameter is set as shown', () => {
  for (const name of PARAMETER_NAMES) {
    const text = templateToml().replace(new RegExp(`^# ${name} = `, 'm'), `${name} = `);
    expect(() => parseConfig(text, 'explanatory.toml')).not.toThrow();
  }
});
