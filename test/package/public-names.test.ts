/**
 * The names that the package exports, committed beside this test so that a change of them is seen in review. A name that goes is a
 * change that breaks somebody's program; one that comes is there to stay. After a change that is meant: npx vitest run test/package/public-names.test.ts --update
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import * as figures from '../../src/figures/index.ts';
import * as root from '../../src/index.ts';
import * as node from '../../src/node/index.ts';
import * as pictures from '../../src/studies/pictures.ts';
import { ROOT } from '../cli/cranis.ts';

const ENTRIES = {
  cranis: [root, '.'],
  'cranis/figures': [figures, './figures'],
  'cranis/pictures': [pictures, './pictures'],
  'cranis/node': [node, './node'],
} as const;

/** Names that a module exports by name, types among them, also of the modules that it exports whole. */
function declaredNames(path: string): { name: string; isType: boolean }[] {
  const text = readFileSync(path, 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const whole = [...text.matchAll(/^export \* from '([^']+)'/gm)].flatMap(([, from]) =>
    declaredNames(join(dirname(path), from)),
  );
  const named = [...text.matchAll(/^export (type )?\{([^}]*)\}/gm)].flatMap(([, allTypes, list]) =>
    list
      .split(',')
      .map((entry) => entry.trim())
      .filter((entry) => entry !== '')
      .map((entry) => ({
        name: entry.split(' ').at(-1)!,
        isType: allTypes !== undefined || entry.startsWith('type '),
      })),
  );
  return [...whole, ...named];
}

const byName = (a: string, b: string) => (a < b ? -1 : 1);

test('the names that cranis, cranis/figures, cranis/pictures and cranis/node export', async () => {
  const lines = Object.entries(ENTRIES).flatMap(([entry, [module, key]]) => {
    const declared = declaredNames(
      join(ROOT, packageJson.exports[key].types.replace('dist', 'src').replace('.d.ts', '.ts')),
    );
    const values = declared.filter(({ isType }) => !isType).map(({ name }) => name);
    expect([...new Set(values)].sort(byName), entry).toEqual(Object.keys(module).sort(byName));
    const types = declared.filter(({ isType }) => isType).map(({ name }) => `type ${name}`);
    return [entry, ...[...values, ...types].sort(byName).map((line) => `  ${line}`), ''];
  });
  await expect(lines.join('\n')).toMatchFileSnapshot('public-names.txt');
});
