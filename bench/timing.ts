/** Timing that can be trusted a little: warmed up, the median of several runs, beside a yardstick in the same run. */
import { LuDecomposition, Matrix } from 'ml-matrix';

/** Median and least time of `runs` calls in ms, after warming up for at least `warm` ms. */
export function time(run: () => unknown, { runs = 15, warm = 300 } = {}): { median: number; least: number } {
  const began = performance.now();
  do run();
  while (performance.now() - began < warm);
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return { median: times[runs >> 1], least: times[0] };
}

/** What a familiar piece of work costs here and now: the LU decomposition of a 200 × 200 matrix by ml-matrix, in ms. */
export function yardstick(): number {
  const n = 200;
  const matrix = Matrix.from1DArray(
    n,
    n,
    Array.from({ length: n * n }, (_, i) => Math.sin(1 + i * i)),
  );
  return time(() => new LuDecomposition(matrix)).median;
}

/** One row of a report: the claim, what was measured, in ms and in yardsticks. */
export function report(name: string, ms: number, unit: number, target?: number): void {
  const verdict = target === undefined ? '' : `  target ${target} ms${ms <= target ? '' : '  MISSED'}`;
  console.log(
    `${name.padEnd(58)} ${ms.toFixed(2).padStart(9)} ms ${(ms / unit).toFixed(2).padStart(8)} LU200${verdict}`,
  );
}
