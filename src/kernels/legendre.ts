/** The WebAssembly kernel for sums over Legendre functions, at hand without waiting. */
import { KERNELS } from './wasm.generated.ts';

/** What it exports; addresses in bytes, layout in assembly/legendre.ts. */
export interface LegendreKernel {
  sums(
    forward: 0 | 1,
    m: number,
    seed: number,
    rows: number,
    squares: number,
    sines: number,
    count: number,
    phases: number,
    stride: number,
    sets: number,
    series: number,
    size: number,
    coefficients: number,
    block: number,
    table: number,
    constants: number,
  ): void;
}

/** Compiled at once, because a transform is no asynchronous thing: so small a module is allowed on a page's main thread too. */
const MODULE = compiled();

function compiled(): WebAssembly.Module | undefined {
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(KERNELS.legendre), (character) => character.charCodeAt(0)));
  } catch {
    return undefined; // no WebAssembly here, no SIMD, or a policy against it
  }
}

/** The kernel on this memory; undefined where the machine cannot run it. */
export function legendreKernel(memory: WebAssembly.Memory): LegendreKernel | undefined {
  return MODULE && (new WebAssembly.Instance(MODULE, { env: { memory } }).exports as unknown as LegendreKernel);
}
