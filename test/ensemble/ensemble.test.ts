import { beforeAll, describe, expect, test } from 'vitest';
import { createEnsembleAccumulator, type Ensemble } from '../../src/ensemble/ensemble.ts';
import { createMixingAccumulator, type EnsembleMixing } from '../../src/ensemble/mixing.ts';
import { scatteringRate, turbulentScatteringRate } from '../../src/ensemble/scattering.ts';
import {
  multipoleAxes,
  type RealisationStatistics,
  realisationStatistics,
  type Sampling,
  STATISTIC_NAMES,
  statisticShape,
} from '../../src/ensemble/statistics.ts';
import { createMatrix } from '../../src/math/matrix.ts';
import { createMoments } from '../../src/math/moments.ts';
import { createTurbulence } from '../../src/model/turbulence.ts';
import { loadEngine } from '../../src/simulation/engines.ts';
import { createSimulation } from '../../src/simulation/model.ts';
import { type Maps, randomDirections, realisation } from '../../src/simulation/realisation.ts';
import { pixelCentres, pixelCount } from '../../src/sky/healpix.ts';
import { createStep, generator, mixingMatrix, resummedMixing } from '../../src/theory/index.ts';
import reference from '../reference/simulation.json' with { type: 'json' };

/** Particles that fly straight: Δr = −p̂ t. */
function straight(directions: Float64Array, times: readonly number[]): Maps {
  const count = directions.length / 3;
  const size = times.length * 3 * count;
  const maps = { displacement: new Float64Array(size), direction: new Float64Array(size) };
  times.forEach((t, i) => {
    for (let p = 0; p < count; p++) {
      for (let c = 0; c < 3; c++) {
        maps.direction[(3 * i + c) * count + p] = directions[3 * p + c];
        maps.displacement[(3 * i + c) * count + p] = -t * directions[3 * p + c];
      }
    }
  });
  return { index: 0, times, directions, ...maps };
}

describe.each([
  { directions: 'healpix', nSide: 8 },
  { directions: 'healpix', nSide: 16 },
  { directions: 'random', nSide: 8 },
] as const)('particles that fly straight, $directions directions, N_side = $nSide', (sampling: Sampling) => {
  const times = [1, 3];
  const directions = sampling.directions === 'healpix' ? pixelCentres(sampling.nSide) : randomDirections(768, 5, 0);
  const statistics = realisationStatistics(sampling)(straight(directions, times));

  test('C_1 = 4πt²/9, within 1e-3 at pixel centres, within 1e-2 at random directions, six times the spread expected', () => {
    const result = accumulate(sampling, times, [statistics]);
    const tolerance = sampling.directions === 'healpix' ? 1e-3 : 0.01;
    result.times.forEach(({ C, meanSquareDisplacement, diffusion, alignment }, i) => {
      const t = times[i];
      expect(Math.abs(C[1] / ((4 * Math.PI * t * t) / 9) - 1)).toBeLessThan(tolerance);
      // The dipole alone: nothing in any other multipole.
      const nothing = sampling.directions === 'healpix' ? 1e-7 : 1e-5;
      for (let l = 2; l <= 8; l++) expect(Math.abs(C[l])).toBeLessThan(nothing * t * t);
      expect(meanSquareDisplacement).toBeCloseTo(t * t, 12);
      expect(diffusion).toBeCloseTo(t / 3, 12);
      expect(alignment).toBeCloseTo(1, 12);
    });
  });

  test('the mixing matrix is the unit matrix, within 2e-6 at pixel centres (how well their sums know the variance, and so the noise) and 5 expected spreads at random directions', () => {
    const { M } = accumulateMixing(sampling, [statistics], 0, 6);
    for (let l = 0; l <= 6; l++) {
      for (let l0 = 0; l0 <= 6; l0++) {
        const spread = Math.sqrt((2 * (2 * l0 + 1)) / (768 * (2 * l + 1))) * (l === l0 ? 2 : 1);
        const tolerance = sampling.directions === 'healpix' ? 2e-6 : 5 * spread;
        expect(Math.abs(M.values[l * 7 + l0] - (l === l0 ? 1 : 0)), `M_${l},${l0}`).toBeLessThan(tolerance);
      }
    }
  });

  test('every statistic has the shape that it says', () => {
    for (const name of STATISTIC_NAMES) {
      expect(statistics[name]).toHaveLength(statisticShape(name, sampling, 2).reduce((a, b) => a * b, 1));
    }
  });
});

