import { describe, expect, test } from 'vitest';
import { figure2 } from '../../src/figures/figure2.ts';
import { lineFigure } from '../../src/figures/line-figure.ts';
import { measuredCaptions } from '../../src/figures/measured-points.ts';
import { panels } from '../../src/figures/panels.ts';
import { powerSpectrumPanel, powerSpectrumPlot } from '../../src/figures/power-spectrum.ts';
import { spectrumFigure } from '../../src/figures/spectrum-figure.ts';
import { svgText } from '../../src/figures/svg.ts';
import { markup, plainText } from '../../src/figures/text.ts';
import { CranisError } from '../../src/model/errors.ts';
import { byMultipole, multipoles } from '../../src/model/spectrum.ts';
import { figureDocument } from '../../src/node/render/document.ts';
import { ELLS, sampleFigure2, sampleMeasurements, samplePower } from './samples.ts';
import { expectSound, textBoxes } from './svg-check.ts';

const document = figureDocument();
const provenance = { label: 'theory, α = 50', version: '1.2.3', parameters: { alpha: 50 } };
const texts = (svg: SVGSVGElement) => textBoxes(svg).map((box) => box.text.replaceAll('\u00a0', ' '));

describe('figure 2', () => {
  const svg = figure2(document, sampleFigure2());

  test('is sound: well-formed, no NaN, no two texts overlap', () => {
    expectSound(svg);
  });

  test('says ℓ_max, the exact limit, α, N, K|G|² and the version', () => {
    const all = texts(svg).join('\n');
    for (const word of [
      '(a) ℓmax = 60, without noise',
      '(d) ℓmax → ∞ (exact), with noise',
      'α = k1cΔT:',
      'noise N = 1.5×10⁻⁹',
      'K|G|² = 10⁻⁴ c k0',
      'cranis 1.2.3',
    ]) {
      expect(all).toContain(word);
    }
  });

  test('says that the measurements are digitised, which are pseudo-C_ℓ, and what their bars mean', () => {
    const all = texts(svg).join(' ');
    expect(all).toContain('HAWC–IceCube 2019, 10 TeV (digitised)');
    expect(all).toContain('IceCube 2025, 13 TeV, pseudo-Cℓ, partial sky (digitised)');
    expect(all).toMatch(/spread over twelve ways of digitising, not statistical errors/);
    expect(all).toMatch(/pale beyond ℓ = 24: rough/);
  });

  test('four panels with six curves each', () => {
    const text = svgText(svg);
    expect(text.match(/stroke-width="1.5"/g)!.length).toBe(4 * 6 + 6); // and six samples in the legend
  });

  test('the right panels show C_ℓ + N: no curve falls below the noise line', () => {
    const data = sampleFigure2();
    const only = (C: Float64Array) =>
      figure2(document, {
        ...data,
        alphas: [10],
        truncated: [{ alpha: 10, ell: ELLS, C }],
        exact: [{ alpha: 10, ell: ELLS, C }],
      });
    const zero = only(new Float64Array(61).fill(1e-13));
    // Far below the frame without noise, on the noise line with it: two curves of four remain.
    expect(svgText(zero).match(/stroke-width="1.5"/g)!.length).toBe(2 + 1);
  });

  test('a note says of which panels it is', () => {
    const panel = (ell: number[]) =>
      powerSpectrumPanel({
        points: [{ ell, C: byMultipole(ell, [1, 1]), color: 'ink', marker: 'circle', label: 'data' }],
        xDomain: [1, 30],
        yDomain: [0.1, 10],
      });
    const svg = panels(document, { panels: [panel([1, 2]), panel([1, 99]), panel([2, 99])] });
    expect(texts(svg).join(' ')).toContain('(b), (c): data: 1 point outside the frame');
    expect(texts(panels(document, { panels: [panel([1, 99])] })).join(' ')).not.toContain('(a)');
  });

  test('same input, same bytes, also after other figures were drawn', () => {
    expect(svgText(figure2(figureDocument(), sampleFigure2()))).toBe(svgText(svg));
  });

  test('without noise and measurements it still stands', () => {
    expectSound(figure2(document, { ...sampleFigure2(), noise: 0, measurements: [] }));
  });

  test('its metadata hold version and parameters', () => {
    const metadata = JSON.parse(/<metadata>([^<]*)</.exec(svgText(svg))![1].replaceAll('&quot;', '"'));
    expect(metadata).toMatchObject({ version: '1.2.3', parameters: { lMax: 60, noise: 1.5e-9, gradient: 1e-4 } });
  });
});

