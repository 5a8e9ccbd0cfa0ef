import { describe, expect, test } from 'vitest';
import { type CornerParameter, corner } from '../../src/figures/corner.ts';
import { density1, density2 } from '../../src/figures/corner-density.ts';
import { fitFigure } from '../../src/figures/fit-figure.ts';
import { svgText } from '../../src/figures/svg.ts';
import { markup } from '../../src/figures/text.ts';
import { createRandomStream } from '../../src/math/random.ts';
import { figureDocument } from '../../src/node/render/document.ts';
import { sampleFit } from './samples.ts';
import { expectSound, textBoxes } from './svg-check.ts';

const document = figureDocument();
const random = createRandomStream(3, 0, 0);
const normals = Float64Array.from({ length: 20_000 }, () => random.normal());
const others = normals.map((z) => 0.8 * z + 0.6 * random.normal());
const texts = (svg: SVGSVGElement) => textBoxes(svg).map((box) => box.text.replaceAll('\u00a0', ' '));

const alpha: CornerParameter = {
  symbol: markup('*α*'),
  scale: 'log',
  samples: normals.map((z) => 50 * Math.exp(0.5 * z)),
  interval: [30.3, 50, 82.4],
  best: 47,
  range: [1, 1000],
};
const noise: CornerParameter = {
  symbol: markup('*N*'),
  scale: 'linear',
  samples: others.map((z) => Math.abs(1.5e-9 + 4e-10 * z)),
  interval: [1.1e-9, 1.5e-9, 1.9e-9],
  range: [0, 1e-6],
};
const gradient: CornerParameter = {
  symbol: markup('*K*'),
  unit: 'c',
  scale: 'log',
  samples: others.map((z) => 1e-4 * Math.exp(2 * z)),
  interval: [1.4e-5, 1e-4, 7.4e-4],
  best: 9e-5,
  range: [1e-16, 1e8],
};

describe('densities of samples', () => {
  const range = [-4, 4] as const;

  test('of one parameter follow the normal law they are of: absolute error < 0.04 of the peak', () => {
    const { x, height } = density1(normals, range);
    x.forEach((at, i) => {
      expect(Math.abs(height[i] - Math.exp(-0.5 * at * at))).toBeLessThan(0.04);
    });
  });

  test('of two: 68 % and 95 % of the samples lie within the thresholds, to 3 %', () => {
    const density = density2(normals, others, range, range);
    density.thresholds.forEach((threshold, i) => {
      const within = Array.from(normals).filter((a, k) => {
        const [column, row] = [a, others[k]].map((value) => Math.floor(((value + 4) / 8) * density.columns));
        return (density.values[row * density.columns + column] ?? 0) >= threshold;
      });
      expect(Math.abs(within.length / normals.length - [0.95, 0.68][i])).toBeLessThan(0.03);
    });
  });

  test('nothing leaks out at a wall: a flat law stays flat up to it, to 15 %', () => {
    const flat = Float64Array.from({ length: 100_000 }, () => random.uniform());
    const { height } = density1(flat, [0, 1]);
    expect(Math.min(...height)).toBeGreaterThan(0.85);
  });
});

describe('the corner plot', () => {
  test.each([
    ['one parameter', [alpha]],
    ['two', [alpha, noise]],
    ['three', [alpha, gradient, noise]],
    ['six', [alpha, gradient, noise, alpha, gradient, noise]],
  ])('of %s is sound: well-formed, no NaN, no two texts overlap', (_, parameters) => {
    expectSound(corner(document, { parameters, title: 'Posterior', caption: ['caption'], metadata: { seed: 1 } }));
  });

  test('says the median and the interval of each, and the unit', () => {
    const all = texts(corner(document, { parameters: [alpha, gradient, noise] })).join('\n');
    expect(all).toContain('α = 50 +32 −20');
    expect(all).toContain('N = (1.5 +0.4 −0.4)×10−9');
    expect(all).toContain('K / c');
  });

  test('has regions of 68 % and 95 % for each pair, and marks the best fit where it is known', () => {
    const text = svgText(corner(document, { parameters: [alpha, gradient, noise] }));
    expect(text.match(/fill-opacity="0.16"/g)).toHaveLength(3);
    expect(text.match(/fill-opacity="0.3"/g)).toHaveLength(3);
    expect(text.match(/stroke-dasharray="4 2.5"/g)).toHaveLength(2); // α and K|G|²; N has none
  });

  test('a chain that never moved still makes a figure', () => {
    const still = { ...alpha, samples: new Float64Array(100).fill(50), interval: [50, 50, 50] as const };
    expectSound(corner(document, { parameters: [still, noise] }));
  });

  test('is the same bytes twice', () => {
    const draw = () => svgText(corner(document, { parameters: [alpha, noise] }));
    expect(draw()).toBe(draw());
  });
});

describe('the fitted curve over the data', () => {
  const data = sampleFit();

  test('is sound, says that the data are digitised, and repeats their caveats', () => {
    const svg = fitFigure(document, data);
    expectSound(svg);
    const all = texts(svg).join(' ');
    expect(all).toContain('(digitised)');
    expect(all).toContain('not fitted');
    expect(all).toContain('noise N = 4×10⁻¹⁰');
    expect(all).toMatch(/m = 0 is filtered out by the measurement/);
  });

  test('of negative power too, and of pseudo-C_ℓ, and without noise', () => {
    const power = data.points.power.map((value, l) => (l === 21 ? -1e-10 : value));
    const svg = fitFigure(document, {
      ...data,
      points: { ...data.points, power },
      scatter95: { ...data.scatter95, low: data.best.map((value) => -0.2 * value) },
      noise: 0,
      coupled: true,
    });
    expectSound(svg);
    expect(texts(svg).join(' ')).toContain('pseudo-Cℓ');
  });

  test('of one point', () => {
    expectSound(fitFigure(document, { ...data, points: { ...data.points, ell: [1] }, C: data.C.slice(0, 2) }));
  });
});
