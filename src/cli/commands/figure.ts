import { CranisError } from '../../model/errors.ts';
import { CranisCommand } from '../command.ts';
import { withFolder, withModelFile } from '../command-options.ts';
import { FIGURE2_DEFAULTS, FIGURE2_NAMES } from '../figure2-settings.ts';
import { readModel } from '../settings.ts';

const KNOWN = ['2'];

/** `cranis figure 2`: the paper's figures, with the numbers behind them. */
export function figureCommand(): CranisCommand {
  const command = new CranisCommand('figure')
    .summary('a figure of the paper, as SVG, PNG, PDF and CSV')
    .description(
      'Figure 2 of Mertsch & Ahlers (ICRC2019): C_ℓ for α from 10 to 200 without and with noise, at the ℓ_max stated and, ' +
        'below it, in the exact limit, against measured spectra. SVG, PNG, PDF, and the CSV of every curve.',
    )
    .argument('<number>', 'number of the figure: 2');
  return withFolder(withModelFile(command).parameters(FIGURE2_NAMES, FIGURE2_DEFAULTS))
    .examples(
      'cranis figure 2',
      'cranis figure 2 --l-max 120 -o figures',
      'cranis figure 2 --index 1.6667 --gradient 1e-5',
    )
    .action(async (number: string, modelFile: string | undefined, options: { output: string }, self: CranisCommand) => {
      if (!KNOWN.includes(number)) {
        throw new CranisError(`figure ${number || '(empty)'} is not among those that can be made`, {
          hint: `there is ${KNOWN.join(', ')}: cranis figure ${KNOWN[0]}`,
        });
      }
      const model = await readModel(self, modelFile);
      const { makeFigure2 } = await import('../figure2-output.ts');
      const { files } = await makeFigure2(model, options.output);
      process.stdout.write(`${files.join('\n')}\n`);
    });
}
