import { MATRIX_DEFAULTS, MATRIX_NAMES } from '../../studies/matrix/settings.ts';
import { CranisCommand } from '../command.ts';
import { readModel } from '../options/model.ts';
import { withModelFile, withOutput } from '../options/shared.ts';
import { destination, type Format } from '../output/result.ts';

const FORMATS: readonly Format[] = ['table', 'json', 'csv'];

/** `cranis matrix`: M, A, Λ of one look-back step. */
export function matrixCommand(): CranisCommand {
  const command = new CranisCommand('matrix')
    .summary('mixing matrix M and generator A of a look-back step')
    .description(
      'Mixing matrix M of one look-back step ΔT, its generator A = (δ − M)/ΔT, Λ0 and Λ2. Rows are ℓ = 0 … ℓ_max, columns ℓ0. ' +
        'Of a single diagram, M is that contribution alone, without the unit matrix, and there is no A: ' +
        '1a is (3.11), once, for one particle (the sum has it twice); 1c is (3.12) + (3.13).',
    );
  return withOutput(withModelFile(command).parameters(MATRIX_NAMES, MATRIX_DEFAULTS, { words: false }), FORMATS)
    .examples(
      'cranis matrix --alpha 50',
      'cranis matrix --alpha 50 --l-max 40 --format json',
      'cranis matrix --l-max 40 --diagram 1c --method wigner \\',
      '    -o matrix.csv',
    )
    .action(async (modelFile: string | undefined, options: Record<string, string>, self: CranisCommand) => {
      const to = destination(options, FORMATS);
      const model = await readModel(self, modelFile);
      const { matrixStudy } = await import('../../studies/matrix/study.ts');
      const { writeMatrix } = await import('./output.ts');
      await writeMatrix(await matrixStudy({ model }), to);
    });
}
