import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../cli/cranis.ts';
import { filesIn, read } from './documents.ts';

const atRoot = readdirSync(ROOT).filter((name) => /\.(?:md|cff)$/.test(name));
const documents = [...atRoot, ...filesIn(['docs', 'data', 'scripts', 'bench', 'examples'], /\.md$/)];
const sources = filesIn(
  ['src', 'test', 'scripts', 'bench', 'examples', 'data', 'bin', 'tools'],
  /\.(?:ts|m?js|py|toml|md)$/,
);

/** The anchors that GitHub gives to a document's headings, and those that it has of its own. */
function anchors(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
  return [...headings, ...[...text.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id)];
}

describe('the documents', () => {
  test.each(documents)('%s: every link within the repository leads somewhere', (document) => {
    const text = read(document).replaceAll(/^```.*?^```$/gms, '');
    for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [path, anchor] = target.split('#') as [string, string?];
      const file = path === '' ? join(ROOT, document) : join(ROOT, dirname(document), path);
      expect(relative(ROOT, file).startsWith('..'), `${target} leaves the repository`).toBe(false);
      expect(existsSync(file), target).toBe(true);
      if (anchor && file.endsWith('.md')) {
        expect(anchors(readFileSync(file, 'utf8')), target).toContain(anchor.replace(/-\d+$/, ''));
      }
    }
  });

  test('a document that is named anywhere is in the repository', () => {
    for (const file of [...documents, ...sources]) {
      for (const [name] of read(file).matchAll(/(?<![\w/.*-])[\w./-]*\w\.md\b/g)) {
        // Scripts write into docs, and link from there.
        const found = ['', dirname(file), 'docs'].some((from) => existsSync(join(ROOT, from, name)));
        expect(found, `${name}, named in ${file}`).toBe(true);
      }
    }
  });
});
