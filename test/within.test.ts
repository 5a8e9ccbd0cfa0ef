import { describe, expect, test } from 'vitest';
import { agree, agreeEach, describeTolerance, within } from './within.ts';

describe('within', () => {
  test('passes what agrees, and what is equal however strict', () => {
    within(1 + 1e-13, 1, { relative: 1e-12 });
    within([0, 2e-16], [0, 1e-16], { absolute: 1e-15 });
    within([1e6, 1e-9], [1e6, 0], { ofLargest: 1e-14 });
    within([Number.POSITIVE_INFINITY, -0], [Number.POSITIVE_INFINITY, 0], { relative: 0 });
  });

  test.each([
    [1 + 3e-12, 1, { relative: 1e-12 }, 'is 1.000000000003, expected 1 within relative 1e-12: off by 3.00 times that'],
    [1e-15, 0, { relative: 1e-3 }, 'off by Infinity times that'],
    [Number.NaN, 1, { absolute: 1 }, 'is NaN, expected 1'],
    [1, Number.NaN, { absolute: 1 }, 'expected NaN'],
    [Number.POSITIVE_INFINITY, 1, { relative: 1 }, 'is Infinity'],
    [[1, 2, 3], [1, 2.5, 9], { relative: 0.1 }, '[2] is 3, expected 9'],
    [[1, 2], [1], { relative: 0.1 }, '2 numbers, expected 1'],
  ] as const)('%o is not %o', (actual, expected, tolerance, message) => {
    expect(() => within(actual, expected, tolerance)).toThrow(message);
  });

  test('names what it compares', () => {
    expect(() => within(1, 2, { relative: 1e-3 }, 'C_1')).toThrow(/^C_1: is 1, expected 2/);
  });

  test('wants a number', () => {
    expect(() => describeTolerance({})).toThrow('a tolerance needs a number');
    expect(describeTolerance({ relative: 1e-12, absolute: 1e-15 })).toBe('relative 1e-12 or absolute 1e-15');
  });
});

agree('the sum of 1/2^n is 2', { relative: 1e-15 }, (within) => {
  within(
    Array.from({ length: 60 }, (_, n) => 2 ** -n).reduce((a, b) => a + b),
    2,
  );
});

agreeEach(
  [['3', 3] as const, ['4', 4] as const],
  'the square root of the square',
  { relative: 1e-15 },
  (within, value) => {
    within(Math.sqrt(value * value), value);
  },
);

test('the title tells the tolerance', ({ task }) => {
  expect(task.file.tasks.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'the sum of 1/2^n is 2, relative 1e-15',
      'the square root of the square: 3, relative 1e-15',
    ]),
  );
});
