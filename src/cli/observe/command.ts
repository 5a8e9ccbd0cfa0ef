import { basename } from 'node:path';
import { Option } from 'commander';
import { CranisError } from '../../model/errors.ts';
import type { ParameterName } from '../../model/parameters.ts';
import { readUtf8 } from '../../node/read-file.ts';
import type { ObserveSettings } from '../../studies/observe/study.ts';
import { CranisCommand } from '../command.ts';
import { readModel } from '../options/model.ts';
import { withOutput, withSkyOfFile } from '../options/shared.ts';
import { apodisationOf, meaning, readMask, type SkyOptions, treatmentOf, withSky } from '../options/sky.ts';
import { destination, type Format } from '../output/result.ts';

const FORMATS: readonly Format[] = ['table', 'json', 'csv', 'svg', 'png', 'pdf'];

const NAMES: readonly ParameterName[] = ['lMax', 'noise', 'nSide', 'realisations', 'seed'];

/** `cranis observe`: what an observatory sees of a spectrum. */
export function observeCommand(): CranisCommand {
  const command = withSky(
    new CranisCommand('observe')
      .summary('what an observatory sees of a spectrum, with cosmic variance and noise')
      .description(
        'Pseudo-C_ℓ that an observatory expects of a spectrum C_ℓ: coupled through the pixels it sees, with white noise, and with the ' +
          'bands in which 68 % and 95 % of Gaussian skies lie. They are exact where the coverage is the same at every right ' +
          'ascension; else they come from synthetic skies, which --realisations makes in any case.',
      )
      .addOption(
        new Option('--spectrum <file>', 'JSON or CSV with ell and C, as cranis spectrum writes it')
          .makeOptionMandatory()
          .helpGroup('Spectrum:'),
      ),
  ).parameters(NAMES, {}, { words: false });
  withSkyOfFile(command);
  meaning(command, 'lMax', 'of the pseudo-C_ℓ', 'as far as the spectrum goes');
  meaning(command, 'noise', 'of the sky, part of the pseudo-C_ℓ', "the file's, or 0");
  meaning(command, 'nSide', 'of the maps whose pixels are seen', "the mask's, or 64");
  meaning(command, 'realisations', 'of synthetic skies', '1000 where they are needed, 10 with --skies');
  return withOutput(
    command.addOption(new Option('--skies <dir>', 'folder for the synthetic skies as FITS').helpGroup('Output:')),
    FORMATS,
  )
    .examples(
      'cranis spectrum --alpha 50 --l-max 100 -o C.json',
      'cranis observe --spectrum C.json --coverage icecube \\',
      '    --noise 1.85e-10',
      'cranis observe --spectrum C.json --coverage hawc:43 \\',
      '    --realisations 1000 --format json',
      'cranis observe --spectrum C.json --mask mask.fits \\',
      '    -o seen.pdf --skies skies --realisations 20',
    )
    .action(async (options: ObserveOptions, self: CranisCommand) => {
      const to = destination(options, FORMATS);
      const { values } = await readModel(self, undefined, ['sky']);
      const stated = (name: ParameterName) => name in options;
      if (stated('lMax') && values.lMax === 'exact') {
        throw new CranisError('--l-max: pseudo-C_ℓ have an end', { hint: 'give --l-max N, for example 40' });
      }
      const { readSpectra } = await import('../../files/spectra/read.ts');
      const { oneSpectrum } = await import('../../files/spectra/select.ts');
      const { ofWholeSky } = await import('../../files/spectra/views.ts');
      const text = readUtf8(options.spectrum, 'a spectrum, as cranis spectrum -o C.json makes it');
      const spectrum = ofWholeSky(oneSpectrum(await readSpectra(text, options.spectrum)));
      const { observeStudy } = await import('../../studies/observe/study.ts');
      const settings: ObserveSettings = {
        spectrum,
        name: basename(options.spectrum),
        sky: {
          name: options.coverage,
          mask: options.mask === undefined ? undefined : await readMask(options.mask),
          apodisation: apodisationOf(values),
          treatment: treatmentOf(values),
          nSide: stated('nSide') ? values.nSide : undefined,
        },
        lMax: stated('lMax') ? (values.lMax as number) : undefined,
        noise: stated('noise') ? values.noise : undefined,
        realisations: stated('realisations') ? values.realisations : undefined,
        seed: values.seed,
      };
      const { skyWriter } = await import('./skies.ts');
      const onSky = options.skies === undefined ? undefined : skyWriter(options.skies, options.spectrum);
      const { writeObserve } = await import('./output.ts');
      await writeObserve(await observeStudy(settings, { onSky }), to);
    });
}

interface ObserveOptions extends SkyOptions {
  readonly spectrum: string;
  readonly skies?: string;
  readonly format?: string;
  readonly output?: string;
}
