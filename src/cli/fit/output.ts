/** A fit as a terminal table, JSON, CSV or pictures. */
import { join } from 'node:path';
import type { FitName } from '../../fit/parameters.ts';
import { QUANTILES } from '../../fit/summary.ts';
import { nested } from '../../math/matrix.ts';
import { atMultipoles, multipoles } from '../../model/spectrum.ts';
import { ensureFolder } from '../../node/write-file.ts';
import type { FitResult } from '../../studies/fit/study.ts';
import { type Destination, toJson } from '../output/result.ts';
import { writePicture, writeText } from '../output/write.ts';
import { fitTable } from './table.ts';

export async function writeFit(result: FitResult, to: Destination): Promise<void> {
  if (to.format === 'json') return writeText(json(result), to.file);
  if (to.format === 'csv') return writeText(curveCsv(result), to.file);
  if (to.format === 'table') return writeText(fitTable(result, to.file === undefined), to.file);
  const { drawFit } = await import('../../studies/fit/picture.ts');
  return writePicture(to.file!, (document) => drawFit(document, result));
}

/** The curve and the corner plot as SVG, PNG and PDF, and the posterior's samples. @returns the names of the files */
export async function writeFitFigures(result: FitResult, folder: string): Promise<string[]> {
  ensureFolder(folder);
  const { drawFit, drawCorner } = await import('../../studies/fit/picture.ts');
  const files: string[] = [];
  for (const [name, draw] of [
    ['fit-curve', drawFit],
    ['fit-corner', drawCorner],
  ] as const) {
    for (const ending of ['svg', 'png', 'pdf']) {
      const file = join(folder, `${name}.${ending}`);
      await writePicture(file, (document) => draw(document, result));
      files.push(file);
    }
  }
  for (const [name, text] of [
    ['fit-curve.csv', curveCsv(result)],
    ['fit-samples.csv', samplesCsv(result)],
  ] as const) {
    const file = join(folder, name);
    await writeText(text, file);
    files.push(file);
  }
  return files;
}

/** By the names of the free parameters. */
const byName = <T>({ summary }: FitResult, pick: (parameter: FitResult['summary']['parameters'][number]) => T) =>
  Object.fromEntries(summary.parameters.map((parameter) => [parameter.name, pick(parameter)]));

function json(result: FitResult): string {
  const { free, best, chain, points, summary, source, sky, priors, likelihood } = result;
  const { spectrum } = source;
  const quantiles = Object.fromEntries(
    QUANTILES.map((p, i) => [`q${100 * p}`, byName(result, (one) => one.quantiles[i])]),
  );
  const ell = multipoles(summary.theory.best.length - 1);
  const thin = Math.max(1, Math.ceil(Math.max(...chain.autocorrelation) / 2));
  return toJson({
    free,
    best: byName(result, ({ best: value }) => value),
    chiSquare: result.chiSquare,
    degreesOfFreedom: result.degreesOfFreedom,
    probability: result.probability ?? null,
    logLikelihood: best.logLikelihood,
    median: byName(result, (one) => one.quantiles[2]),
    interval68: byName(result, (one) => [one.quantiles[1], one.quantiles[3]]),
    interval95: byName(result, (one) => [one.quantiles[0], one.quantiles[4]]),
    converged: chain.converged,
    posterior: {
      ...quantiles,
      mean: byName(result, (one) => one.mean),
      standardDeviation: byName(result, (one) => one.standardDeviation),
      correlation: nested(summary.correlation),
      atEndOfRange: byName(result, (one) => one.atEnd),
      thin,
      samples: byName(result, ({ name }) => thinned(result, name, thin)),
    },
    chain: {
      converged: chain.converged,
      autocorrelation: byName(result, (one) => one.autocorrelation),
      samples: chain.steps * chain.walkers,
      effectiveSamples: chain.effectiveSamples,
      walkers: chain.walkers,
      steps: chain.steps,
      burnIn: chain.burnIn,
      acceptance: chain.acceptance,
      seed: chain.seed,
    },
    prior: {
      kind: result.prior,
      ranges: Object.fromEntries(priors.map(({ name, lower, upper }) => [name, [lower, upper]])),
      flatIn: Object.fromEntries(priors.map(({ name, scale }) => [name, scale === 'log' ? `ln ${name}` : name])),
    },
    likelihood: {
      kind: likelihood,
      errors: result.errorMeaning,
      skyScatter: points[0].degreesOfFreedom !== Number.POSITIVE_INFINITY,
      noiseSubtracted: result.subtracted,
    },
    data: {
      label: spectrum.label,
      source: spectrum.source,
      digitised: spectrum.digitised,
      caveats: spectrum.caveats,
      sky: sky.label,
      fSky: sky.fSky,
      coupled: sky.coupled,
      withoutM0: sky.withoutM0,
      ...spectrum.provenance.parameters,
    },
    curve: {
      ell: points.map(({ ell }) => ell),
      power: points.map(({ power }) => power),
      errorLow: points.map(({ errorLow }) => errorLow),
      errorHigh: points.map(({ errorHigh }) => errorHigh),
      degreesOfFreedom: points.map(({ degreesOfFreedom }) =>
        Number.isFinite(degreesOfFreedom) ? degreesOfFreedom : null,
      ),
      best: [...summary.expected.best],
      low68: [...summary.expected.quantiles[1]],
      high68: [...summary.expected.quantiles[3]],
      low95: [...summary.expected.quantiles[0]],
      high95: [...summary.expected.quantiles[4]],
      scatter68: [summary.scatter[1], summary.scatter[3]],
      pull: summary.pulls,
    },
    spectrum: { ell, C: atMultipoles(ell, summary.theory.best) },
    checks: {
      ...result.checks,
      bestFitConverged: best.converged,
    },
    units: result.units,
    parameters: result.parameters,
    version: result.version,
  });
}

