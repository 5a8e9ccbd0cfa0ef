import { ang2pix_ring, nest2ring as hscNest2ring, ring2nest as hscRing2nest, pix2ang_ring } from '@hscmap/healpix';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ang2pix, nSideOf, pix2ang, pixelCentres, pixelCount, ringOf, rings, vec2pix } from '../../src/sky/healpix.ts';
import { nest2ring, nestedToRing, ring2nest, ringToNested } from '../../src/sky/nested.ts';
import { describeWithHealpy, healpy } from './healpy.ts';
import { uniform } from './support.ts';

const N_SIDES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
const nSides = fc.constantFrom(...N_SIDES, 1024, 8192);

/** Pixels of one N_side, all or up to `most` random ones. */
function somePixels(nSide: number, most = 2000): number[] {
  const n = pixelCount(nSide);
  const random = uniform(nSide);
  return n <= most ? [...Array(n).keys()] : Array.from({ length: most }, () => Math.floor(n * random()));
}

/** Directions all over the sky, more than their share near the poles, longitudes from −2π to 4π. */
function someDirections(nSide: number, n = 2000): { theta: number; phi: number }[] {
  const random = uniform(1000 + nSide);
  return Array.from({ length: n }, (_, i) => ({
    theta: i % 3 === 0 ? Math.PI * random() : Math.acos(2 * random() - 1),
    phi: 2 * Math.PI * (3 * random() - 1),
  }));
}

