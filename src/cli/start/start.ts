/** The first result: Figures 1 and 2 in a folder, and one page in the terminal. */
import { extname } from 'node:path';
import { PACKAGED } from '../../files/measured/packaged.ts';
import { type BestAlpha, type MeasuredPoints, SEARCHED } from '../../fit/best-alpha.ts';
import { resolveModel } from '../../model/model.ts';
import { brief, ratio, scientific } from '../../model/number-text.ts';
import { byMultipole, onlyAt } from '../../model/spectrum.ts';
import { packagedSpectra } from '../../node/packaged-data.ts';
import { QUICK_DEFAULTS } from '../../studies/figure1/settings.ts';
import { type NearestAlpha, nearestAlphas } from '../../studies/figure2/best-alpha.ts';
import { FIGURE2_DEFAULTS } from '../../studies/figure2/settings.ts';
import type { Figure2Result } from '../../studies/figure2/study.ts';
import { type Figure1Files, figure1Summary, makeFigure1 } from '../figure/figure1.ts';
import { makeFigure2 } from '../figure/figure2.ts';
import { stating } from '../options/model.ts';
import { bold, columns } from '../output/text.ts';
import { writeText } from '../output/write.ts';

/** Multipoles fitted: beyond, the digitised values are rough and the shot noise in them is not known. */
const LAST_FITTED = 12;

export async function start(folder: string): Promise<void> {
  const began = performance.now();
  const model = resolveModel(stating(FIGURE2_DEFAULTS, 'start'));
  const { result, files } = await makeFigure2(model, folder);
  const fits = await nearestAlphas(result, fittedPoints());
  const particles = await makeFigure1(resolveModel(stating(QUICK_DEFAULTS, 'start')), folder, {
    quick: true,
    quiet: process.stderr.isTTY !== true, // progress is for somebody who watches
  });
  const seconds = (performance.now() - began) / 1000;
  await writeText(page(result, fits, particles, [...files, ...particles.files], seconds), undefined);
}

function fittedPoints(): MeasuredPoints {
  const [map] = packagedSpectra('hawcIceCube2019');
  const { error } = PACKAGED['hawc-icecube-2019'].judged();
  const ell = map.ell.filter((l) => l <= LAST_FITTED);
  return { ell, C: onlyAt(ell, map.C), uncertainty: byMultipole(ell, ell.map(error)) };
}

function page(
  { model, lMax, measurements, checks, lMaxEffect, version }: Figure2Result,
  fits: readonly NearestAlpha[],
  particles: Figure1Files,
  files: readonly string[],
  seconds: number,
): string {
  const rows = fits.map((fit) => [
    fit.lMax === 'exact' ? 'ℓ_max → ∞' : `ℓ_max = ${fit.lMax}`,
    interval(fit),
    `${fit.chiSquare.toFixed(1)}/${fit.degreesOfFreedom}`,
    `${scientific(model.values.gradient * fit.factor, 2)}, ${fit.freeFactor ? 'fitted' : 'fixed'}`,
  ]);
  const { ell, alpha, doubling, exact } = lMaxEffect;
  return [
    bold('Cosmic-ray anisotropies in quasi-linear theory: the paper’s two figures'),
    `cranis ${version}; white noise, k₀ = 1e-3, k₁ = 100 in 1/r_g, source published`,
    '',
    bold(`Best α against ${measurements[0].label} (digitised), ℓ = 1 … ${LAST_FITTED}`),
    ...columns([['', 'α', 'χ²/dof', 'K|G|² / c k₀'], ...rows], 'lrrl').map((line) => `  ${line}`),
    '  χ² on ln C_ℓ, σ² = 2/(2ℓ+1) (scatter of one sky) + δ², δ the',
    '  digitisation: 3 % for ℓ ≤ 3, 15 % above. Range: χ² rises by 1.',
    '',
    bold(
      `Figure 1, quick: ${particles.result.ensemble.realisations} realisations of test particles against the theory`,
    ),
    ...figure1Summary(particles.result).map((line) => `  ${line}`),
    '',
    bold('Checks, the worst of all curves of Figure 2'),
    `  sum rule [P7], residual     ${scientific(checks.sumRuleResidual, 2)}`,
    `  quadrature, relative error  ${scientific(checks.quadratureError, 2)}`,
    `  ℓ_max matters: at α = ${alpha}, C_${ell} is ${ratio(doubling)} times as large at`,
    `  ℓ_max = ${2 * lMax}, and ${ratio(exact)} times for ℓ_max → ∞. The figure shows both.`,
    '',
    bold(`Files, made in ${seconds.toFixed(1)} s`),
    ...listed(files).map((line) => `  ${line}`),
    'Next: npm run -s cranis -- figure 1 (all of it), or spectrum --help',
    '',
  ].join('\n');
}

/** One line a figure, its formats together: "results/figure-2: .svg .png .pdf .csv". */
function listed(files: readonly string[]): string[] {
  const endings = new Map<string, string[]>();
  for (const file of files) {
    const ending = extname(file);
    const name = file.slice(0, file.length - ending.length);
    endings.set(name, [...(endings.get(name) ?? []), ...(ending ? [ending] : [])]);
  }
  return [...endings].map(([name, of]) => (of.length > 0 ? `${name}: ${of.join(' ')}` : `${name}: the test particles`));
}

/** "130 (70 to 260)"; none where χ² still falls at an end of the range searched. */
function interval({ alpha, low, high }: BestAlpha): string {
  if (low === undefined || high === undefined) return `none within ${SEARCHED.join(' … ')}`;
  return `${brief(alpha, 2)} (${brief(low, 2)} to ${brief(high, 2)})`;
}
