/**
 * What an observatory sees: the coupling matrix, the exact model of a coverage, a sky of N_side = 512 to C_ℓ, synthetic skies.
 * Time in process beside a yardstick of the same run; of what takes long, the thread's own processor time, which other work on
 * the machine does not lengthen, and the time elapsed.
 *   npx node bench/observation.ts
 */

import { couplingMatrix } from '../src/coverage/coupling.ts';
import { createCoverage } from '../src/coverage/coverage.ts';
import { createDecoupling } from '../src/coverage/decouple.ts';
import { exactBands } from '../src/coverage/expected-sky.ts';
import { createPseudoModel } from '../src/coverage/pseudo-model.ts';
import { pseudoSpectra } from '../src/coverage/pseudo-spectrum.ts';
import { analyseSky } from '../src/coverage/sky-analysis.ts';
import { syntheticSkies } from '../src/coverage/synthetic.ts';
import { pixelCentres } from '../src/sky/healpix.ts';
import { bandMask, createMask } from '../src/sky/mask.ts';
import { report, time, yardstick } from './timing.ts';

const unit = yardstick();
const quick = (name: string, run: () => unknown, target?: number) => report(name, time(run).median, unit, target);

/** Once, after one call that does not count. */
function long(name: string, run: () => unknown, target?: number): void {
  run();
  const began = performance.now();
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  report(name, (user + system) / 1000, unit, target);
  console.log(`${'  elapsed'.padEnd(58)} ${(performance.now() - began).toFixed(2).padStart(9)} ms`);
}

const iceCube = createCoverage({ name: 'icecube' });
const W = iceCube.spectrum(400);
quick('coupling matrix, ℓ ≤ 200, from the mask spectrum', () => couplingMatrix(W, 200), 1000);
quick(
  '  the same with the spectrum of a band',
  () => couplingMatrix(createCoverage({ name: 'hawc' }).spectrum(400), 200),
  1000,
);
const map64 = bandMask(64, [-38, 76]);
quick(
  '  the same with the spectrum of a mask, N_side = 64',
  () => couplingMatrix(createCoverage({ mask: map64 }).spectrum(400), 200),
  1000,
);

const C = Float64Array.from({ length: 101 }, (_, l) => (l === 0 ? 0 : l ** -2.7));
quick('exact model of a band, ℓ ≤ 40, sky to 100', () => createPseudoModel(iceCube, { lMax: 40, lMaxSky: 100 }));
const model = createPseudoModel(createCoverage({ name: 'icecube', treatment: { remove: 'dipole', withoutM0: true } }), {
  lMax: 40,
  lMaxSky: 100,
});
quick('  its mean and covariance for a spectrum', () => model.moments(C, 1e-4));
const moments = model.moments(C, 1e-4);
quick('  68 and 95 % bands, ℓ ≤ 40', () => exactBands(moments));
const square = createPseudoModel(iceCube, { lMax: 100 }).response;
quick('decoupling, ℓ ≤ 100', () => createDecoupling(square, {}));

const skies = syntheticSkies(C, { nSide: 64, noise: 1e-4, seed: 1 });
const analyse = pseudoSpectra(createCoverage({ mask: map64, iterations: 0 }), { lMax: 40 });
let from = 0;
long('100 synthetic skies, N_side = 64, ℓ ≤ 40', () => {
  for (let i = 0; i < 100; i += 10) analyse(skies(Array.from({ length: 10 }, () => from++)));
});

const nSide = 512;
const big = syntheticSkies(C, { nSide, noise: 1e-4, seed: 1 })([0])[0];
const full = createMask(new Float64Array(big.length).fill(1));
const band = bandMask(nSide, [-90, -25]);
const centres = pixelCentres(nSide);
const ragged = createMask(band.weights.map((w, p) => (centres[3 * p] > 0.3 ? 0 : w)));
long(
  'N_side = 512, full sky, ℓ ≤ 191',
  () => analyseSky(big, createCoverage({ mask: { ...full, name: 'full' } }), { lMax: 191 }),
  5000,
);
long(
  'N_side = 512, full sky, ℓ ≤ 1535',
  () => analyseSky(big, createCoverage({ mask: { ...full, name: 'full' } }), { lMax: 1535 }),
  5000,
);
long(
  'N_side = 512, a band, decoupled, ℓ ≤ 191',
  () => analyseSky(big, createCoverage({ mask: { ...band, name: 'band' } }), { lMax: 191 }),
  5000,
);
long(
  'N_side = 512, a ragged mask, decoupled, ℓ ≤ 191',
  () => analyseSky(big, createCoverage({ mask: { ...ragged, name: 'mask' } }), { lMax: 191 }),
  5000,
);
long(
  'N_side = 512, a ragged mask, dipole removed, ℓ ≤ 191',
  () =>
    analyseSky(big, createCoverage({ mask: { ...ragged, name: 'mask' }, treatment: { remove: 'dipole' } }), {
      lMax: 191,
    }),
  5000,
);
