/** The turbulence spectra that every identity is tried on: one of each kind, and the extremes. */
import type { TurbulenceSpec } from '../../src/model/turbulence.ts';

export const PAPER: TurbulenceSpec = { kind: 'power-law', k0: 1e-3, k1: 100, index: 0 };

export const SPECTRA: [string, TurbulenceSpec][] = [
  ['white noise 1e-3…1e2', PAPER],
  ['Kolmogorov 1e-3…1e2', { kind: 'power-law', k0: 1e-3, k1: 100, index: 5 / 3 }],
  ['rising spectrum 0.1…10', { kind: 'power-law', k0: 0.1, k1: 10, index: -2 }],
  ['narrow band 1…1.1', { kind: 'power-law', k0: 1, k1: 1.1, index: 0 }],
  ['bent power law', { kind: 'bent', k0: 1e-4, k1: 30, index: 1.5, outerScale: 20, lowIndex: 4 }],
  ['table', { kind: 'table', k: [0.01, 0.02, 0.3, 1, 5, 40], g: [1, 3, 0.5, 0, 0.2, 0.01] }],
];
