import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawnPoints } from '../../src/figures/axis-data.ts';
import { clipLine } from '../../src/figures/clip.ts';
import { checkDomain, roundDomain, tightDomain, yValues } from '../../src/figures/domain.ts';
import type { PanelSpec, PointSeries } from '../../src/figures/panel-spec.ts';
import { spread } from '../../src/figures/spread.ts';
import { axisTicks } from '../../src/figures/ticks.ts';
import { fitPowerLaw } from '../../src/math/power-law.ts';
import { CranisError } from '../../src/model/errors.ts';

const X = { kind: 'log', domain: [1, 100] } as const;
const Y = { kind: 'log', domain: [1e-9, 1e-5] } as const;

describe('clipLine', () => {
  test('a line inside stays as it is', () => {
    expect(clipLine([1, 10, 100], [1e-6, 1e-7, 1e-8], X, Y)).toEqual([
      [
        [1, 1e-6],
        [10, 1e-7],
        [100, 1e-8],
      ],
    ]);
  });

  test('it is cut where it crosses the frame, on the straight line in the logarithms: relative error < 1e-12', () => {
    // y = 1e-4 x^-2 leaves through the ceiling at x = √10 and through the right edge.
    const [piece] = clipLine([1, 1000], [1e-4, 1e-10], X, Y);
    expect(piece[0][0] / Math.sqrt(10) - 1).toBeCloseTo(0, 12);
    expect(piece[0][1] / 1e-5 - 1).toBeCloseTo(0, 12);
    expect(piece[1][0] / 100 - 1).toBeCloseTo(0, 12);
    expect(piece[1][1] / 1e-8 - 1).toBeCloseTo(0, 12);
  });

  test('values ≤ 0 interrupt it, and so does leaving the frame', () => {
    expect(clipLine([1, 2, 3, 4, 5, 6], [1e-6, 1e-6, 0, 1e-6, 1e-6, -1], X, Y)).toHaveLength(2);
    expect(clipLine([1, 10, 100], [1e-6, 1e-12, 1e-6], X, Y)).toHaveLength(2);
    expect(clipLine([1, 10], [1e-12, 1e-11], X, Y)).toEqual([]);
  });

  test('any line: all parts lie in the frame, and their ends on the polyline', () => {
    const value = fc.double({ min: -20, max: 2, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, fc.double({ min: -1, max: 3, noNaN: true })), { minLength: 2, maxLength: 8 }),
        (rows) => {
          const x = rows.map(([, a]) => 10 ** a);
          const y = rows.map(([b]) => 10 ** b);
          for (const piece of clipLine(x, y, X, Y)) {
            for (const [a, b] of piece) {
              expect(a).toBeGreaterThan(1 - 1e-9);
              expect(a).toBeLessThan(100 * (1 + 1e-9));
              expect(b).toBeGreaterThan(1e-9 * (1 - 1e-9));
              expect(b).toBeLessThan(1e-5 * (1 + 1e-9));
              const [u, v] = [Math.log10(a), Math.log10(b)];
              const onLine = rows.slice(1).some(([v1, u1], i) => {
                const [v0, u0] = rows[i];
                const cross = (u1 - u0) * (v - v0) - (v1 - v0) * (u - u0);
                return Math.abs(cross) < 1e-9 * (1 + Math.hypot(u1 - u0, v1 - v0));
              });
              expect(onLine).toBe(true);
            }
          }
        },
      ),
    );
  });
});

