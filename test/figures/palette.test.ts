import { describe, expect, test } from 'vitest';
import { CATEGORIES, colorHex, NEUTRALS, rampPlaces } from '../../src/figures/palette.ts';

type Rgb = readonly [number, number, number];

const linear = (hex: string): Rgb =>
  [1, 3, 5].map((i) => {
    const value = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const lightness = (hex: string) => 116 * Math.cbrt(luminance(linear(hex))) - 16;

/** Machado, Oliveira & Fernandes (2009), severity 1.0, on linear RGB. */
const BLINDNESS: Readonly<Record<string, readonly Rgb[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

/** CIE 1976 L*a*b* under D65. */
function lab([r, g, b]: Rgb): Rgb {
  const clip = (v: number) => Math.min(1, Math.max(0, v));
  const [R, G, B] = [clip(r), clip(g), clip(b)];
  const f = (t: number) => (t > (6 / 29) ** 3 ? Math.cbrt(t) : (t * (29 / 6) ** 2) / 3 + 4 / 29);
  const x = f((0.4124 * R + 0.3576 * G + 0.1805 * B) / 0.9505);
  const y = f(0.2126 * R + 0.7152 * G + 0.0722 * B);
  const z = f((0.0193 * R + 0.1192 * G + 0.9505 * B) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function difference(a: string, b: string, matrix?: readonly Rgb[]): number {
  const seen = (hex: string) => {
    const rgb = linear(hex);
    return lab(
      matrix ? (matrix.map((row) => row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]) as unknown as Rgb) : rgb,
    );
  };
  const [p, q] = [seen(a), seen(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

describe('ordered ramp', () => {
  test.each([3, 6, 8])('%i colours: L* rises, steps within 40 %% of even: their order is seen in grey', (n) => {
    const levels = rampPlaces(n).map((place) => lightness(colorHex(place)));
    const even = (levels.at(-1)! - levels[0]) / (n - 1);
    expect(even * (n - 1)).toBeGreaterThan(50);
    for (let i = 1; i < n; i++) {
      expect(levels[i] - levels[i - 1]).toBeGreaterThan(0.6 * even);
      expect(levels[i] - levels[i - 1]).toBeLessThan(1.4 * even);
    }
  });

  test.each(Object.entries(BLINDNESS))('six neighbours differ by ΔE > 8 with %s', (_, matrix) => {
    const colors = rampPlaces(6).map(colorHex);
    for (let i = 1; i < colors.length; i++) expect(difference(colors[i - 1], colors[i], matrix)).toBeGreaterThan(8);
  });

  test('a place outside 0…1 is the nearer end, one curve is the dark end', () => {
    expect(colorHex({ ramp: -1 })).toBe(colorHex({ ramp: 0 }));
    expect(colorHex({ ramp: 7 })).toBe(colorHex({ ramp: 1 }));
    expect(rampPlaces(1)).toEqual([{ ramp: 0 }]);
  });
});

describe('categories', () => {
  test.each(Object.entries(BLINDNESS))('the first four differ pairwise by ΔE > 15 with %s', (_, matrix) => {
    const four = CATEGORIES.slice(0, 4);
    four.forEach((a, i) => {
      for (const b of four.slice(i + 1)) expect(difference(a, b, matrix), `${a} ${b}`).toBeGreaterThan(15);
    });
  });

  test('the seventh is the first again', () => {
    expect(colorHex({ category: CATEGORIES.length })).toBe(CATEGORIES[0]);
  });
});

test('every colour stands out from white paper, contrast > 2', () => {
  for (const hex of [...CATEGORIES, ...Object.values(NEUTRALS), ...rampPlaces(8).map(colorHex)]) {
    expect(1.05 / (luminance(linear(hex)) + 0.05), hex).toBeGreaterThan(2);
  }
});
