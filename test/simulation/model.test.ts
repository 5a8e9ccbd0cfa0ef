import { describe, expect, test } from 'vitest';
import { CranisError } from '../../src/model/errors.ts';
import { createTurbulence } from '../../src/model/turbulence.ts';
import { createSimulation, type SimulationInput } from '../../src/simulation/model.ts';
import { backward } from '../../src/simulation/realisation.ts';
import { checkStep, ratesFor, stepFor } from '../../src/simulation/step.ts';

const input: SimulationInput = {
  turbulence: { kind: 'power-law', k0: 1e-3, k1: 100, index: 0 },
  times: [1, 10],
  directions: { random: 10 },
};

describe('a simulation’s model', () => {
  test('has the paper’s 600 waves, isotropic, no mean field, three rates at k1·step = 1.5', () => {
    expect(createSimulation(input)).toMatchObject({
      ...{ modes: 600, geometry: 'isotropic', meanField: 0, slabFraction: 0.2, integrator: 'multi-rate' },
      ...{ step: 0.015, levels: 3 },
    });
  });

  test('is plain data: a structured clone is equal', () => {
    const model = createSimulation({ ...input, directions: Float64Array.of(0, 0, 1, 0.6, 0, 0.8) });
    expect(structuredClone(model)).toEqual(model);
  });

  const bad: [string, Partial<Record<keyof SimulationInput, unknown>>, RegExp][] = [
    ['a step too long for k1', { step: 0.021 }, /step = 0.021 is too long for k1 = 100/u],
    [
      'a step too long for the turbulent rotation',
      { step: 0.6, turbulence: { kind: 'power-law', k0: 0.1, k1: 1, index: 0 } },
      /too long/u,
    ],
    ['a step too long for the gyration', { step: 0.019, meanField: 60 }, /too long for the mean field/u],
    ['a negative step', { step: -1 }, /not a positive number/u],
    ['a step that is no number', { step: Number.NaN }, /not a positive number/u],
    ['times out of order', { times: [1, 1] }, /out of order: 1 after 1/u],
    ['a time of 0', { times: [0, 1] }, /time 0 is not a positive number/u],
    ['no times', { times: [] }, /no output time/u],
    ['more waves than make sense', { modes: 1e6 }, /1000000 waves/u],
    ['no waves', { modes: 0 }, /0 waves/u],
    ['half a wave', { modes: 10.5 }, /10.5 waves/u],
    ['one wave for two parts', { modes: 1, geometry: 'composite' }, /1 waves/u],
    ['more steps than make sense, by the time', { times: [1, 1e8] }, /100000000 r_g\/c takes 6.7e\+9 steps of 0.015/u],
    ['more steps than make sense, by the step', { step: 1e-12 }, /10 r_g\/c takes 1.0e\+13 steps of 1e-12/u],
    ['an unknown geometry', { geometry: 'cubic' }, /unknown geometry cubic/u],
    ['an unknown integrator', { integrator: 'euler' }, /unknown integrator euler/u],
    ['a negative mean field', { meanField: -1 }, /mean field -1/u],
    ['a slab fraction above 1', { slabFraction: 1.1 }, /slab fraction 1.1/u],
    ['an error target of 1', { target: 1 }, /error target 1/u],
    ['no directions', { directions: { random: 0 } }, /0 random directions/u],
    ['levels', { levels: 17 }, /17 rates/u],
    ['k1 below k0', { turbulence: { kind: 'power-law', k0: 1, k1: 0.1, index: 0 } }, /not above k0/u],
  ];
  test.each(bad)('%s is one clear line with a hint', (_name, change, message) => {
    try {
      createSimulation({ ...input, ...(change as Partial<SimulationInput>) });
    } catch (error) {
      expect(error).toBeInstanceOf(CranisError);
      expect((error as CranisError).message).toMatch(message);
      expect((error as CranisError).message).not.toContain('\n');
      expect((error as CranisError).hint).toBeTruthy();
      return;
    }
    expect.unreachable();
  });

  test('directions that are not unit vectors are a fault of the caller', () => {
    expect(() => createSimulation({ ...input, directions: Float64Array.of(1, 1, 0) })).toThrow(RangeError);
    expect(() => createSimulation({ ...input, directions: Float64Array.of(1, 0) })).toThrow(RangeError);
    expect(() => createSimulation({ ...input, directions: new Float64Array(0) })).toThrow(RangeError);
  });
});

describe('the step', () => {
  test('default steps pass their own check, for k1 from 1e-3 to 1e6, targets and mean fields', () => {
    for (const k1 of [1e-3, 0.1, 1, 30, 100, 1e4, 1e6]) {
      for (const target of [1e-6, 1e-3, 0.1]) {
        for (const meanField of [0, 1, 1000]) {
          const spectrum = createTurbulence({ kind: 'power-law', k0: k1 / 1e4, k1, index: 5 / 3 });
          checkStep(stepFor(k1, target, meanField), k1, meanField);
          const rates = ratesFor(spectrum, target, meanField);
          checkStep(rates.step, k1, meanField);
          expect(rates.step * 2 ** (rates.levels - 1)).toBeLessThanOrEqual(0.5);
          expect(rates.step * 2 ** (rates.levels - 1) * meanField).toBeLessThanOrEqual(1);
        }
      }
    }
  });

  test('a stricter target gives a shorter step', () => {
    expect(stepFor(100, 1e-4)).toBeLessThan(stepFor(100, 1e-3));
    expect(stepFor(100, 1e-3)).toBeLessThan(stepFor(100, 1e-2));
  });

  test('a given step is kept, and gets the rates that keep the target', () => {
    expect(createSimulation({ ...input, step: 0.004 })).toMatchObject({ step: 0.004, levels: 5 });
    expect(createSimulation({ ...input, step: 0.004, integrator: 'strang' })).toMatchObject({ step: 0.004, levels: 1 });
    expect(createSimulation({ ...input, step: 0.02 })).toMatchObject({ step: 0.02, levels: 2 });
  });

  test('legs end at the output times within 1e-15, in steps no longer than asked, and no more of them than needed', () => {
    const legs = backward([1, 10, 10.05, 30], 0.1);
    let t = 0;
    [1, 10, 10.05, 30].forEach((time, i) => {
      t -= legs[i].macroSteps * legs[i].macroStep;
      expect(Math.abs(t / time - 1)).toBeLessThan(1e-15);
      expect(-legs[i].macroStep).toBeLessThan(0.1 * (1 + 1e-11));
    });
    expect(legs.map((leg) => leg.macroSteps)).toEqual([10, 90, 1, 200]);
  });
});
