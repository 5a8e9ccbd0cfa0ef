import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../cli/cranis.ts';

/**
 * All that a module of dist/ loads, directly or not: its own files, and what it takes from elsewhere.
 * @param atOnce without what it loads only when that is needed
 */
function graph(
  entry: string,
  atOnce = false,
): { readonly files: readonly string[]; readonly packages: readonly string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    for (const specifier of specifiers(readFileSync(file, 'utf8'), atOnce)) {
      if (!specifier.startsWith('.')) packages.add(specifier);
      else visit(join(dirname(file), specifier));
    }
  };
  visit(join(ROOT, entry));
  return { files: [...files].map((file) => relative(ROOT, file)).sort(), packages: [...packages].sort() };
}

/** What a module imports or re-exports, also when it runs. A specifier that is made up at run time cannot be followed. */
function specifiers(source: string, atOnce = false): string[] {
  const code = source.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
  const found = [
    ...code.matchAll(/^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm),
    ...code.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm),
    ...(atOnce ? [] : code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g)),
  ];
  expect(code).not.toMatch(/\bimport\(\s*[^'"\s]/);
  return found.map(([, specifier]) => specifier);
}

const isNode = (name: string) => name.startsWith('node:') || builtinModules.includes(name.split('/')[0]);

describe.each([
  ['dist/index.js', ['pako', 'zod']],
  ['dist/figures/index.js', ['@observablehq/plot']],
  ['dist/studies/pictures.js', ['@observablehq/plot', 'd3-geo', 'd3-geo-projection']],
])('%s runs in a browser', (entry, allowed) => {
  const { files, packages } = graph(entry);

  test('it loads only files of the package, none of the rooms that know Node', () => {
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) expect(file).toMatch(/^dist\/(?!node\/|campaign\/|cli\/)/);
    for (const file of files) expect(existsSync(join(ROOT, file))).toBe(true);
  });

  test('it loads no module of Node, and no package but those that run in a browser', () => {
    expect(packages.filter(isNode)).toEqual([]);
    expect(packages).toEqual(allowed);
  });

  test('it names nothing that only Node has', () => {
    for (const file of files) {
      const code = readFileSync(join(ROOT, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect(code, file).not.toMatch(
        /(?<![.\w'"-])(?:process|Buffer|require|__dirname|__filename|setImmediate)\b(?=[.([])/,
      );
    }
  });
});

test('schemas are loaded only by what reads: zod takes longer to load than most commands take', () => {
  for (const entry of ['dist/index.js', 'dist/cli/fit/output.js', 'dist/cli/sky/output.js']) {
    expect(graph(entry, true).packages).not.toContain('zod');
  }
  expect(graph('dist/index.js').packages).toContain('zod');
});

test('the walk does find Node where it is', () => {
  expect(graph('dist/node/index.js').packages.filter(isNode)).toContain('node:fs');
  expect(specifiers("export { a } from './b.js';\nconst c = await import('fs');\nimport 'x';")).toEqual([
    './b.js',
    'x',
    'fs',
  ]);
});
