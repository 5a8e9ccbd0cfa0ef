import { describe, expect, test } from 'vitest';
import { read } from './documents.ts';

const { version, license } = JSON.parse(read('package.json'));

describe('CITATION.cff', () => {
  const text = read('CITATION.cff');
  const value = (key: string) => new RegExp(`^${key}: "?(.*?)"?$`, 'm').exec(text)?.[1];

  test('has what version 1.2.0 of the format demands', () => {
    expect(value('cff-version')).toBe('1.2.0');
    for (const key of ['message', 'title']) expect(value(key)).toBeTruthy();
    expect(text).toMatch(/^authors:\n {2}- (?:name|family-names): \S/m);
    for (const [, page] of text.matchAll(/^ +(?:start|end): (.*)$/gm)) expect(page).toMatch(/^\d+$/);
    for (const [, doi] of text.matchAll(/^ +doi: (.*)$/gm))
      expect(doi).toMatch(/^10\.\d{4,9}(\.\d+)?\/[\w:/;.()[\]-]+$/);
    expect(text).not.toMatch(/\t| $/m);
  });

  test('states the version, the licence and the date of the package', () => {
    expect(value('version')).toBe(version);
    expect(value('license')).toBe(license);
    expect(read('CHANGELOG.md')).toContain(`## [${version}] - ${value('date-released')}\n`);
  });

  test('names the paper and its two forerunners', () => {
    const years = [...text.matchAll(/^ {4}year: (\d+)$/gm)].map(([, year]) => Number(year));
    expect(years).toEqual([2019, 2015, 2017]);
  });
});

test('CHANGELOG.md: the latest version is that of the package, and every section is of a kind that the form knows', () => {
  const text = read('CHANGELOG.md');
  expect(text.match(/^## \[(\d[^\]]*)\]/m)![1]).toBe(version);
  for (const [, kind] of text.matchAll(/^### (.*)$/gm)) {
    expect(['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security']).toContain(kind);
  }
});