describe('points on a log axis', () => {
  const series = (over: Partial<PointSeries>): PointSeries => ({
    x: [2],
    y: [1e-7],
    color: 'ink',
    marker: 'circle',
    label: 'data',
    ...over,
  });

  test('a bar that reaches below zero goes on to the floor, without a cap', () => {
    const { points, notes } = drawnPoints(series({ errorLow: [2e-7], errorHigh: [1e-7] }), X, Y);
    expect(points).toEqual([
      { x: 2, y: 1e-7, low: 1e-9, high: 2e-7, openBelow: true, openAbove: false, limit: false, faint: false },
    ]);
    expect(notes).toEqual([]);
  });

  test('a value ≤ 0 becomes an upper limit at the upper end of its bar, and a note', () => {
    const { points, notes } = drawnPoints(series({ y: [-1e-8], errorLow: [5e-8], errorHigh: [5e-8] }), X, Y);
    expect(points).toMatchObject([{ x: 2, limit: true }]);
    expect(points[0].y).toBeCloseTo(4e-8, 20);
    expect(notes.join()).toMatch(/data: 1 point ≤ 0 shown as upper limit/);
  });

  test('one whose bar does not reach above zero is left out, with a note', () => {
    const { points, notes } = drawnPoints(series({ x: [2, 3], y: [-1e-8, 0] }), X, Y);
    expect(points).toEqual([]);
    expect(notes).toEqual(['data: 2 points ≤ 0 not shown']);
  });

  test('a stated upper limit, a point outside the frame, a missing bar', () => {
    expect(drawnPoints(series({ upperLimit: [true] }), X, Y).points).toMatchObject([{ limit: true, y: 1e-7 }]);
    expect(drawnPoints(series({ y: [1e-3] }), X, Y).notes).toEqual(['data: 1 point outside the frame']);
    expect(drawnPoints(series({ errorLow: [null], errorHigh: [null] }), X, Y).points[0]).not.toHaveProperty('low');
  });

  test('NaN, infinities and columns of unequal length throw a CranisError that names the series', () => {
    expect(() => drawnPoints(series({ y: [Number.NaN] }), X, Y)).toThrow(/“data” has y = NaN at entry 1/);
    expect(() => drawnPoints(series({ errorHigh: [Number.POSITIVE_INFINITY] }), X, Y)).toThrow(CranisError);
    expect(() => drawnPoints(series({ y: [1, 2] }), X, Y)).toThrow(/1 positions but 2 values of y/);
  });
});

describe('ticks', () => {
  test('decades as powers of ten, 2…9 between them', () => {
    const { major, minor, format } = axisTicks('log', [1e-11, 1e-4], 12);
    expect(major.map(format)).toEqual(['10⁻¹¹', '10⁻¹⁰', '10⁻⁹', '10⁻⁸', '10⁻⁷', '10⁻⁶', '10⁻⁵', '10⁻⁴']);
    expect(minor).toHaveLength(7 * 8);
  });

  test('multipoles as plain numbers at 1, 2, 5', () => {
    const { major, format } = axisTicks('log', [0.9, 68], 10);
    expect(major.map(format)).toEqual(['1', '2', '5', '10', '20', '50']);
  });

  test('twenty decades are thinned to the room there is', () => {
    const { major, format } = axisTicks('log', [1e-20, 1], 8);
    expect(major.length).toBeLessThanOrEqual(8);
    expect(major.map(format)).toContain('10⁻⁹');
  });

  test('a log axis within one decade still has labels', () => {
    expect(axisTicks('log', [1.1e-9, 1.9e-9], 6).major.length).toBeGreaterThanOrEqual(3);
    expect(axisTicks('log', [1e-9, 1e-8], 8).major.map(axisTicks('log', [1e-9, 1e-8], 8).format)).toEqual([
      '10⁻⁹',
      '2×10⁻⁹',
      '5×10⁻⁹',
      '10⁻⁸',
    ]);
  });

  test('any axis: ticks inside, rising, distinct labels, not more than fit by more than two', () => {
    const ends = fc.tuple(
      fc.double({ min: -30, max: 10, noNaN: true }),
      fc.double({ min: 0.05, max: 30, noNaN: true }),
    );
    fc.assert(
      fc.property(
        ends,
        fc.integer({ min: 2, max: 15 }),
        fc.constantFrom('log' as const, 'linear' as const),
        (end, room, kind) => {
          const [low, high] = kind === 'log' ? [10 ** end[0], 10 ** (end[0] + end[1])] : [end[0], end[0] + end[1]];
          const { major, minor, format } = axisTicks(kind, [low, high], room);
          const slack = (end: number) => 1e-8 * (kind === 'log' ? end : high - low);
          for (const list of [major, minor]) {
            list.forEach((value, i) => {
              expect(value).toBeGreaterThanOrEqual(low - slack(low));
              expect(value).toBeLessThanOrEqual(high + slack(high));
              if (i > 0) expect(value).toBeGreaterThan(list[i - 1]);
            });
          }
          const labels = major.map(format);
          expect(new Set(labels).size).toBe(labels.length);
          expect(labels.length).toBeLessThanOrEqual(room + 2);
        },
      ),
    );
  });
});

