import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createTurbulence } from '../../src/model/turbulence.ts';
import { exactEquation } from '../../src/theory/closure/exact-equation.ts';
import {
  createStep,
  evolvedSpectrum,
  exactSpectrum,
  generator,
  mixingMatrix,
  steadySpectrum,
  type TheoryModel,
} from '../../src/theory/index.ts';
import { PAPER, SPECTRA } from './cases.ts';

const model = (spec = PAPER, alpha = 50, more: Partial<TheoryModel> = {}): TheoryModel => {
  const field = createTurbulence(spec);
  return { turbulence: field, deltaT: alpha / field.k1, gradient: 1e-4 * field.k0, source: 'published', ...more };
};
const reference = JSON.parse(readFileSync(new URL('../reference/theory.json', import.meta.url), 'utf8'));

describe('the steady state', () => {
  test('matches the reference at ℓ_max = 30, 60, 120, α = 10, 50, to 1e-10 relative', () => {
    for (const { alpha, steady } of reference) {
      for (const [lMax, values] of Object.entries<Record<string, number>>(steady)) {
        const { C } = steadySpectrum(model(PAPER, alpha), { lMax: Number(lMax) });
        for (const [l, value] of Object.entries(values)) {
          expect(Math.abs(C[Number(l)] / value - 1), `α ${alpha} ℓ_max ${lMax} ℓ ${l}`).toBeLessThan(1e-10);
        }
      }
    }
  });

  test('solves A C = S e_1 with a residual below 1e-13 of the largest term of each row', () => {
    for (const [name, spec] of SPECTRA) {
      const m = model(spec, 30);
      const { C } = steadySpectrum(m, { lMax: 40 });
      const A = generator(mixingMatrix(createStep(m.turbulence, m.deltaT), { lMax: 40 }));
      for (let l = 1; l <= 40; l++) {
        let row = l === 1 ? (-8 * Math.PI * m.gradient) / 9 : 0; // [P8]
        let largest = Math.abs(row);
        for (let l0 = 1; l0 <= 40; l0++) {
          const term = A.values[l * 41 + l0] * C[l0];
          row += term;
          largest = Math.max(largest, Math.abs(term));
        }
        expect(Math.abs(row), `${name} ℓ ${l}`).toBeLessThan(1e-13 * largest);
      }
    }
  });

  test('says what the cut does: lMaxDoubling is the ratio of two solutions, toExact that to the limit, to 1e-13', () => {
    const { C, checks } = steadySpectrum(model(), { lMax: 30 });
    const doubled = steadySpectrum(model(), { lMax: 60 });
    const exact = exactSpectrum(model(), { lMax: 30 });
    for (let l = 1; l <= 30; l++) {
      expect(Math.abs((checks.lMaxDoubling![l] * C[l]) / doubled.C[l] - 1)).toBeLessThan(1e-13);
      expect(Math.abs((checks.toExact![l] * C[l]) / exact.C[l] - 1)).toBeLessThan(1e-13);
    }
  });

  test('scales with K|G|² and is three times larger with the consistent source [P8], to 1e-14 relative', () => {
    const one = steadySpectrum(model(), { lMax: 20 }).C;
    const two = steadySpectrum(model(PAPER, 50, { gradient: 2e-7 }), { lMax: 20 }).C;
    const consistent = steadySpectrum(model(PAPER, 50, { source: 'consistent' }), { lMax: 20 }).C;
    for (let l = 1; l <= 20; l++) {
      expect(Math.abs(two[l] / one[l] / 2 - 1)).toBeLessThan(1e-14);
      expect(Math.abs(consistent[l] / one[l] / 3 - 1)).toBeLessThan(1e-14);
    }
  });

  test('with 1c dropped and the consistent source, C_1 = 4πK²|G|² where K = 1/(3ν), to 1e-14 relative [P8]', () => {
    const { turbulence: field, deltaT } = model();
    const alone = mixingMatrix(createStep(field, deltaT), { lMax: 1, diagram: '1a' }).M.values[3];
    const nu = -alone / deltaT; // rate at which 1a removes the dipole of one particle
    const K = 1 / (3 * nu);
    const G2 = 7e-5;
    const C1 = ((8 * Math.PI) / 3) * K * G2 * (1 / (2 * nu));
    expect(Math.abs(C1 / (4 * Math.PI * K * K * G2) - 1)).toBeLessThan(1e-14);
  });

  test('is positive and falls with ℓ for every spectrum, α = 5, 50, 200', () => {
    for (const [name, spec] of SPECTRA) {
      for (const alpha of [5, 50, 200]) {
        const { C } = exactSpectrum(model(spec, alpha), { lMax: 60 });
        for (let l = 1; l <= 60; l++) expect(C[l], `${name} α ${alpha} ℓ ${l}`).toBeGreaterThan(0);
      }
    }
  });
});

