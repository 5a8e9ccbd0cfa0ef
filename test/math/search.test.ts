import { describe, expect, test } from 'vitest';
import { bisect } from '../../src/math/bisect.ts';
import { goldenSection } from '../../src/math/golden-section.ts';
import { remember } from '../../src/math/remember.ts';

describe('bisection', () => {
  test('finds where cos turns negative, from either side, to 1e-14', () => {
    expect(Math.abs(bisect(Math.cos, 0, 3, 1e-15) - Math.PI / 2)).toBeLessThan(1e-14);
    expect(Math.abs(bisect(Math.cos, 2 * Math.PI, 3, 1e-15) - (3 * Math.PI) / 2)).toBeLessThan(1e-14);
  });

  test('ends at neighbouring numbers where the tolerance is below their distance', () => {
    expect(bisect((x) => 2 - x * x, 1, 2, 0)).toBeCloseTo(Math.SQRT2, 15);
  });
});

test('the golden section finds the minimum of (x − 0.3)² within its tolerance, also at an end', () => {
  const parabola = (x: number) => (x - 0.3) ** 2;
  expect(Math.abs(goldenSection(parabola, -2, 5, 1e-6) - 0.3)).toBeLessThan(1e-6);
  expect(Math.abs(goldenSection(parabola, 1, 5, (x) => 1e-6 * x) - 1)).toBeLessThan(1e-6);
});

test('a remembered function computes each value once, undefined among them', () => {
  let calls = 0;
  const f = remember((x) => {
    calls++;
    return x > 1 ? x : undefined;
  });
  expect([f(1), f(2), f(1), f(2)]).toEqual([undefined, 2, undefined, 2]);
  expect(calls).toBe(2);
});