describe('spectrum figure', () => {
  const { ell, C } = samplePower(50, 2.9);
  const wide = multipoles(120);
  const power = (factor: number, slope: number) =>
    byMultipole(
      wide,
      wide.map((l) => factor * l ** slope),
    );
  const data = {
    spectrum: { ell, C, noise: 1.5e-9, provenance },
    lMax: 60,
    doubled: { ell: wide, C: power(1e-5, -2.8) },
    exact: { ell: wide, C: power(2e-5, -2.3) },
    caption: ['white noise'],
  };

  test.each(['single', 'double', 440, 900] as const)('is sound at width %s', (width) => {
    expectSound(spectrumFigure(document, { ...data, width, measurements: sampleMeasurements() }));
  });

  test('shows what ℓ_max does: the doubled and the exact spectrum, named', () => {
    const all = texts(spectrumFigure(document, data));
    expect(all).toEqual(expect.arrayContaining(['ℓmax = 60', 'ℓmax = 120', 'ℓmax → ∞ (exact)', 'noise N = 1.5×10⁻⁹']));
  });

  test('an exact spectrum stands alone', () => {
    const all = texts(spectrumFigure(document, { spectrum: { ell, C, provenance }, lMax: 'exact' }));
    expect(all.filter((text) => text.startsWith('ℓmax'))).toEqual(['ℓmax → ∞ (exact)']);
  });

  test('a single multipole is a dot', () => {
    const text = expectSound(
      spectrumFigure(document, { spectrum: { ell: [1], C: Float64Array.of(0, 1e-6), provenance }, lMax: 'exact' }),
    );
    expect(text).toMatch(/<circle|<path/);
  });
});

describe('power spectrum plot', () => {
  const ell = [1, 2, 3, 4, 6];
  const at = (...values: number[]) => byMultipole(ell, values);

  test('bands, noise lines, bars, limits: sound, and what is not shown is said', () => {
    const svg = powerSpectrumPlot(document, {
      title: 'everything',
      curves: [{ ell, C: at(1e-5, 1e-6, 0, 1e-7, 1e-8), color: { category: 0 }, label: 'theory', endLabel: 'end' }],
      bands: [
        {
          ell,
          low: at(1e-6, 1e-7, -1, 1e-8, 1e-9),
          high: at(1e-4, 1e-5, 1e-6, 1e-6, 1e-7),
          color: { category: 0 },
          label: 'band',
        },
      ],
      points: [
        {
          ell,
          C: at(1e-5, -1e-6, 1e-7, -1e-8, 1e-9),
          error: at(1e-6, 2e-6, 2e-7, 1e-9, 1e-9),
          color: 'ink',
          marker: 'square',
          label: 'data',
        },
      ],
      horizontalLines: [
        { y: 2e-9, endLabel: 't = 1' },
        { y: 2.1e-9, endLabel: 't = 10' },
        { y: 0, label: 'none' },
      ],
    });
    expectSound(svg);
    const all = texts(svg).join(' ');
    expect(all).toContain('theory: 1 value ≤ 0 not shown');
    expect(all).toContain('data: 1 point ≤ 0 shown as upper limit');
    expect(all).toContain('data: 1 point ≤ 0 not shown');
    expect(all).toContain('none: level outside the frame');
  });

  test('hollow markers are filled with paper, others with their colour', () => {
    const plot = (hollow: boolean) =>
      svgText(
        powerSpectrumPlot(document, {
          points: [{ ell, C: at(1, 2, 3, 4, 5), color: 'ink', marker: 'circle', hollow }],
        }),
      );
    expect(plot(true)).toMatch(/<g fill="#ffffff" stroke="#1a1a1a"/);
    expect(plot(false)).toMatch(/<g fill="#1a1a1a" stroke="#1a1a1a"/);
  });

  test('linear axes, zero and negative values included', () => {
    const svg = powerSpectrumPlot(document, {
      xScale: 'linear',
      yScale: 'linear',
      points: [{ ell, C: at(-2, 0, 1, 3, -1), error: at(1, 1, 1, 1, 1), color: 'ink', marker: 'circle' }],
    });
    const text = expectSound(svg);
    expect(texts(svg)).toContain('−2');
    expect(text).not.toContain('not shown');
  });

  test('a longer stretch of the data, none of it cut: axes of up to 1e6 multipoles and 30 decades', () => {
    const far = [1, 10, 1e3, 1e6];
    const powers = far.map((l) => l ** -5);
    expectSound(powerSpectrumPlot(document, { curves: [{ ell: far, C: byMultipole(far, powers), color: 'ink' }] }));
  });

  test('NaN in a curve, a wrong domain, an empty figure: a CranisError of one line', () => {
    const bad = [
      { curves: [{ ell, C: at(1, 2, Number.NaN, 4, 5), color: 'ink', label: 'x' }] },
      { curves: [{ ell, C: at(1, 2), color: 'ink' }] },
      { curves: [{ ell, C: at(1, 2, 3, 4, 5), color: 'ink' }], yDomain: [0, 1] },
      { curves: [] },
      { curves: [{ ell, C: at(0, 0, 0, 0, 0), color: 'ink' }] },
    ] as const;
    for (const spec of bad) {
      expect(() => powerSpectrumPlot(document, spec)).toThrow(CranisError);
      expect(() => powerSpectrumPlot(document, spec)).toThrow(/^[^\n]+$/);
    }
  });

  test('text from outside is escaped', () => {
    const svg = powerSpectrumPlot(document, {
      curves: [{ ell, C: at(1, 2, 3, 4, 5), color: 'ink', label: '<b>&"a"\u0000' }],
      caption: ['1 < 2 & "3"'],
    });
    const text = svgText(svg);
    expect(text).toContain('&lt;b&gt;&amp;&quot;a&quot;\uFFFD');
    expect(text).not.toContain('<b>');
  });
});