describe('the exact limit', () => {
  test('matches the reference: 1e-8 relative for ℓ ≤ 5, 5e-7 at ℓ = 10, 3e-5 at ℓ = 30', () => {
    for (const { alpha, exact } of reference) {
      const { C } = exactSpectrum(model(PAPER, alpha), { lMax: 30 });
      for (const [key, value] of Object.entries<number>(exact)) {
        const l = Number(key);
        const tolerance = l <= 5 ? 1e-8 : l <= 10 ? 5e-7 : 3e-5;
        expect(Math.abs(C[l] / value - 1), `α ${alpha} ℓ ${l}`).toBeLessThan(tolerance);
      }
    }
  });

  test.each(SPECTRA)(
    '%s: is the limit of finite cuts, which approach it as ℓ_max^−p, p within 8 % at ℓ_max 200 … 400',
    (_, spec) => {
      const m = model(spec, 10);
      const { C, tailExponent } = exactSpectrum(m, { lMax: 10 });
      const gap = [200, 400].map((lMax) => steadySpectrum(m, { lMax }).checks.toExact![1] - 1) as [number, number];
      expect(gap[1]).toBeGreaterThan(0);
      expect(C[1]).toBeGreaterThan(0);
      expect(Math.abs(Math.log2(gap[0] / gap[1]) / tailExponent - 1)).toBeLessThan(0.08);
    },
  );

  test.each(SPECTRA)('%s: its tail falls as ℓ^(−2−p), the slope between ℓ = 1000 and 2000 within 0.02', (_, spec) => {
    const { C, tailExponent } = exactSpectrum(model(spec, 10), { lMax: 2000 });
    expect(Math.abs(Math.log2(C[1000] / C[2000]) - 2 - tailExponent)).toBeLessThan(0.02);
  });

  test('has p = 0.571 at α = 10 in the paper’s case, and p → 1/2 as α → 0, to 1e-3', () => {
    expect(Math.abs(exactSpectrum(model(PAPER, 10), { lMax: 2 }).tailExponent - 0.571)).toBeLessThan(1e-3);
    expect(Math.abs(exactSpectrum(model(PAPER, 0.01), { lMax: 2 }).tailExponent - 0.5)).toBeLessThan(1e-3);
  });

  test('has its closed form as α → 0, where ã and b are constant: C_1 to 1e-6 relative', () => {
    // As α → 0, ã and b are constant: with q = b/ã = 1/4, y(u) = (c/ã) u^q ∫_u^2 v^−q dv = (c/ã) u^q (2^{1−q} − u^{1−q})/(1−q).
    const m = model(PAPER, 1e-3);
    const { aTilde, b } = exactEquation(createStep(m.turbulence, m.deltaT));
    const q = b[0] / aTilde[0];
    expect(Math.abs(q - 0.25)).toBeLessThan(1e-6);
    const c = (m.deltaT * 3 * ((8 * Math.PI) / 9) * m.gradient) / (4 * Math.PI) / aTilde[0];
    // C_1 = π ∫_0^2 y du
    const C1 = ((Math.PI * c) / (1 - q)) * ((2 ** (1 - q) * 2 ** (1 + q)) / (1 + q) - 2);
    expect(Math.abs(exactSpectrum(m, { lMax: 1 }).C[1] / C1 - 1)).toBeLessThan(1e-6);
  });

  test('does not depend on the highest multipole asked for, to 1e-12 relative', () => {
    const short = exactSpectrum(model(), { lMax: 5 }).C;
    const long = exactSpectrum(model(), { lMax: 700 }).C;
    for (let l = 1; l <= 5; l++) expect(Math.abs(long[l] / short[l] - 1)).toBeLessThan(1e-12);
  });

  test('estimates its own error below 1e-11 for every spectrum, α = 0.1 … 200, and below 1e-9 at α = 1000', () => {
    for (const [name, spec] of SPECTRA) {
      for (const alpha of [0.1, 10, 50, 200, 1000]) {
        const { checks } = exactSpectrum(model(spec, alpha), { lMax: 60 });
        expect(checks.quadratureError, `${name} α ${alpha}`).toBeLessThan(alpha > 200 ? 1e-9 : 1e-11);
        expect(checks.sumRuleResidual, `${name} α ${alpha}`).toBeLessThan(alpha > 200 ? 1e-9 : 1e-11);
      }
    }
  });
});

