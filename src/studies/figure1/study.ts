/** The numbers of Figure 1: an ensemble of test particles, theory curves for a range of α, and the α that fits. */
import { type Analysis, cutAt, ensembleCaption, timeSpectra } from '../../cli/analyse/output.ts';
import { coveredByTheory, RUN_NAMES } from '../../ensemble/run.ts';
import type { TimeSpectrum } from '../../figures/ensemble-figure.ts';
import type { Figure1Data } from '../../figures/figure1.ts';
import type { AlphaSpectrum } from '../../figures/figure2.ts';
import { formatNumber, join, type Label, markup, symbols } from '../../figures/text.ts';
import { type BestAlpha, bestAlpha } from '../../fit/best-alpha.ts';
import { remember } from '../../math/remember.ts';
import { parameterRecord } from '../../model/describe.ts';
import { CranisError } from '../../model/errors.ts';
import type { Model } from '../../model/model.ts';
import { brief } from '../../model/number-text.ts';
import { byMultipole, onlyAt, type Spectrum } from '../../model/spectrum.ts';
import { exactSpectrum, steadySpectrum } from '../../theory/index.ts';
import { atAlpha } from '../figure2/study.ts';

/** α of the curves. */
export const FIGURE1_ALPHAS: readonly number[] = [10, 20, 50, 100];
/** Where the best one is looked for: in the paper's case a step of α = 300 is half of the time between two scatterings. */
const SEARCHED = [2, 300] as const;
/** Highest multipole drawn, and highest fitted. */
const LAST = 30;
const LAST_FITTED = 15;

export interface AlphaFit extends BestAlpha {
  /** Where the matrix is cut. */
  readonly lMax: number | 'exact';
}

export interface Figure1Result {
  readonly model: Model;
  readonly analysis: Analysis;
  /** K in r_g c that the source term takes, and its standard error. */
  readonly diffusion: number;
  readonly diffusionError: number;
  /** To the latest time; none where errors are unknown. */
  readonly fits: readonly AlphaFit[];
  readonly data: Figure1Data;
}

/** @param model of the figure: turbulence, ℓ_max and source; @param quick said on the figure */
export function computeFigure1(model: Model, lMax: number, analysis: Analysis, quick: boolean): Figure1Result {
  if (!coveredByTheory(model)) {
    throw new CranisError(
      'figure 1 holds test particles against the theory, which is for isotropic turbulence without a mean field',
      {
        where: 'geometry',
        hint: 'leave out --geometry and --mean-field, or use cranis analyse',
      },
    );
  }
  const scattering = analysis.times.at(-1)!.scattering;
  if (scattering === undefined) {
    throw new CranisError('the particles have not begun to scatter: no diffusion coefficient can be told', {
      where: 'times',
      hint: 'give a later last time, such as --times 1,10,30',
    });
  }
  // S ∝ K|G|² [P8], here with |G| = 1 and the K of the same particles: what K(t) tends to by the latest time.
  const steady = { ...model, gradient: scattering.diffusion };
  const curves = {
    truncated: (alpha: number): AlphaSpectrum => upTo(LAST, alpha, steadySpectrum(atAlpha(steady, alpha), { lMax })),
    exact: (alpha: number): AlphaSpectrum => upTo(LAST, alpha, exactSpectrum(atAlpha(steady, alpha), { lMax: LAST })),
  };
  const times = timeSpectra(analysis).map(cutAt(LAST));
  const fits = fitAll(times.at(-1)!, [
    { lMax, theory: remember((alpha) => steadySpectrum(atAlpha(steady, alpha), { lMax }).C) },
    { lMax: 'exact', theory: remember((alpha) => exactSpectrum(atAlpha(steady, alpha), { lMax: LAST_FITTED }).C) },
  ]);
  const best = (fit: AlphaFit | undefined, curve: (alpha: number) => AlphaSpectrum) =>
    fit?.low === undefined || fit.high === undefined ? undefined : curve(fit.alpha);
  const [diffusion, diffusionError] = [scattering.diffusion, scattering.diffusionError];
  return {
    model,
    analysis,
    diffusion,
    diffusionError,
    fits,
    data: {
      lMax,
      times,
      truncated: FIGURE1_ALPHAS.map(curves.truncated),
      exact: FIGURE1_ALPHAS.map(curves.exact),
      fitted: { truncated: best(fits[0], curves.truncated), exact: best(fits[1], curves.exact) },
      caption: [
        ...(quick ? ['A quick version: a small ensemble of coarse maps.'] : []),
        ensembleCaption(analysis),
        join(
          'Lines: steady state of Mertsch & Ahlers (2019), eq. (3.7), source term ',
          symbols(`${model.source}, with |G| = 1 and the diffusion coefficient of the particles themselves, `),
          markup(`*K* = ${brief(diffusion, 3)} *r*_{g}*c*.`),
        ),
        ...fits.map((fit) => fitLabel(fit, times.at(-1)!.time)),
      ],
      version: analysis.version,
      parameters: {
        ...parameterRecord(model, ['lMax', 'source']),
        ...parameterRecord(analysis.model, RUN_NAMES),
        realisations: analysis.realisations,
      },
    },
  };
}