test.each([
  [8, 1e-2],
  [16, 1e-3],
])(
  'nearly straight flight, N_side = %d: an octupole of 1e-2 beside the dipole has its C_3 within %d, in halves within 1 %; noise and all else are below that share of it',
  (nSide, tolerance) => {
    const maps = straight(pixelCentres(nSide), [1]);
    const count = pixelCount(nSide);
    for (let c = 0; c < 3; c++) {
      for (let p = 0; p < count; p++) {
        const [x, y, z] = [0, 1, 2].map((i) => maps.directions[3 * p + i]) as [number, number, number];
        maps.displacement[c * count + p] += 1e-2 * x * y * z;
      }
    }
    const sampling: Sampling = { directions: 'healpix', nSide };
    const { C, noise, half } = accumulate(sampling, [1], [realisationStatistics(sampling)(maps)]).times[0];
    const want = (1e-4 * 4 * Math.PI) / 105 / 7; // ∫(xyz)² = 4π/105
    expect(Math.abs(C[3] / want - 1)).toBeLessThan(tolerance);
    expect(Math.abs(half.C[3] / want - 1)).toBeLessThan(0.01);
    expect(noise).toBeGreaterThanOrEqual(0);
    expect(noise).toBeLessThan(tolerance * want);
    for (const l of [2, 4, 5, 6, 7]) expect(Math.abs(C[l])).toBeLessThan(tolerance * want);
  },
);

function accumulate(sampling: Sampling, times: readonly number[], all: readonly RealisationStatistics[]): Ensemble {
  const sum = createEnsembleAccumulator(sampling, times);
  for (const one of all) sum.add(one);
  return sum.result();
}

function accumulateMixing(
  sampling: Sampling,
  all: readonly RealisationStatistics[],
  time: number,
  lMax: number,
): EnsembleMixing {
  const { ellMixing, ell0 } = multipoleAxes(sampling);
  const [rows, columns] = [ellMixing.length, ell0.length];
  const sum = createMixingAccumulator(sampling.directions, rows, columns);
  for (const { mixing, mixingNoise } of all) {
    sum.add(
      createMatrix(rows, columns, mixing.subarray(time * rows * columns, (time + 1) * rows * columns)),
      mixingNoise.subarray(time * columns, (time + 1) * columns),
    );
  }
  return sum.result(lMax);
}

/** Statistics of some realisations; the same seed is the same field, whatever the directions. */
async function simulated(
  input: { k0: number; k1: number; modes: number; times: readonly number[] },
  sampling: Sampling,
  count: number,
): Promise<RealisationStatistics[]> {
  const { k0, k1, ...rest } = input;
  const pixels = pixelCount(sampling.nSide);
  const model = createSimulation({
    turbulence: { kind: 'power-law', k0, k1, index: 0 },
    ...rest,
    directions: sampling.directions === 'healpix' ? pixelCentres(sampling.nSide) : { random: pixels },
  });
  const engine = await loadEngine('single');
  const statistics = realisationStatistics(sampling);
  const all: RealisationStatistics[] = [];
  for (let i = 0; i < count; i++) all.push(statistics(await realisation(model, 2, i, engine)));
  return all;
}

