/**
 * Time of a sky's spectrum: C_ℓ of one map for ℓ ≤ 3 N_side − 1, with 0 and 3 iterations, by the SIMD kernel and by plain
 * TypeScript, and what three maps at once cost, beside healpy on one thread of the same machine where it is installed. Milliseconds of the thread's own processor time,
 * the least of several runs.
 *   node bench/sky.ts [N_side …]
 */
import { spawnSync } from 'node:child_process';
import { createHarmonicTransform } from '../src/sky/harmonics.ts';
import { pixelCount } from '../src/sky/healpix.ts';
import { createPlainEngine } from '../src/sky/series-plain.ts';
import { pairSpectra, powerSpectrum } from '../src/sky/spectra.ts';

const N_SIDES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [32, 64, 256, 512];
const runs = (nSide: number) => (nSide <= 64 ? 8 : nSide <= 256 ? 4 : 2);

/** Least time of one call, over `count` samples of at least 50 ms each. */
function least(count: number, work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const begin = process.threadCpuUsage();
    for (let calls = 1; ; calls++) {
      work();
      const { user, system } = process.threadCpuUsage(begin);
      const spent = (user + system) / 1000;
      if (spent > 50) {
        best = Math.min(best, spent / calls);
        break;
      }
    }
  }
  return best;
}

function healpy(nSide: number, iterations: number): number {
  const code = `
import time, numpy as np, healpy as hp
m = np.sin(np.arange(12*${nSide}**2.)**2)
best = 1e9
for i in range(${runs(nSide)}):
    begin, calls = time.thread_time(), 0
    while time.thread_time() - begin < 0.05 or calls == 0:
        hp.anafast(m, iter=${iterations}); calls += 1
    best = min(best, (time.thread_time() - begin) / calls)
print(1000 * best)
`;
  const { stdout, status } = spawnSync('/usr/bin/python3', ['-c', code], {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '1' },
  });
  return status === 0 ? Number(stdout) : Number.NaN;
}

const row = (cells: readonly (string | number)[]) =>
  console.log(cells.map((cell) => (typeof cell === 'number' ? cell.toPrecision(3) : cell).padStart(15)).join(''));

row([
  'N_side',
  'tables',
  'C_ℓ, 0 it.',
  'C_ℓ, 3 it.',
  'plain, 3 it.',
  'synthesis',
  '3 maps, 0 it.',
  'healpy, 0 it.',
  'healpy, 3 it.',
  'ratio, 3 it.',
]);
for (const nSide of N_SIDES) {
  const map = Float64Array.from({ length: pixelCount(nSide) }, (_, p) => Math.sin(p * p));
  const tables = least(runs(nSide), () => createHarmonicTransform(nSide));
  const transform = createHarmonicTransform(nSide);
  const plain = createHarmonicTransform(nSide, 3 * nSide - 1, createPlainEngine);
  const spectrum = (iterations: number) => powerSpectrum(transform.analyse([map], { iterations })[0]);
  const alms = transform.analyse([map], { iterations: 0 });
  const iterated = least(runs(nSide), () => spectrum(3));
  const theirs = healpy(nSide, 3);
  row([
    String(nSide),
    tables,
    least(runs(nSide), () => spectrum(0)),
    iterated,
    least(runs(nSide), () => plain.analyse([map], { iterations: 3 })),
    least(runs(nSide), () => transform.synthesise(alms)),
    least(runs(nSide), () => transform.analyse([map, map, map], { iterations: 0 })),
    healpy(nSide, 0),
    theirs,
    iterated / theirs,
  ]);
}

const n = pixelCount(32);
const directions = Float64Array.from({ length: n }, (_, i) => i).reduce(
  (all, i) => {
    const z = 1 - (2 * i + 1) / n; // a spiral, evenly spread
    const s = Math.sqrt(1 - z * z);
    all.set([s * Math.cos(2.4 * i), s * Math.sin(2.4 * i), z], 3 * i);
    return all;
  },
  new Float64Array(3 * n),
);
const values = [1, 2, 3].map((k) => Float64Array.from({ length: n }, (_, i) => Math.sin(k * i * i)));
row([]);
for (const lMax of [30, 95]) {
  const time = least(5, () => pairSpectra(directions, values, lMax));
  console.log(`pair estimator, ${n} scattered directions, 3 values each, ℓ ≤ ${lMax}: ${time.toPrecision(3)} ms`);
}
