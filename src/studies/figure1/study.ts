/** The numbers of Figure 1: an ensemble of test particles, theory curves for a range of α, and the α that fits. */
import type { RealisationSource } from '../../ensemble/source.ts';
import type { TimeSpectrum } from '../../figures/ensemble-figure.ts';
import type { AlphaSpectrum } from '../../figures/figure2.ts';
import { CranisError } from '../../model/errors.ts';
import type { Model } from '../../model/model.ts';
import type { ParameterValues } from '../../model/parameters.ts';
import type { Spectrum } from '../../model/spectrum.ts';
import { exactSpectrum, steadySpectrum } from '../../theory/index.ts';
import { atAlpha, theoriesByAlpha } from '../by-alpha.ts';
import { type Control, createPause, type Pause } from '../control.ts';
import { type EnsembleResult, ensembleStudy } from '../ensemble/study.ts';
import { timeSpectra } from '../ensemble/time-spectra.ts';
import { checkFigure1 } from './check.ts';
import { type AlphaFit, fitAlpha, LAST_FITTED } from './fit.ts';

/** α of the curves. */
const ALPHAS: readonly number[] = [10, 20, 50, 100];
/** Highest multipole drawn. */
const LAST = 30;

/** What Figure 1 is computed from. */
export interface Figure1Settings {
  /** The test particles, and with them the turbulence: a run on disk, or one in memory. */
  readonly source: RealisationSource;
  /** Where the theory's matrix is cut, a number. */
  readonly lMax: ParameterValues['lMax'];
  /** Which source term of the theory [P8]. */
  readonly sourceTerm: Model['source'];
  /** Whether the figure shall say that it is of a small ensemble of coarse maps. */
  readonly quick?: boolean;
}

/** The numbers of Figure 1. C_ℓ are in r_g² per |G|² = 1. */
export interface Figure1Result {
  readonly ensemble: EnsembleResult;
  readonly lMax: number;
  readonly sourceTerm: Model['source'];
  readonly quick: boolean;
  /** K in r_g c that the source term takes, and its standard error. */
  readonly diffusion: number;
  readonly diffusionError: number;
  /** The α that fit best to the latest time, cut and exact; none where errors are unknown. */
  readonly fits: readonly AlphaFit[];
  /** The ensemble's spectra as far as they are drawn, by rising time. */
  readonly times: readonly TimeSpectrum[];
  /** One for each α, cut at ℓ_max. */
  readonly truncated: readonly AlphaSpectrum[];
  /** One for each α, ℓ_max → ∞. */
  readonly exact: readonly AlphaSpectrum[];
  /** The same for the α that fit best, where the fit has an interval. */
  readonly fitted: { readonly truncated: AlphaSpectrum | undefined; readonly exact: AlphaSpectrum | undefined };
  /** The parameters by their names. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Version of cranis that made the run. */
  readonly version: string;
  /** What a reader has to know of the result, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * The numbers of the paper's Figure 1, of an ensemble that has been made. Its pieces are realisations, curves, and the values of α
 * that the fits look at, some 10 to 100 ms each.
 * @throws CranisError if the theory does not cover the simulation, ℓ_max is `exact`, or the particles have not begun to scatter
 */
export async function figure1Study(
  { source, lMax: stated, sourceTerm, quick = false }: Figure1Settings,
  control: Control = {},
): Promise<Figure1Result> {
  const lMax = checkFigure1(source.model, stated);
  const { signal, onProgress } = control;
  // Reading is a small part of the work.
  const ensemble = await ensembleStudy({ source }, { signal, onProgress: (f, what) => onProgress?.(0.1 * f, what) });
  const scattering = ensemble.times.at(-1)!.scattering;
  if (scattering === undefined) {
    throw new CranisError('the particles have not begun to scatter: no diffusion coefficient can be told', {
      where: 'times',
      hint: 'give a later last time, such as `times` 1,10,30',
    });
  }
  // S ∝ K|G|² [P8], here with |G| = 1 and the K of the same particles: what K(t) tends to by the latest time.
  const { diffusion, diffusionError } = scattering;
  const steady: Model = { ...source.model, source: sourceTerm, gradient: diffusion };
  const pause = createPause(control);
  const times = timeSpectra(ensemble, LAST);
  const fits: AlphaFit[] = [];
  for (const [i, theory] of theoriesByAlpha(steady, lMax, LAST_FITTED).entries()) {
    const fit = await fitAlpha(times.at(-1)!, theory, () => pause(0.1 + 0.35 * i, 'fit of α'));
    if (fit) fits.push(fit);
  }
  return {
    ensemble,
    lMax,
    sourceTerm,
    quick,
    diffusion,
    diffusionError,
    fits,
    times,
    ...(await curves(steady, lMax, fits, pause)),
    parameters: { lMax, source: sourceTerm, ...ensemble.parameters, realisations: ensemble.realisations },
    version: ensemble.version,
    notes: ensemble.notes,
  };
}

async function curves(
  steady: Model,
  lMax: number,
  fits: readonly AlphaFit[],
  pause: Pause,
): Promise<Pick<Figure1Result, 'truncated' | 'exact' | 'fitted'>> {
  const solve = (cut: number | 'exact', alpha: number): AlphaSpectrum => {
    const model = atAlpha(steady, alpha);
    return upToLast(
      alpha,
      cut === 'exact' ? exactSpectrum(model, { lMax: LAST }) : steadySpectrum(model, { lMax: cut }),
    );
  };
  const truncated: AlphaSpectrum[] = [];
  const exact: AlphaSpectrum[] = [];
  for (const [i, alpha] of ALPHAS.entries()) {
    await pause(0.8 + (0.15 * i) / ALPHAS.length, `α = ${alpha}`);
    truncated.push(solve(lMax, alpha));
    await pause(0.8 + (0.15 * (i + 0.5)) / ALPHAS.length, `α = ${alpha}, exact`);
    exact.push(solve('exact', alpha));
  }
  await pause(0.95, 'best fits');
  const best = (cut: number | 'exact') => {
    const fit = fits.find((one) => one.lMax === cut);
    return fit?.low === undefined || fit.high === undefined ? undefined : solve(cut, fit.alpha);
  };
  const fitted = { truncated: best(lMax), exact: best('exact') };
  await pause(1);
  return { truncated, exact, fitted };
}

const upToLast = (alpha: number, { ell, C }: Pick<Spectrum, 'ell' | 'C'>): AlphaSpectrum => ({
  alpha,
  ell: ell.slice(0, LAST),
  C: C.slice(0, LAST + 1),
});
