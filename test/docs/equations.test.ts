import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PARAMETERS } from '../../src/model/parameters.ts';
import { ROOT } from '../cli/cranis.ts';
import { filesIn, read } from './documents.ts';

const DOCUMENT = read('docs/equations.md');
const NUMBER = String.raw`\((?:[1-6]\.\d{1,2})\)|\[P\d+\]`;

/** Heading of a section → its text. */
const sections = new Map(
  DOCUMENT.split(/^### /m)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf('\n')), part] as const),
);
const equations = [...sections].filter(([heading]) => new RegExp(`^(?:${NUMBER}) `).test(heading));
const written = equations.map(([heading]) => heading.slice(0, heading.indexOf(' ')));

/** "[src/a.ts](../src/a.ts) `f`, `g`": each file with the names said to be in it. */
function places(text: string): { readonly file: string; readonly names: string[] }[] {
  return [...text.matchAll(/\[`([^`]+)`\]\(\.\.\/([^)]+)\)((?:[\s,]*`\w+`)*)/g)].map(([, shown, file, names]) => {
    expect(shown).toBe(file);
    return { file: file, names: [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name) };
  });
}

/** Comments and quoted text of a source: where equations are cited. */
function prose(source: string): string {
  const comments = source.match(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g) ?? [];
  const code = source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
  return [...comments, ...(code.match(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? [])].join('\n');
}

/** Numbers cited, ranges of [Pn] filled in. */
function citations(text: string): string[] {
  const ranges = [...text.matchAll(/\[P(\d+)\]–\[P(\d+)\]/g)].flatMap(([, first, last]) =>
    Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => `[P${Number(first) + i}]`),
  );
  return [...(text.match(new RegExp(NUMBER, 'g')) ?? []), ...ranges];
}

describe('docs/equations.md', () => {
  test('has an equation in every numbered section, and each number once', () => {
    expect(equations.length).toBeGreaterThan(20);
    expect(written).toEqual([...new Set(written)]);
    for (const [heading, text] of equations) expect(text, heading).toContain('```math\n');
  });

  test.each(equations)('%s: says where it is computed', (_, text) => {
    const place = text.split('\n\n').find((paragraph) => /^(?:Computed by|Type|Parameter): /.test(paragraph));
    const stated = places(place!);
    expect(stated).not.toEqual([]);
    for (const { names } of stated) expect(names).not.toEqual([]);
  });

  test('every file that it names exists, and has the functions that it names', () => {
    const stated = places(DOCUMENT);
    expect(stated.length).toBeGreaterThan(40);
    for (const { file, names } of stated) {
      expect(existsSync(join(ROOT, file)), file).toBe(true);
      const source = read(file);
      for (const name of names) {
        const declared = new RegExp(
          String.raw`\b(?:function\*?|const|interface|type|class) ${name}\b|^ +${name}: \{`,
          'm',
        );
        expect(declared.test(source), `${name} in ${file}`).toBe(true);
      }
    }
  });

  test('every equation that the code cites is in it', () => {
    for (const file of filesIn(['src'], /\.ts$/)) {
      for (const number of citations(prose(read(file))))
        expect(written, `${number}, cited in ${file}`).toContain(number);
    }
    for (const [name, { source, doc }] of Object.entries(PARAMETERS)) {
      for (const number of citations(`${source} ${doc}`))
        expect(written, `${number}, source of ${name}`).toContain(number);
    }
  });

  test('every equation in it is cited by the code', () => {
    const cited = new Set(filesIn(['src'], /\.ts$/).flatMap((file) => citations(prose(read(file)))));
    expect(written.filter((number) => !cited.has(number))).toEqual([]);
  });

  test('every number in its text is one of its own', () => {
    const text = DOCUMENT.replaceAll(/```math\n.*?```/gs, '');
    for (const number of citations(text)) expect(written).toContain(number);
  });
});
