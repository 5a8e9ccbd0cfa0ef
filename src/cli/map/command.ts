import { Option } from 'commander';
import { COMPONENT_NAMES, type Component } from '../../campaign/run-map.ts';
import { CranisError } from '../../model/errors.ts';
import { CranisCommand } from '../command.ts';
import { checkChoice } from '../options/choice.ts';

/** `cranis map`: the sky of one realisation. */
export function mapCommand(): CranisCommand {
  const component = new Option(
    '--component <name>',
    `${COMPONENT_NAMES.join(', ')} [default all of them in FITS, x in a picture]`,
  );
  component.argChoices = [...COMPONENT_NAMES];
  return new CranisCommand('map')
    .summary('the sky of one realisation, as FITS or picture')
    .description(
      'Displacement or direction of the particles of one realisation at one time, as a HEALPix FITS file that healpy and Aladin open, ' +
        "or as a picture of the whole sky in Mollweide's projection.",
    )
    .argument('<run>', 'folder of a run made by cranis simulate --keep maps')
    .addOption(
      new Option('--time <time>', 'one of the times of the run [t in r_g/c, or yr, kyr …]')
        .makeOptionMandatory()
        .helpGroup('Map:'),
    )
    .addOption(new Option('--realisation <n>', 'which one, from 0 [default 0]').default('0').helpGroup('Map:'))
    .addOption(component.helpGroup('Map:'))
    .addOption(
      new Option('-o, --output <file>', 'file to write, by its ending: .fits, .svg, .png, .pdf')
        .makeOptionMandatory()
        .helpGroup('Output:'),
    )
    .examples(
      'cranis map run --time 10 -o map.fits',
      'cranis map run --time 10 --realisation 3 -o map.png',
      'cranis map run --time 1 --component distance -o map.pdf',
    )
    .action(async (folder: string, options: Record<string, string>) => {
      const { checkMapFile, writeMap } = await import('./output.ts');
      checkMapFile(options.output);
      const stated = options.component;
      const { openRun } = await import('../../campaign/open.ts');
      await writeMap(openRun(folder), {
        realisation: index(options.realisation),
        time: options.time,
        component: stated === undefined ? undefined : checkChoice<Component>('--component', stated, COMPONENT_NAMES),
        file: options.output,
      });
    }) as CranisCommand;
}

function index(text: string): number {
  if (/^\d{1,9}$/u.test(text)) return Number(text);
  throw new CranisError(`--realisation: ${text === '' ? 'an empty value' : text} is not a whole number from 0`, {
    hint: 'realisations are numbered from 0',
  });
}
