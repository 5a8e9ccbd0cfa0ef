/** An engine out of anything that pushes a batch of particles. */
import type { Engine, Task, Trajectories } from './engine.ts';
import { type Particles, type Push, pushOracle } from './push.ts';

/** Particles of a batch: enough that its overhead vanishes, few enough that progress is seen and caches hold it. */
export const BATCH = 512;

/** The oracle as an engine: slow, plain, double precision. */
export const oracle: Engine = createEngine('oracle', ({ field, schedule }) => pushOracle(field, schedule));

/** @param prepare makes the push of one task; each call of the push is for at most {@link BATCH} particles */
export function createEngine(name: string, prepare: (task: Task) => Push): Engine {
  return {
    name,
    trace(task, onProgress) {
      const push = prepare(task);
      const { directions, legs } = task;
      const count = directions.length / 3;
      const out: Trajectories = {
        displacement: new Float64Array(legs.length * 3 * count),
        direction: new Float64Array(legs.length * 3 * count),
      };
      for (let start = 0; start < count; start += BATCH) {
        const particles = atOrigin(directions.subarray(3 * start, 3 * Math.min(start + BATCH, count)));
        legs.forEach((leg, i) => {
          push(particles, leg.macroSteps, leg.macroStep);
          const at = (component: number) => (3 * i + component) * count + start;
          out.displacement.set(particles.x, at(0));
          out.displacement.set(particles.y, at(1));
          out.displacement.set(particles.z, at(2));
          out.direction.set(particles.px, at(0));
          out.direction.set(particles.py, at(1));
          out.direction.set(particles.pz, at(2));
        });
        onProgress?.(Math.min(start + BATCH, count) / count);
      }
      if (!out.displacement.every(Number.isFinite) || !out.direction.every(Number.isFinite)) {
        throw new Error(`the ${name} engine made a map that is not finite`);
      }
      return out;
    },
  };
}

/** Particles at r = 0 that move along the given unit vectors (x, y, z interleaved). */
export function atOrigin(directions: Float64Array): Particles {
  const count = directions.length / 3;
  const component = (c: number) => Float64Array.from({ length: count }, (_, i) => directions[3 * i + c]);
  return {
    count,
    x: new Float64Array(count),
    y: new Float64Array(count),
    z: new Float64Array(count),
    px: component(0),
    py: component(1),
    pz: component(2),
  };
}
