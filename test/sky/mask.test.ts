import { describe, expect, test } from 'vitest';
import { apodisationFactor, apodise } from '../../src/sky/apodise.ts';
import { pixelCentres, rings } from '../../src/sky/healpix.ts';
import { bandMask, combineMasks, createMask, degradeMask, maskMoments, ringWeights } from '../../src/sky/mask.ts';
import { nearestOf } from '../../src/sky/nearest.ts';
import { uniform } from './support.ts';

describe('the nearest of many points', () => {
  test('is what a search through all of them finds, and the limit where none is nearer', () => {
    const random = uniform(3);
    const points = Float64Array.from({ length: 3 * 500 }, () => 2 * random() - 1);
    const chosen = Array.from({ length: 300 }, () => Math.floor(500 * random()));
    const nearest = nearestOf(points, chosen);
    for (let i = 0; i < 400; i++) {
      const [x, y, z] = [2 * random() - 1, 2 * random() - 1, 2 * random() - 1];
      const squares = chosen.map(
        (p) => (x - points[3 * p]) ** 2 + (y - points[3 * p + 1]) ** 2 + (z - points[3 * p + 2]) ** 2,
      );
      const least = Math.min(...squares);
      expect(nearest(x, y, z, 100)).toBe(least);
      expect(nearest(x, y, z, least / 2)).toBe(least / 2);
    }
  });

  test('copes with many equal points', () => {
    const points = new Float64Array(3 * 200).fill(0.5);
    const nearest = nearestOf(points, [...points.keys()].slice(0, 200));
    expect(nearest(0.5, 0.5, 1, 10)).toBe(0.25);
  });
});

describe('apodisation', () => {
  test.each(['C1', 'C2'] as const)('%s: 0 at the edge, 1 at its width, rising, without a step in slope', (kind) => {
    const factor = (degrees: number) => apodisationFactor({ width: 10, kind }, 1 - Math.cos((degrees * Math.PI) / 180));
    expect(factor(0)).toBe(0);
    expect(factor(10)).toBeCloseTo(1, 12);
    expect(factor(30)).toBe(1);
    for (let d = 0; d < 9.85; d += 0.1) expect(factor(d + 0.1)).toBeGreaterThan(factor(d));
    expect(factor(0.01)).toBeLessThan(1e-4);
    expect(1 - factor(9.99)).toBeLessThan(1e-4);
    const x = Math.sqrt((1 - Math.cos(Math.PI / 45)) / (1 - Math.cos(Math.PI / 18)));
    const expected = kind === 'C1' ? x - Math.sin(2 * Math.PI * x) / (2 * Math.PI) : (1 - Math.cos(Math.PI * x)) / 2;
    expect(factor(4)).toBeCloseTo(expected, 13);
  });

  test.each(['C1', 'C2'] as const)(
    '%s of a ragged mask: by the distance to the nearest unseen pixel of all',
    (kind) => {
      const random = uniform(9);
      const nSide = 8;
      const weights = Float64Array.from({ length: 768 }, () => (random() < 0.04 ? 0 : 0.5 + random()));
      const width = 25;
      const soft = apodise(createMask(weights), { width, kind });
      const v = pixelCentres(nSide);
      for (let p = 0; p < 768; p++) {
        let closest = -1; // largest cosine
        for (let q = 0; q < 768; q++) {
          if (weights[q] !== 0) continue;
          closest = Math.max(closest, v[3 * p] * v[3 * q] + v[3 * p + 1] * v[3 * q + 1] + v[3 * p + 2] * v[3 * q + 2]);
        }
        const expected = weights[p] === 0 ? 0 : weights[p] * apodisationFactor({ width, kind }, 1 - closest);
        expect(Math.abs(soft.weights[p] - expected)).toBeLessThan(1e-12);
      }
    },
  );

  test('a mask of whole rings stays one: by the distance to the nearest unseen ring', () => {
    const apodisation = { width: 30, kind: 'C2' } as const;
    const soft = apodise(bandMask(16, [-40, 70]), apodisation);
    const byRing = ringWeights(soft)!;
    const { count, z } = rings(16);
    const degrees = (r: number) => (Math.asin(z[r]) * 180) / Math.PI;
    const unseen = Array.from({ length: count }, (_, r) => degrees(r)).filter((d) => d < -40 || d > 70);
    for (let r = 0; r < count; r++) {
      const inside = degrees(r) >= -40 && degrees(r) <= 70;
      const distance = Math.min(...unseen.map((d) => Math.abs(d - degrees(r))));
      const expected = inside ? apodisationFactor(apodisation, 1 - Math.cos((distance * Math.PI) / 180)) : 0;
      expect(Math.abs(byRing[r] - expected)).toBeLessThan(1e-12);
    }
  });

  test('a mask without unseen pixels stays as it is; widths out of range are refused', () => {
    const full = createMask(new Float64Array(48).fill(1));
    expect(apodise(full, { width: 5, kind: 'C2' })).toBe(full);
    for (const width of [0, -1, 91, Number.NaN]) expect(() => apodise(full, { width, kind: 'C2' })).toThrow(/degrees/);
  });
});

describe('masks', () => {
  test('a band is whole rings, the product of two bands their overlap', () => {
    const both = combineMasks(bandMask(16, [-90, 20]), bandMask(16, [-30, 90]));
    expect([...both.weights]).toEqual([...bandMask(16, [-30, 20]).weights]);
    expect(ringWeights(both)).toBeDefined();
    const ragged = createMask(both.weights.map((w, p) => (p === 1500 ? 0.5 : w)));
    expect(ringWeights(ragged)).toBeUndefined();
    expect(maskMoments(bandMask(16, [-90, 90]))).toEqual({ fSky: 1, w2: 1, w4: 1 });
    expect(() => combineMasks(both, bandMask(8, [-90, 90]))).toThrow(/N_side = 16 and 8/);
    const coarse = degradeMask(ragged, 4);
    expect(coarse.weights.reduce((sum, w) => sum + w, 0) / 192).toBeCloseTo(
      ragged.weights.reduce((sum, w) => sum + w, 0) / 3072,
      13,
    );
    expect(coarse.weights[0]).toBe(0);
    expect(() => combineMasks(bandMask(16, [-90, -30]), bandMask(16, [30, 90]))).toThrow(/leaves no pixel/);
  });
});
