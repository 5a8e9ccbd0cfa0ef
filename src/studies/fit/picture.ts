/** The pictures of a fit: the fitted curve over the data, and the corner plot of the posterior. */

import { type CornerParameter, corner } from '../../figures/corner.ts';
import { fitFigure } from '../../figures/fit-figure.ts';
import { formatNumber, join, type Label, markup, SYMBOLS, symbols } from '../../figures/text.ts';
import type { FitName } from '../../fit/parameters.ts';
import { parameterLines } from '../../model/describe.ts';
import { brief } from '../../model/number-text.ts';
import { byMultipole, onlyAt } from '../../model/spectrum.ts';
import { asTyped } from '../spectrum/picture.ts';
import type { FitResult } from './study.ts';

/** Power of each multipole with the posterior of what is expected of it, and measured over expected below the scatter. */
export function drawFit(document: Document, result: FitResult): SVGSVGElement {
  const { source, points, best, summary, sky, subtracted } = result;
  const { spectrum } = source;
  const ell = points.map((point) => point.ell);
  const left = spectrum.ell.filter((l) => !ell.includes(l));
  const column = (name: 'power' | 'errorLow' | 'errorHigh') =>
    byMultipole(
      ell,
      points.map((point) => point[name]),
    );
  const ends = (quantiles: readonly ArrayLike<number>[], low: number, high: number) => ({
    low: byMultipole(ell, quantiles[low]),
    high: byMultipole(ell, quantiles[high]),
  });
  return fitFigure(document, {
    title: join('Fit of ', nameList(result)),
    spectrum,
    points: {
      ell,
      power: column('power'),
      errorLow: column('errorLow'),
      errorHigh: column('errorHigh'),
    },
    others: {
      ell: left,
      power: onlyAt(
        left,
        spectrum.C.map((C) => C + subtracted),
      ),
    },
    best: byMultipole(ell, summary.expected.best),
    band68: ends(summary.expected.quantiles, 1, 3),
    band95: ends(summary.expected.quantiles, 0, 4),
    scatter68: ends(summary.scatter, 1, 3),
    scatter95: ends(summary.scatter, 0, 4),
    C: summary.theory.best,
    noise: best.parameters.noise,
    coupled: sky.coupled,
    caption: [valuesLine(result), ...captions(result)],
    metadata: metadata(result),
  });
}

/** The posterior of every free parameter, and of every pair of them. */
export function drawCorner(document: Document, result: FitResult): SVGSVGElement {
  const { samples, summary, priors } = result;
  const parameters = summary.parameters.map(({ name, best, quantiles }, d): CornerParameter => {
    const { scale, lower, upper } = priors[d];
    return {
      symbol: SYMBOL[name],
      ...(UNIT[name] === undefined ? {} : { unit: UNIT[name] }),
      scale,
      samples: samples[name]!,
      interval: [quantiles[1], quantiles[2], quantiles[3]],
      best,
      range: [lower, upper],
    };
  });
  return corner(document, {
    parameters,
    title: join('Posterior of ', nameList(result)),
    caption: [
      'Filled: 68 % on the diagonal, 68 % and 95 % below it. Dashed lines and crosses: the best fit. Numbers: median and 68 %.',
      ...captions(result),
    ],
    metadata: metadata(result),
  });
}

const SYMBOL: Readonly<Record<FitName, Label>> = {
  alpha: markup('*α*'),
  gradient: SYMBOLS.gradient,
  noise: SYMBOLS.noise,
  index: markup('*s*'),
  k0: markup('*k*_{0}'),
  k1: markup('*k*_{1}'),
};
const UNIT: Readonly<Partial<Record<FitName, Label>>> = {
  gradient: SYMBOLS.gradientUnit,
  k0: markup('*r*_{g}^{−1}'),
  k1: markup('*r*_{g}^{−1}'),
};

const nameList = ({ free }: FitResult): Label => free.flatMap((name, i) => join(i === 0 ? '' : ', ', SYMBOL[name]));

/** "α = 265, K|G|² = 1.2×10⁻⁴ c k_0, …; χ² = 13.8 for 21 degrees of freedom, probability 0.88". */
function valuesLine({ summary, chiSquare, degreesOfFreedom, probability }: FitResult): Label {
  const values = summary.parameters.flatMap(({ name, best }, i) =>
    join(
      i === 0 ? 'Best fit: ' : ', ',
      SYMBOL[name],
      ` = ${formatNumber(best)}`,
      UNIT[name] === undefined ? '' : join(' ', UNIT[name]),
    ),
  );
  const chance = probability === undefined ? '' : `, probability ${formatNumber(probability, 2)}`;
  return join(values, `; χ² = ${chiSquare.toFixed(1)} for ${degreesOfFreedom} degrees of freedom${chance}.`);
}

function captions(result: FitResult): Label[] {
  const { chain, model, names, sky, prior, likelihood, errorMeaning, version } = result;
  const { lMax, lookBackTime } = model.values;
  const hidden = new Set(['lMax', 'table', 'deltaT', 'noise', 'lookBackTime']);
  const fixed = parameterLines(model, names)
    .filter(({ name }) => !hidden.has(name))
    .map(({ name, symbol, value, unit }) => {
      const shown = typeof value === 'number' ? brief(value, 4) : String(value);
      return `${symbol === '' ? name : symbol} = ${shown}${unit === '' ? '' : ` ${unit}`}`;
    });
  const cut = lMax === 'exact' ? markup('*ℓ*_{max} → ∞ (exact)') : markup(`*ℓ*_{max} = ${lMax}`);
  const state =
    lookBackTime === undefined ? 'Theory in the steady state, ' : `Theory at t = ${lookBackTime} in r_g/c, `;
  return [
    ...(chain.converged ? [] : [[{ text: 'THE CHAIN HAS NOT CONVERGED: do not trust the intervals.', bold: true }]]),
    join(symbols(state), cut, symbols(asTyped(`, ${fixed.join(', ')}.`))),
    symbols(
      `Sky: ${sky.label}; errors: ${errorMeaning}; ${likelihood} likelihood, ${prior === 'jeffreys' ? 'Jeffreys’' : 'flat'} prior. cranis\u00a0${version}`,
    ),
  ];
}

const metadata = ({ parameters, free, chain, version, source }: FitResult) => ({
  version,
  data: source.spectrum.provenance.parameters,
  free,
  seed: chain.seed,
  converged: chain.converged,
  parameters,
});
