import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { type EnsembleFigureData, ensembleFigure, type TimeSpectrum } from '../../src/figures/ensemble-figure.ts';
import { type Figure1Data, figure1 } from '../../src/figures/figure1.ts';
import { type MixingFigureData, mixingFigure } from '../../src/figures/mixing-figure.ts';
import { svgText } from '../../src/figures/svg.ts';
import { mapMatrix } from '../../src/math/matrix.ts';
import { byMultipole } from '../../src/model/spectrum.ts';
import { sampleMatrix } from './samples.ts';
import { expectSound } from './svg-check.ts';

const documentOf = () => parseHTML('<!doctype html><html><body></body></html>').document as unknown as Document;

const ELLS = Array.from({ length: 30 }, (_, i) => i + 1);
const power = (factor: number, slope: number) =>
  byMultipole(
    ELLS,
    ELLS.map((ell) => factor * ell ** -slope),
  );
const spectrum = (time: number, factor: number): TimeSpectrum => ({
  time,
  ell: ELLS,
  C: power(factor, 3).map((C, l) => (l === 29 ? -C : C)), // a value that the noise has pushed below zero
  error: power(factor / 20, 2.6),
  noise: factor * 3e-4,
});

const times = [spectrum(1, 1.4), spectrum(10, 93), spectrum(30, 350)];
const rest = { caption: ['Test particles.'], version: '1.2.3', parameters: { k0: 1e-3 } };

describe('spectra of an ensemble', () => {
  const data: EnsembleFigureData = { times, ...rest };

  test('have a colour and a marker for each time, error bars, and the noise of each dashed', () => {
    const text = expectSound(ensembleFigure(documentOf(), data));
    expect(text.match(/stroke-dasharray="5 2.5"/gu)!.length).toBeGreaterThanOrEqual(3);
    expect(text).toContain('&quot;k0&quot;:0.001');
    for (const color of ['#0072b2', '#d55e00', '#009e73']) expect(text.includes(color)).toBe(true);
  });

  test('of one realisation have no bars', () => {
    const without = times.map(({ error: _error, ...one }) => one);
    const bars = (svg: string) => svg.match(/<line /gu)!.length;
    const [withBars, none] = [data, { ...data, times: without }].map((one) =>
      expectSound(ensembleFigure(documentOf(), one)),
    );
    expect(bars(withBars)).toBeGreaterThan(bars(none) + 60);
  });
});

describe('figure 1', () => {
  const curve = (alpha: number, factor: number) => ({ alpha, ell: ELLS, C: power(factor / alpha, 2.6) });
  const data: Figure1Data = {
    lMax: 60,
    times,
    truncated: [10, 20, 50, 100].map((alpha) => curve(alpha, 2e4)),
    exact: [10, 20, 50, 100].map((alpha) => curve(alpha, 5e4)),
    fitted: { truncated: curve(68, 2e4) },
    ...rest,
  };

  test('holds both kinds of theory against the same points; a fit where there is one', () => {
    const text = expectSound(figure1(documentOf(), data));
    expect(text.match(/stroke-width="1.5"/gu)).toHaveLength(2); // the curve and its sample in the legend
    const none = expectSound(figure1(documentOf(), { ...data, fitted: {} }));
    expect(none.match(/stroke-width="1.5"/gu)).toBeNull();
    expect(svgText(figure1(documentOf(), data)) === text).toBe(true);
  });
});

describe('the mixing matrix', () => {
  const data: MixingFigureData = {
    simulated: sampleMatrix(0.009),
    error: mapMatrix(sampleMatrix(0), () => 2e-3),
    perturbative: sampleMatrix(0.0105),
    resummed: sampleMatrix(0.0091),
    time: 0.5,
    alpha: 50,
    ...rest,
  };

  test('simulated, perturbative, resummed, and residuals in σ', () => {
    const text = expectSound(mixingFigure(documentOf(), data));
    expect(text.match(/>residual in σ</gu)).toHaveLength(2);
  });

  test('stands alone where there is no theory, and without bars and residuals where there are no errors', () => {
    const { perturbative: _p, resummed: _r, ...alone } = data;
    expect(expectSound(mixingFigure(documentOf(), alone)).includes('residual')).toBe(false);
    const unknown = mapMatrix(data.error, () => Number.NaN);
    const text = expectSound(mixingFigure(documentOf(), { ...data, error: unknown }));
    expect(text.match(/>residual in σ</gu)).toHaveLength(2);
  });

  test('a residual beyond 30 σ leaves the frame, and the figure says so', () => {
    const tiny = mapMatrix(data.error, () => 1e-5);
    expect(expectSound(mixingFigure(documentOf(), { ...data, error: tiny }))).toMatch(/outside/u);
  });
});
