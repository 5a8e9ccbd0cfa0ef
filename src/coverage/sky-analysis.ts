/** The spectrum of one observed sky: its pseudo-C_ℓ, and C_ℓ decoupled from the coverage, with errors. */
import { allSteps, type Steps } from '../math/steps.ts';
import { createHarmonicTransform } from '../sky/harmonics.ts';
import { powerSpectrum } from '../sky/spectra.ts';
import type { SkyCoverage } from './coverage.ts';
import { type Band, createDecoupling, type Decoupling } from './decouple.ts';
import { createPseudoModel } from './pseudo-model.ts';
import { pixelsOf, treatment } from './pseudo-spectrum.ts';

/** Multipoles and bands. */
export interface SkyAnalysisOptions {
  readonly lMax: number;
  /** Multipoles in a band; by default the fewest that the sky tells apart. */
  readonly width?: number | undefined;
  /** p of C_ℓ ∝ (ℓ(ℓ+1))^(−p/2) within a band; 2 by default. */
  readonly slope?: number | undefined;
}

/** The spectrum of one observed sky, coupled and decoupled. */
export interface SkyAnalysis {
  readonly lMax: number;
  /** C̃_ℓ, ℓ = 0 … lMax, noise included. */
  readonly pseudo: Float64Array;
  /** C_ℓ, decoupled, noise included; equal to C̃_ℓ on a full sky with nothing removed. Zero where nothing is left. */
  readonly C: Float64Array;
  /** Standard error of C from the scatter of Gaussian skies like this one. */
  readonly error: Float64Array;
  /** Of C: bands of multipoles that were not told apart. */
  readonly bands: readonly Band[];
  readonly condition: number;
  /** What of white noise of level 1 reaches each C̃_ℓ. */
  readonly whiteNoise: Float64Array;
  readonly coverage: SkyCoverage;
  /** Whether the errors are exact for a Gaussian sky, or by the narrow-kernel approximation. */
  readonly exact: boolean;
}

/** Multipoles beyond ℓ_max that are decoupled along, so that what they leak does not bias the last ones. */
const MARGIN = 40;

/**
 * The response that is undone is that of plain sums over pixels; iterations of the analysis move C̃_ℓ by 1e-3 of itself at most
 * (N_side = 64, ℓ ≤ 40).
 * @param map ring order, of the N_side of the coverage's pixels
 */
export function analyseSky(map: Float64Array, coverage: SkyCoverage, options: SkyAnalysisOptions): SkyAnalysis {
  return allSteps(analyseSkySteps(map, coverage, options));
}

/** The same in steps. */
export function* analyseSkySteps(
  map: Float64Array,
  coverage: SkyCoverage,
  options: SkyAnalysisOptions,
): Steps<SkyAnalysis> {
  const { lMax } = options;
  const { iterations } = coverage;
  const mask = pixelsOf(coverage);
  const whole = mask.weights.every((weight) => weight === 1);
  const treated = treatment(mask, coverage.treatment)(map);
  const upTo = (highest: number) =>
    powerSpectrum(createHarmonicTransform(mask.nSide, highest).analyse([treated], { iterations })[0]);
  const pseudo = upTo(lMax);
  yield 0.2;
  if (whole && options.width === undefined) return fullSky(pseudo, coverage);
  const last = Math.min(3 * mask.nSide - 1, lMax + MARGIN);
  const wide = last === lMax ? pseudo : upTo(last);
  yield 0.4;
  const model = createPseudoModel(coverage, { lMax: last });
  yield 0.6;
  const found = createDecoupling(model.response, { ...options, ...coverage.treatment });
  const C = found.spectrum(wide);
  yield 0.8;
  const { covariance } = model.moments(C.map((value) => Math.max(0, value)));
  return {
    lMax,
    pseudo,
    C: C.slice(0, lMax + 1),
    error: found.errors(covariance).slice(0, lMax + 1),
    bands: bandsUpTo(found, lMax),
    condition: found.condition,
    whiteNoise: model.noise.slice(0, lMax + 1),
    coverage,
    exact: model.exact,
  };
}

/** Nothing couples: C̃_ℓ is C_ℓ, but for the one order in 2ℓ+1 that the removal of m = 0 takes. */
function fullSky(pseudo: Float64Array, coverage: SkyCoverage): SkyAnalysis {
  const { remove, withoutM0 } = coverage.treatment;
  const first = remove === 'dipole' ? 2 : remove === 'monopole' || withoutM0 ? 1 : 0;
  const share = (l: number) => (l < first ? 0 : withoutM0 ? (2 * l) / (2 * l + 1) : 1);
  const C = pseudo.map((value, l) => (share(l) > 0 ? value / share(l) : 0));
  return {
    lMax: pseudo.length - 1,
    pseudo,
    C,
    error: C.map((value, l) => value * Math.sqrt(2 / (withoutM0 ? Math.max(1, 2 * l) : 2 * l + 1))),
    bands: Array.from(pseudo.keys(), (l) => ({ from: l, to: l })).slice(first),
    condition: 1,
    whiteNoise: pseudo.map((_, l) => share(l)),
    coverage,
    exact: true,
  };
}

const bandsUpTo = ({ bands }: Decoupling, lMax: number): Band[] =>
  bands.filter(({ from }) => from <= lMax).map(({ from, to }) => ({ from, to: Math.min(to, lMax) }));
