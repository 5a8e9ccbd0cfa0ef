/** The parts of docs/observations.md that are words: what is found, what was done, what cannot be said. */
import { packagedSpectra } from '../../src/node/packaged-data.ts';
import { cut, fitted, WHITE } from './fits.ts';
import { chiSquare, interval, L_MAXES, number } from './rows.ts';

/** A sentence that holds only under a condition. */
function claim(holds: boolean, sentence: string): string {
  if (!holds) throw new Error(`this no longer holds, rewrite it: ${sentence}`);
  return sentence;
}

export function summary(): string[] {
  const paper = L_MAXES.map((lMax) => fitted(...cut(lMax), '--free', 'noise', '--alpha', '50'));
  const lowered = ([30, 60, 120] as const).map((lMax) =>
    fitted(...cut(lMax), '--free', 'gradient,noise', '--alpha', '50'),
  );
  const fall = lowered.map((one) => 1e-4 / one.median.gradient);
  const steep = ([60, 'exact'] as const).map((lMax) => ({
    free: fitted(...cut(lMax), '--free', 'alpha,gradient,noise,index'),
    rise: fitted(...cut(lMax), '--index', '1.6667').chiSquare - WHITE[lMax].chiSquare,
  }));
  const from = (level: number) => powers.findLast(({ C }) => C > level)!.ell + 1;
  const [map] = packagedSpectra('hawcIceCube2019');
  const powers = map.ell.map((ell) => ({ ell, C: map.C[ell] }));
  const { exact } = WHITE;
  const finite = [WHITE[30], WHITE[60], WHITE[120]];
  return [
    '## In short',
    '',
    `- ${claim(
      finite.every((one) => one.posterior.atEndOfRange.alpha.includes('upper')),
      `**Cut at a finite ℓ_max, white noise sets a lower limit on α and no more**: α > ${finite.map((one) => number(one.interval95.alpha[0])).join(', ')} (97.5 %) at ℓ_max = 30, 60, 120. The likelihood rises up to the end of the range, α = 1000, where a step is far too long for first-order perturbation theory (below).`,
    )}`,
    `- ${claim(
      exact.posterior.atEndOfRange.alpha.length === 0 && exact.interval95.alpha[1] < 50,
      `**Without a cut the answer is another one**: α = ${interval(exact, 'alpha')}, and K|G|² = ${interval(exact, 'gradient')}, a hundred times less; but the fit is poor, χ² and its probability ${chiSquare(exact)}, against ${chiSquare(WHITE[60])} at ℓ_max = 60. α is a property of the cut as much as of the turbulence.`,
    )}`,
    `- ${claim(
      paper.every((one) => one.probability < 1e-6) && lowered.every((one) => one.probability > 0.05),
      `**α = 50 with K|G|² = 1e-4 is excluded by these points at every ℓ_max**, whatever the noise: χ² = ${paper.map((one) => one.chiSquare.toFixed(0)).join(', ')} for ${paper[0].degreesOfFreedom} degrees of freedom at ℓ_max = 30, 60, 120, ∞. With K|G|² free, α = 50 is acceptable at a finite ℓ_max, with a K|G|² that is ${Math.min(...fall).toFixed(0)} to ${Math.max(...fall).toFixed(0)} times lower.`,
    )}`,
    `- ${claim(
      finite.every((one) => one.interval95.noise[1] < 1e-9),
      `**The noise in these points is N = ${number(WHITE[60].median.noise)}** at ℓ_max = 60, and less than half of that in the exact limit; not 1.5e-9, which lies above the measured power from ℓ = ${from(1.5e-9)} on.`,
    )}`,
    `- ${claim(
      steep[0].rise > 4 && steep[1].rise < 4 && WHITE.exact.median.noise < WHITE[60].median.noise / 2,
      `**Whether the index s is measured is decided by ℓ_max as well.** At ℓ_max = 60 flat spectra fit better: s ${interval(steep[0].free, 'index')} (97.5 %), and χ² of Kolmogorov's is higher by ${steep[0].rise.toFixed(1)}, though acceptable. In the exact limit s ${interval(steep[1].free, 'index')}, and it is higher by ${steep[1].rise.toFixed(1)}: no measurement.`,
    )}`,
    '',
  ];
}

export function method(): string[] {
  const [map] = packagedSpectra('hawcIceCube2019');
  return [
    '## What is compared with what',
    '',
    `- **Data:** the combined HAWC–IceCube map at 10 TeV (ApJ 871, 96, 2019), ℓ = 1 … 24, [digitised](../data/README.md); ${map.caveats.join('; ')}.`,
    '- **Sky:** declinations −88° … +68°. The theory is folded with that band by its exact response, with m = 0 removed from each ring,',
    '  and divided by f_sky as the data were: ℓ = 1 keeps two of its three harmonics, and neighbours leak in.',
    '- **Scatter:** each pseudo-C_ℓ of one Gaussian sky is close to a χ² with the degrees of freedom that the band leaves it, widened',
    '  by the errors of digitising as judged: 3 % for ℓ ≤ 3, 15 % for ℓ ≤ 12, 30 % for ℓ ≤ 24. No statistical errors are published in',
    '  a form that could be used; noise enters as N.',
    '- **Theory:** the steady state (3.7) at the ℓ_max stated, or its exact limit [P9]–[P11]; k₀ = 1e-3, k₁ = 100 in 1/r_g.',
    "- **Prior:** Jeffreys', in α 1 … 1000, K|G|² over 24 decades, N from 0. Posterior by affine-invariant sampling; every chain below",
    '  is longer than 50 of its autocorrelation lengths. Values are the median with its central 68 %, or a 97.5 % limit where the end',
    '  of the range cuts the posterior. Chains are worth about a thousand independent samples: another seed moves medians and limits of α',
    '  by up to a tenth.',
    '- **χ²** is that of the best fit, each point reduced to a Gaussian of the same probability, with the probability to exceed it.',
    '',
  ];
}

export function limits(): string[] {
  return [
    '## What these data cannot say',
    '',
    '- The points were read off a picture of a map: no statistical errors, no covariance, no energy dependence. The errors used are a',
    '  judgement of the digitising. About 12 % of the map was covered by labels and was divided out as f_sky, as was a smoothing of 5°',
    '  taken to be a top hat: N and everything beyond ℓ ≈ 15 stand on that window.',
    '- One sky: the scatter of ℓ = 1 … 4 is cosmic, and no better measurement will lessen it.',
    "- Response, treatment and noise of the real analysis, its iterative map-making above all, are not in a band's exact response. At",
    '  small ℓ they may take away more than m = 0.',
    '- The theory is for static isotropic turbulence with no mean field, one rigidity, a steady state. A table of ℓ, C_ℓ and errors from a',
    '  collaboration goes through the same command: `cranis fit --data mine.csv --coverage …`.',
    '',
  ];
}
