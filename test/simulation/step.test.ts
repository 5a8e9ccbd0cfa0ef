import { describe, expect, test } from 'vitest';
import { createTurbulence, type TurbulenceSpec } from '../../src/model/turbulence.ts';
import { drawField } from '../../src/simulation/draw-field.ts';
import { loadEngine } from '../../src/simulation/engines.ts';
import { createSimulation, type SimulationInput } from '../../src/simulation/model.ts';
import { backward, randomDirections } from '../../src/simulation/realisation.ts';
import { fourth, multiRate } from '../../src/simulation/schedule.ts';

const engine = await loadEngine('double');
const directions = randomDirections(48, 1, 0);
const law = (k0: number, k1: number, index: number): TurbulenceSpec => ({ kind: 'power-law', k0, k1, index });

describe('the default step and rates keep their error target within a factor of four', () => {
  const cases: [string, number, Omit<SimulationInput, 'times' | 'directions'>][] = [
    ['the paper’s case', 1e-3, { turbulence: law(1e-3, 100, 0) }],
    ['the paper’s case', 1e-4, { turbulence: law(1e-3, 100, 0) }],
    ['white noise to 10', 1e-3, { turbulence: law(1e-3, 10, 0) }],
    ['white noise to 30', 1e-2, { turbulence: law(0.03, 30, 0) }],
    ['Kolmogorov', 1e-3, { turbulence: law(1, 100, 5 / 3) }],
    ['2d', 1e-3, { turbulence: law(1e-3, 100, 0), geometry: '2d' }],
    ['composite in a mean field of 10', 1e-3, { turbulence: law(1e-3, 100, 0), geometry: 'composite', meanField: 10 }],
  ];
  test.each(cases)('%s, %d', async (_name, target, input) => {
    const model = createSimulation({ ...input, times: [1], directions, modes: 300, target });
    const spectrum = createTurbulence(model.turbulence);
    const field = drawField({ ...model, turbulence: spectrum }, 1, 0);
    const rates = multiRate(field, model.levels, spectrum.k1);
    const common = { field, directions };
    const fast = await engine.trace({ ...common, schedule: rates, legs: backward([1], rates.steps * model.step) });
    const slow = await engine.trace({ ...common, schedule: fourth(field), legs: backward([1], 0.7 * model.step) });
    const squares = fast.direction.reduce((sum, value, i) => sum + (value - slow.direction[i]) ** 2, 0);
    const error = Math.sqrt(squares / 48);
    expect(error).toBeLessThan(4 * target);
    expect(error).toBeGreaterThan(0.05 * target); // nor is the work wasted
  });
});
