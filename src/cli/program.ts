import { CranisCommand } from './command.ts';
import { analyseCommand } from './commands/analyse.ts';
import { completionCommand } from './commands/completion.ts';
import { figureCommand } from './commands/figure.ts';
import { fitCommand } from './commands/fit.ts';
import { mapCommand } from './commands/map.ts';
import { matrixCommand } from './commands/matrix.ts';
import { mixingCommand } from './commands/mixing.ts';
import { observeCommand } from './commands/observe.ts';
import { schemaCommand } from './commands/schema.ts';
import { simulateCommand } from './commands/simulate.ts';
import { skyCommand } from './commands/sky.ts';
import { spectrumCommand } from './commands/spectrum.ts';
import { startCommand } from './commands/start.ts';
import { templateCommand } from './commands/template.ts';
import { version } from './version.ts';

/** The tree of commands: one file each. */
export function createProgram(): CranisCommand {
  const program = new CranisCommand('cranis')
    .description(
      'Cosmic-ray anisotropies: from a turbulence model to the angular power spectrum of arrival directions.',
    )
    .version(version(), '-V, --version', 'show the version')
    .usage('COMMAND [options]')
    .helpCommand('help [command]', 'show the help of a command');
  for (const command of [
    startCommand(),
    spectrumCommand(),
    matrixCommand(),
    simulateCommand(),
    analyseCommand(),
    mixingCommand(),
    mapCommand(),
    skyCommand(),
    observeCommand(),
    fitCommand(),
    figureCommand(),
    templateCommand(),
    schemaCommand(),
    completionCommand(),
  ]) {
    program.addCommand(command);
  }
  return program.examples(
    'cranis start',
    'cranis spectrum --alpha 50 --l-max 60',
    'cranis spectrum --index 1.6667 -o spectrum.svg',
    'cranis figure 2 -o results',
    'cranis spectrum --help',
  ) as CranisCommand;
}
