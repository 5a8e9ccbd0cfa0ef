/**
 * The ensemble: means over realisations of a run, their standard errors, and the scatter from one to the next (cosmic
 * variance), at each time. Spectra are per |G|² = 1 and averaged over the three directions that the gradient may have:
 * C_ℓ = (1/3) Σ_i C_ℓ[Δr_i].
 */
import { createMoments, type Moments } from '../math/moments.ts';
import { onlyAt, type Spectrum } from '../model/spectrum.ts';
import { VERSION } from '../model/version.ts';
import { noiseShare } from './noise.ts';
import { type ScatteringRate, scatteringRate } from './scattering.ts';
import { multipoleAxes, type RealisationStatistics, type Sampling } from './statistics.ts';

/**
 * One time of an ensemble: C_ℓ in r_g² for ℓ = 1 … 3 N_side − 1, without the shot noise. Errors are standard errors of the mean;
 * those of spectra are absent, and the others NaN, where there is one realisation only.
 */
export interface EnsembleTime extends Spectrum {
  /** r_g/c */
  readonly time: number;
  /** The shot noise that was taken off. */
  readonly noise: number;
  /** Standard deviation between realisations, by ℓ like C. */
  readonly scatter?: Float64Array;
  /** C_ℓ with the shot noise, by ℓ like C. */
  readonly raw: Float64Array;
  /** The white level that the map shows beyond its highest multipole; the shot noise itself for random directions. */
  readonly noiseLevel: number;
  /** Cross-spectrum between disjoint halves of the directions: C once more, without any estimate of the noise. */
  readonly half: Pick<Spectrum, 'ell' | 'C' | 'error'>;
  /** ⟨|Δr|²⟩ in r_g². */
  readonly meanSquareDisplacement: number;
  readonly meanSquareDisplacementError: number;
  /** Running diffusion coefficient K(t) = (1/6) d⟨|Δr|²⟩/dt = −(1/3) ⟨Δr·p̂(−t)⟩ in r_g c: exact at t, no difference of times. */
  readonly diffusion: number;
  readonly diffusionError: number;
  /** ⟨p̂(−t)·p̂⟩ */
  readonly alignment: number;
  readonly alignmentError: number;
  /** What K(t) tends to, and ν = 1/(3K); undefined while the particles fly straight. */
  readonly scattering: (ScatteringRate & { readonly rateError: number; readonly diffusionError: number }) | undefined;
}

export interface Ensemble {
  readonly realisations: number;
  /** 1 … 3 N_side − 1 */
  readonly ell: readonly number[];
  readonly times: readonly EnsembleTime[];
}

export interface EnsembleAccumulator {
  add(statistics: RealisationStatistics): void;
  result(): Ensemble;
}

/** Takes in realisations one by one; its memory does not grow with their number. */
export function createEnsembleAccumulator(sampling: Sampling, times: readonly number[]): EnsembleAccumulator {
  const axes = multipoleAxes(sampling);
  const size = axes.ell.length;
  const halfSize = axes.ellHalf.length;
  const parts = times.map(() => ({
    spectrum: createMoments(size),
    half: createMoments(halfSize),
    scalars: createMoments(3),
  }));
  return {
    add(statistics) {
      parts.forEach(({ spectrum, half, scalars }, t) => {
        const at = (values: Float64Array, width: number) => values.subarray(3 * t * width, 3 * (t + 1) * width);
        spectrum.add(componentMean(at(statistics.spectrum, size)), componentMean(at(statistics.noiseLevel, 1))[0]);
        half.add(componentMean(at(statistics.halfSpectrum, halfSize)));
        const alignment = statistics.alignment[t];
        scalars.add(
          [
            3 * componentMean(at(statistics.meanSquare, 1))[0],
            componentMean(at(statistics.diffusion, 1))[0],
            alignment,
          ],
          alignment,
        );
      });
    },
    result: () => ({
      realisations: parts[0].spectrum.count,
      ell: axes.ell.slice(1),
      times: parts.map((part, t) => timeOf(times[t], sampling, axes, part)),
    }),
  };
}

function timeOf(
  time: number,
  { directions, nSide }: Sampling,
  axes: Readonly<Record<'ell' | 'ellHalf', readonly number[]>>,
  { spectrum, half, scalars }: Readonly<Record<'spectrum' | 'half' | 'scalars', Moments>>,
): EnsembleTime {
  const share = directions === 'healpix' ? noiseShare(spectrum.mean) : 1;
  const shotNoise = share * spectrum.companionMean;
  const [ell, ellHalf] = [axes.ell.slice(1), axes.ellHalf.slice(1)];
  const realisations = spectrum.count;
  const raw = onlyAt(ell, spectrum.mean);
  // The noise of each realisation is its own, so it is taken off before the scatter is.
  const scatter = onlyAt(ell, spectrum.variance(share).map(Math.sqrt));
  const [meanSquareError, diffusionError, alignmentError] = standardErrors(scalars) as unknown as [
    number,
    number,
    number,
  ];
  const [meanSquareDisplacement, diffusion, alignment] = scalars.mean as unknown as [number, number, number];
  return {
    time,
    ell,
    C: raw.map((C, l) => (l === 0 ? 0 : C - shotNoise)),
    ...(realisations > 1 ? { error: scatter.map((s) => s / Math.sqrt(realisations)), scatter } : {}),
    raw,
    noise: shotNoise,
    noiseLevel: spectrum.companionMean,
    half: {
      ell: ellHalf,
      C: onlyAt(ellHalf, half.mean),
      ...(realisations > 1 ? { error: onlyAt(ellHalf, standardErrors(half)) } : {}),
    },
    provenance: {
      label: `test particles, t = ${time} r_g/c, ${realisations} realisation${realisations === 1 ? '' : 's'}`,
      version: VERSION,
      parameters: { times: [time], realisations, directions, nSide },
    },
    meanSquareDisplacement,
    meanSquareDisplacementError: meanSquareError,
    diffusion,
    diffusionError,
    alignment,
    alignmentError,
    scattering: scatteringOf(scalars),
  };
}

/** With the standard errors of K(t) and of the alignment, and how they vary together. */
function scatteringOf(scalars: Moments): EnsembleTime['scattering'] {
  const [, running, alignment] = scalars.mean as unknown as [number, number, number];
  const found = scatteringRate(running, alignment);
  if (found === undefined) return undefined;
  // dK(∞) = (dK(t) + K(∞) da)/(1 − a)
  const diffusionError = Math.sqrt(scalars.variance(-found.diffusion)[1] / scalars.count) / (1 - alignment);
  return { ...found, diffusionError, rateError: (found.rate * diffusionError) / found.diffusion };
}

const standardErrors = (m: Moments) => m.variance().map((v) => Math.sqrt(v / m.count));

/** The mean over the first of the axes [component, …]. */
function componentMean(values: Float64Array): Float64Array {
  const width = values.length / 3;
  return Float64Array.from({ length: width }, (_, i) => (values[i] + values[width + i] + values[2 * width + i]) / 3);
}
