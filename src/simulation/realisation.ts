/** One realisation of a simulation: a pure function (model, seed, index) → maps, on any engine, anywhere. */
import { createRandomStream } from '../math/random.ts';
import { PURPOSES } from '../model/purposes.ts';
import { createTurbulence } from '../model/turbulence.ts';
import { drawField } from './draw-field.ts';
import type { Engine, Leg, Trajectories } from './engine.ts';
import type { Field } from './field.ts';
import type { SimulationModel } from './model.ts';
import { fourth, multiRate, type Schedule, strang } from './schedule.ts';

/** Maps over the directions of motion p̂ at r⊙. Index order of both maps: [time][component x, y, z][direction], flat. */
export interface Maps extends Trajectories {
  readonly index: number;
  /** Look-back times t in r_g/c. */
  readonly times: readonly number[];
  /** p̂ at t = 0: x, y, z interleaved. */
  readonly directions: Float64Array;
}

/**
 * Trace all directions back through realisation `index` of the field: displacement Δr = r(−t) − r⊙ and direction p̂(−t),
 * (2.5) and the paper, section 4.
 */
export async function realisation(
  model: SimulationModel,
  seed: number,
  index: number,
  engine: Engine,
  onProgress?: (fraction: number) => void,
): Promise<Maps> {
  const spectrum = createTurbulence(model.turbulence);
  const field = drawField({ ...model, turbulence: spectrum }, seed, index);
  const schedule = scheduleOf(model, field, spectrum.k1);
  const directions =
    model.directions instanceof Float64Array
      ? model.directions
      : randomDirections(model.directions.random, seed, index);
  const task = { field, schedule, directions, legs: backward(model.times, schedule.steps * model.step) };
  const trajectories = await engine.trace(task, onProgress);
  return { index, times: model.times, directions, ...trajectories };
}

/** One component of a map at one time: a view, not a copy. */
export function mapOf(maps: Maps, kind: 'displacement' | 'direction', time: number, component: number): Float64Array {
  const count = maps.directions.length / 3;
  const start = (3 * time + component) * count;
  return maps[kind].subarray(start, start + count);
}

/** Independent isotropic unit vectors, x, y, z interleaved. */
export function randomDirections(count: number, seed: number, index: number): Float64Array {
  const random = createRandomStream(seed, index, PURPOSES.directions);
  const out = new Float64Array(3 * count);
  for (let i = 0; i < count; i++) random.direction(out, 3 * i);
  return out;
}

function scheduleOf(model: SimulationModel, field: Field, k1: number): Schedule {
  if (model.integrator === 'multi-rate') return multiRate(field, model.levels, k1);
  return model.integrator === 'fourth' ? fourth(field) : strang(field);
}

/** Legs back in time to each of the times, in macro-steps of at most the given length. */
export function backward(times: readonly number[], longest: number): Leg[] {
  return times.map((time, i) => {
    const duration = time - (i === 0 ? 0 : times[i - 1]);
    // The slack keeps 10/0.1 from becoming 101 steps by rounding.
    const macroSteps = Math.max(1, Math.ceil((duration / longest) * (1 - 1e-12)));
    return { macroSteps, macroStep: -duration / macroSteps };
  });
}