describe('domains', () => {
  test('whole decades around the data, non-positive values apart', () => {
    expect(roundDomain('log', [3e-9, 2e-5, 0, -1])).toEqual([1e-9, 1e-4]);
    expect(roundDomain('log', [1e-8])).toEqual([1e-8, 1e-7]);
  });

  test('a line across, on a whole decade below all else, does not vanish in the frame', () => {
    const y = { kind: 'log', label: 'y' } as unknown as PanelSpec['y'];
    const panel = {
      y,
      curves: [{ x: [1, 2], y: [1e-5, 1e-8] }],
      horizontalLines: [{ y: 1e-9 }],
    } as unknown as PanelSpec;
    expect(roundDomain('log', yValues(panel))).toEqual([1e-10, 1e-5]);
  });

  test('at most twelve decades below the highest value', () => {
    expect(roundDomain('log', [1e-300, 1e-5])).toEqual([1e-17, 1e-5]);
  });

  test('a tight domain leaves room for the first and last marker', () => {
    const [low, high] = tightDomain('log', [1, 60]);
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(60);
    expect(low).toBeGreaterThan(0.8);
  });

  test('nothing to draw, or no range, throws a CranisError', () => {
    expect(() => roundDomain('log', [0, -1])).toThrow(/nothing to draw: no value above zero/);
    expect(() => checkDomain('y', 'log', [0, 1])).toThrow(CranisError);
    expect(() => checkDomain('x', 'linear', [2, 2])).toThrow(CranisError);
    expect(() => checkDomain('x', 'linear', [Number.NaN, 2])).toThrow(CranisError);
  });
});

describe('spread', () => {
  test('labels that have room stay where they want to be', () => {
    expect(spread([50, 10, 30], 12, 0, 100)).toEqual([50, 10, 30]);
  });

  test('two that want the same place share it around its middle', () => {
    expect(spread([40, 40], 12, 0, 100)).toEqual([34, 46]);
  });

  test('any labels that fit: gaps kept, bounds kept, order kept', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -20, max: 220, noNaN: true }), { minLength: 1, maxLength: 15 }),
        (wanted) => {
          const places = spread(wanted, 12, 0, 200);
          const order = wanted.map((_, i) => i).sort((a, b) => places[a] - places[b]);
          order.forEach((label, k) => {
            expect(places[label]).toBeGreaterThan(-1e-6);
            expect(places[label]).toBeLessThan(200 + 1e-6);
            if (k === 0) return;
            const before = order[k - 1];
            expect(places[label] - places[before]).toBeGreaterThan(12 - 1e-6);
            expect(wanted[label]).toBeGreaterThanOrEqual(wanted[before]);
          });
        },
      ),
    );
  });
});

describe('fitPowerLaw', () => {
  test('recovers an exact law: relative error < 1e-12, standard error < 1e-12', () => {
    const x = [3, 10, 50, 200];
    const law = fitPowerLaw(
      x,
      x.map((v) => 2e-6 * v ** 2.5),
    );
    expect(law.exponent / 2.5 - 1).toBeCloseTo(0, 12);
    expect(law.factor / 2e-6 - 1).toBeCloseTo(0, 12);
    expect(law.error).toBeLessThan(1e-12);
  });

  test('its error covers the scatter: 3 points off a line, by hand', () => {
    // u = 0, 1, 2; v = 0, 1, 3: slope 1.5, residuals 1/6, −1/3, 1/6, so s² = 1/6 and the error is √(1/12).
    const law = fitPowerLaw([1, Math.E, Math.E ** 2], [1, Math.E, Math.E ** 3]);
    expect(law.exponent).toBeCloseTo(1.5, 12);
    expect(law.error).toBeCloseTo(Math.sqrt(1 / 12), 12);
  });

  test.each([
    [[1], [1]],
    [
      [1, 1],
      [1, 2],
    ],
    [
      [1, 2],
      [0, 1],
    ],
    [[1, 2], [1]],
  ])('%j %j throws', (x, y) => {
    expect(() => fitPowerLaw(x, y)).toThrow(RangeError);
  });
});
