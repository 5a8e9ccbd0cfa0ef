/** One of every figure, for tests that hold of all of them. */
import { type CornerParameter, corner } from '../../src/figures/corner.ts';
import { ensembleFigure, type TimeSpectrum } from '../../src/figures/ensemble-figure.ts';
import { figure1 } from '../../src/figures/figure1.ts';
import { figure2 } from '../../src/figures/figure2.ts';
import { fitFigure } from '../../src/figures/fit-figure.ts';
import { lineFigure } from '../../src/figures/line-figure.ts';
import { mixingFigure } from '../../src/figures/mixing-figure.ts';
import { panels } from '../../src/figures/panels.ts';
import { powerSpectrumPanel, powerSpectrumPlot } from '../../src/figures/power-spectrum.ts';
import { skyMap } from '../../src/figures/sky-map.ts';
import { spectrumFigure } from '../../src/figures/spectrum-figure.ts';
import { markup } from '../../src/figures/text.ts';
import { mapMatrix } from '../../src/math/matrix.ts';
import { createRandomStream } from '../../src/math/random.ts';
import { byMultipole } from '../../src/model/spectrum.ts';
import { pixelCentres, pixelCount } from '../../src/sky/healpix.ts';
import { bandMask } from '../../src/sky/mask.ts';
import { ELLS, sampleFigure2, sampleFit, sampleMatrix, sampleMeasurements, samplePower } from './samples.ts';

/** What a caller may say of any figure instead of what it says of itself. */
export interface Words {
  readonly title?: string;
  readonly description?: string;
}

/** Draws each figure function's sample; the keys are the functions' names. */
export const GALLERY: Readonly<Record<string, (document: Document, words?: Words) => SVGSVGElement>> = {
  spectrumFigure: (document, words) =>
    spectrumFigure(document, {
      spectrum: {
        ...samplePower(50, 2.9),
        noise: 1.5e-9,
        provenance: { label: 'theory, α = 50', version: '1.2.3', parameters: { alpha: 50 } },
      },
      lMax: 60,
      doubled: samplePower(50, 2.8),
      exact: samplePower(50, 2.4),
      measurements: sampleMeasurements(),
      caption: ['white noise'],
      ...words,
    }),
  figure1: (document, words) => {
    const curves = [10, 20, 50, 100].map((alpha) => samplePower(alpha, 2.6));
    return figure1(document, {
      ...ensemble(),
      lMax: 60,
      truncated: curves,
      exact: curves,
      fitted: { truncated: samplePower(68, 2.6) },
      ...words,
    });
  },
  figure2: (document, words) => figure2(document, { ...sampleFigure2(), ...words }),
  ensembleFigure: (document, words) => ensembleFigure(document, { ...ensemble(), ...words }),
  mixingFigure: (document, words) =>
    mixingFigure(document, {
      simulated: sampleMatrix(0.009),
      error: mapMatrix(sampleMatrix(0), () => 2e-3),
      perturbative: sampleMatrix(0.0105),
      resummed: sampleMatrix(0.0091),
      time: 0.5,
      alpha: 50,
      caption: ['Test particles.'],
      version: '1.2.3',
      parameters: { k0: 1e-3 },
      ...words,
    }),
  fitFigure: (document, words) => fitFigure(document, { ...sampleFit(), ...words }),
  corner: (document, words) =>
    corner(document, { parameters: cornerParameters(), title: 'Posterior of α', caption: ['caption'], ...words }),
  skyMap: (document, words) => {
    const nSide = 8;
    const centres = pixelCentres(nSide);
    return skyMap(document, {
      values: Float64Array.from({ length: pixelCount(nSide) }, (_, p) => 1e-3 * centres[3 * p + 1] + 2e-4),
      seen: bandMask(nSide, [-90, -25]).weights,
      title: 'A map',
      quantity: markup('relative intensity *δI*'),
      caption: ['Right ascension growing to the left.'],
      ...words,
    });
  },
  lineFigure: (document, words) => {
    const x = [25, 50, 100, 200, 400];
    return lineFigure(document, {
      panels: [
        {
          xTitle: markup('*ℓ*_{max}'),
          yTitle: 'time / s',
          series: [{ label: 'matrix', x, y: x.map((value) => 1e-6 * value ** 2), fit: 'all' }],
        },
      ],
      ...words,
    });
  },
  powerSpectrumPlot: (document, words) =>
    powerSpectrumPlot(document, {
      curves: [{ ...samplePower(50, 2.9), color: { category: 0 }, label: 'theory', endLabel: 'end' }],
      points: [
        {
          ell: [1, 3, 4],
          C: byMultipole([1, 3, 4], [1e-5, -1e-7, 1e-8]),
          color: 'ink',
          marker: 'square',
          label: 'data',
        },
      ],
      ...words,
    }),
  panels: (document, words) =>
    panels(document, {
      panels: [10, 20, 50].map((alpha) =>
        powerSpectrumPanel({
          curves: [{ ...samplePower(alpha, 3), color: 'ink', label: `α = ${alpha}` }],
        }),
      ),
      ...words,
    }),
};

function ensemble() {
  const ell = ELLS.slice(0, 30);
  const power = (factor: number, slope: number) =>
    byMultipole(
      ell,
      ell.map((l) => factor * l ** slope),
    );
  const spectrum = (time: number, factor: number): TimeSpectrum => ({
    time,
    ell,
    C: power(factor, -3),
    error: power(0.05 * factor, -2.6),
    noise: factor * 3e-4,
  });
  return {
    times: [spectrum(1, 1.4), spectrum(10, 93), spectrum(30, 350)],
    caption: ['Test particles.'],
    version: '1.2.3',
    parameters: { k0: 1e-3 },
  };
}

function cornerParameters(): CornerParameter[] {
  const random = createRandomStream(3, 0, 0);
  const normals = Float64Array.from({ length: 5000 }, () => random.normal());
  const others = normals.map((z) => 0.8 * z + 0.6 * random.normal());
  return [
    {
      symbol: markup('*α*'),
      scale: 'log',
      samples: normals.map((z) => 50 * Math.exp(0.5 * z)),
      interval: [30.3, 50, 82.4],
      best: 47,
      range: [1, 1000],
    },
    {
      symbol: markup('*N*'),
      scale: 'linear',
      samples: others.map((z) => Math.abs(1.5e-9 + 4e-10 * z)),
      interval: [1.1e-9, 1.5e-9, 1.9e-9],
      range: [0, 1e-6],
    },
  ];
}
