import { Option } from 'commander';
import { CranisError } from '../../model/errors.ts';
import { CranisCommand } from '../command.ts';
import { checkChoice } from '../options/choice.ts';
import { readModel } from '../options/model.ts';
import { withOutput, withSkyOfFile } from '../options/shared.ts';
import { apodisationOf, meaning, type SkyOptions, treatmentOf, withSky } from '../options/sky.ts';
import { destination, type Format } from '../output/result.ts';

const FORMATS: readonly Format[] = ['table', 'json', 'csv', 'svg', 'png', 'pdf'];
const MAP = 'Map: what is read of the file';
const ORDERINGS = ['ring', 'nested'] as const;

/** `cranis sky`: the spectrum of an observed sky. */
export function skyCommand(): CranisCommand {
  const ordering = new Option(
    '--ordering <name>',
    'ring or nested, for files that do not say it; what a file says of itself holds',
  );
  ordering.argChoices = [...ORDERINGS];
  const command = withSky(
    new CranisCommand('sky')
      .summary('angular power spectrum of an observed sky')
      .description(
        'Pseudo-C_ℓ of a HEALPix map in FITS, and C_ℓ decoupled from what is seen of the sky, with errors. Relative intensity, or ' +
          'counts with the counts expected of an isotropic sky, which tell the noise too. Pixels that are UNSEEN or NaN are not seen.',
      )
      .argument('<map.fits>', 'HEALPix map, full or partial sky, gzip or not')
      .addOption(new Option('--column <name>', 'name or number of the map [default the first]').helpGroup(MAP))
      .addOption(
        new Option(
          '--background <name>',
          'column or file of the expected counts [default one called so beside one of data]',
        ).helpGroup(MAP),
      )
      .addOption(ordering.helpGroup(MAP)),
    ['iterations', 'bandWidth', 'slope', 'backgroundRatio'],
  ).parameters(['lMax'], {}, { words: false });
  withSkyOfFile(command);
  command.fields = { width: '--band-width' };
  meaning(command, 'lMax', "of the map's spectrum, at most 3 N_side − 1", 'that, or 191');
  return withOutput(
    command.addOption(
      new Option(
        '--seen <file>',
        'write the pixels that were seen as a FITS mask, their edges softened: cranis fit takes it as --mask',
      ).helpGroup('Output:'),
    ),
    FORMATS,
  )
    .examples(
      'cranis sky map.fits',
      'cranis sky map.fits --coverage icecube --l-max 40 \\',
      '    --format json',
      'cranis sky map.fits --mask mask.fits --remove dipole',
      'cranis sky map.fits --seen seen.fits -o C.json',
      'cranis sky counts.fits --column 1 --background 2',
      'cranis sky map.fits -o sky.png',
    )
    .action(async (map: string, options: SkyCommandOptions, self: CranisCommand) => {
      const to = destination(options, FORMATS);
      const { values } = await readModel(self, undefined, ['sky']);
      const stated = 'lMax' in options;
      if (stated && values.lMax === 'exact') {
        throw new CranisError('--l-max: the spectrum of a map has an end', { hint: 'give --l-max N, for example 40' });
      }
      const { readSkyFiles } = await import('./files.ts');
      const files = await readSkyFiles(map, options.mask, {
        column: options.column,
        background: options.background,
        ratio: values.backgroundRatio,
        ordering: orderingOf(options.ordering),
      });
      const { skyStudy } = await import('../../studies/sky/study.ts');
      const { wayOut, writeSeen, writeSky } = await import('./output.ts');
      const { DecouplingError } = await import('../../coverage/decouple.ts');
      const result = await skyStudy({
        map: files.map,
        sky: {
          name: options.coverage,
          mask: files.mask,
          apodisation: apodisationOf(values),
          treatment: treatmentOf(values),
          iterations: values.iterations,
        },
        lMax: stated ? (values.lMax as number) : undefined,
        width: values.bandWidth,
        slope: values.slope,
      }).catch((error: unknown) => {
        if (!(error instanceof DecouplingError)) throw error;
        throw new CranisError(`--band-width: ${error.message}`, { hint: wayOut(error), cause: error });
      });
      if (options.seen !== undefined) await writeSeen(result, options.seen);
      await writeSky(result, to);
    });
}

interface SkyCommandOptions extends SkyOptions {
  readonly seen?: string;
  readonly column?: string;
  readonly background?: string;
  readonly ordering?: string;
  readonly format?: string;
  readonly output?: string;
}

function orderingOf(text: string | undefined): 'RING' | 'NESTED' | undefined {
  if (text === undefined) return undefined;
  return checkChoice('--ordering', text.toLowerCase(), ORDERINGS) === 'ring' ? 'RING' : 'NESTED';
}
