import { describe, expect, test } from 'vitest';
import { createTurbulence } from '../../src/model/turbulence.ts';
import { drawField, type Geometry } from '../../src/simulation/draw-field.ts';
import type { Engine, Task } from '../../src/simulation/engine.ts';
import { type EngineName, loadEngine } from '../../src/simulation/engines.ts';
import type { Field } from '../../src/simulation/field.ts';
import { backward, randomDirections } from '../../src/simulation/realisation.ts';
import { fourth, multiRate, type Schedule, strang } from '../../src/simulation/schedule.ts';

const engines = Object.fromEntries(
  await Promise.all(
    (['oracle', 'double', 'single', 'fused'] as const).map(async (name) => [name, await loadEngine(name)] as const),
  ),
) as Record<EngineName, Engine>;

const SCHEDULES: Record<string, (f: Field, k1: number) => Schedule> = {
  strang,
  'multi-rate': (f, k1) => multiRate(f, 3, k1),
  fourth,
};

function drawn(k0: number, k1: number, modes: number, geometry: Geometry = 'isotropic', meanField = 0): Field {
  const spectrum = createTurbulence({ kind: 'power-law', k0, k1, index: 0.5 });
  return drawField({ turbulence: spectrum, modes, geometry, slabFraction: 0.2, meanField }, 11, 4);
}

const task = (field: Field, schedule: Schedule, count: number, longest: number): Task => ({
  field,
  schedule,
  directions: randomDirections(count, 2, 0),
  legs: backward([0.37, 1], longest),
});

/** Largest difference of two results, in places and in directions. */
async function difference(a: Engine, b: Engine, t: Task): Promise<{ place: number; direction: number }> {
  const [p, q] = [await a.trace(t), await b.trace(t)];
  const worst = (x: Float64Array, y: Float64Array) => x.reduce((m, v, i) => Math.max(m, Math.abs(v - y[i])), 0);
  return { place: worst(p.displacement, q.displacement), direction: worst(p.direction, q.direction) };
}

describe('the double-precision kernel', () => {
  const cases = (['isotropic', 'slab', '2d', 'composite'] as const).flatMap((geometry) =>
    [0, 2.5].flatMap((meanField) => Object.keys(SCHEDULES).map((name) => [geometry, meanField, name] as const)),
  );
  test.each(cases)('equals the oracle to the last bit: %s, mean field %d, %s', async (geometry, meanField, name) => {
    const field = drawn(1e-2, 40, 61, geometry, meanField);
    const t = task(field, SCHEDULES[name](field, 40), 13, 0.1);
    const [kernel, oracle] = [await engines.double.trace(t), await engines.oracle.trace(t)];
    expect(new Uint8Array(kernel.displacement.buffer)).toEqual(new Uint8Array(oracle.displacement.buffer));
    expect(new Uint8Array(kernel.direction.buffer)).toEqual(new Uint8Array(oracle.direction.buffer));
    expect(oracle.displacement.some((value) => value !== 0)).toBe(true);
  });

  test.each([1, 2, 3, 4, 5, 511, 512, 513])('equals it for %d particles', async (count) => {
    const field = drawn(0.1, 10, 7);
    const t = task(field, strang(field), count, 0.2);
    expect(await engines.double.trace(t)).toEqual(await engines.oracle.trace(t));
  });

  test('equals it far out, 1e5 r_g from the origin', async () => {
    const t = farTask(drawn(1e-3, 100, 60), 40);
    expect(await engines.double.trace(t)).toEqual(await engines.oracle.trace(t));
  });
});

/** A straight flight of 1e5 r_g with nothing on the way, and a kick of length 1 at its end. */
function farTask(field: Field, count: number): Task {
  const length = 1e5;
  const schedule: Schedule = {
    steps: 1,
    drift: Float64Array.of(1, 0),
    kick: Float64Array.of(1 / length),
    from: Int32Array.of(0),
    to: Int32Array.of(field.count),
  };
  return { field, schedule, directions: randomDirections(count, 5, 0), legs: [{ macroSteps: 1, macroStep: -length }] };
}

