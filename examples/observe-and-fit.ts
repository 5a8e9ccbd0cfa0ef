// What HAWC would see of a spectrum: one synthetic sky, its pseudo-C_ℓ, and α, K|G|² and N fitted to them again.
import {
  createCoupledData,
  createCoverage,
  createModel,
  createPseudoModel,
  defaultPriors,
  fitSpectrum,
  pseudoSpectra,
  steadySpectrum,
  summarise,
  syntheticSkies,
} from 'cranis';

const truth = { alpha: 50, gradient: 1e-4, noise: 1e-9, k0: 1e-3, k1: 100, index: 0 };
const lMax = 60;
const { C } = steadySpectrum(createModel(truth), { lMax });

const nSide = 64;
const hawc = createCoverage({ name: 'hawc', nSide, treatment: { withoutM0: true } });
const [sky] = syntheticSkies(C, { nSide, noise: truth.noise, seed: 4 })([0]);
const [pseudo] = pseudoSpectra(hawc, { lMax: 30 })([sky]);

const measured = Array.from({ length: 30 }, (_, i) => ({ ell: i + 1, C: pseudo[i + 1], errorLow: 0, errorHigh: 0 }));
const data = createCoupledData(measured, {
  sky: createPseudoModel(hawc, { lMax: 30, lMaxSky: lMax }),
  dividedBy: 1, // what the pseudo-C_ℓ were divided by: nothing
  subtracted: 0, // noise taken off them
  skies: 1,
});
const priors = defaultPriors(['alpha', 'gradient', 'noise'], truth, Math.max(...measured.map((one) => one.C)));
const fit = fitSpectrum(
  {
    setup: { spec: { kind: 'power-law', k0: 1e-3, k1: 100, index: 0 }, source: 'published', lMax },
    fixed: truth,
    priors: priors.map((prior) => (prior.name === 'alpha' ? { ...prior, lower: 5, upper: 300 } : prior)),
    priorKind: 'jeffreys',
    data,
    likelihood: 'gamma',
  },
  { samples: 4000, seed: 1 },
);
console.log(`χ² = ${fit.chiSquare.toFixed(1)} for ${fit.degreesOfFreedom} degrees of freedom`);
for (const { name, quantiles } of summarise(fit).parameters) {
  const [, low, median, high] = quantiles.map((value) => Number(value.toPrecision(2)));
  console.log(`${name}: ${median} (${low} … ${high}), made with ${truth[name]}`);
}
