import { Option } from 'commander';
import { CranisCommand } from '../command.ts';
import { sayNotes } from '../failure.ts';
import { readModel } from '../options/model.ts';
import { timeOf } from '../options/run-time.ts';
import { withOutput } from '../options/shared.ts';
import { destination, type Format } from '../output/result.ts';

const FORMATS: readonly Format[] = ['table', 'json', 'csv', 'svg', 'png', 'pdf'];

/** `cranis mixing`: the mixing matrix from test particles, term by term against the theory. */
export function mixingCommand(): CranisCommand {
  const command = new CranisCommand('mixing')
    .summary("mixing matrix of a run against the theory's")
    .description(
      'The mixing matrix M of one look-back step ΔT = --time from the trajectories of a run: spherical harmonics of ℓ0 mapped along ' +
        "them, their C_ℓ summed over m, shot noise taken off. Beside it the theory's, perturbative 1 − AΔT and resummed exp(−AΔT), " +
        'with no parameter free. Rows ℓ, columns ℓ0 = 0 … ℓ_max.',
    )
    .argument('<run>', 'folder of a run made by cranis simulate')
    .addOption(
      new Option('--time <time>', 'one of the times of the run [ΔT in r_g/c, or yr, kyr …]')
        .makeOptionMandatory()
        .helpGroup('Step:'),
    )
    .parameters(['lMax'], { lMax: 8 }, { words: false });
  return withOutput(command, FORMATS)
    .examples(
      'cranis simulate --times 0.1,0.25,0.5 -o run',
      'cranis mixing run --time 0.5',
      'cranis mixing run --time 0.5 --l-max 5 --format json',
      'cranis mixing run --time 0.5 -o mixing.pdf',
    )
    .action(async (folder: string, options: Record<string, string>, self: CranisCommand) => {
      const to = destination(options, FORMATS);
      const { values } = await readModel(self);
      const { openRun } = await import('../../campaign/open.ts');
      const { mixingStudy } = await import('../../studies/mixing/study.ts');
      const { writeMixing } = await import('./output.ts');
      const source = openRun(folder);
      const result = await mixingStudy({ source, time: timeOf(source.model, options.time), lMax: values.lMax });
      sayNotes(result.notes);
      await writeMixing(result, to);
    });
}
