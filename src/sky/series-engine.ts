/** The engine for sums over Legendre functions: the SIMD kernel where there is one, to the last bit the plain one. */
import { createLegendreKernel } from '../kernels/wasm/legendre.ts';
import { createPlainEngine } from './series-plain.ts';
import { type SeriesEngine, writeConstants } from './series-sums.ts';

/** Results do not depend on which of the two it is. */
export const fastestEngine: SeriesEngine = (layout) => {
  const bytes = (numbers: number) => 8 * numbers;
  const loaded = createLegendreKernel(bytes(layout.end));
  if (!loaded) return createPlainEngine(layout);
  const { kernel, memory } = loaded;
  const numbers = new Float64Array(memory.buffer);
  writeConstants(numbers, layout);
  return {
    numbers,
    run({ forward, m, seed, rows, from, sets }) {
      kernel.sums(
        forward ? 1 : 0,
        m,
        seed,
        rows,
        bytes(layout.squares + from),
        bytes(layout.sines + from),
        layout.count - from,
        bytes(layout.phases + from),
        bytes(layout.count),
        sets,
        bytes(layout.series),
        bytes(layout.size),
        bytes(layout.coefficients),
        bytes(layout.block),
        bytes(layout.table),
        bytes(layout.constants),
      );
    },
  };
};
