/**
 * What one realisation tells about the ensemble: spectra of its displacement maps, the mixing matrix along its
 * trajectories, and means over directions. Small, and enough for all that is said of an ensemble, so that maps need not be kept.
 */

import type { Maps } from '../simulation/realisation.ts';
import { pixelCount } from '../sky/healpix.ts';
import { createMixingTransforms, mixingStatistics } from './mixing-statistics.ts';
import { displacementSpectra } from './spectra.ts';

/** How the sky was sampled: at pixel centres, or at as many independent random directions. */
export interface Sampling {
  readonly directions: 'healpix' | 'random';
  readonly nSide: number;
}

export type StatisticAxis = 'time' | 'component' | 'ell' | 'ellHalf' | 'ellMixing' | 'ell0';

interface Statistic {
  /** Index order; the last runs fastest. */
  readonly axes: readonly StatisticAxis[];
  readonly unit: string;
  readonly doc: string;
}

/** Δr = r(−t) − r⊙, component i; p̂(−t) the direction it had; means ⟨⟩ are over the directions of this realisation. */
export const STATISTICS = {
  spectrum: {
    axes: ['time', 'component', 'ell'],
    unit: 'r_g^2',
    doc: 'angular power spectrum C_ell of the map of one displacement component, shot noise included',
  },
  halfSpectrum: {
    axes: ['time', 'component', 'ellHalf'],
    unit: 'r_g^2',
    doc: 'cross-spectrum of that map between two disjoint halves of the directions: free of shot noise',
  },
  noiseLevel: {
    axes: ['time', 'component'],
    unit: 'r_g^2',
    doc: 'random directions: shot noise of the spectrum; pixel centres: mean of C_ell beyond the highest multipole, an upper bound of it',
  },
  meanSquare: {
    axes: ['time', 'component'],
    unit: 'r_g^2',
    doc: 'mean square of one displacement component',
  },
  diffusion: {
    axes: ['time', 'component'],
    unit: 'r_g c',
    doc: 'half the rate of change of meanSquare: the running diffusion coefficient along one axis',
  },
  alignment: {
    axes: ['time'],
    unit: '',
    doc: 'mean cosine between the directions of motion then and now',
  },
  mixing: {
    axes: ['time', 'ellMixing', 'ell0'],
    unit: '',
    doc: 'mixing matrix M[ell, ell0]: C_ell of the map Y_ell0,m(direction), summed over m; shot noise included',
  },
  mixingNoise: {
    axes: ['time', 'ell0'],
    unit: '',
    doc: 'noiseLevel of the mixing matrix, the same for every row',
  },
} as const satisfies Record<string, Statistic>;

export type StatisticName = keyof typeof STATISTICS;
export const STATISTIC_NAMES = Object.keys(STATISTICS) as StatisticName[];

/** Flat arrays in the index order of {@link STATISTICS}. */
export type RealisationStatistics = Readonly<Record<StatisticName, Float64Array>>;

/** Columns ℓ0 of the mixing matrix that every run keeps. */
export const ELL0_KEPT = 8;
/** Rows kept for random directions; for pixel centres all, because their tail tells the noise. */
const ROWS_RANDOM = 16;

/** The multipoles along each axis, ascending from 0. */
export function multipoleAxes({
  directions,
  nSide,
}: Sampling): Readonly<Record<'ell' | 'ellHalf' | 'ellMixing' | 'ell0', readonly number[]>> {
  const last = 3 * nSide - 1;
  const upTo = (ell: number) => Array.from({ length: Math.min(ell, last) + 1 }, (_, l) => l);
  return {
    ell: upTo(last),
    ellHalf: upTo(Math.max(1, nSide / 2)), // where the cross-spectrum of alternate rings is good to 1 %
    ellMixing: upTo(directions === 'healpix' ? last : ROWS_RANDOM),
    ell0: upTo(ELL0_KEPT),
  };
}

/** The shape of one statistic of one realisation. */
export function statisticShape(name: StatisticName, sampling: Sampling, times: number): number[] {
  const axes = multipoleAxes(sampling);
  return STATISTICS[name].axes.map((axis) => (axis === 'time' ? times : axis === 'component' ? 3 : axes[axis].length));
}

/** The statistics of realisations of one sampling; what it returns keeps its tables, and serves one caller at a time. */
export function realisationStatistics(sampling: Sampling): (maps: Maps) => RealisationStatistics {
  const axes = multipoleAxes(sampling);
  const transforms = sampling.directions === 'healpix' ? createMixingTransforms(sampling.nSide) : undefined;
  return (maps) => {
    const count = maps.directions.length / 3;
    if (count !== pixelCount(sampling.nSide)) {
      throw new RangeError(`realisationStatistics: ${count} directions, want ${pixelCount(sampling.nSide)}`);
    }
    const out = Object.fromEntries(
      STATISTIC_NAMES.map((name) => {
        const size = statisticShape(name, sampling, maps.times.length).reduce((a, b) => a * b, 1);
        return [name, new Float64Array(size)];
      }),
    ) as RealisationStatistics;
    maps.times.forEach((_, time) => {
      const displacement = slice(maps.displacement, time, 3 * count);
      const direction = slice(maps.direction, time, 3 * count);
      const spectra = displacementSpectra(transforms?.whole, maps.directions, displacement, axes);
      const mixing = mixingStatistics(
        transforms,
        maps.directions,
        direction,
        axes.ellMixing.length - 1,
        axes.ell0.length - 1,
      );
      const put = (name: StatisticName, values: Float64Array) => out[name].set(values, time * values.length);
      put('spectrum', spectra.spectrum);
      put('halfSpectrum', spectra.halfSpectrum);
      put('noiseLevel', spectra.noiseLevel);
      put('meanSquare', products(displacement, displacement));
      put(
        'diffusion',
        products(displacement, direction).map((mean) => -mean),
      ); // dr(−t)/dt = −p̂(−t)
      put('alignment', Float64Array.of(alignment(maps.directions, direction)));
      put('mixing', mixing.mixing.values);
      put('mixingNoise', mixing.noise);
    });
    return out;
  };
}

const slice = (values: Float64Array, i: number, length: number) => values.subarray(i * length, (i + 1) * length);

/** ⟨a_i b_i⟩ of each component i; a, b are [component, direction]. */
function products(a: Float64Array, b: Float64Array): Float64Array {
  const count = a.length / 3;
  const means = new Float64Array(3);
  for (let c = 0; c < 3; c++) {
    let sum = 0;
    for (let i = c * count; i < (c + 1) * count; i++) sum += a[i] * b[i];
    means[c] = sum / count;
  }
  return means;
}

/** ⟨p̂(−t)·p̂⟩; `now` is [direction, component], `then` [component, direction]. */
function alignment(now: Float64Array, then: Float64Array): number {
  const count = now.length / 3;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    sum += now[3 * i] * then[i] + now[3 * i + 1] * then[count + i] + now[3 * i + 2] * then[2 * count + i];
  }
  return sum / count;
}
