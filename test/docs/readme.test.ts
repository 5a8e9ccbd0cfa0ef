import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createModel, exactSpectrum, steadySpectrum } from '../../src/index.ts';
import { temporaryFolder } from '../cli/cranis.ts';
import { ROOMS } from '../package/rooms.ts';
import { codeBlocks, read, tableRows } from './documents.ts';
import { linkPackage, runIn } from './linked.ts';

const README = read('README.md');
const section = (title: string) => README.split(/^## /m).find((part) => part.startsWith(title))!;

describe('the two commands', () => {
  const [commands] = codeBlocks(section('Two commands'));

  test('are npm ci, and scripts of the package', () => {
    const { scripts } = JSON.parse(read('package.json'));
    const lines = commands.code.trim().split('\n');
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      const [, script] = /^npm ci && npm (\w+) /.exec(line)!;
      expect(scripts).toHaveProperty(script);
    }
  });
});

describe('the recipes run as they stand', () => {
  const recipes = section('Five recipes')
    .split(/^\*\*(?=\d\. )/m)
    .slice(1);
  const folder = temporaryFolder();
  linkPackage(folder);

  test('there are five, each with code', () => {
    expect(recipes.map((recipe) => Number.parseInt(recipe, 10))).toEqual([1, 2, 3, 4, 5]);
    for (const recipe of recipes) expect(codeBlocks(recipe).length).toBeGreaterThan(0);
  });

  test.each(recipes.map((recipe) => [recipe.split('**')[0], recipe] as const))('%s', async (_, recipe) => {
    let printed = '';
    for (const { language, code } of codeBlocks(recipe)) {
      if (language === 'sh') printed = await runIn(folder, 'sh', ['-e', '-c', code]);
      else if (language === 'js') {
        writeFileSync(join(folder, 'recipe.js'), code);
        printed = await runIn(folder, process.execPath, ['recipe.js']);
      } else expect(printed).toBe(code);
    }
    expect(printed).not.toBe('');
    const made = [...recipe.matchAll(/-o (\S+)|writeFigure\('([^']+)'/g)].map(([, o, figure]) => o ?? figure);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(made));
  });

  test('those of the library are the examples they name', () => {
    for (const recipe of recipes) {
      const [example] = /(?<=\]\()examples\/[\w-]+\.ts/.exec(recipe) ?? [];
      const programs = codeBlocks(recipe).filter(({ language }) => language === 'js');
      expect(programs.map(({ code }) => code)).toEqual(example ? [read(example)] : []);
    }
  });
});

describe('the numbers', () => {
  const model = createModel({ alpha: 50 });
  const spectrum = (lMax: string) =>
    lMax === '∞' ? exactSpectrum(model, { lMax: 10 }).C : steadySpectrum(model, { lMax: Number(lMax) }).C;
  const text = section('ℓ_max decides');
  const rows = tableRows(text).slice(1);

  test('C_1 and C_10 by ℓ_max are what the theory gives, to the digits shown', () => {
    expect(rows.map(([lMax]) => lMax)).toEqual(['30', '60', '120', '∞']);
    for (const [lMax, first, tenth] of rows) {
      const C = spectrum(lMax);
      expect([first, tenth]).toEqual([C[1].toExponential(2), C[10].toExponential(2)]);
    }
  });

  test('C_10 grows as many times as it says', () => {
    const [, fold] = /grows (\d+)-fold/.exec(text)!;
    expect(Math.round(spectrum('∞')[10] / spectrum('30')[10])).toBe(Number(fold));
  });

  test('each accuracy stands in the title of a test of the file beside it', () => {
    const accuracies = tableRows(section('How far to trust')).slice(1);
    expect(accuracies.length).toBeGreaterThan(5);
    for (const [what, , to, link] of accuracies) {
      const [, file] = /\]\((.*)\)/.exec(link)!;
      const titles = [...read(file).matchAll(/\b(?:it|test)(?:\.each\([^)]*\))?\(\s*'([^\n]*)',/g)].map((m) => m[1]);
      expect(
        titles.filter((title) => new RegExp(`\\b${to}\\b`).test(title)),
        `${what}: ${to}`,
      ).not.toEqual([]);
    }
  });
});

test('the folders it lists are the rooms of src/, in the order in which imports run', () => {
  const listed = [...section('Where things are').matchAll(/^\| \[src\/(\w+)\]/gm)].map(([, room]) => room);
  expect(listed).toEqual(ROOMS);
});

test('so are those that CONTRIBUTING.md lists', () => {
  const listed = tableRows(read('CONTRIBUTING.md'))
    .slice(1)
    .map(([room]) => room.replaceAll('`', ''));
  expect(listed).toEqual(ROOMS);
});
