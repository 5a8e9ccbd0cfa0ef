import { SPECTRUM_NAMES } from '../../studies/spectrum/settings.ts';
import { CranisCommand } from '../command.ts';
import { readModel } from '../options/model.ts';
import { withModelFile, withOutput } from '../options/shared.ts';
import { destination, type Format } from '../output/result.ts';

const FORMATS: readonly Format[] = ['table', 'json', 'csv', 'svg', 'png', 'pdf'];

/** `cranis spectrum`: C_ℓ of a turbulence model. */
export function spectrumCommand(): CranisCommand {
  const command = new CranisCommand('spectrum')
    .summary('angular power spectrum of a turbulence model')
    .description(
      'Angular power spectrum C_ℓ of cosmic rays in the turbulence stated. C_ℓ depends on ℓ_max, so its effect is listed beside it.',
    );
  return withOutput(withModelFile(command).parameters(SPECTRUM_NAMES), FORMATS)
    .examples(
      'cranis spectrum --alpha 50 --l-max 60',
      'cranis spectrum --index 1.6667 --ells 1..30 -o c.pdf',
      'cranis spectrum model.toml --l-max exact --format json',
      'cranis spectrum --turbulence g.csv --alpha 20 -o c.csv',
      'cranis spectrum --rigidity 10TV --b-rms 4uG \\',
      '    --k0 0.3/pc --step 0.005yr',
    )
    .action(async (modelFile: string | undefined, options: Record<string, string>, self: CranisCommand) => {
      const to = destination(options, FORMATS);
      const model = await readModel(self, modelFile);
      const { spectrumStudy } = await import('../../studies/spectrum/study.ts');
      const { writeSpectrum } = await import('./output.ts');
      await writeSpectrum(await spectrumStudy({ model }), to);
    });
}
