import { describe, expect, test } from 'vitest';
import { createLegendreKernel } from '../../src/kernels/wasm/legendre.ts';
import { KERNELS } from '../../src/kernels/wasm/wasm.generated.ts';
import { type Alm, zeroAlm } from '../../src/sky/alm.ts';
import { createHarmonicTransform } from '../../src/sky/harmonics.ts';
import { pixelCount } from '../../src/sky/healpix.ts';
import { legendreSums, type Phases, zeroPhases } from '../../src/sky/legendre-sums.ts';
import { fastestEngine } from '../../src/sky/series-engine.ts';
import { createPlainEngine } from '../../src/sky/series-plain.ts';
import { uniform } from '../sky/support.ts';

const bytes = (numbers: Float64Array) => new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
const random = uniform(17);
const noise = (length: number) => Float64Array.from({ length }, () => random() - 0.5);
const noiseAlm = (lMax: number): Alm => {
  const { re, im } = zeroAlm(lMax);
  return { lMax, re: noise(re.length), im: noise(im.length) };
};
const sameBytes = (a: readonly Float64Array[], b: readonly Float64Array[]) => {
  expect(a.length).toBe(b.length);
  a.forEach((numbers, i) => {
    expect(Buffer.compare(bytes(numbers), bytes(b[i]))).toBe(0);
    expect(numbers.some((value) => value !== 0)).toBe(true);
  });
};

describe('the kernel for Legendre sums', () => {
  test('runs here, and is small enough to be compiled at once on a page’s main thread: below 4096 bytes', () => {
    expect(createLegendreKernel(65536)?.kernel.sums).toBeTypeOf('function');
    expect(atob(KERNELS.legendre).length).toBeLessThan(4096);
  });

  test('is undefined where there is no memory for it, and plain TypeScript takes over', () => {
    expect(createLegendreKernel(2 ** 40)).toBeUndefined();
    const { Memory } = WebAssembly;
    const map = noise(pixelCount(4));
    const expected = createHarmonicTransform(4).analyse([map])[0].re;
    WebAssembly.Memory = class extends Memory {
      constructor(descriptor: WebAssembly.MemoryDescriptor) {
        super(descriptor);
        throw new RangeError('could not allocate memory');
      }
    };
    try {
      expect(createLegendreKernel(65536)).toBeUndefined();
      sameBytes([createHarmonicTransform(4).analyse([map])[0].re], [expected]);
    } finally {
      WebAssembly.Memory = Memory;
    }
  });

  test.each([
    [1, 2, 1],
    [2, 0, 1],
    [2, 5, 2],
    [4, 11, 1],
    [16, 30, 3],
    [64, 191, 2],
  ])('gives the bytes of plain TypeScript: maps of N_side = %d, ℓ_max = %d, %d at a time', (nSide, lMax, sets) => {
    const maps = Array.from({ length: sets }, () => noise(pixelCount(nSide)));
    const [kernel, plain] = [fastestEngine, createPlainEngine].map((engine) => {
      const transform = createHarmonicTransform(nSide, lMax, engine);
      const alms = transform.analyse(maps, { iterations: 1 });
      return [...transform.synthesise(alms), ...alms.map((alm) => alm.re)];
    });
    sameBytes(kernel, plain);
  });

  test('gives them at ℓ_max = 1535 for colatitudes from pole to pole, where functions start 2^−1000 to 2^−100000 small', () => {
    const lMax = 1535;
    const sine = Float64Array.of(0, 1e-300, 1e-9, 1e-3, 1.6e-3, 3e-3, 0.02, 0.05, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1, 1);
    const cosine = sine.map((s, i) => (i % 3 === 0 ? -1 : 1) * Math.sqrt((1 - s) * (1 + s)));
    const alms = [noiseAlm(lMax), noiseAlm(lMax)];
    for (const m of [0, 1, 2, 3, 31, 300, 800, 1300, 1531, 1532, 1533, 1534, 1535]) {
      for (const from of [0, 8]) {
        const given: Phases[] = [1, 2].map(() => ({
          evenRe: noise(16),
          evenIm: noise(16),
          oddRe: noise(16),
          oddIm: noise(16),
        }));
        const [kernel, plain] = [fastestEngine, createPlainEngine].map((engine) => {
          const sums = legendreSums(lMax, cosine, sine, engine);
          const made = [zeroPhases(16), zeroPhases(16)];
          sums.synthesise(m, from, alms, made, 0);
          const found = [zeroAlm(lMax), zeroAlm(lMax)];
          sums.analyse(m, from, given, 0, 1, found);
          return [...made.map((phases) => phases.evenRe), ...found.map((alm) => alm.re)];
        });
        sameBytes(kernel, plain);
      }
    }
  });
});