describe('the evolution', () => {
  const lMax = 25;
  test('starts at zero as S t e_1 and ends in the steady state, to 1e-6 and 1e-11 relative', () => {
    const early = evolvedSpectrum(model(), { lMax, time: 1e-6 }).C;
    expect(Math.abs(early[1] / (((8 * Math.PI) / 9) * 1e-7 * 1e-6) - 1)).toBeLessThan(1e-6);
    expect(evolvedSpectrum(model(), { lMax, time: 0 }).C).toEqual(new Float64Array(lMax + 1));
    const late = evolvedSpectrum(model(), { lMax, time: 2000 }).C;
    const steady = steadySpectrum(model(), { lMax }).C;
    for (let l = 1; l <= lMax; l++) expect(Math.abs(late[l] / steady[l] - 1)).toBeLessThan(1e-11);
  });

  test('goes on from any start: t = 3 and then 4 is t = 7, to 1e-12 relative; the steady state stays, to 1e-12', () => {
    const first = evolvedSpectrum(model(), { lMax, time: 3 }).C;
    const second = evolvedSpectrum(model(), { lMax, time: 4, start: first }).C;
    const whole = evolvedSpectrum(model(), { lMax, time: 7 }).C;
    const steady = steadySpectrum(model(), { lMax }).C;
    const stays = evolvedSpectrum(model(), { lMax, time: 5, start: steady }).C;
    for (let l = 1; l <= lMax; l++) {
      expect(Math.abs(second[l] / whole[l] - 1)).toBeLessThan(1e-12);
      expect(Math.abs(stays[l] / steady[l] - 1)).toBeLessThan(1e-12);
    }
  });

  test('obeys dC/dt = S − A C, by central differences, to 1e-7 of S', () => {
    const m = model();
    const A = generator(mixingMatrix(createStep(m.turbulence, m.deltaT), { lMax }));
    const at = (time: number) => evolvedSpectrum(m, { lMax, time }).C;
    const [before, now, after] = [at(9.999), at(10), at(10.001)];
    const S = ((8 * Math.PI) / 9) * m.gradient;
    for (let l = 1; l <= lMax; l++) {
      let rate = l === 1 ? S : 0;
      for (let l0 = 1; l0 <= lMax; l0++) rate -= A.values[l * (lMax + 1) + l0] * now[l0];
      expect(Math.abs((after[l] - before[l]) / 0.002 - rate)).toBeLessThan(1e-7 * S);
    }
  });

  test('is proportional to its source however large or small, to 1e-11 relative, and finite at any time', () => {
    const lMax = 12;
    const one = evolvedSpectrum(model(), { lMax, time: 100 }).C;
    for (const factor of [1e-90, 1e30, 1e100]) {
      const scaled = model(PAPER, 50, { gradient: factor * model().gradient });
      const { C } = evolvedSpectrum(scaled, { lMax, time: 100 });
      for (let l = 1; l <= lMax; l++) {
        expect(Math.abs(C[l] / factor / one[l] - 1), `× ${factor}, ℓ = ${l}`).toBeLessThan(1e-11);
      }
      const late = evolvedSpectrum(scaled, { lMax, time: 1e16 }).C[1];
      expect(Math.abs(late / steadySpectrum(scaled, { lMax }).C[1] - 1)).toBeLessThan(1e-11);
    }
  });

  test('owns up to a quadrature too coarse for its integrand: a steep spectrum said to be gentle, by > 1e-10', () => {
    const field = { ...createTurbulence({ kind: 'power-law', k0: 1e-3, k1: 100, index: 20 }), steepness: [0] };
    const { checks } = exactSpectrum({ ...model(), turbulence: field, deltaT: 10 }, { lMax: 3 });
    expect(checks.quadratureError).toBeGreaterThan(1e-10);
  });

  test('throws on a time or a start that is malformed', () => {
    for (const time of [-1, Number.NaN]) expect(() => evolvedSpectrum(model(), { lMax, time })).toThrow(RangeError);
    expect(() => evolvedSpectrum(model(), { lMax, time: 1, start: [1] })).toThrow(RangeError);
  });
});
