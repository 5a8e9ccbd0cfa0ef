/** The whole theory against numbers computed apart from it: test/reference/generate-theory.py, by slower and other routes. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createTurbulence, type TurbulenceSpec } from '../../src/model/turbulence.ts';
import {
  createStep,
  evolvedSpectrum,
  exactSpectrum,
  generator,
  kappa,
  lambda,
  type MixingMethod,
  mixingMatrix,
  resummedMixing,
  steadySpectrum,
  type TheoryModel,
} from '../../src/theory/index.ts';

/** Keys are ℓ, a, or "ℓ,ℓ0". */
type Numbers = Readonly<Record<string, number>>;

interface Case {
  readonly name: string;
  readonly spec: TurbulenceSpec;
  readonly alpha: number;
  readonly deltaT: number;
  readonly KG2: number;
  readonly source: 'published';
  readonly Lambda0: number;
  readonly Lambda2: number;
  readonly kappaDiag: Numbers;
  readonly kappaOff2: Numbers;
  readonly M: Numbers;
  /** 1 − M_ℓℓ */
  readonly deltaMinusM: Numbers;
}

/** All but the longest step. */
interface SolvedCase extends Case {
  /** Σ_ℓ (2ℓ+1) M_{ℓℓ0} / (2ℓ0+1) by ℓ0 */
  readonly sumRule: Numbers;
  /** By ℓ_max. */
  readonly steady: Readonly<Record<string, Numbers>>;
  readonly exact: Numbers;
  readonly tailExponent: number;
}

interface Reference {
  readonly accuracy: Numbers;
  readonly cases: readonly (Case | SolvedCase)[];
  readonly evolution: {
    readonly name: string;
    readonly alpha: number;
    readonly lMax: number;
    readonly time: number;
    readonly C: Numbers;
    readonly resummed: Numbers;
  };
}

const reference: Reference = JSON.parse(
  readFileSync(new URL('../reference/theory-spectra.json', import.meta.url), 'utf8'),
);
const titled = <T extends Case>(cases: readonly T[]) => cases.map((c) => [`${c.name}, α = ${c.alpha}`, c] as const);
const all = titled(reference.cases);
const solved = titled(reference.cases.filter((c): c is SolvedCase => 'exact' in c));
const METHODS: readonly MixingMethod[] = ['quadrature', 'wigner'];

const model = ({ spec, deltaT, KG2, source }: Case): TheoryModel => ({
  turbulence: createTurbulence(spec),
  deltaT,
  gradient: KG2,
  source,
});
const numbered = (numbers: Numbers) => Object.entries(numbers).map(([key, value]) => [Number(key), value] as const);
const paired = (numbers: Numbers) =>
  Object.entries(numbers).map(([key, value]) => [...(key.split(',').map(Number) as [number, number]), value] as const);
const relative = (got: number | undefined, value: number) => Math.abs(got! / value - 1);

describe('the reference', () => {
  test('covers eight spectra, α from 0.5 to 1000, and promises what the tests below ask for', () => {
    expect(new Set(all.map(([, c]) => c.name)).size).toBe(8);
    expect(all).toHaveLength(12);
    expect(solved).toHaveLength(11);
    expect(reference.accuracy).toEqual({
      Lambda: 1e-13,
      kappaDiagonal: 1e-12,
      kappaOff: 1e-12,
      M: 1e-12,
      deltaMinusM: 2e-12,
      sumRule: 1e-12,
      steady: 1e-11,
      exact: 1e-11,
      tailExponent: 1e-12,
      C: 1e-11,
      resummed: 1e-12,
    });
  });
});