describe.each(['single', 'fused'] as const)('the %s-precision kernel', (name) => {
  test('a wave of k = 100 keeps its phase within 1.2e-5 rad after 1e5 r_g, and cos within 7e-7 besides', async () => {
    // One wave turns p̂ by a·cos(phase): the difference in p̂ is at most a (phase error + cosine error).
    for (let realisation = 0; realisation < 20; realisation++) {
      const spectrum = createTurbulence({ kind: 'power-law', k0: 99, k1: 100, index: 0 });
      const spec = { turbulence: spectrum, modes: 1, geometry: 'isotropic', slabFraction: 0, meanField: 0 } as const;
      const one = drawField(spec, 3, realisation);
      const { direction } = await difference(engines[name], engines.oracle, farTask(one, 64));
      expect(direction).toBeLessThan(Math.SQRT2 * (1.2e-5 + 7e-7));
      expect(direction).toBeGreaterThan(1e-8); // it is single precision after all
    }
  });

  test('the field of 600 waves over five decades is right within 2e-5 ω_rms at 1e5 r_g, and no worse than at 1 r_g by 3', async () => {
    const field = drawn(1e-3, 100, 600);
    const far = await difference(engines[name], engines.oracle, farTask(field, 256));
    expect(far.direction).toBeLessThan(2e-5);
    const near = farTask(field, 256);
    const unit = { ...near.schedule, drift: Float64Array.of(1e-5, 1 - 1e-5) };
    const at1 = await difference(engines[name], engines.oracle, { ...near, schedule: unit });
    expect(far.direction).toBeLessThan(3 * at1.direction);
  });

  test.each(Object.keys(SCHEDULES))(
    'follows the oracle within 1e-5 in places, 5e-5 in directions for 1 r_g/c, %s',
    async (integrator) => {
      const field = drawn(1e-3, 100, 300, 'composite', 1);
      const t = task(field, SCHEDULES[integrator](field, 100), 32, 0.02);
      const { place, direction } = await difference(engines[name], engines.oracle, t);
      expect(place).toBeLessThan(1e-5);
      expect(direction).toBeLessThan(5e-5);
    },
  );

  test.each([1, 7, 8, 9, 513])('follows it for %d particles within 1e-5', async (count) => {
    const field = drawn(0.1, 10, 7);
    expect(
      (await difference(engines[name], engines.oracle, task(field, strang(field), count, 0.2))).direction,
    ).toBeLessThan(1e-5);
  });

  test('refuses what its integers cannot reach, with a hint', () => {
    const field = drawn(1e4, 1e6, 3);
    const t = { ...task(field, strang(field), 1, 1), legs: [{ macroSteps: 1, macroStep: -1e6 }] };
    expect(() => engines[name].trace(t)).toThrow(/beyond the reach/u);
  });
});

test('kernels refuse more macro-steps than they count, rather than make none', async () => {
  const field = drawn(0.1, 10, 3);
  const t = { ...task(field, strang(field), 1, 1), legs: [{ macroSteps: 2 ** 32, macroStep: -1e-9 }] };
  for (const name of ['double', 'single'] as const) expect(() => engines[name].trace(t)).toThrow(/macro-steps/u);
});

describe('every engine', () => {
  test.each(['oracle', 'double', 'single', 'fused'] as const)(
    '%s: a particle’s path does not depend on its company',
    async (name) => {
      const field = drawn(1e-2, 40, 60);
      const t = task(field, strang(field), 530, 0.2);
      const all = await engines[name].trace(t);
      for (const i of [0, 5, 511, 512, 529]) {
        const alone = await engines[name].trace({ ...t, directions: t.directions.slice(3 * i, 3 * i + 3) });
        expect([...alone.displacement]).toEqual(Array.from({ length: 6 }, (_, row) => all.displacement[row * 530 + i]));
      }
    },
  );

  test('tells its progress, rising to 1', async () => {
    const field = drawn(1, 2, 2);
    const seen: number[] = [];
    await engines.single.trace(task(field, strang(field), 1200, 0.2), (fraction) => seen.push(fraction));
    expect(seen).toEqual([512 / 1200, 1024 / 1200, 1]);
  });

  test('has a known name', async () => {
    await expect(loadEngine('quantum' as EngineName)).rejects.toThrow(/unknown engine quantum/u);
  });
});
