/** A fit on one page of a terminal. */

import { log10 } from '../../math/elementary/index.ts';
import { brief, scientific } from '../../model/number-text.ts';
import { PARAMETERS } from '../../model/parameters.ts';
import type { FitResult } from '../../studies/fit/study.ts';
import { headerLines } from '../output/header.ts';
import { bold, columns } from '../output/text.ts';

export function fitTable(result: FitResult, onTerminal: boolean): string {
  const strong = onTerminal ? bold : (text: string) => text;
  const { source, free, points, model, names, version } = result;
  const { spectrum } = source;
  return [
    strong(`Fit of ${free.join(', ')}`),
    ...wrap(`${spectrum.label}${spectrum.digitised ? ' (digitised)' : ''}, ${ellText(points.map(({ ell }) => ell))}`),
    ...spectrum.caveats.flatMap((caveat) => wrap(`– ${caveat}`, '  ')),
    `cranis ${version}`,
    '',
    ...headerLines(model, names),
    '',
    ...parameterRows(result, strong),
    '',
    ...wrap(goodness(result)),
    ...ends(result),
    ...correlations(result),
    '',
    strong('How it was compared'),
    ...compared(result).flatMap((line) => wrap(line, '  ')),
    '',
    strong('Checks'),
    ...checks(result).flatMap((line) => wrap(line, '  ')),
    '',
  ].join('\n');
}

const WIDTH = 60;

/** Broken at blanks; what follows the first line is indented by two more. */
function wrap(text: string, indent = ''): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const word of text.split(' ')) {
    const isFirst = line.trim() === '';
    if (!isFirst && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = `${indent}  ${word}`;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line];
}

/** "ℓ = 1 … 24", or "7 multipoles, ℓ = 1 … 20" where some are missing. */
function ellText(ell: readonly number[]): string {
  const [first, last] = [ell[0], ell.at(-1)!];
  const isWhole = ell.length === last - first + 1;
  return `${isWhole ? '' : `${ell.length} multipoles, `}ℓ = ${first === last ? first : `${first} … ${last}`}`;
}

function parameterRows({ summary }: FitResult, strong: (text: string) => string): string[] {
  const [head, ...rows] = columns(
    [
      ['', 'best', 'median', '68 %', ''],
      ...summary.parameters.map(({ name, best, quantiles }) => {
        const { symbol, unit } = PARAMETERS[name];
        const [, low, median, high] = quantiles;
        const digits = digitsBetween(low, high);
        return [
          `${symbol}${unit === '' ? '' : ` / ${unit}`}`,
          short(best, digits),
          short(median, digits),
          short(low, digits),
          `… ${short(high, digits)}`,
        ];
      }),
    ],
    'lrrrl',
  ).map((line) => `  ${line}`);
  return [strong(head), ...rows];
}

const short = (value: number, digits = 3) =>
  value !== 0 && (Math.abs(value) < 1e-2 || Math.abs(value) >= 1e5) ? scientific(value, digits) : brief(value, digits);

/** Significant digits enough to tell the ends of an interval apart; three at least. */
function digitsBetween(low: number, high: number): number {
  const ratio = Math.max(Math.abs(low), Math.abs(high)) / (high - low);
  return Number.isFinite(ratio) ? Math.min(15, Math.max(3, Math.floor(log10(ratio)) + 2)) : 3;
}

function goodness({ chiSquare, degreesOfFreedom, probability }: FitResult): string {
  if (probability === undefined) return `χ² = ${brief(chiSquare, 3)} without degrees of freedom`;
  return `χ² = ${chiSquare.toFixed(1)} for ${degreesOfFreedom} degrees of freedom, ${brief(chiSquare / degreesOfFreedom, 3)} each; probability ${brief(probability, 2)}`;
}

function ends({ summary, priors }: FitResult): string[] {
  return summary.parameters.flatMap(({ name, atEnd }, d) =>
    atEnd.flatMap((end) => {
      const at = short(priors[d][end]);
      const what =
        name === 'noise' && end === 'lower' && priors[d].lower === 0
          ? 'no noise is possible'
          : `the range decides how far it goes`;
      return wrap(`${PARAMETERS[name].symbol} reaches the ${end} end of its range, ${at}: ${what}`);
    }),
  );
}

/** Pairs that make up for each other. */
const STRONG = 0.5;

function correlations({ summary: { parameters, correlation } }: FitResult): string[] {
  const pairs = parameters.flatMap((a, i) =>
    parameters.slice(i + 1).flatMap((b, j) => {
      const r = correlation.values[i * correlation.columns + i + 1 + j];
      return Math.abs(r) < STRONG
        ? []
        : [`${PARAMETERS[a.name].symbol} and ${PARAMETERS[b.name].symbol} ${r.toFixed(2)}`];
    }),
  );
  return pairs.length === 0 ? [] : wrap(`correlated: ${pairs.join('; ')}`);
}

function compared({ sky, likelihood, prior, priors, errorMeaning, subtracted, model }: FitResult): string[] {
  const { lMax, lookBackTime } = model.values;
  const ranges = priors.map(({ name, lower, upper }) => `${PARAMETERS[name].symbol} ${short(lower)} … ${short(upper)}`);
  return [
    `theory: ${lookBackTime === undefined ? 'steady state' : `t = ${lookBackTime} r_g/c`}, ℓ_max ${lMax === 'exact' ? '→ ∞' : `= ${lMax}`}`,
    `sky: ${sky.label}`,
    `errors: ${errorMeaning}`,
    ...(subtracted > 0 ? [`noise subtracted from the data, part of their scatter: ${brief(subtracted)}`] : []),
    `likelihood: ${likelihood === 'gamma' ? 'gamma (χ² of each multipole), widened by the errors' : 'Gaussian'}`,
    `prior: ${prior === 'jeffreys' ? "Jeffreys'" : 'flat'}, within ${ranges.join(', ')}`,
  ];
}

function checks({ chain, checks: { interpolation } }: FitResult): string[] {
  const { converged, steps, walkers, burnIn, acceptance, autocorrelation, effectiveSamples } = chain;
  const slowest = Math.max(...autocorrelation);
  return [
    `chain: ${converged ? 'converged' : 'NOT CONVERGED, do not trust the intervals'}; ${walkers} walkers, ${steps} steps after ${burnIn}`,
    `  autocorrelation ${slowest.toFixed(0)} steps (${(steps / slowest).toFixed(0)} in the chain; 50 are enough), worth ${effectiveSamples.toFixed(0)} independent samples, acceptance ${acceptance.toFixed(2)}`,
    ...(converged ? [] : ['  more --samples may mend it']),
    `interpolated ln C_ℓ: off by at most ${scientific(interpolation, 2)}`,
  ];
}
