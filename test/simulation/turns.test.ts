import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cosTurns } from '../../src/simulation/turns.ts';

describe('cos in turns', () => {
  test('is cos(2πt) within 4e-16 on one turn', () => {
    let worst = 0;
    for (let i = -4096; i <= 4096; i++) {
      const t = i / 8192; // 2πt in radians is rounded once, by at most 2e-16
      worst = Math.max(worst, Math.abs(cosTurns(t) - Math.cos(2 * Math.PI * t)));
    }
    expect(worst).toBeLessThan(4e-16);
  });

  test('has exactly the period 1 and is even, for |t| up to 2^30 in steps of 2^−20', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 20 }),
        fc.integer({ min: -(2 ** 30), max: 2 ** 30 }),
        (part, turns) => {
          const t = part * 2 ** -20;
          expect(cosTurns(t + turns)).toBe(cosTurns(t));
          expect(cosTurns(-t)).toBe(cosTurns(t));
        },
      ),
    );
  });
});
