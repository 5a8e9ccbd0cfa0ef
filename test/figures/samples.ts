/** Data for figures under test: analytic, of the size and slope of real spectra, so that no test needs the theory. */
import { readFileSync } from 'node:fs';
import type { AlphaSpectrum, Figure2Data } from '../../src/figures/figure2.ts';
import type { FitFigureData } from '../../src/figures/fit-figure.ts';
import type { SeenPanelData, SeenTheory } from '../../src/figures/seen-panel.ts';
import { readCsv } from '../../src/files/csv.ts';
import { publishedSpectra } from '../../src/files/measured/layouts.ts';
import { createMatrix, type Matrix, mapMatrix } from '../../src/math/matrix.ts';
import { byMultipole } from '../../src/model/spectrum.ts';

export const ELLS = Array.from({ length: 60 }, (_, i) => i + 1);

export function samplePower(alpha: number, slope: number): AlphaSpectrum {
  const C = byMultipole(
    ELLS,
    ELLS.map((ell) => (3e-4 / alpha) * ell ** (-slope - alpha / 400)),
  );
  return { alpha, ell: ELLS, C };
}

export function readData(name: string): string {
  return readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8');
}

export function sampleMeasurements() {
  const parse = (file: string) => publishedSpectra(readCsv(readData(file), file))!;
  return [...parse('icecube-hawc-2019-map-digitised.csv'), parse('icecube-2025-pseudo-cl-digitised.csv')[0]];
}

/** A theory and its bands as a sky of 88 % would show it. */
export function sampleSeen(): SeenPanelData[] {
  const theory = (lMax: SeenTheory['lMax'], slope: number): SeenTheory => {
    const { C } = samplePower(50, slope);
    const ell = ELLS.slice(0, 24);
    const scaled = (factor: (l: number) => number) =>
      C.slice(0, 25).map((value, l) => 0.88 * value * factor(1 / Math.sqrt(2 * l + 1)));
    return {
      lMax,
      ell,
      plain: C.slice(0, 25),
      expected: scaled(() => 1),
      low68: scaled((s) => 1 - 0.9 * s),
      high68: scaled((s) => 1 + 1.2 * s),
      low95: scaled((s) => 1 - 1.4 * s),
      high95: scaled((s) => 1 + 2.6 * s),
    };
  };
  const [measurement, partial] = sampleMeasurements();
  const theories = [theory(60, 2.9), theory('exact', 2.4)];
  return [
    { measurement: measurement, name: 'One', sky: 'one sky, with noise', alpha: 50, noise: 1.5e-9, theories },
    { measurement: partial, name: 'Other', sky: 'another sky', alpha: 50, noise: 0, theories },
  ];
}

export function sampleFigure2(): Figure2Data {
  const alphas = [10, 20, 50, 100, 150, 200];
  return {
    lMax: 60,
    alphas,
    truncated: alphas.map((alpha) => samplePower(alpha, 2.9)),
    exact: alphas.map((alpha) => samplePower(alpha, 2.4)),
    noise: 1.5e-9,
    gradient: 1e-4,
    measurements: sampleMeasurements(),
    seen: sampleSeen(),
    version: '1.2.3',
  };
}

/** A fit of a digitised spectrum, with bands around it. */
export function sampleFit(): FitFigureData {
  const [spectrum] = sampleMeasurements();
  const ell = spectrum.ell.slice(0, 24);
  const power = (noise: number) =>
    byMultipole(
      ell,
      ell.map((l) => 2e-6 * l ** -3 + noise),
    );
  const best = power(4e-10);
  const around = (low: number, high: number) => ({
    low: best.map((value) => low * value),
    high: best.map((value) => high * value),
  });
  return {
    title: 'Fit of α',
    spectrum,
    points: {
      ell,
      power: spectrum.C.slice(0, 25),
      errorLow: spectrum.C.map((C) => 0.1 * C),
      errorHigh: spectrum.C.map((C) => 0.2 * C),
    },
    others: { ell: spectrum.ell.slice(24), power: spectrum.C },
    best,
    band68: around(0.9, 1.1),
    band95: around(0.8, 1.2),
    scatter68: around(0.6, 1.6),
    scatter95: around(0.1, 3),
    C: power(0),
    noise: 4e-10,
    coupled: false,
    caption: ['parameters'],
    metadata: { seed: 1 },
  };
}

/** Like a mixing matrix of 9 × 9: 1 − diagonal · ℓ(ℓ + 1) on the diagonal. */
export function sampleMatrix(diagonal: number): Matrix {
  return mapMatrix(createMatrix(9, 9), (_, i) => {
    const [l, l0] = [Math.floor(i / 9), i % 9];
    return l === l0 ? 1 - diagonal * l * (l + 1) : 0.01 * 0.5 ** Math.abs(l - l0) * (l0 + 1);
  });
}
