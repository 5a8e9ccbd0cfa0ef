/** A fit as a terminal table, JSON, CSV or pictures. */
import { join } from 'node:path';
import { fitRecord } from '../../files/records/fit.ts';
import { writeRecord } from '../../files/records/records.ts';
import { ensureFolder } from '../../node/write-file.ts';
import type { FitResult } from '../../studies/fit/study.ts';
import type { Destination } from '../output/result.ts';
import { writePicture, writeText } from '../output/write.ts';
import { fitTable } from './table.ts';

export async function writeFit(result: FitResult, to: Destination): Promise<void> {
  if (to.format === 'json') return writeText(writeRecord(fitRecord(result)), to.file);
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
