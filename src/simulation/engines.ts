/** The engines there are. */
import { compilePushKernel, instantiatePushKernel, RESERVED } from '../kernels/wasm/push.ts';
import { CranisError } from '../model/errors.ts';
import { PARAMETERS } from '../model/parameters.ts';
import type { Engine, Task } from './engine.ts';
import {
  layoutOf,
  type Precision,
  readParticles,
  segmentsOf,
  writeConstants,
  writeParticles,
  writeSchedule,
  writeSegments,
  writeWaves,
} from './kernel-memory.ts';
import type { Push } from './push.ts';
import { BATCH, createEngine, oracle } from './trace.ts';

/**
 * - oracle: plain TypeScript, double precision.
 * - double: SIMD, the oracle's results to the last bit.
 * - single: SIMD, the field in single precision, places and directions in double; several times faster. The default.
 * - fused: as single with fused multiply–add where the processor has it: faster again, but results differ between processors.
 */
export const ENGINE_NAMES = PARAMETERS.engine.choices;
/** The engines there are. */
export type EngineName = (typeof ENGINE_NAMES)[number];

/** The engine of that name. Throws a CranisError where the machine cannot run it. */
export async function loadEngine(name: EngineName = PARAMETERS.engine.default): Promise<Engine> {
  if (name === 'oracle') return oracle;
  if (!ENGINE_NAMES.includes(name)) {
    throw new CranisError(`unknown engine ${name}`, { where: 'engine', hint: `choose ${ENGINE_NAMES.join(', ')}` });
  }
  const module = await compilePushKernel(name);
  // A memory a task: an engine holds nothing between them, and tasks may overlap.
  return createEngine(name, (task) => kernelPush(module, name === 'double' ? 'double' : 'single', task));
}

/** Kernels count in 32 bits with sign. */
const MOST_MACRO_STEPS = 2 ** 31 - 1;

function kernelPush(module: WebAssembly.Module, precision: Precision, task: Task): Push {
  const { field, schedule } = task;
  if (precision === 'single') checkReach(task);
  const segments = segmentsOf(field, schedule, precision);
  const layout = layoutOf(field, schedule, segments, precision, RESERVED, BATCH);
  const memory = new WebAssembly.Memory({ initial: Math.ceil(layout.end / 65536) });
  const kernel = instantiatePushKernel(module, memory);
  const lanes = kernel.lanes();
  const view = new DataView(memory.buffer);
  writeConstants(view, layout.constants, precision);
  writeWaves(view, layout.waves, field, precision);
  writeSegments(view, layout, segments, precision);
  return (particles, macroSteps, macroStep) => {
    if (macroSteps > MOST_MACRO_STEPS) throw new RangeError(`${macroSteps} macro-steps in one leg`);
    writeSchedule(view, layout, schedule, segments, macroStep, field.meanField);
    const count = writeParticles(memory.buffer, layout, particles, lanes);
    kernel.push(
      layout.particles,
      count,
      layout.stride,
      layout.schedule,
      schedule.kick.length,
      macroSteps,
      layout.constants,
    );
    readParticles(memory.buffer, layout, particles);
  };
}

/** The integer phases hold as far as a double resolves the lattice of the shortest waves: |r| < 2^(19 + exponent) r_g. */
function checkReach({ field, legs }: Task): void {
  const reach = 2 ** (19 + (field.exponent[0] ?? 0));
  const length = legs.reduce((sum, leg) => sum + Math.abs(leg.macroSteps * leg.macroStep), 0);
  if (length >= reach) {
    throw new CranisError(`a look-back time of ${length} r_g/c is beyond the reach of single precision, ${reach} r_g`, {
      where: 'times',
      hint: 'take shorter times, or the double engine',
    });
  }
}
