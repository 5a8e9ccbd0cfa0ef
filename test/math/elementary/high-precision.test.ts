import { all, create } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { DRAWS, uniforms } from './arguments.ts';
import * as highPrecision from './high-precision.ts';

const { atan2, exact } = highPrecision;
const math = create(all, { number: 'BigNumber', precision: 60 });

/** A number in units of 2^−1200 as one of mathjs; through its digits, since mathjs would take a double for the decimal number it prints as. */
const big = (value: bigint) => math.divide(math.bignumber(String(value)), math.pow(math.bignumber(2), 1200));
const relative = (value: bigint, expected: unknown) =>
  Math.abs(Number(math.subtract(math.divide(big(value), expected as never) as never, math.bignumber(1) as never)));

describe('the reference agrees with mathjs to 1e-37 relative', () => {
  const names = ['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'sin', 'cos', 'tan', 'cbrt', 'hypot', 'pow'];
  const ours = new Map<string, (...x: readonly bigint[]) => bigint>(Object.entries(highPrecision) as never);
  const theirs = new Map<string, (...x: readonly unknown[]) => unknown>(Object.entries(math) as never);

  test.each(names)('%s', (name) => {
    const u = uniforms(5);
    for (let done = 0; done < 20; ) {
      const x = DRAWS[name](u);
      if (!x.every((value) => Math.abs(value) > 1e-8 && Math.abs(value) < 1e8)) continue; // mathjs loses large angles
      done++;
      const value = ours.get(name)?.(...x.map(exact)) as bigint;
      const expected = theirs.get(name)?.(...x.map((a) => big(exact(a))));
      expect(relative(value, expected), `${name}(${x})`).toBeLessThan(1e-37);
    }
  });

  test.each([
    [1, 2],
    [-3, 1e-3],
    [0.1, -7],
    [-1e-6, -1],
  ])('atan2(%d, %d)', (y, x) => {
    const expected = math.atan2(big(exact(y)) as never, big(exact(x)) as never);
    expect(relative(atan2(exact(y), exact(x), Math.atan2(y, x)), expected)).toBeLessThan(1e-37);
  });
});