test('panels: letters, a shared legend without repetition, columns', () => {
  const panel = powerSpectrumPanel({
    title: 'p',
    curves: [{ ...samplePower(10, 3), color: { ramp: 0 }, label: 'same' }],
  });
  const svg = panels(document, { panels: [panel, panel, panel], columns: 3, caption: ['foot'] });
  expectSound(svg);
  expect(texts(svg).filter((text) => text === 'same')).toHaveLength(1);
  expect(texts(svg).filter((text) => /^\([abc]\) p$/.test(text))).toHaveLength(3);
  expect(() => panels(document, { panels: [] })).toThrow(RangeError);
});

test('the legend lies below all frames, the caption below the legend', () => {
  const svg = figure2(document, sampleFigure2());
  const boxes = textBoxes(svg);
  const legend = boxes.find((box) => box.text.includes('noise\u00a0N') || box.text.startsWith('noise'))!;
  const axis = Math.max(...boxes.filter((box) => box.text.startsWith('multipole')).map((box) => box.bottom));
  const caption = boxes.find((box) => box.text.startsWith('Lines:'))!;
  expect(legend.top).toBeGreaterThan(axis);
  expect(caption.top).toBeGreaterThan(legend.bottom);
});

describe('line figure', () => {
  const x = [25, 50, 100, 200, 400];
  const spec = {
    columns: 2,
    panels: [
      {
        xTitle: markup('*ℓ*_{max}'),
        yTitle: 'time / s',
        series: [
          { label: 'matrix', x, y: x.map((v) => 1e-6 * v ** 2), fit: 'all' as const },
          { label: 'steady', x, y: x.map((v, i) => 1e-9 * v ** 3 * (1 + 0.1 * (-1) ** i)), fit: [50, 400] as const },
        ],
      },
      { xTitle: markup('*α*'), yTitle: 'time / s', series: [{ label: 'exact', x, y: x }] },
    ],
  };

  test('is sound, and says the exponents', () => {
    const svg = lineFigure(document, spec);
    expectSound(svg);
    const all = texts(svg).join('\n');
    expect(all).toContain('matrix: slope 2.00');
    expect(all).toMatch(/steady: slope 2\.9\d ± 0\.\d\d|steady: slope 3\.0\d ± 0\.\d\d/);
    expect(all).toMatch(/^exact$/m);
  });

  test('different series of different panels differ in colour', () => {
    const text = svgText(lineFigure(document, spec));
    for (const color of ['#0072b2', '#d55e00', '#009e73']) expect(text).toContain(color);
  });
});

test('captions of measured spectra are one each, and name the source', () => {
  const captions = measuredCaptions(sampleMeasurements()).map(plainText);
  expect(captions).toHaveLength(2);
  expect(captions[0]).toContain('arXiv:1812.05682');
  expect(captions[1]).toContain('arXiv:2412.05046');
});
