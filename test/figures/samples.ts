/** Data for figures under test: analytic, of the size and slope of real spectra, so that no test needs the theory. */
import { readFileSync } from 'node:fs';
import type { AlphaSpectrum, Figure2Data } from '../../src/figures/figure2.ts';
import type { SeenPanelData, SeenTheory } from '../../src/figures/seen-panel.ts';
import { parseMeasuredCsv } from '../../src/files/measured/measured.ts';
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
  const parse = (file: string) => parseMeasuredCsv(readData(file), { file, version: '1.2.3' });
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