describe('sixteen realisations of k = 0.1 … 10 at t = 0.5, 6, 20', () => {
  const times = [0.5, 6, 20];
  const input = { k0: 0.1, k1: 10, modes: 120, times };
  const centres: Sampling = { directions: 'healpix', nSide: 8 };
  const random: Sampling = { directions: 'random', nSide: 8 };
  let [atCentres, atRandom]: RealisationStatistics[][] = [[], []];
  beforeAll(async () => {
    atCentres = await simulated(input, centres, 16);
    atRandom = await simulated(input, random, 16);
  });

  test('both kinds of shot noise leave the same C_ℓ: differences of the same fields within 4 of their standard errors', () => {
    const [a, b] = [accumulate(centres, times, atCentres), accumulate(random, times, atRandom)];
    times.forEach((_, t) => {
      const difference = createMoments(7);
      for (let i = 0; i < 16; i++) {
        const one = accumulate(centres, times, [atCentres[i]]).times[t];
        const other = accumulate(random, times, [atRandom[i]]).times[t];
        difference.add(Array.from({ length: 7 }, (_, l) => one.raw[l] - other.C[l]));
      }
      const error = difference.variance().map((v) => Math.sqrt(v / 16));
      for (let l = 1; l <= 6; l++) {
        const away = a.times[t].C[l] - b.times[t].C[l];
        expect(Math.abs(away), `t = ${times[t]}, ℓ = ${l}`).toBeLessThan(4 * error[l]);
      }
      // They are of different size: what random directions have is that of all the power but the dipole.
      expect(a.times[t].noise).toBeLessThan(b.times[t].noise);
    });
  });

  test('so do the cross-spectra of halves, which have none', () => {
    for (const [sampling, all] of [
      [centres, atCentres],
      [random, atRandom],
    ] as const) {
      for (const { C, error, half } of accumulate(sampling, times, all).times) {
        for (let l = 2; l <= 4; l++) {
          expect(Math.abs(half.C[l] - C[l])).toBeLessThan(4 * Math.hypot(error![l], half.error![l]));
        }
      }
    }
  });

  test('mean, error and scatter are those of the realisations, the noise of each taken off', () => {
    const { times: all } = accumulate(centres, times, atCentres);
    const { C, error, scatter, raw, noise, noiseLevel } = all[2];
    const each = atCentres.map((one) => {
      const at = (c: number, l: number) => one.spectrum[(3 * 2 + c) * 24 + l];
      const level = (one.noiseLevel[6] + one.noiseLevel[7] + one.noiseLevel[8]) / 3;
      return [5, 6].map((l) => (at(0, l) + at(1, l) + at(2, l)) / 3 - (noise / noiseLevel) * level);
    });
    [5, 6].forEach((l, k) => {
      const values = each.map((one) => one[k]);
      const mean = values.reduce((a, b) => a + b) / 16;
      const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 15);
      expect(C[l] / mean).toBeCloseTo(1, 10);
      expect(scatter![l] / deviation).toBeCloseTo(1, 8);
      expect(error![l] / (deviation / 4)).toBeCloseTo(1, 8);
      expect(raw[l] - noise).toBeCloseTo(C[l], 12);
    });
  });

  test('the running diffusion coefficient is the slope of ⟨|Δr|²⟩/6: within 1 % of a difference over 1/20 of the time', async () => {
    const step = await simulated({ ...input, times: [5.85, 6, 6.15] }, { directions: 'healpix', nSide: 2 }, 4);
    const { times: t } = accumulate({ directions: 'healpix', nSide: 2 }, [5.85, 6, 6.15], step);
    const slope = (t[2].meanSquareDisplacement - t[0].meanSquareDisplacement) / 0.3 / 6;
    expect(Math.abs(t[1].diffusion / slope - 1)).toBeLessThan(0.01);
  });

  test('the mixing matrix follows exp(−AΔT) at α = 5: every ℓ, ℓ0 ≤ 4 within 4.5 standard errors, both samplings', () => {
    const field = createTurbulence({ kind: 'power-law', k0: 0.1, k1: 10, index: 0 });
    const theory = mixingMatrix(createStep(field, 0.5), { lMax: 40 });
    const resummed = resummedMixing(generator(theory), 0.5);
    for (const [sampling, all] of [
      [centres, atCentres],
      [random, atRandom],
    ] as const) {
      const { M, error } = accumulateMixing(sampling, all, 0, 4);
      for (let l = 1; l <= 4; l++) {
        for (let l0 = 1; l0 <= 4; l0++) {
          const away = M.values[l * 5 + l0] - resummed.values[l * 41 + l0];
          expect(Math.abs(away), `${sampling.directions} M_${l},${l0}`).toBeLessThan(4.5 * error.values[l * 5 + l0]);
        }
      }
    }
  });
});

test('C_ℓ of six realisations of the reference case, ℓ ≤ 6 at t = 1 and 10: within 4 joint standard errors of the reference', async () => {
  const times = [1, 10];
  const sampling: Sampling = { directions: 'healpix', nSide: 8 };
  const all = await simulated({ k0: reference.k0, k1: reference.k1, modes: 300, times }, sampling, 6);
  const result = accumulate(sampling, times, all);
  for (const { time, C, error, meanSquareDisplacement, meanSquareDisplacementError } of result.times) {
    const there = reference.results.find((one) => one.time === time)!;
    for (let l = 1; l <= 6; l++) {
      const away = C[l] - (there.C[l] - there.shotNoise);
      expect(Math.abs(away), `t = ${time}, ℓ = ${l}`).toBeLessThan(4 * Math.hypot(error![l], there.standardError[l]));
    }
    // The error of ⟨|Δr|²⟩ is that of C_1, near enough.
    const spread =
      meanSquareDisplacementError +
      (there.standardError[1] / there.C[1]) * 3 * there.meanSquareDisplacementPerComponent;
    expect(Math.abs(meanSquareDisplacement - 3 * there.meanSquareDisplacementPerComponent)).toBeLessThan(4 * spread);
  }
});

