import { CranisError } from '../../model/errors.ts';
import { type ParameterName, parameter } from '../../model/parameters.ts';
import { FIGURE1_DEFAULTS, FIGURE1_NAMES, QUICK_DEFAULTS } from '../../studies/figure1/settings.ts';
import { FIGURE2_DEFAULTS, FIGURE2_NAMES } from '../../studies/figure2/settings.ts';
import { CranisCommand } from '../command.ts';
import { readModel } from '../options/model.ts';
import { withFolder, withModelFile } from '../options/shared.ts';
import { writeText } from '../output/write.ts';

const KNOWN = ['1', '2'];

/** `cranis figure N`: the paper's figures, with the numbers behind them. */
export function figureCommand(): CranisCommand {
  const command = new CranisCommand('figure')
    .summary('a figure of the paper, as SVG, PNG, PDF and CSV')
    .description(
      'The figures of Mertsch & Ahlers (ICRC2019), with the exact limit beside the ℓ_max stated. 1: C_ℓ of test particles at ' +
        'several look-back times against the theory; makes a run first, which takes a while. 2: C_ℓ for α from 10 to 200 without ' +
        'and with noise, against measured spectra. SVG, PNG, PDF, and the CSV of every curve.',
    )
    .argument('<number>', 'number of the figure: 1 or 2')
    .option('--quick', 'figure 1 from a smaller ensemble, in about a minute');
  return withFolder(
    withModelFile(command).parameters([...new Set([...FIGURE2_NAMES, ...FIGURE1_NAMES])], FIGURE2_DEFAULTS, {
      words: false,
    }),
  )
    .examples(
      'cranis figure 1 --quick',
      'cranis figure 2',
      'cranis figure 2 --l-max 120 -o figures',
      'cranis figure 2 --index 1.6667 --gradient 1e-5',
    )
    .action(async (number: string, modelFile: string | undefined, options: FigureOptions, self: CranisCommand) => {
      if (!KNOWN.includes(number)) {
        throw new CranisError(`figure ${number || '(empty)'} is not among those that can be made`, {
          hint: `there is ${KNOWN.join(', ')}: cranis figure ${KNOWN[0]}`,
        });
      }
      checkStated(self, number === '1' ? FIGURE1_NAMES : FIGURE2_NAMES, number);
      if (number === '1') {
        const quick = options.quick === true;
        self.defaults = quick ? QUICK_DEFAULTS : FIGURE1_DEFAULTS;
        const model = await readModel(self, modelFile);
        const { makeFigure1, figure1Summary } = await import('./figure1.ts');
        const { result, files } = await makeFigure1(model, options.output, { quick });
        await writeText(`${[...figure1Summary(result), ...files].join('\n')}\n`, undefined);
        return;
      }
      if (options.quick) throw new CranisError('--quick: figure 2 is quick anyway', { hint: 'leave it out' });
      const model = await readModel(self, modelFile);
      const { makeFigure2 } = await import('./figure2.ts');
      const { files } = await makeFigure2(model, options.output);
      process.stdout.write(`${files.join('\n')}\n`);
    });
}

interface FigureOptions {
  readonly output: string;
  readonly quick?: boolean;
}

/** A flag of the other figure would have no effect: say so. */
function checkStated(command: CranisCommand, names: readonly ParameterName[], number: string): void {
  for (const [attribute, name] of command.fromTable) {
    if (names.includes(name) || command.getOptionValue(attribute) === undefined) continue;
    throw new CranisError(`${parameter(name).flag}: has no meaning for figure ${number}`, {
      where: name,
      hint: 'leave it out',
    });
  }
}
