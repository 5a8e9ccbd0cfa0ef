import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { GROUPS, namesOf, PARAMETER_NAMES, PARAMETERS, parameter } from '../../src/model/parameters.ts';
import { readValue } from '../../src/model/values.ts';

describe('the parameter table', () => {
  test('has every parameter in one group, and every group of it is known', () => {
    expect(namesOf('turbulence', 'theory', 'units', 'simulation', 'sky', 'fit').sort()).toEqual(
      [...PARAMETER_NAMES].sort(),
    );
    for (const name of PARAMETER_NAMES) expect(Object.keys(GROUPS)).toContain(PARAMETERS[name].group);
  });

  test('has each flag once within what one command takes', () => {
    const flags = (groups: Parameters<typeof namesOf>) => namesOf(...groups).map((name) => PARAMETERS[name].flag);
    for (const groups of [
      ['turbulence', 'theory', 'units'],
      ['turbulence', 'simulation', 'units'],
      ['turbulence', 'theory', 'units', 'sky', 'fit'],
    ] as Parameters<typeof namesOf>[]) {
      expect(new Set(flags(groups)).size).toBe(flags(groups).length);
    }
  });

  test.each(PARAMETER_NAMES)('%s: its default and its example are allowed by itself', (name) => {
    const entry = parameter(name);
    if ('default' in entry && entry.default !== undefined)
      expect(readValue(name, entry.default)).toEqual(entry.default);
    if (entry.type === 'table') return;
    const example = entry.example.replaceAll(/["[\]]/g, '');
    expect(() => readValue(name, entry.type === 'switch' ? example === 'true' : example)).not.toThrow();
  });

  test.each(PARAMETER_NAMES)('%s: doc is one sentence without a full stop, flag is kebab-case', (name) => {
    const { doc, flag } = parameter(name);
    expect(doc).toMatch(/^\S.*[^.\s]$/);
    expect(flag).toMatch(/^--[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test('is the only place in the sources that writes out a parameter’s flag', () => {
    const flags = new Set<string>(PARAMETER_NAMES.map((name) => PARAMETERS[name].flag));
    const root = new URL('../../src/cli/', import.meta.url);
    const declared = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(new URL(file, root), 'utf8').matchAll(/option\(\s*['"`](?:-\w, )?(--[\w-]+)/gi),
      ])
      .map(([, flag]) => flag);
    expect(declared.length).toBeGreaterThan(3); // the pattern does find options
    expect(declared.filter((flag) => flags.has(flag))).toEqual([]);
  });
});