/** The samples of every thin-th step. */
function thinned({ samples, chain: { walkers } }: FitResult, name: FitName, thin: number): number[] {
  return Array.from(samples[name]!).filter((_, i) => Math.floor(i / walkers) % thin === 0);
}

/** Comment lines on top of a CSV file. */
function headLines(result: FitResult): string[] {
  const { source, sky, free, chain, likelihood, prior, errorMeaning, parameters, version } = result;
  const { spectrum } = source;
  return [
    `# cranis ${version}; fit of ${free.join(', ')} to ${spectrum.label}${spectrum.digitised ? ' (digitised)' : ''}`,
    ...spectrum.caveats.map((caveat) => `# caveat: ${caveat}`),
    ...Object.entries(parameters).map(([name, value]) => `# ${name} = ${JSON.stringify(value)}`),
    `# sky: ${sky.label}; likelihood ${likelihood}, prior ${prior}; errors: ${errorMeaning}`,
    `# chi-square ${result.chiSquare} for ${result.degreesOfFreedom} degrees of freedom, probability ${result.probability ?? 'unknown'}`,
    `# chain: ${chain.converged ? 'converged' : 'NOT CONVERGED'}, seed ${chain.seed}`,
  ];
}

function curveCsv(result: FitResult): string {
  const { expected, scatter, pulls } = result.summary;
  const rows = result.points.map(({ ell, power, errorLow, errorHigh }, i) =>
    [
      ell,
      power,
      errorLow,
      errorHigh,
      expected.best[i],
      ...[0, 1, 3, 4].map((q) => expected.quantiles[q][i]),
      ...[1, 3].map((q) => scatter[q][i]),
      pulls[i],
    ].join(','),
  );
  return [
    ...headLines(result),
    'ell,power,error_low,error_high,best,low95,low68,high68,high95,scatter_low68,scatter_high68,pull',
    ...rows,
    '',
  ].join('\n');
}

function samplesCsv(result: FitResult): string {
  const { free, samples, chain } = result;
  const columns = free.map((name) => samples[name]!);
  const { walkers } = chain;
  return [
    ...headLines(result),
    `step,walker,${free.join(',')}`,
    ...Array.from(
      columns[0],
      (_, i) => `${Math.floor(i / walkers)},${i % walkers},${columns.map((column) => column[i]).join(',')}`,
    ),
    '',
  ].join('\n');
}
