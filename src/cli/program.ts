import { VERSION } from '../model/version.ts';
import { analyseCommand } from './analyse/command.ts';
import { CranisCommand } from './command.ts';
import { completionCommand } from './completion/command.ts';
import { figureCommand } from './figure/command.ts';
import { fitCommand } from './fit/command.ts';
import { mapCommand } from './map/command.ts';
import { matrixCommand } from './matrix/command.ts';
import { mixingCommand } from './mixing/command.ts';
import { observeCommand } from './observe/command.ts';
import { schemaCommand } from './schema/command.ts';
import { simulateCommand } from './simulate/command.ts';
import { skyCommand } from './sky/command.ts';
import { spectrumCommand } from './spectrum/command.ts';
import { startCommand } from './start/command.ts';
import { templateCommand } from './template/command.ts';

/** The tree of commands: one file each. */
export function createProgram(): CranisCommand {
  const program = new CranisCommand('cranis')
    .description(
      'Cosmic-ray anisotropies: from a turbulence model to the angular power spectrum of arrival directions.',
    )
    .version(VERSION, '-V, --version', 'show the version')
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