describe.each(all)('%s', (_, c) => {
  const { turbulence: field, deltaT } = model(c);

  test('Λ0 and Λ2, to 1e-13 relative', () => {
    const got = lambda(createStep(field, deltaT));
    expect(relative(got[0], c.Lambda0)).toBeLessThan(1e-13);
    expect(relative(got[2], c.Lambda2)).toBeLessThan(1e-13);
  });

  test('κ_aa and κ_{a,a+2}, a = 0 … 20, to 1e-12 relative', () => {
    const { diagonal, off } = kappa(createStep(field, deltaT), 20);
    for (const [a, value] of numbered(c.kappaDiag)) expect(relative(diagonal[a], value), `a ${a}`).toBeLessThan(1e-12);
    for (const [a, value] of numbered(c.kappaOff2)) expect(relative(off[a], value), `a ${a}`).toBeLessThan(1e-12);
  });

  test('M by Wigner symbols, to 1e-12 relative', () => {
    const { M } = mixingMatrix(createStep(field, deltaT), { lMax: 40, method: 'wigner' });
    for (const [l, l0, value] of paired(c.M)) {
      expect(relative(M.values[l * 41 + l0], value), `M ${l},${l0}`).toBeLessThan(1e-12);
    }
  });

  test('M by quadrature, to 1e-12 of the row’s largest', () => {
    const { M } = mixingMatrix(createStep(field, deltaT), { lMax: 40, method: 'quadrature' });
    for (const [l, l0, value] of paired(c.M)) {
      const largest = Math.max(...M.values.subarray(l * 41, l * 41 + 41).map(Math.abs));
      expect(Math.abs(M.values[l * 41 + l0] - value), `M ${l},${l0}`).toBeLessThan(1e-12 * largest);
    }
  });

  test('1 − M_ℓℓ by quadrature, to 2e-12 relative', () => {
    const { change } = mixingMatrix(createStep(field, deltaT), { lMax: 40, method: 'quadrature' });
    for (const [l, , value] of paired(c.deltaMinusM)) {
      expect(relative(-change.values[l * 42], value), `ℓ ${l}`).toBeLessThan(2e-12);
    }
  });

  test('1 − M_ℓℓ by Wigner symbols, to 2e-12 relative or 1e-14 of 2M¹ᵃ, which cancels in it', () => {
    const { change } = mixingMatrix(createStep(field, deltaT), { lMax: 40, method: 'wigner' });
    const alone = mixingMatrix(createStep(field, deltaT), { lMax: 40, diagram: '1a' }).M.values;
    for (const [l, , value] of paired(c.deltaMinusM)) {
      const tolerance = Math.max(2e-12 * Math.abs(value), 2e-14 * Math.abs(alone[l * 42]));
      expect(Math.abs(-change.values[l * 42] - value), `ℓ ${l}`).toBeLessThan(tolerance);
    }
  });
});

describe.each(solved)('%s', (_, c) => {
  test('the sum rule [P7] at ℓ0 = 1, 2, 5, by both methods, to 1e-12 of 2ℓ0+1', () => {
    const lMax = Math.ceil(c.alpha + 12 * Math.cbrt(c.alpha) + 20) + 10;
    const { turbulence: field, deltaT } = model(c);
    for (const method of METHODS) {
      const { M } = mixingMatrix(createStep(field, deltaT), { lMax, method });
      for (const [l0, value] of numbered(c.sumRule)) {
        expect(Math.abs(value - 1), `the reference, ℓ0 ${l0}`).toBeLessThan(1e-12);
        let sum = 0;
        for (let l = 0; l <= lMax; l++) sum += (2 * l + 1) * M.values[l * (lMax + 1) + l0];
        expect(Math.abs(sum / (2 * l0 + 1) - 1), `${method}, ℓ0 ${l0}`).toBeLessThan(1e-12);
      }
    }
  });

  test('the steady state at ℓ_max = 30 and 60, to 1e-11 relative', () => {
    for (const [lMax, numbers] of Object.entries(c.steady)) {
      const { C } = steadySpectrum(model(c), { lMax: Number(lMax) });
      for (const [l, value] of numbered(numbers)) {
        expect(relative(C[l], value), `ℓ_max ${lMax}, ℓ ${l}`).toBeLessThan(1e-11);
      }
    }
  });

  test('the limit ℓ_max → ∞ to 1e-11, and its tail’s exponent to 1e-12 relative', () => {
    const { C, tailExponent } = exactSpectrum(model(c), { lMax: 30 });
    for (const [l, value] of numbered(c.exact)) expect(relative(C[l], value), `ℓ ${l}`).toBeLessThan(1e-11);
    expect(relative(tailExponent, c.tailExponent)).toBeLessThan(1e-12);
  });
});

describe('evolution, Kolmogorov, α = 50, ℓ_max = 30', () => {
  const { name, alpha, lMax, time, C: expected, resummed } = reference.evolution;
  const c = reference.cases.find((candidate) => candidate.name === name && candidate.alpha === alpha)!;

  test('C_ℓ from zero to t = 10, over eight decades, to 1e-11 relative', () => {
    const { C } = evolvedSpectrum(model(c), { lMax, time });
    for (const [l, value] of numbered(expected)) expect(relative(C[l], value), `ℓ ${l}`).toBeLessThan(1e-11);
  });

  test('exp(−AΔT), to 1e-12 relative', () => {
    const { turbulence: field, deltaT } = model(c);
    const step = resummedMixing(generator(mixingMatrix(createStep(field, deltaT), { lMax })), deltaT);
    for (const [l, l0, value] of paired(resummed)) {
      expect(relative(step.values[l * (lMax + 1) + l0], value), `${l},${l0}`).toBeLessThan(1e-12);
    }
  });
});
