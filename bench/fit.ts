/**
 * Fits of measured spectra: whole commands, the thread's own processor time of a fit in process, and where it goes.
 *   npx node bench/fit.ts
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createDirectData } from '../src/fit/data.ts';
import { fitSpectrum } from '../src/fit/fit.ts';
import { defaultPriors, type FitName } from '../src/fit/parameters.ts';
import { createPosterior, type FitProblem, theoryOf } from '../src/fit/posterior.ts';
import { createScatterLaw } from '../src/fit/scatter.ts';
import { createFastTheory, directSpectrum } from '../src/fit/theory.ts';
import { createRandomStream } from '../src/math/random.ts';
import { multipoles } from '../src/model/spectrum.ts';
import { report, time, yardstick } from './timing.ts';

const unit = yardstick();
console.log(`yardstick: LU of 200 × 200 by ml-matrix, ${unit.toFixed(2)} ms\n`);

/** Processor time of this thread in ms, which other work on the machine does not lengthen. */
function processor(run: () => unknown): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

const spec = { kind: 'power-law', k0: 1e-3, k1: 100, index: 0 } as const;
const truth = { alpha: 50, gradient: 1e-4, noise: 1.5e-9, index: 0, k0: 1e-3, k1: 100 };
const free: readonly FitName[] = ['alpha', 'gradient', 'noise'];

function problem(lMax: number | 'exact', names = free, error = 0): FitProblem {
  const setup = { spec, source: 'published', lMax } as const;
  const random = createRandomStream(1, 0, 40);
  const C = directSpectrum({ ...setup, highest: 30 }, truth);
  const measured = multipoles(30).map((ell) => {
    let sum = 0;
    for (let m = 0; m < 2 * ell + 1; m++) sum += random.normal() ** 2;
    const power = ((C[ell] + truth.noise) * sum) / (2 * ell + 1);
    return { ell, C: power, errorLow: error * power, errorHigh: error * power };
  });
  return {
    setup,
    fixed: truth,
    priors: defaultPriors(names, truth, 1e-5),
    priorKind: 'jeffreys',
    data: createDirectData(measured, { fSky: 1, withoutM0: false, subtracted: 0, skies: 1 }),
    likelihood: 'gamma',
  };
}

for (const lMax of [60, 'exact'] as const) {
  report(
    `α, K|G|², N, ℓ ≤ 30, 20 000 samples, ℓ_max = ${lMax}`,
    processor(() => fitSpectrum(problem(lMax), { samples: 20_000, seed: 1 })),
    unit,
    30_000,
  );
}
report(
  '  with errors of 10 %, ℓ_max = 60',
  processor(() => fitSpectrum(problem(60, free, 0.1), { samples: 20_000, seed: 1 })),
  unit,
  30_000,
);
report(
  'α, K|G|², N, s, 20 000 samples, exact',
  processor(() => fitSpectrum(problem('exact', [...free, 'index']), { samples: 20_000, seed: 1 })),
  unit,
);

const made = problem(60);
const theory = theoryOf(made);
const posterior = createPosterior(made, theory);
const x = posterior.coordinatesOf(truth);
const thousand = (run: () => unknown) => {
  for (let i = 0; i < 1000; i++) run();
};
report('ln posterior at 1000 places, cells known', time(() => thousand(() => posterior.logDensity(x))).median, unit);
const C = new Float64Array(31);
report('  C_ℓ by interpolation, ℓ ≤ 30', time(() => thousand(() => theory.spectrum(truth, C))).median, unit);
const setup = { ...made.setup, highest: 30 };
report('  C_ℓ by the theory itself, once', time(() => directSpectrum(setup, truth)).median, unit);
report(
  '  a cell of α, 40 … 80',
  time(() => createFastTheory(setup, { ranges: { alpha: [40, 80] }, fixed: truth }).spectrum(truth, C), { runs: 5 })
    .median,
  unit,
);
report(
  'the law of one multipole, tabulated',
  time(() => createScatterLaw({ degreesOfFreedom: 21, low: 0.1, high: 0.15 })).median,
  unit,
);

const bin = join(import.meta.dirname, '../bin/cranis.js');
for (const args of [
  ['--data', 'hawc-icecube-2019', '--l-max', '60'],
  ['--data', 'hawc-icecube-2019', '--l-max', 'exact'],
]) {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [bin, 'fit', ...args, '--format', 'json'], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  report(`cranis fit ${args.join(' ')}`, performance.now() - began, unit, 30_000);
}