describe('geometry', () => {
  test('rings hold all pixels once, are mirror images, and their latitudes balance', () => {
    for (const nSide of N_SIDES) {
      const { count, start, size, z, sinTheta, shifted } = rings(nSide);
      let next = 0;
      for (let r = 0; r < count; r++) {
        expect(start[r]).toBe(next);
        next += size[r];
        expect(z[count - 1 - r]).toBe(-z[r] + 0);
        expect([size[count - 1 - r], shifted[count - 1 - r]]).toEqual([size[r], shifted[r]]);
        expect(Math.abs(z[r] ** 2 + sinTheta[r] ** 2 - 1)).toBeLessThan(3e-16);
        expect(ringOf(nSide, start[r])).toBe(r);
        expect(ringOf(nSide, next - 1)).toBe(r);
      }
      expect(next).toBe(pixelCount(nSide));
      expect(nSideOf(next)).toBe(nSide);
    }
  });

  test('pixel centres are unit vectors to 5e-16; ⟨x⟩, ⟨y⟩, ⟨z⟩, ⟨xy⟩, ⟨xz⟩, ⟨yz⟩ and ⟨xx − yy⟩ are 0 to 1e-15', () => {
    const nSide = 64;
    const n = pixelCount(nSide);
    const c = pixelCentres(nSide);
    const moments = { x: 0, y: 0, z: 0, xy: 0, xz: 0, yz: 0, difference: 0 };
    for (let p = 0; p < n; p++) {
      const [x, y, z] = [c[3 * p], c[3 * p + 1], c[3 * p + 2]];
      expect(Math.abs(Math.hypot(x, y, z) - 1)).toBeLessThan(5e-16);
      moments.x += x / n;
      moments.y += y / n;
      moments.z += z / n;
      moments.xy += (x * y) / n;
      moments.xz += (x * z) / n;
      moments.yz += (y * z) / n;
      moments.difference += (x * x - y * y) / n;
    }
    for (const moment of Object.values(moments)) expect(Math.abs(moment)).toBeLessThan(1e-15);
  });

  test('every centre lies in its own pixel, and both look-ups agree', () => {
    fc.assert(
      fc.property(nSides, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (nSide, u) => {
        const p = Math.floor(u * pixelCount(nSide));
        const { theta, phi } = pix2ang(nSide, p);
        expect(ang2pix(nSide, theta, phi)).toBe(p);
        const s = 3 * Math.sin(theta); // of any length
        expect(vec2pix(nSide, s * Math.cos(phi), s * Math.sin(phi), 3 * Math.cos(theta))).toBe(p);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  test('every direction is within 1.05/N_side of its pixel’s centre', () => {
    for (const nSide of N_SIDES) {
      for (const { theta, phi } of someDirections(nSide, 300)) {
        const centre = pix2ang(nSide, ang2pix(nSide, theta, phi));
        const cosine =
          Math.cos(theta) * Math.cos(centre.theta) +
          Math.sin(theta) * Math.sin(centre.theta) * Math.cos(phi - centre.phi);
        expect(Math.acos(Math.min(1, cosine))).toBeLessThan(1.05 / nSide);
      }
    }
  });

  test('poles and the seam at φ = 0 are taken', () => {
    expect([ang2pix(4, 0, 0), ang2pix(4, 0, 3), ang2pix(4, Math.PI, 0)]).toEqual([0, 1, 188]);
    expect(vec2pix(4, 0, 0, -1)).toBe(188);
    expect(ang2pix(4, 1.5, -1e-18)).toBe(ang2pix(4, 1.5, 0));
    expect(ang2pix(4, 1.5, 2 * Math.PI - 1e-9)).toBe(ang2pix(4, 1.5, -1e-9));
  });

  test('says what is wrong with a resolution, a pixel, a direction', () => {
    for (const bad of [0, 3, -2, 1.5, 12, Number.NaN, 16384]) expect(() => rings(bad)).toThrow(/power of two/);
    for (const bad of [-1, 48, 0.5, Number.NaN]) {
      expect(() => pix2ang(2, bad)).toThrow(/pixel .* is not on a sky/);
      expect(() => nest2ring(2, bad)).toThrow(/pixel .* is not on a sky/);
    }
    for (const n of [0, 11, 13, 108, 1.5]) expect(() => nSideOf(n)).toThrow(/not a HEALPix sky/);
    expect(() => ang2pix(2, -0.1, 0)).toThrow(/not a direction/);
    expect(() => ang2pix(2, 1, Number.POSITIVE_INFINITY)).toThrow(/not a direction/);
    expect(() => vec2pix(2, 0, 0, 0)).toThrow(/not a direction/);
    expect(() => vec2pix(2, 0, Number.NaN, 0)).toThrow(/not a direction/);
  });
});

describe('nested order', () => {
  test('is a permutation and its inverse', () => {
    for (const nSide of [1, 2, 4, 8, 16, 32]) {
      const n = pixelCount(nSide);
      const seen = new Uint8Array(n);
      for (let p = 0; p < n; p++) {
        seen[nest2ring(nSide, p)]++;
        expect(ring2nest(nSide, nest2ring(nSide, p))).toBe(p);
      }
      expect(seen.every((count) => count === 1)).toBe(true);
    }
  });

  test('the four children of a nested pixel lie within it', () => {
    for (const nSide of [1, 2, 8, 64, 256]) {
      for (const parent of somePixels(nSide, 500)) {
        for (let child = 0; child < 4; child++) {
          const { theta, phi } = pix2ang(2 * nSide, nest2ring(2 * nSide, 4 * parent + child));
          expect(ang2pix(nSide, theta, phi)).toBe(nest2ring(nSide, parent));
        }
      }
    }
  });

  test('reorders maps there and back', () => {
    const map = Float64Array.from({ length: 768 }, (_, i) => i);
    expect(nestedToRing(ringToNested(map))).toEqual(map);
    expect(ringToNested(map)[5]).toBe(nest2ring(8, 5));
  });
});

describe('against @hscmap/healpix', () => {
  test('the same pixels for 2000 directions of each N_side to 512, the same angles to 1e-8 (its θ is an arc cosine)', () => {
    for (const nSide of N_SIDES) {
      for (const { theta, phi } of someDirections(nSide)) {
        expect(ang2pix(nSide, theta, phi)).toBe(
          ang2pix_ring(nSide, theta, phi - 2 * Math.PI * Math.floor(phi / (2 * Math.PI))),
        );
      }
      for (const p of somePixels(nSide)) {
        const ours = pix2ang(nSide, p);
        const theirs = pix2ang_ring(nSide, p);
        expect(Math.abs(ours.theta - theirs.theta)).toBeLessThan(1e-8);
        expect(Math.abs(Math.sin((ours.phi - theirs.phi) / 2))).toBeLessThan(1e-12); // its φ may be off by whole turns
        expect(ring2nest(nSide, p)).toBe(hscRing2nest(nSide, p));
        expect(nest2ring(nSide, p)).toBe(hscNest2ring(nSide, p));
      }
    }
  });
});

describeWithHealpy('against healpy', () => {
  test('10^4 directions and pixels of each N_side to 512: the same pixels, angles to 1e-15 + 1e-15 φ', {
    timeout: 60_000,
  }, () => {
    const given: Record<string, Float64Array> = {};
    for (const nSide of N_SIDES) {
      const directions = someDirections(nSide, 10_000);
      given[`p${nSide}`] = Float64Array.from(somePixels(nSide, 10_000));
      given[`t${nSide}`] = Float64Array.from(directions, ({ theta }) => theta);
      given[`f${nSide}`] = Float64Array.from(directions, ({ phi }) => phi);
    }
    const answer = healpy(
      `
for n in ${JSON.stringify(N_SIDES)}:
    p = given[f'p{n}'].astype(int)
    answer[f't{n}'], answer[f'f{n}'] = hp.pix2ang(n, p)
    answer[f'p{n}'] = hp.ang2pix(n, given[f't{n}'], given[f'f{n}'])
    answer[f'r{n}'] = hp.nest2ring(n, p)
    answer[f'n{n}'] = hp.ring2nest(n, p)
`,
      given,
    );
    for (const nSide of N_SIDES) {
      const pixels = [...given[`p${nSide}`]];
      expect(pixels.map((p) => nest2ring(nSide, p))).toEqual([...answer[`r${nSide}`]]);
      expect(pixels.map((p) => ring2nest(nSide, p))).toEqual([...answer[`n${nSide}`]]);
      pixels.forEach((p, i) => {
        const { theta, phi } = pix2ang(nSide, p);
        expect(Math.abs(theta - answer[`t${nSide}`][i])).toBeLessThan(1e-15);
        expect(Math.abs(phi - answer[`f${nSide}`][i])).toBeLessThan(1e-15 * (1 + phi));
      });
      const found = [...given[`t${nSide}`]].map((theta, i) => ang2pix(nSide, theta, given[`f${nSide}`][i]));
      expect(found).toEqual([...answer[`p${nSide}`]]);
    }
  });
});
