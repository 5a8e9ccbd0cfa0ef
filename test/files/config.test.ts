import { describe, expect, test } from 'vitest';
import { parseConfig } from '../../src/files/model-file/config.ts';
import { CranisError } from '../../src/model/errors.ts';
import { resolveModel } from '../../src/model/model.ts';

const error = (text: string): CranisError => {
  try {
    parseConfig(text, 'm.toml');
  } catch (caught) {
    if (caught instanceof CranisError) return caught;
    throw caught;
  }
  throw new Error('no error');
};

describe('a model file', () => {
  test('states parameters by section, with their places', () => {
    const { statements, sections } = parseConfig('[turbulence]\n  k0 = "0.3/pc"\n[theory]\nells = "1..3"\n', 'm.toml');
    expect(sections).toEqual(['turbulence', 'theory']);
    expect(statements).toEqual({
      k0: { raw: '0.3/pc', label: 'm.toml:2:3: k0' },
      ells: { raw: '1..3', label: 'm.toml:4:1: ells' },
    });
  });

  test('may be empty', () => {
    expect(parseConfig('', 'm.toml')).toEqual({ statements: {}, sections: [] });
  });

  test('may hold its table', () => {
    const { statements } = parseConfig('[turbulence]\ntable = { k = [1, 10], g = [1, 0] }', 'm.toml');
    expect(resolveModel(statements).turbulence.k1).toBe(10);
  });
});

describe('errors have line and column:', () => {
  test.each([
    ['text for a number', '[turbulence]\nk0 = "big"', /^m\.toml:2:1: k0: big is not a number/],
    ['a number in quotes', '[turbulence]\n\n k0 = "1e-3"', /^m\.toml:3:2: k0: the text "1e-3" is of the wrong type/],
    [
      'a number in quotes, no dimension',
      '[theory]\nalpha = "50"',
      /^m\.toml:2:1: alpha: the text "50" is of the wrong type/,
    ],
    ['a truth value', '[theory]\nalpha = true', /^m\.toml:2:1: alpha: true is not a number/],
    ['a list', '[theory]\nalpha = [1, 2]', /^m\.toml:2:1: alpha: a list is not a number/],
    ['a section', '[theory]\nalpha = { x = 1 }', /^m\.toml:2:1: alpha: a section is not a number/],
    ['a date', '[theory]\nalpha = 2020-01-01', /^m\.toml:2:1: alpha: a date is not a number/],
    ['a fraction for a whole number', '[simulation]\nmodes = 1.5', /^m\.toml:2:1: modes: 1\.5 is not a whole number/],
    ['a number for text', '[theory]\nsource = 1', /^m\.toml:2:1: source: 1 is not one of/],
    ['NaN', '[theory]\nalpha = nan', /^m\.toml:2:1: alpha: NaN is not a finite number/],
    ['infinity', '[theory]\nalpha = inf', /^m\.toml:2:1: alpha: Infinity is not a finite number/],
    ['out of range', '[theory]\nlMax = 1000000', /^m\.toml:2:1: lMax: 1000000 is above 2000/],
    ['a table of the wrong type', '[turbulence]\ntable = 3', /^m\.toml:2:1: table: 3 is not a table/],
    [
      'a gap in the table',
      '[turbulence]\ntable = { k = [1, 2], g = [1, ""] }',
      /^m\.toml:2:1: table: g of row 2 is the text ""/,
    ],
    [
      'an unknown key',
      '[turbulence]\nk0 = 1\nindx = 1',
      /^m\.toml:3:1: unknown key indx in \[turbulence\], did you mean index\?/,
    ],
    ['a flag for a key', '[theory]\nstep = 1', /^m\.toml:2:1: unknown key step in \[theory\], did you mean deltaT\?/],
    [
      'a key of another section',
      '[theory]\nk0 = 1',
      /^m\.toml:2:1: unknown key k0 in \[theory\], it belongs to \[turbulence\]/,
    ],
    ['an unknown key of a table', '[turbulence]\ntable = { k = [1], h = [1] }', /^m\.toml:2:1?\d?: /],
    ['an unknown section', '[theroy]\nalpha = 1', /^m\.toml:1:2: unknown section theroy, did you mean theory\?/],
    ['a key outside of its section', 'alpha = 1', /^m\.toml:1:1: alpha stands outside of its section/],
    ['a value for a section', 'theory = 1', /^m\.toml:1:1: theory is 1, not a section/],
    ['no TOML', '[theory]\nalpha =', /^m\.toml:2:\d+: not TOML: /],
    ['a key twice', '[theory]\nalpha = 1\nalpha = 2', /^m\.toml:3:\d+: not TOML: /],
    ['several', '[theory]\nalpha = true\nlMax = true', /^m\.toml:2:1: alpha: .*\(and 1 more\)/],
  ])('%s', (_, text, message) => {
    expect(error(text).message).toMatch(message);
    expect(error(text).message).not.toContain('\n');
    expect(error(text).hint).toBeTruthy();
  });
});
