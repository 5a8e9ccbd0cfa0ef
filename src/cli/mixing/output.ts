/** The mixing matrix of a run beside the theory's, as a terminal table, JSON, CSV or picture. */
import { mixingRecord } from '../../files/records/mixing.ts';
import { writeRecord } from '../../files/records/records.ts';
import type { Matrix } from '../../math/matrix.ts';
import { brief, scientific } from '../../model/number-text.ts';
import type { MixingResult } from '../../studies/mixing/study.ts';
import { commentLines, headerLines } from '../output/header.ts';
import type { Destination } from '../output/result.ts';
import { bold, columns } from '../output/text.ts';
import { writePicture, writeText } from '../output/write.ts';

export async function writeMixing(result: MixingResult, to: Destination): Promise<void> {
  if (to.format === 'json') return writeText(writeRecord(mixingRecord(result)), to.file);
  if (to.format === 'csv') return writeText(csv(result), to.file);
  if (to.format === 'table') return writeText(table(result, to.file === undefined), to.file);
  const { drawMixing } = await import('../../studies/mixing/picture.ts');
  return writePicture(to.file!, (document) => drawMixing(document, result));
}

const at = ({ columns: width, values }: Matrix, l: number, l0: number) => values[l * width + l0];

const ells = ({ lMax }: MixingResult) => Array.from({ length: lMax + 1 }, (_, l) => l);

function csv(result: MixingResult): string {
  const { simulated, error, theory, model, time, realisations } = result;
  const cell = (value: number | undefined) => (value === undefined || Number.isNaN(value) ? '' : `${value}`);
  const lines = ells(result).flatMap((l) =>
    ells(result).map((l0) =>
      [
        `${l},${l0}`,
        ...[simulated, error, theory?.perturbative, theory?.resummed].map((matrix) =>
          cell(matrix && at(matrix, l, l0)),
        ),
      ].join(','),
    ),
  );
  return [
    `# cranis ${result.version}; mixing matrix at t = ${time} r_g/c, mean of ${realisations} realisations, engine ${result.engine}`,
    ...commentLines(model, result.names),
    ...(theory
      ? [`# resummed: cut at l = ${theory.lMax}, half of it changes no element by more than ${theory.cutEffect}`]
      : []),
    'ell,ell0,simulated,error,perturbative,resummed',
    ...lines,
    '',
  ].join('\n');
}

/** Elements of the table: those on the diagonal and beside it. */
function table(result: MixingResult, onTerminal: boolean): string {
  const strong = onTerminal ? bold : (text: string) => text;
  const { simulated, error, theory, model, time, alpha, realisations, lMax } = result;
  const sigma = (matrix: Matrix | undefined, l: number, l0: number) => {
    const away = matrix ? (at(matrix, l, l0) - at(simulated, l, l0)) / at(error, l, l0) : Number.NaN;
    return Number.isFinite(away)
      ? `${away > 0 ? '+' : ''}${Math.abs(away) < 1e4 ? away.toFixed(1) : scientific(away, 2)}`
      : '';
  };
  const line = (l: number, l0: number) => [
    l === l0 ? `1 − M_${l},${l}` : `M_${l},${l0}`,
    scientific(l === l0 ? 1 - at(simulated, l, l) : at(simulated, l, l0), 4),
    Number.isNaN(at(error, l, l0)) ? '' : scientific(at(error, l, l0), 2),
    ...[theory?.perturbative, theory?.resummed].flatMap((matrix) => [
      matrix ? scientific(l === l0 ? 1 - at(matrix, l, l) : at(matrix, l, l0), 4) : '',
      l === l0 ? negated(sigma(matrix, l, l0)) : sigma(matrix, l, l0),
    ]),
  ];
  const shown = [
    ...ells(result)
      .slice(1)
      .map((l) => line(l, l)),
    ...ells(result)
      .slice(1, -1)
      .flatMap((l) => [line(l + 1, l), line(l, l + 1)]),
  ];
  const [head, ...body] = columns(
    [['', 'simulated', '±', 'perturbative', 'σ', 'resummed', 'σ'], ...shown],
    'lrrrrrr',
  ).map((text) => `  ${text}`);
  return [
    strong(
      `Mixing matrix of ${realisations} realisation${realisations === 1 ? '' : 's'} at ΔT = ${brief(time)} r_g/c, α = ${brief(alpha)}`,
    ),
    `cranis ${result.version}, engine ${result.engine}; no parameter is fitted`,
    '',
    ...headerLines(model, result.names),
    '',
    strong(head),
    ...body.slice(0, lMax),
    '',
    ...body.slice(lMax),
    '  perturbative 1 − AΔT, resummed exp(−AΔT); σ: (theory − simulation)/error',
    '--format json or -o FILE.csv gives all of it.',
    '',
    strong('Checks'),
    ...columns(
      [
        ['shot noise taken off, most', scientific(Math.max(...result.shotNoise), 2)],
        ...(theory
          ? [
              [
                `resummed: cut at ℓ = ${theory.lMax / 2} for ${theory.lMax} changes an element by`,
                scientific(theory.cutEffect, 2),
              ],
            ]
          : []),
      ],
      'lr',
    ).map((text) => `  ${text}`),
    '',
  ].join('\n');
}

const negated = (text: string) =>
  text.startsWith('-') ? `+${text.slice(1)}` : text.startsWith('+') ? `-${text.slice(1)}` : text;
