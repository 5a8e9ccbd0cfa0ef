/** Every figure says what it is and what it shows to those who do not see it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';
import { describe, expect, test } from 'vitest';
import { corner } from '../../src/figures/corner.ts';
import { powerSpectrumPlot } from '../../src/figures/power-spectrum.ts';
import { svgText } from '../../src/figures/svg.ts';
import { figureDocument } from '../../src/node/render/document.ts';
import { svgToPng } from '../../src/node/render/render.ts';
import { GALLERY } from './gallery.ts';
import { expectSound } from './svg-check.ts';

const document = figureDocument();
const textOf = (svg: Element, name: string) =>
  [...svg.children].filter((child) => child.localName === name).map((child) => child.textContent ?? '');

describe.each(Object.entries(GALLERY))('%s', (_, draw) => {
  const svg = draw(document);

  test('has one title, its first child, and one description; no ids, which would clash with those of other figures', () => {
    expect(svg.getAttribute('role')).toBe('img');
    expect([...svg.children].slice(0, 2).map((child) => child.localName)).toEqual(['title', 'desc']);
    const [title, description] = [textOf(svg, 'title'), textOf(svg, 'desc')];
    expect([title, description].map((texts) => texts.length)).toEqual([1, 1]);
    expect(title[0]).toMatch(/^\S.{3,120}\S$/u);
    expect(description[0]).toMatch(/^\S.{40,}\.$/u);
    expect(`${title} ${description}`).not.toMatch(/undefined|NaN|Infinity|\[object|\s{2}|\u00a0/u);
    const bare = draw(document);
    // The letters of a picture in base64 are no words.
    for (const image of bare.querySelectorAll('image')) image.remove();
    expectSound(bare);
  });

  test('takes other words, which change nothing else', () => {
    const told = draw(document, { description: 'What it shows.' });
    expect(textOf(told, 'desc')).toEqual(['What it shows.']);
    const without = (figure: SVGSVGElement) => svgText(figure).replace(/<desc>[^<]*<\/desc>/u, '');
    expect(without(told)).toBe(without(svg));
    expect(textOf(draw(document, { title: 'Its name' }), 'title')).toEqual(['Its name']);
  });
});

describe('descriptions', () => {
  const described = (name: string) => textOf(GALLERY[name](document), 'desc')[0];

  test('of one panel: axes, both ends of each curve, points, levels, and the caption', () => {
    const text = described('spectrumFigure');
    for (const words of [
      'C_ℓ from 10⁻¹¹ to 10⁻⁵ (logarithmic) against multipole ℓ from 1 to 60 (logarithmic).',
      'Curve “ℓ_max = 60” from 6×10⁻⁶ at 1 to 2.51×10⁻¹¹ at 60.',
      '30 points “HAWC–IceCube 2019, 10 TeV (digitised)”, from ',
      'Level “noise N = 1.5×10⁻⁹”.',
      'white noise.',
    ]) {
      expect(text).toContain(words);
    }
  });

  test('of several panels: what is in each, and what they share is said once', () => {
    const text = described('figure1');
    expect(text).toMatch(/^2 panels: \(a\) theory at ℓ_max = 60; \(b\) theory for ℓ_max → ∞ \(exact\)\. In all: C_ℓ/);
    expect(text.match(/points “t = 10 r_g\/c”/gu)).toHaveLength(1);
    expect(text).toMatch(/In \(a\): Curves \(α = k_1cΔT\) “10”, “20”, “50”, “100”, “best fit”, values from /);
  });

  test('of a map: projection, colours, values, and how much of the sky has data', () => {
    expect(described('skyMap')).toMatch(
      /Mollweide.*relative intensity δI from −\d.* values from .*27\.1 % of the pixels/u,
    );
  });

  test('of a posterior: median, interval and best fit of each parameter', () => {
    expect(described('corner')).toContain('α: median 50, 68 % from 30.3 to 82.4, best fit 47.');
    const alone = { scale: 'log', samples: Float64Array.of(1, 2, 3), interval: [1, 2, 3], range: [1, 3] } as const;
    const svg = corner(document, { parameters: [{ ...alone, symbol: 'α', unit: 'c' }] });
    expect(textOf(svg, 'title')).toEqual(['Posterior of α']);
    expect(textOf(svg, 'desc')[0]).toContain('α: median 2 c, 68 % from 1 to 3.');
  });

  test('leave out what cannot be drawn, as the picture does', () => {
    const svg = powerSpectrumPlot(document, {
      curves: [
        { ell: [1, 2], C: Float64Array.of(0, 0, -1), color: 'ink', label: 'none' },
        { ell: [1, 2], C: Float64Array.of(0, 1e-5, 1e-6), color: 'ink' },
      ],
    });
    expect(textOf(svg, 'desc')[0]).toContain('Curve “none” is not shown. Curve from 10⁻⁵ at 1 to 10⁻⁶ at 2.');
  });
});

test('what a figure says is not drawn: other words, the same pixels', async () => {
  const pixels = async (words: { title?: string; description?: string }) => {
    const png = Buffer.from(await svgToPng(GALLERY.spectrumFigure(document, words), { scale: 1 }));
    return png.subarray(png.indexOf('IDAT'));
  };
  const [plain, told] = [await pixels({}), await pixels({ title: 'Another', description: 'Something else.' })];
  expect(told.equals(plain)).toBe(true);
});

describe('on one page, in another DOM', () => {
  const { window } = new JSDOM(
    '<!doctype html><html lang="en"><head><title>Figures</title></head><body><main><h1>Figures</h1></main></body></html>',
    { runScripts: 'outside-only' },
  );
  const main = window.document.querySelector('main')!;
  for (const draw of Object.values(GALLERY)) main.append(draw(window.document));

  test('all figures are the same bytes', () => {
    const here = Object.values(GALLERY).map((draw) => svgText(draw(document)));
    expect([...main.querySelectorAll(':scope > svg')].map(svgText)).toEqual(here);
  });

  test('axe finds nothing wrong with them, and does find a figure without a name', async () => {
    const require = createRequire(import.meta.url);
    window.eval(readFileSync(require.resolve('axe-core/axe.js'), 'utf8'));
    const axe = (window as unknown as { axe: Axe }).axe;
    // What needs a layout, this DOM cannot tell.
    const options = { rules: { 'color-contrast': { enabled: false } } };
    const { violations, passes } = await axe.run(window.document, options);
    expect(violations.map(({ id }) => id)).toEqual([]);
    expect(passes.find(({ id }) => id === 'svg-img-alt')?.nodes).toHaveLength(Object.keys(GALLERY).length);
    main.querySelector('svg > title')!.remove();
    expect((await axe.run(window.document, options)).violations.map(({ id }) => id)).toEqual(['svg-img-alt']);
  });
});

interface Axe {
  run(
    document: Document,
    options: object,
  ): Promise<Record<'violations' | 'passes', { readonly id: string; readonly nodes: unknown[] }[]>>;
}
