import { inflateSync } from 'node:zlib';
import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { indexedPng } from '../../src/figures/indexed-png.ts';
import { inverse, mollweide, skyRaster } from '../../src/figures/mollweide.ts';
import { colorHex, divergingHex } from '../../src/figures/palette.ts';
import { type SkyMapData, skyMap } from '../../src/figures/sky-map.ts';
import { svgText } from '../../src/figures/svg.ts';
import { join, markup } from '../../src/figures/text.ts';
import { pixelCentres, pixelCount, vec2pix } from '../../src/sky/healpix.ts';
import { expectSound } from './svg-check.ts';

const documentOf = () => parseHTML('<!doctype html><html><body></body></html>').document as unknown as Document;

/** Rows of a PNG with a palette, one colour #rrggbb a point. */
function decode(png: Uint8Array): string[][] {
  const bytes = Buffer.from(png);
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    chunks.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const [width, height] = [chunks.get('IHDR')!.readUInt32BE(0), chunks.get('IHDR')!.readUInt32BE(4)];
  const rows = inflateSync(chunks.get('IDAT')!);
  const palette = chunks.get('PLTE')!;
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const index = rows[y * (width + 1) + 1 + x];
      return `#${palette.toString('hex', 3 * index, 3 * index + 3)}`;
    }),
  );
}

describe('Mollweide’s projection', () => {
  const projection = mollweide(400);

  test('north is up, longitude 0 in the middle, growing to the left, at the edges of a frame twice as wide as high', () => {
    const at = (lon: number, lat: number) => projection([lon, lat])!.map((v) => Math.round(v * 1e6) / 1e6);
    expect(at(0, 0)).toEqual([200, 100]);
    expect(at(0, 90)).toEqual([200, 0]);
    expect(at(0, -90)).toEqual([200, 200]);
    expect(at(90, 0)).toEqual([100, 100]);
    expect(at(-90, 0)).toEqual([300, 100]);
  });

  test('its inverse is one within the ellipse, to 1e-9 rad, and has no answer outside, where that of the library has', () => {
    let outside = 0;
    for (let x = 0.5; x < 400; x += 3.7) {
      for (let y = 0.5; y < 200; y += 3.7) {
        const inside = ((x - 200) / 200) ** 2 + ((y - 100) / 100) ** 2 < 1;
        const place = inverse(projection, x, y);
        expect(place !== undefined).toBe(inside);
        if (!place) {
          if (projection.invert!([x, y])?.every(Number.isFinite)) outside++;
          continue;
        }
        const back = projection([(place.phi * 180) / Math.PI, 90 - (place.theta * 180) / Math.PI])!;
        expect(Math.hypot(back[0] - x, back[1] - y)).toBeLessThan(2e-7);
      }
    }
    expect(outside).toBeGreaterThan(0);
  });

  test('a raster gives every HEALPix pixel the same area, within 4 %, and each point the pixel that it lies in', () => {
    const nSide = 4;
    const { width, height, pixel } = skyRaster(pixelCount(nSide), 1200);
    expect([width, height]).toEqual([1200, 600]);
    const counts = new Float64Array(pixelCount(nSide));
    for (const p of pixel) if (p >= 0) counts[p]++;
    const even = (Math.PI / 4) * ((width * height) / pixelCount(nSide));
    for (const count of counts) expect(Math.abs(count / even - 1)).toBeLessThan(0.04);
    const centres = pixelCentres(nSide);
    const frame = mollweide(width);
    for (let p = 0; p < pixelCount(nSide); p++) {
      const [x, y, z] = [centres[3 * p], centres[3 * p + 1], centres[3 * p + 2]];
      expect(vec2pix(nSide, x, y, z)).toBe(p);
      const [px, py] = frame([(Math.atan2(y, x) * 180) / Math.PI, (Math.asin(z) * 180) / Math.PI])!;
      // A pixel that the picture's edge cuts in two may have its centre on either side.
      if (Math.abs(px - 600) > 590) continue;
      expect(pixel[Math.floor(py) * width + Math.floor(px)]).toBe(p);
    }
  });
});

test('a picture with a palette is a PNG that says what went in', () => {
  const palette = ['#000000', '#ff8000', '#0102fe'];
  const pixels = Uint8Array.from({ length: 300 * 250 }, (_, i) => (i * i) % 3);
  const png = indexedPng({ width: 300, height: 250, pixels, palette });
  const rows = decode(png);
  expect(rows.flat().every((color, i) => color === palette[pixels[i]])).toBe(true);
  expect(() => indexedPng({ width: 3, height: 2, pixels, palette })).toThrow(RangeError);
});

