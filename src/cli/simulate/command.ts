import { Option } from 'commander';
import { namesOf, type ParameterName } from '../../model/parameters.ts';
import { CranisCommand } from '../command.ts';
import { readModel } from '../options/model.ts';
import { withModelFile } from '../options/shared.ts';
import { writeText } from '../output/write.ts';

const NAMES: readonly ParameterName[] = [...namesOf('turbulence'), ...namesOf('simulation'), ...namesOf('units')];
const OUTPUT = 'Output:';

/** `cranis simulate`: an ensemble of realisations on disk. */
export function simulateCommand(): CranisCommand {
  const command = withModelFile(
    new CranisCommand('simulate')
      .summary('test particles traced back through turbulence: a run on disk')
      .description(
        'Traces particles back from the observer through realisations of a turbulent field. For each look-back time it keeps their ' +
          'displacements and directions, and the statistics that follow from them. A run is a folder, a Zarr store with one chunk for ' +
          'each realisation. Ctrl-C stops it, and the same command goes on from there. More --realisations make an existing run larger.',
      ),
  ).parameters(NAMES);
  return command
    .addOption(new Option('-o, --output <dir>', 'folder of the run').makeOptionMandatory().helpGroup(OUTPUT))
    .addOption(new Option('--quiet', 'no progress, and no notes except those of damage').helpGroup(OUTPUT))
    .examples(
      'cranis simulate -o run',
      'cranis simulate --realisations 24 --n-side 16 -o run',
      'cranis simulate --k0 0.03 --k1 30 --times 1,10 \\',
      '    --keep spectra -o run',
      'cranis simulate model.toml --directions random -o run',
    )
    .action(async (modelFile: string | undefined, options: SimulateOptions, self: CranisCommand) => {
      const model = await readModel(self, modelFile);
      const { makeRun, summaryText } = await import('./run.ts');
      const summary = await makeRun(model, { folder: options.output, quiet: options.quiet === true });
      await writeText(summaryText(options.output, summary), undefined);
    });
}

interface SimulateOptions {
  readonly output: string;
  readonly quiet?: boolean;
}