const upTo = (last: number, alpha: number, { ell, C }: Pick<Spectrum, 'ell' | 'C'>): AlphaSpectrum => ({
  alpha,
  ell: ell.slice(0, last),
  C: C.slice(0, last + 1),
});

interface Candidate {
  readonly lMax: number | 'exact';
  /** C_ℓ, by ℓ from 0. */
  readonly theory: (alpha: number) => Float64Array;
}

/**
 * α with K fixed, by least χ² in ln C_ℓ with the ensemble's own errors. The theory does not go through all points within
 * them, so the interval is for errors scaled to χ² = degrees of freedom.
 */
function fitAll({ ell, C, error }: TimeSpectrum, candidates: readonly Candidate[]): AlphaFit[] {
  if (error === undefined) return [];
  const used = ell.filter((l) => l <= LAST_FITTED && C[l] > 0 && error[l] > 0);
  if (used.length < 3) return [];
  const search = ({ lMax, theory }: Candidate, scale: number) =>
    bestAlpha({
      points: {
        ell: used,
        C: onlyAt(used, C),
        uncertainty: byMultipole(
          used,
          used.map((l) => (scale * error[l]) / C[l]),
        ),
      },
      theory: (alpha) => upToLast(theory(alpha)),
      freeFactor: false,
      range: SEARCHED,
      scatter: () => 0,
      tolerance: lMax === 'exact' ? 5e-3 : 2e-3,
    });
  return candidates.map((candidate) => {
    const plain = search(candidate, 1);
    const scale = Math.sqrt(Math.max(1, plain.chiSquare / plain.degreesOfFreedom));
    const { low, high } = scale > 1 ? search(candidate, scale) : plain;
    return { ...plain, low, high, lMax: candidate.lMax };
  });
}

/** A matrix cut below the last multipole says nothing of what is beyond: no power. */
function upToLast(C: Float64Array): Float64Array {
  const out = new Float64Array(Math.max(C.length, LAST_FITTED + 1)).fill(1e-300);
  out.set(C);
  return out;
}

function fitLabel(fit: AlphaFit, time: number): Label {
  const cut = fit.lMax === 'exact' ? '*ℓ*_{max} → ∞' : `*ℓ*_{max} = ${fit.lMax}`;
  const scaled = fit.low === undefined ? '' : ' (interval: errors scaled to χ² = dof)';
  return markup(
    `Fit to *t* = ${formatNumber(time)}, *ℓ* ≤ ${LAST_FITTED}, ${cut}: *α* ${alphaText(fit)}, ` +
      `χ²/dof = ${brief(fit.chiSquare, 3)}/${fit.degreesOfFreedom}${scaled}.`,
  );
}

/** "= 68 (64 to 73)", or that there is none. */
export function alphaText({ alpha, low, high }: BestAlpha): string {
  if (low === undefined || high === undefined) return `not within ${SEARCHED.join(' … ')}`;
  return `= ${brief(alpha, 3)} (${brief(low, 3)} to ${brief(high, 3)})`;
}

/** Every point and curve of the figure as one table. */
export function figure1Csv({ data, analysis, diffusion, diffusionError, fits }: Figure1Result): string {
  const simulated = analysis.times.flatMap(({ time, C, error, raw, noise }) =>
    analysis.ell.slice(0, LAST).map((l) => `simulated,${time},,,${l},${C[l]},${error?.[l] ?? ''},${raw[l]},${noise}`),
  );
  const theory = (spectra: readonly (AlphaSpectrum | undefined)[], cut: string, series: string) =>
    spectra.flatMap((one) => (one ? one.ell.map((l) => `${series},,${one.alpha},${cut},${l},${one.C[l]},,,`) : []));
  return [
    `# cranis ${data.version}; figure 1: test particles and theory, C_ell per |G|^2 = 1 in r_g^2`,
    ...Object.entries(data.parameters).map(([name, value]) => `# ${name} = ${JSON.stringify(value)}`),
    `# diffusion = ${diffusion}, error ${diffusionError}`,
    ...fits.map(
      (fit) =>
        `# best alpha at lMax = ${fit.lMax}: ${alphaText(fit)}, chi-square ${fit.chiSquare}/${fit.degreesOfFreedom}`,
    ),
    'series,time,alpha,lMax,ell,C,error,raw,shotNoise',
    ...simulated,
    ...theory(data.truncated, `${data.lMax}`, 'theory'),
    ...theory(data.exact, 'exact', 'theory'),
    ...theory([data.fitted.truncated], `${data.lMax}`, 'best fit'),
    ...theory([data.fitted.exact], 'exact', 'best fit'),
    '',
  ].join('\n');
}
