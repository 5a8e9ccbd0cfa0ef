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

/** The kernel and a memory of so many bytes for it; undefined where the machine cannot run it or has no such memory left. */
export function createLegendreKernel(
  bytes: number,
): { memory: WebAssembly.Memory; kernel: LegendreKernel } | undefined {
  if (!MODULE) return undefined;
  try {
    const pages = Math.ceil(bytes / 65536);
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const { exports } = new WebAssembly.Instance(MODULE, { env: { memory } });
    return { memory, kernel: exports as unknown as LegendreKernel };
  } catch {
    return undefined; // beyond 4 GiB, or too many memories at once: each takes its share of the address space
  }
}
