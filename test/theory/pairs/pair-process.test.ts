/** The solver against a simulation of the same process in vectors: see pair-process.ts. */
import { describe, expect, test } from 'vitest';
import { pairIntegrals } from '../../../src/theory/pairs/spectrum.ts';
import { atAngle, KOLMOGOROV, systemOf, WHITE } from './cases.ts';
import { simulatePairs, tabulated } from './pair-process.ts';

const SIZE = { angles: 22, distances: 60, degree: 5 };
/** Pairs leave at four mean free paths, in both: what happens beyond adds nothing to compare. */
const REACH = 4;

describe.each([
  ['white noise 1e-3…100', WHITE, 0.35, 1000],
  ['Kolmogorov 3…100', KOLMOGOROV, 0.1, 1000],
] as const)('%s', (_, g, theta, pairs) => {
  test(`I(${theta}) within 2 % or 2.5 standard errors of ${pairs} pairs, which are below 2.8 %`, () => {
    const { kernel, nu, system } = systemOf(g, SIZE, { reach: REACH });
    const covariances = tabulated(kernel, 0.02 / g.k1, REACH / nu);
    const { mean, error } = simulatePairs(covariances, { nu, theta, k1: g.k1, farthest: REACH / nu, pairs, seed: 5 });
    expect(error / mean).toBeLessThan(0.028);
    const solved = atAngle(system, pairIntegrals(system).all, theta);
    expect(Math.abs(solved - mean)).toBeLessThan(Math.max(0.02 * mean, 2.5 * error));
  });
});
