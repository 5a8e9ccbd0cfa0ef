/** docs/files.md: its tables are those of the schemas, and its examples are read. */
import { describe, expect, test } from 'vitest';
import { fieldRows } from '../../scripts/files-document.ts';
import { COLUMNS } from '../../src/files/records/csv-record.ts';
import { KIND_NAMES, type Kind, kindOf } from '../../src/files/records/kinds.ts';
import { readRecord } from '../../src/files/records/read.ts';
import { recordSchema } from '../../src/files/records/schemas/index.ts';
import { readSpectra } from '../../src/files/spectra/read.ts';
import { closed, validator } from '../files/validator.ts';
import { codeBlocks, read, tableRows } from './documents.ts';

const text = read('docs/files.md');
const sections = new Map(text.split(/^## /m).map((section) => [/^\w+/.exec(section)?.[0], section]));

test.each(KIND_NAMES)('the table of %s says what its schema says: npm run docs', (kind) => {
  const [, table] = /<!-- fields of \w+, by npm run docs -->(.*?)<!-- end -->/su.exec(sections.get(kind)!)!;
  const [, ...rows] = tableRows(table);
  expect(rows.map((row) => row.map((cell) => cell.trim()))).toEqual(
    fieldRows(kind).map((row) => row.map((cell) => cell.trim()).filter((cell) => cell !== '')),
  );
});

describe('the examples', () => {
  const blocks = codeBlocks(text);
  const json = blocks.filter(({ language }) => language === 'json').map(({ code }) => code);
  const csv = blocks.filter(({ language }) => language === 'csv').map(({ code }) => code);

  test('there are some of each', () => {
    expect(json.length).toBeGreaterThanOrEqual(3);
    expect(csv.length).toBeGreaterThanOrEqual(1);
  });

  test.each(json)('in JSON fit their schema and are read: %s', async (code) => {
    const content = JSON.parse(code);
    const isValid = validator(closed(recordSchema(kindOf(content) as Kind)));
    isValid(content);
    expect(isValid.errors).toBeNull();
    expect(await readRecord(code, 'example.json')).toEqual(content);
    expect((await readSpectra(code, 'example.json')).spectra).toHaveLength(1);
  });

  test.each(csv)('in CSV are read: %s', async (code) => {
    const { spectra } = await readSpectra(code, 'example.csv');
    expect(spectra[0]).toMatchObject({ label: 'Our array, 2030', noise: 1.5e-9, noiseIncluded: false });
    expect(spectra[0].sky).toMatchObject({ coverage: 'icecube', pseudo: true });
  });
});

test('the columns of each kind are listed', () => {
  for (const [kind, columns] of Object.entries(COLUMNS)) {
    const [row] = tableRows(sections.get('CSV')!).filter(([name]) => name === `\`${kind}\``);
    for (const [header] of columns) expect(row[1], kind).toContain(`\`${header}\``);
  }
});
