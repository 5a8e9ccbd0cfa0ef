import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ParameterName } from '../../src/model/parameters.ts';
import { readValue } from '../../src/model/values.ts';

describe('readValue accepts', () => {
  test.each<[ParameterName, unknown, unknown]>([
    ['k0', 1e-3, 1e-3],
    ['k0', '1e-3', 1e-3],
    ['k0', ' .5 ', 0.5],
    ['index', '-1', -1],
    ['index', '+5', 5],
    ['lMax', '60', 60],
    ['lMax', '6e1', 60],
    ['lMax', 'exact', 'exact'],
    ['source', 'consistent', 'consistent'],
    ['ells', '1..5', [1, 2, 3, 4, 5]],
    ['ells', '1,2,5', [1, 2, 5]],
    ['ells', '1..3, 7, 9..10', [1, 2, 3, 7, 9, 10]],
    ['ells', [1, '3..4'], [1, 3, 4]],
    ['ells', 7, [7]],
    ['times', '1,10,30', [1, 10, 30]],
    ['times', [1, '10r_g/c'], [1, 10]],
    ['nSide', '64', 64],
    ['table', { k: [1, 2], g: [3, 4] }, { k: [1, 2], g: [3, 4] }],
  ])('%s = %o', (name, raw, expected) => {
    expect(readValue(name, raw)).toEqual(expected);
  });
});

describe('readValue refuses, naming its label,', () => {
  test.each<[ParameterName, unknown, RegExp]>([
    ['k0', '', /empty value is not a number/],
    ['k0', '   ', /empty value is not a number/],
    ['k0', 'abc', /abc is not a number/],
    ['k0', '50x', /unknown unit/],
    ['k0', '1e999', /too large/],
    ['k0', 'NaN', /NaN is not a number/],
    ['k0', 'Infinity', /Infinity is not a number/],
    ['k0', Number.NaN, /not a finite number/],
    ['k0', Number.POSITIVE_INFINITY, /not a finite number/],
    ['k0', 0, /not above 0/],
    ['k0', -1, /not above 0/],
    ['k0', true, /true is not a number/],
    ['k0', null, /nothing is not a number/],
    ['k0', [1], /a list is not a number/],
    ['k0', '0x10', /unknown unit/],
    ['k0', '1_000', /not a number/],
    ['alpha', '1 pc', /not a number/],
    ['alpha', 1e5, /above 2000/],
    ['lMax', 1.5, /not a whole number/],
    ['lMax', 0, /below 1/],
    ['lMax', 1e6, /above 2000/],
    ['lMax', 'exakt', /not a number/],
    ['source', 'publishd', /not one of published, consistent, did you mean published\?/],
    ['source', 3, /not one of/],
    ['ells', '1..', /not a whole number or a range/],
    ['ells', '1..2..3', /is not a range/],
    ['ells', '3..1', /runs backwards/],
    ['ells', '1,1', /does not rise/],
    ['ells', '0..3', /below 1/],
    ['ells', '1.5', /not a whole number/],
    ['ells', '', /not a whole number/],
    ['ells', [], /empty/],
    ['times', '3,1', /does not rise/],
    ['times', '1,,2', /empty value/],
    ['times', [], /empty/],
    ['nSide', 33, /not a power of two/],
    ['table', 3, /not a table/],
    ['table', { k: [1, 2], g: [1, 'x'] }, /g of row 2 is the text "x"/],
  ])('%s = %o', (name, raw, message) => {
    expect(() => readValue(name, raw, undefined, 'LABEL')).toThrow(message);
    expect(() => readValue(name, raw, undefined, 'LABEL')).toThrow(/^LABEL: /);
  });

  test('never lets a number through that is not finite or out of range', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.string(), fc.double().map(String)), (raw) => {
        let value: unknown;
        try {
          value = readValue('alpha', raw);
        } catch {
          return;
        }
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThanOrEqual(2000);
      }),
    );
  });
});
