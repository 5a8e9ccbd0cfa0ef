/** Options that several commands share and that are not parameters of the model. */
import { Option } from 'commander';
import type { CranisCommand } from '../command.ts';
import type { Format } from '../output/result.ts';

const GROUP = 'Output:';

/** [model.toml] and --config: the same, said in two ways. */
export const withModelFile = (command: CranisCommand): CranisCommand =>
  command
    .argument('[model.toml]', 'model file; flags override what it states')
    .addOption(new Option('--config <file>', 'the same model file, by a flag').helpGroup('Model:'));

/** --config for a command that takes of a model file the [sky] alone. */
export const withSkyOfFile = (command: CranisCommand): CranisCommand =>
  command.addOption(
    new Option('--config <file>', 'model file, of which [sky] is used; flags override it').helpGroup('Model:'),
  );

/** --format and -o, for a command that can make these formats. */
export function withOutput(command: CranisCommand, formats: readonly Format[]): CranisCommand {
  const texts = formats.filter((format) => format === 'table' || format === 'json' || format === 'csv');
  const files = formats.filter((format) => format !== 'table').map((format) => `.${format}`);
  const format = new Option('--format <name>', `${texts.join(', ')} [default table, or by the ending of -o]`);
  format.argChoices = [...texts];
  return command
    .addOption(format.helpGroup(GROUP))
    .addOption(
      new Option('-o, --output <file>', `write a file instead, by its ending: ${files.join(', ')}`).helpGroup(GROUP),
    );
}

/** -o for a command that makes several files. */
export const withFolder = (command: CranisCommand): CranisCommand =>
  command.addOption(
    new Option('-o, --output <dir>', 'folder for the files [default results]').default('results').helpGroup(GROUP),
  );