describe('the diverging ramp', () => {
  test('is white in the middle and equally dark at both ends', () => {
    const luminance = (hex: string) => {
      const [r, g, b] = [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255) ** 2.2);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    expect(luminance(divergingHex(0))).toBeGreaterThan(0.9);
    for (const t of [0.25, 0.5, 1]) {
      expect(Math.abs(luminance(divergingHex(t)) - luminance(divergingHex(-t)))).toBeLessThan(0.05);
      expect(luminance(divergingHex(t))).toBeLessThan(luminance(divergingHex(t - 0.25)));
    }
    expect(divergingHex(3)).toBe(divergingHex(1));
  });
});

describe('a sky map', () => {
  const centres = pixelCentres(4);
  const draw = (value: (x: number, y: number, z: number) => number, data: Partial<SkyMapData> = {}) => {
    const values = Float64Array.from({ length: 192 }, (_, p) =>
      value(centres[3 * p], centres[3 * p + 1], centres[3 * p + 2]),
    );
    return svgText(skyMap(documentOf(), { values, title: 'A map', quantity: 'value', ...data }));
  };
  const picture = (svg: string) => decode(Buffer.from(/base64,([^"]+)/u.exec(svg)![1], 'base64'));

  test('is positive in orange, negative in blue, neutral in between, white outside', () => {
    const rows = picture(draw((_x, y) => y));
    const [height, width] = [rows.length, rows[0].length];
    const at = (u: number, v: number) => rows[Math.floor(v * height)][Math.floor(u * width)];
    expect(at(0.01, 0.02)).toBe('#ffffff');
    const [left, middle, right] = [at(0.26, 0.5), at(0.5, 0.5), at(0.74, 0.5)].map((hex) =>
      Number.parseInt(hex.slice(1), 16),
    );
    const red = (color: number) => color >> 16;
    const blue = (color: number) => color & 255;
    expect(red(left)).toBeGreaterThan(blue(left) + 60); // y > 0 at longitude 90°, which is left
    expect(blue(right)).toBeGreaterThan(red(right) + 60);
    expect(Math.abs(red(middle) - blue(middle))).toBeLessThan(60);
  });

  test('of one sign is on the ramp, from its least to its largest value', () => {
    const colors = new Set(picture(draw((_x, _y, z) => 3 + z)).flat());
    expect(colors).toContain(colorHex({ ramp: 0 }));
    expect(colors).toContain(colorHex({ ramp: 1 }));
  });

  test('of a constant can be drawn, of a NaN not', () => {
    expect(draw(() => 0)).toContain('<svg');
    expect(() => draw((x) => (x > 0.9 ? Number.NaN : 0))).toThrow(/pixel \d+ of the map is NaN/);
  });

  test('has a graticule, a colour bar with its quantity, and its metadata; twice the same bytes', () => {
    const svg = draw((x) => 12.5 * x, { quantity: 'Δx', caption: ['some words'], metadata: { seed: 7 } });
    expect(svg.match(/<image /gu)).toHaveLength(2);
    for (const word of ['+30°', '240°', 'Δx', 'words', '&quot;seed&quot;:7', '>10<', '>−10<'])
      expect(svg.includes(word), word).toBe(true);
    expect(draw((x) => 12.5 * x, { quantity: 'Δx', caption: ['some words'], metadata: { seed: 7 } }) === svg).toBe(
      true,
    );
  });

  test('is sound: no texts touch, and none of its characters is unknown', () => {
    const quantity = join(markup('*p*_{x}(−*t*)/*p*  [*r*_{g}]'));
    for (const [frame, ...domain] of [
      ['C', -1, 1],
      ['G', -0.003, 0.0021],
      ['E', 1234, 98765],
    ] as const) {
      const values = Float64Array.from({ length: 192 }, (_, p) => domain[0] + (p / 191) * (domain[1] - domain[0]));
      const svg = skyMap(documentOf(), { values, frame, title: 'A map', quantity, domain, caption: ['Some words.'] });
      // The letters of a picture in base64 are no words.
      for (const image of svg.querySelectorAll('image')) image.remove();
      expectSound(svg);
    }
  });
});
