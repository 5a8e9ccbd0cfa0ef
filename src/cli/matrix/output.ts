/** The mixing matrix of a model, as a terminal table, JSON or CSV. */
import { matrixRecord } from '../../files/records/matrix.ts';
import { writeRecord } from '../../files/records/records.ts';
import { block, type Matrix, nested } from '../../math/matrix.ts';
import { brief, scientific } from '../../model/number-text.ts';
import type { MatrixResult } from '../../studies/matrix/study.ts';
import { commentLines, headerLines } from '../output/header.ts';
import type { Destination } from '../output/result.ts';
import { bold, columns } from '../output/text.ts';
import { writeText } from '../output/write.ts';

export async function writeMatrix(result: MatrixResult, to: Destination): Promise<void> {
  const text =
    to.format === 'json' ? writeRecord(matrixRecord(result)) : to.format === 'csv' ? csv(result) : table(result, to);
  await writeText(text, to.file);
}

function csv({ model, names, mixing, A, version }: MatrixResult): string {
  const size = mixing.lMax + 1;
  const lines = [
    `# cranis ${version}; mixing matrix M of one step, ${A ? 'A = (δ − M)/ΔT' : `diagram ${mixing.diagram} alone`}`,
    ...commentLines(model, names),
    `# Lambda0 = ${mixing.lambda[0]}, Lambda2 = ${mixing.lambda[2]}`,
    `# sum rule [P7], residual = ${mixing.sumRuleResidual}`,
    A ? 'ell,ell0,M,A' : 'ell,ell0,M',
  ];
  for (let l = 0; l < size; l++) {
    for (let l0 = 0; l0 < size; l0++) {
      const at = l * size + l0;
      lines.push(`${l},${l0},${mixing.M.values[at]}${A ? `,${A.values[at]}` : ''}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

/** The corner that fits a narrow terminal. */
const SHOWN = 4;

function table({ model, names, mixing, A }: MatrixResult, to: Destination): string {
  const strong = to.file === undefined ? bold : (text: string) => text;
  const size = mixing.lMax + 1;
  const shown = Math.min(size, SHOWN + 1);
  const corner = (title: string, matrix: Matrix) => {
    const cells = nested(block(matrix, shown, shown));
    const [head, ...body] = columns(
      [
        ['ℓ\\ℓ0', ...cells.map((_, l0) => `${l0}`)],
        ...cells.map((row, l) => [`${l}`, ...row.map((value) => scientific(value, 4))]),
      ],
      'r'.repeat(shown + 1),
      ' ',
    );
    return [strong(`${title}, ℓ and ℓ0 to ${shown - 1}`), strong(head), ...body, ''];
  };
  const which = mixing.diagram === 'all' ? 'all diagrams' : `diagram ${mixing.diagram} alone`;
  return [
    strong('Mixing matrix of one look-back step'),
    `${which}, by ${mixing.method}`,
    '',
    ...headerLines(model, names),
    `  Λ0 = ${brief(mixing.lambda[0], 8)}, Λ2 = ${brief(mixing.lambda[2], 8)}`,
    '',
    ...corner(mixing.diagram === 'all' ? 'M' : `M of ${mixing.diagram}`, mixing.M),
    ...(A ? corner('A = (δ − M)/ΔT', A) : []),
    ...(size > shown ? ['--format json or -o FILE.csv gives all of it.', ''] : []),
    strong('Checks'),
    `  sum rule [P7], residual  ${scientific(mixing.sumRuleResidual, 2)}`,
    '',
  ].join('\n');
}
