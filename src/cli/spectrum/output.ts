/** A spectrum as a terminal table, JSON, CSV or picture. */

import { recordComment } from '../../files/records/csv-record.ts';
import { writeRecord } from '../../files/records/records.ts';
import { spectrumRecord } from '../../files/records/spectrum.ts';
import { ratio, scientific } from '../../model/number-text.ts';
import type { SpectrumResult } from '../../studies/spectrum/study.ts';
import { commentLines, headerLines } from '../output/header.ts';
import type { Destination } from '../output/result.ts';
import { bold, columns } from '../output/text.ts';
import { writePicture, writeText } from '../output/write.ts';

export async function writeSpectrum(result: SpectrumResult, to: Destination): Promise<void> {
  if (to.format === 'json') return writeText(writeRecord(spectrumRecord(result)), to.file);
  if (to.format === 'csv') return writeText(csv(result), to.file);
  if (to.format === 'table') return writeText(table(result, to.file === undefined), to.file);
  const { drawSpectrum } = await import('../../studies/spectrum/picture.ts');
  return writePicture(to.file!, (document) => drawSpectrum(document, result));
}

function csv(result: SpectrumResult): string {
  const { model, names, spectrum, checks } = result;
  const { lMaxDoubling, toExact } = checks;
  const heads = [
    'ell',
    'C',
    'C_plus_noise',
    ...(lMaxDoubling ? ['lMaxDoubling'] : []),
    ...(toExact ? ['toExact'] : []),
  ];
  const rows = spectrum.ell.map((l) =>
    [l, spectrum.C[l], spectrum.C[l] + spectrum.noise, lMaxDoubling?.[l], toExact?.[l]].filter(
      (cell) => cell !== undefined,
    ),
  );
  return [
    `# cranis ${spectrum.provenance.version}; ${spectrum.provenance.label}`,
    ...commentLines(model, names),
    ...checkLines(checks).map((line) => `# ${line}`),
    recordComment(spectrumRecord(result)),
    heads.join(','),
    ...rows.map((row) => row.join(',')),
    '',
  ].join('\n');
}

/** Rows shown of a list that nobody asked for in full. */
const SELECTION = new Set([
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100, 150, 200, 300, 500, 700, 1000, 1500,
]);

function table({ model, names, spectrum, checks, ellsStated }: SpectrumResult, onTerminal: boolean): string {
  const strong = onTerminal ? bold : (text: string) => text;
  const { ell, C, noise, provenance } = spectrum;
  const { lMaxDoubling, toExact } = checks;
  const rows = ell.map((l) => [
    `${l}`,
    scientific(C[l]),
    ...(noise > 0 ? [scientific(C[l] + noise)] : []),
    ...(lMaxDoubling ? [ratio(lMaxDoubling[l])] : []),
    ...(toExact ? [ratio(toExact[l])] : []),
  ]);
  const shown = rows.filter((_, i) => ellsStated || ell.length <= 20 || i === ell.length - 1 || SELECTION.has(ell[i]));
  const heads = [
    'ℓ',
    'C_ℓ',
    ...(noise > 0 ? ['C_ℓ + N'] : []),
    ...(lMaxDoubling ? ['2ℓ_max'] : []),
    ...(toExact ? ['exact'] : []),
  ];
  const [head, ...body] = columns([heads, ...shown], 'rrrrr').map((line) => `  ${line}`);
  return [
    strong('Angular power spectrum'),
    provenance.label,
    '',
    ...headerLines(model, names),
    '',
    strong(head),
    ...body,
    ...(shown.length < rows.length
      ? [`  ${shown.length} of ${rows.length} rows; --ells 1..${ell.at(-1)} lists all`]
      : []),
    '',
    ratioNote(checks),
    strong('Checks'),
    ...checkLines(checks).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** That ℓ_max matters is told without being asked. */
function ratioNote({ lMaxDoubling, toExact }: SpectrumResult['checks']): string {
  if (!lMaxDoubling && !toExact) {
    return 'ℓ_max → ∞: a matrix cut at a finite ℓ_max gives less power;\n--l-max N shows how much.\n';
  }
  return [
    'The cut at ℓ_max decides part of the answer:',
    ...(lMaxDoubling ? ['  2ℓ_max  C_ℓ at twice the ℓ_max, over C_ℓ'] : []),
    ...(toExact ? ['  exact   C_ℓ for ℓ_max → ∞, over C_ℓ'] : []),
    '',
  ].join('\n');
}

function checkLines({ sumRuleResidual, quadratureError, tailExponent }: SpectrumResult['checks']): string[] {
  return columns(
    [
      ['sum rule [P7], residual', scientific(sumRuleResidual, 2)],
      ['quadrature, relative error', scientific(quadratureError, 2)],
      ...(tailExponent === undefined ? [] : [['tail, C_ℓ ∝ ℓ^(−2−p), p', tailExponent.toFixed(4)]]),
    ],
    'lr',
  );
}
