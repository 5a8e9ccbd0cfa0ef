import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { didYouMean, editDistance, nearest } from '../../src/model/suggest.ts';

describe('edit distance', () => {
  test.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['alhpa', 'alpha', 1],
    ['spectrun', 'spectrum', 1],
  ])('%o to %o is %i', (a, b, expected) => {
    expect(editDistance(a, b)).toBe(expected);
  });

  test('is symmetric, zero only for equal words, at most the longer length', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

test('suggestions know l-max for lMax, and stay silent when nothing is near', () => {
  expect(nearest('l-max', ['alpha', 'lMax'])).toBe('lMax');
  expect(nearest('outerscale', ['lowIndex', 'outerScale'])).toBe('outerScale');
  expect(nearest('gradeint', ['gradient', 'source'])).toBe('gradient');
  expect(nearest('banana', ['gradient', 'source'])).toBeUndefined();
  expect(didYouMean('banana', [])).toBe('');
});