describe('the scattering rate', () => {
  test('of an exponential memory comes back at any time, relative error < 1e-12', () => {
    for (const rate of [1e-3, 0.06, 2]) {
      for (const time of [1, 30, 1000]) {
        const running = -Math.expm1(-rate * time) / (3 * rate);
        const found = scatteringRate(running, Math.exp(-rate * time))!;
        expect(Math.abs(found.rate / rate - 1)).toBeLessThan(1e-12);
        expect(found.diffusion).toBeCloseTo(1 / (3 * rate), 9);
      }
    }
  });

  test('has the error that K(t) and the memory give together: that of the realisations one by one, within 5 %', async () => {
    const sampling: Sampling = { directions: 'healpix', nSide: 4 };
    const all = await simulated({ k0: 0.1, k1: 10, modes: 60, times: [20] }, sampling, 12);
    const { diffusion, diffusionError } = accumulate(sampling, [20], all).times[0].scattering!;
    const left = createMoments(1);
    for (let i = 0; i < 12; i++) {
      const others = all.filter((_, k) => k !== i);
      left.add([accumulate(sampling, [20], others).times[0].scattering!.diffusion]);
    }
    const jackknife = Math.sqrt((left.variance()[0] * 11 * 11) / 12);
    expect(Math.abs(diffusionError / jackknife - 1)).toBeLessThan(0.05);
    expect(Math.abs(left.mean[0] - diffusion)).toBeLessThan(jackknife);
  });

  test('is unknown while particles fly straight or drift back', () => {
    expect(scatteringRate(1, 1)).toBeUndefined();
    expect(scatteringRate(-0.1, 0.3)).toBeUndefined();
  });

  const of = (k0: number, k1: number, index = 0) =>
    turbulentScatteringRate(createTurbulence({ kind: 'power-law', k0, k1, index }));

  test('of white noise is that of physics: ν = 0.0618, K = 5.39 for 1e-3 … 1e2, K = 2.25 for 0.03 … 30', () => {
    expect(of(1e-3, 100)).toBeCloseTo(0.0618, 4);
    expect(1 / (3 * of(1e-3, 100))).toBeCloseTo(5.39, 2);
    expect(1 / (3 * of(0.03, 30))).toBeCloseTo(2.25, 2);
  });

  test('tends to 2π² ∫dk g/k for waves shorter than the mean free path: relative difference < 2e-3', () => {
    // 8π g (k1 − k0) = 1, so that 2π² g ln(k1/k0) = (π/4) ln(k1/k0)/(k1 − k0)
    expect(Math.abs(of(1e3, 1e4) / ((Math.PI / 4) * (Math.log(10) / 9e3)) - 1)).toBeLessThan(2e-3);
  });

  test('solves its equation: the double integral by brute force gives ν back within 1e-4', () => {
    const [k0, k1] = [0.5, 2];
    const nu = of(k0, k1, 1);
    const { g } = createTurbulence({ kind: 'power-law', k0, k1, index: 1 });
    const j0 = (x: number) => Math.sin(x) / x;
    const j2 = (x: number) => (3 / x ** 2 - 1) * j0(x) - (3 * Math.cos(x)) / x ** 2;
    let sum = 0;
    const [dk, ds] = [(k1 - k0) / 200, 0.01];
    for (let k = k0 + dk / 2; k < k1; k += dk) {
      for (let s = ds / 2; s < 30 / nu; s += ds) {
        const x = k * s;
        const difference = x < 0.05 ? 1 - (x * x) / 6 - (x * x) / 30 : j0(x) - j2(x) / 2;
        sum += g(k) * Math.exp(-nu * s) * difference * dk * ds;
      }
    }
    expect(Math.abs((((16 * Math.PI) / 3) * sum) / nu - 1)).toBeLessThan(1e-4);
  });
});
