import { Option } from 'commander';
import { namesOf } from '../../model/parameters.ts';
import { readValue } from '../../model/values.ts';
import { FIT_MODEL } from '../../studies/fit/settings.ts';
import { CranisCommand, heading } from '../command.ts';
import { sayNotes } from '../failure.ts';
import { readModel } from '../options/model.ts';
import { withModelFile, withOutput } from '../options/shared.ts';
import { meaning, numberOf, readMask, type SkyOptions, skySaid, withSky } from '../options/sky.ts';
import { destination, type Format } from '../output/result.ts';

const FORMATS: readonly Format[] = ['table', 'json', 'csv', 'svg', 'png', 'pdf'];
const DATA = 'Data: what is fitted';

/** `cranis fit`: parameters of the theory from a measured spectrum or from a run. */
export function fitCommand(): CranisCommand {
  const command = new CranisCommand('fit')
    .summary('parameters of the theory from a measured spectrum or a run')
    .description(
      'Best fit, χ² with its probability, and the posterior by affine-invariant sampling. Each multipole scatters as a χ² of the ' +
        'modes that are seen, widened by the errors of the measurement; pseudo-C_ℓ are compared through the coverage of their sky. ' +
        'The result depends on ℓ_max: fit more than one.',
    )
    .addOption(
      new Option(
        '--data <file|name>',
        'spectrum as CSV or JSON, a run (its folder, or what cranis analyse prints as JSON), or hawc-icecube-2019, icecube-2025',
      )
        .makeOptionMandatory()
        .helpGroup(DATA),
    )
    .addOption(new Option('--energy <TeV>', 'which spectrum, where there are several energies').helpGroup(DATA))
    .addOption(new Option('--time <t>', 'which time of a run, in r_g/c [default the latest]').helpGroup(DATA))
    .addOption(
      new Option(
        '--l-range <list>',
        'multipoles to fit, such as 1..30 [default those that the data call good; 1..15 of a run]',
      ).helpGroup(DATA),
    );
  withSky(command)
    .addOption(
      new Option(
        '--free <names>',
        'parameters to fit: alpha, gradient, noise, index, k0, k1 [default alpha,gradient,noise]',
      )
        .default('alpha,gradient,noise')
        .helpGroup(heading('fit')),
    )
    .addOption(
      new Option('--range <list>', 'where a parameter may lie, such as alpha=10..200,noise=0..1e-8').helpGroup(
        heading('fit'),
      ),
    );
  withModelFile(command).parameters([...namesOf('fit'), ...FIT_MODEL, 'seed']);
  meaning(command, 'noise', 'where it is not free', "the file's, or 0");
  command.fields = { ells: '--l-range', ranges: '--range', apodisation: '--apodise', seen: 'cranis sky --seen FILE' };
  return withOutput(
    command.addOption(
      new Option(
        '--figures <dir>',
        'folder for curve and corner plot as SVG, PNG, PDF, and the samples as CSV',
      ).helpGroup('Output:'),
    ),
    FORMATS,
  )
    .examples(
      'cranis fit --data hawc-icecube-2019 --l-max 60',
      'cranis fit --data hawc-icecube-2019 --l-max exact \\',
      '    --free alpha,gradient,noise,index --format json',
      'cranis fit --data mine.csv --l-range 1..30 \\',
      '    --l-max 60 --figures figures -o fit.json',
      'cranis fit --data run --free alpha --l-max 60',
      'cranis fit --data icecube-2025 --energy 13',
    )
    .action(async (modelFile: string | undefined, options: FitOptions, self: CranisCommand) => {
      const to = destination(options, FORMATS);
      const energy =
        options.energy === undefined ? undefined : numberOf('--energy', options.energy, { above: 0, max: 1e9 }, 'TeV');
      const time =
        options.time === undefined
          ? undefined
          : (readValue('lookBackTime', options.time, undefined, '--time') as number);
      const { readSource } = await import('./source.ts');
      const { modelOfRun } = await import('../../studies/fit/source.ts');
      const source = await readSource({ data: options.data, energy, time });
      if (source.run) self.defaults = modelOfRun(source.run);
      const model = await readModel(self, modelFile);
      const { fitSettings } = await import('./settings.ts');
      const { fitStudy } = await import('../../studies/fit/study.ts');
      const { writeFit, writeFitFigures } = await import('./output.ts');
      const result = await fitStudy({
        ...fitSettings(options, model),
        source,
        model,
        sky: skySaid(options, model.values),
        mask: options.mask === undefined ? undefined : await readMask(options.mask),
        noise: options.noise === undefined ? undefined : model.values.noise,
      });
      sayNotes(result.notes);
      if (options.figures !== undefined) await writeFitFigures(result, options.figures);
      await writeFit(result, to);
    });
}

interface FitOptions extends SkyOptions {
  readonly data: string;
  readonly energy?: string;
  readonly time?: string;
  readonly lRange?: string;
  readonly free: string;
  readonly range?: string;
  readonly figures?: string;
  readonly noise?: string;
  readonly format?: string;
  readonly output?: string;
}
