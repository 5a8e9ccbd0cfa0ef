/** The WebAssembly kernels, the same in Node, in a browser and in their workers: the code is in this package's modules. */
import { CranisError } from '../../model/errors.ts';
import { KERNELS } from './wasm.generated.ts';

/**
 * Kernels that push particles through a sum of plane waves; all work on 128-bit SIMD.
 * - double: double precision.
 * - single: the field in single precision, places and directions in double.
 * - fused: as single, with fused multiply–add where the processor has it, hence not reproducible between processors.
 */
export type PushKernelName = 'double' | 'single' | 'fused';

/** What a push kernel exports; addresses in bytes, layout in assembly/motion.ts. */
export interface PushKernel {
  /** Particles come in multiples of this. */
  lanes(): number;
  /**
   * Move `count` particles at address `particles`, component c (x, y, z, px, py, pz) at `particles` + c·stride, by
   * `macroSteps` times the schedule of `kicks` entries and a last drift.
   */
  push(
    particles: number,
    count: number,
    stride: number,
    schedule: number,
    kicks: number,
    macroSteps: number,
    constants: number,
  ): void;
}

/** Bytes at the bottom of a kernel's memory that are its own. */
export const RESERVED = 65536;

/** Throws a CranisError where the machine cannot run it. */
export async function compilePushKernel(name: PushKernelName): Promise<WebAssembly.Module> {
  const code = Uint8Array.from(atob(KERNELS[name]), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(code)) {
    throw new CranisError(`the ${name} kernel does not run here`, {
      where: 'engine',
      hint: name === 'fused' ? 'it wants relaxed SIMD; take single' : 'it wants WebAssembly SIMD; take the oracle',
    });
  }
  return WebAssembly.compile(code);
}

export function instantiatePushKernel(module: WebAssembly.Module, memory: WebAssembly.Memory): PushKernel {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as PushKernel;
}
