/** Data for figures under test: analytic, of the size and slope of real spectra, so that no test needs the theory. */
import { readFileSync } from 'node:fs';
import type { AlphaSpectrum, Figure2Data } from '../../src/figures/figure2.ts';
import { parseMeasuredCsv } from '../../src/observation/measured.ts';

export const ELLS = Array.from({ length: 60 }, (_, i) => i + 1);

export function samplePower(alpha: number, slope: number): AlphaSpectrum {
  return { alpha, ell: ELLS, C: ELLS.map((ell) => (3e-4 / alpha) * ell ** (-slope - alpha / 400)) };
}

export function readData(name: string): string {
  return readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8');
}

export function sampleMeasurements() {
  const parse = (file: string) => parseMeasuredCsv(readData(file), { file, version: '1.2.3' });
  return [...parse('icecube-hawc-2019-map-digitised.csv'), parse('icecube-2025-pseudo-cl-digitised.csv')[0]!];
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
    version: '1.2.3',
  };
}
