import { describe, expect, test } from 'vitest';
import { parseTable } from '../../src/files/model-file/table.ts';

describe('a table k,g', () => {
  test.each([
    ['commas', 'k,g\n1,2\n3,4\n'],
    ['no header', '1,2\n3,4'],
    ['semicolons', 'k;g\n1;2\n3;4\n'],
    ['blanks', '  1   2\n 3 4 \n'],
    ['tabs', '1\t2\n3\t4\n'],
    ['comments and empty lines', '# made by hand\n\nk,g\n1,2 # first\n\n3,4\n'],
    ['Windows line ends and a byte order mark', '\uFEFFk,g\r\n1,2\r\n3,4\r\n'],
  ])('with %s', (_, text) => {
    expect(parseTable(text, 't.csv')).toEqual({ k: [1, 3], g: [2, 4] });
  });

  test('takes a unit of k from its header', () => {
    expect(parseTable('k [1/pc], g\n1,2\n3,4\n', 't.csv').k).toEqual(['1 1/pc', '3 1/pc']);
  });

  test.each([
    ['an empty file', '', /^t\.csv: the table of g has no rows/],
    ['one row', 'k,g\n1,2\n', /^t\.csv: the table of g has one row/],
    ['a gap in g', 'k,g\n1,2\n3,\n', /^t\.csv:3: g is missing/],
    ['a gap in k', 'k,g\n,2\n3,1\n', /^t\.csv:2: k is missing/],
    ['one column', 'k,g\n1\n', /^t\.csv:2: g is missing/],
    ['NaN', 'k,g\n1,2\n3,NaN\n', /^t\.csv:3: g = NaN is not a number/],
    ['NaN at once', '1,NaN\n3,4\n', /^t\.csv:1: g = NaN is not a number/],
    ['a word', 'k,g\n1,2\n3,four\n', /^t\.csv:3: g = four is not a number/],
    ['infinity', 'k,g\n1,2\n3,1e999\n', /^t\.csv:3: g = 1e999 is not a number/],
    ['a negative g', 'k,g\n1,2\n3,-4\n', /^t\.csv:3: g = -4 is negative/],
    ['columns the wrong way round', 'g,k\n1,2\n3,4\n', /^t\.csv:1: the columns are g,k, not k,g/],
    ['a negative k', 'k,g\n-1,2\n3,4\n', /^t\.csv:2: k = -1 is not above 0/],
    ['three columns', '1,2,3\n3,4,5\n', /^t\.csv:1: 3 columns, not 2/],
    ['two headers', 'k,g\nk,g\n1,2\n', /^t\.csv:2: k = k is not a number/],
  ])('with %s is refused with its line', (_, text, message) => {
    expect(() => parseTable(text, 't.csv')).toThrow(message);
  });
});
