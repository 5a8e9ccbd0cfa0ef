import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { skyMap } from '../../src/figures/sky-map.ts';
import { svgText } from '../../src/figures/svg.ts';
import { bandMask } from '../../src/sky/mask.ts';

const documentOf = () => parseHTML('<!doctype html><html><body></body></html>').document as unknown as Document;

test('pixels without data are grey, whatever they hold, and do not stretch the colours', () => {
  const seen = bandMask(8, [-90, -25]).weights;
  const values = seen.map((w, p) => (w > 0 ? Math.sin(p) : p % 2 ? Number.NaN : 1e30));
  const draw = (data: { values: Float64Array; seen?: Float64Array }) =>
    svgText(skyMap(documentOf(), { ...data, title: 'map', quantity: 'intensity' }));
  const partial = draw({ values, seen });
  expect(draw({ values: values.map((v, p) => (seen[p] > 0 ? v : 0)), seen })).toBe(partial);
  expect(draw({ values: values.map((v, p) => (seen[p] > 0 ? v : 0)) })).not.toBe(partial);
  expect(() => draw({ values })).toThrow(/of the map is NaN/);
});
