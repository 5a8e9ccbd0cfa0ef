import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { ROOT } from '../cli/cranis.ts';

/** "pdfkit" of 'pdfkit/js/x', "@a/b" of '@a/b/c'; none of a file's own path or of a module of Node. */
function packageOf(specifier: string): string | undefined {
  if (/^\.|^node:/.test(specifier)) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

test('users install what dist/ imports, and nothing that only tests and benches import', () => {
  const modules = readdirSync(join(ROOT, 'dist'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  const imported = modules.flatMap((code) =>
    [
      ...code.matchAll(/^(?:import|export)\b[^'"`;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm),
    ].flatMap(([, from, bare, lazy]) => packageOf(from ?? bare ?? lazy) ?? []),
  );
  expect([...new Set(imported)].sort()).toEqual(Object.keys(packageJson.dependencies).sort());
});

test('every dependency is pinned to one version', () => {
  const versions = Object.values({ ...packageJson.dependencies, ...packageJson.devDependencies });
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
