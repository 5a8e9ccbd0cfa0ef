import { describe, expect, test } from 'vitest';
import { philox4x32 } from '../../src/math/philox.ts';
import { createRandomStream, SEED_MAX } from '../../src/math/random.ts';

const draw = (count: number, take: () => number) => Array.from({ length: count }, take);
const mean = (x: readonly number[]) => x.reduce((sum, value) => sum + value, 0) / x.length;

describe('streams of random numbers', () => {
  test('a stream is the Philox blocks of its name', () => {
    const stream = createRandomStream(2 ** 32 + 7, 5, 3);
    const words = draw(8, stream.word);
    const block = new Uint32Array(4);
    philox4x32(Uint32Array.of(1, 0, 0, 3 * 2 ** 21 + 1), Uint32Array.of(7, 5), block);
    expect(words.slice(4)).toEqual([...block]);
  });

  test('streams that differ in seed, realisation or purpose alone share no word among their first 1000', () => {
    const names: [number, number, number][] = [
      [1, 0, 0],
      [2, 0, 0],
      [1 + 2 ** 32, 0, 0],
      [1, 1, 0],
      [0, 1, 0],
      [1, 0, 1],
    ];
    const seen = new Set<number>();
    for (const name of names) for (const word of draw(1000, createRandomStream(...name).word)) seen.add(word);
    // Of 6000 words of 32 bits, 6000²/2/2^32 = 0.004 coincide by chance.
    expect(seen.size).toBe(6000);
  });

  test('uniform: multiples of 2^−53 in [0, 1), mean and variance within 4σ (0.0046, 0.0012 at 1e5)', () => {
    const x = draw(100_000, createRandomStream(1, 2, 3).uniform);
    expect(x.every((u) => u >= 0 && u < 1 && Number.isInteger(u * 2 ** 53))).toBe(true);
    expect(x.some((u) => !Number.isInteger(u * 2 ** 52))).toBe(true); // all 53 bits are used
    expect(Math.abs(mean(x) - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / 1e5));
    expect(Math.abs(mean(x.map((u) => (u - 0.5) ** 2)) - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / 1e5));
  });

  test('normal: moments 0, 1, 0, 3 within 4σ (0.013, 0.018, 0.049, 0.124 at 1e5)', () => {
    const x = draw(100_000, createRandomStream(1, 2, 4).normal);
    const spread = [1, 2, 15, 96].map((variance) => 4 * Math.sqrt(variance / 1e5));
    [0, 1, 0, 3].forEach((expected, i) => {
      expect(Math.abs(mean(x.map((v) => v ** (i + 1))) - expected)).toBeLessThan(spread[i]);
    });
  });

  test('directions: unit to 1e-15, first and second moments isotropic within 4σ (0.0073, 0.0038 at 1e5)', () => {
    const stream = createRandomStream(9, 0, 1);
    const d = new Float64Array(3);
    const first = [0, 0, 0];
    const second = new Array<number>(9).fill(0);
    let worst = 0;
    const count = 100_000;
    for (let n = 0; n < count; n++) {
      stream.direction(d);
      worst = Math.max(worst, Math.abs(Math.sqrt(d[0] ** 2 + d[1] ** 2 + d[2] ** 2) - 1));
      for (let i = 0; i < 3; i++) {
        first[i] += d[i] / count;
        for (let j = 0; j < 3; j++) second[3 * i + j] += (d[i] * d[j]) / count;
      }
    }
    expect(worst).toBeLessThan(1e-15);
    for (const value of first) expect(Math.abs(value)).toBeLessThan(4 * Math.sqrt(1 / 3 / count));
    second.forEach((value, at) => {
      const expected = at % 4 === 0 ? 1 / 3 : 0;
      expect(Math.abs(value - expected)).toBeLessThan(4 * Math.sqrt(4 / 45 / count));
    });
  });

  test('malformed names throw', () => {
    for (const bad of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect(() => createRandomStream(bad, 0, 0)).toThrow(RangeError);
      expect(() => createRandomStream(0, bad, 0)).toThrow(RangeError);
      expect(() => createRandomStream(0, 0, bad)).toThrow(RangeError);
    }
    expect(() => createRandomStream(SEED_MAX, 2 ** 32 - 1, 2047)).not.toThrow();
  });
});
