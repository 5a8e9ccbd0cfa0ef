import { CranisCommand } from '../command.ts';
import { sayNotes } from '../failure.ts';
import { withOutput } from '../options/shared.ts';
import { destination, type Format } from '../output/result.ts';

const FORMATS: readonly Format[] = ['table', 'json', 'csv', 'svg', 'png', 'pdf'];

/** `cranis analyse`: C_ℓ of an ensemble, with errors. */
export function analyseCommand(): CranisCommand {
  const command = new CranisCommand('analyse')
    .summary('angular power spectra of a run, with errors')
    .description(
      'C_ℓ of the displacement maps of a run, mean over its realisations and the three directions of the gradient, per |G|² = 1, ' +
        'shot noise removed, with the standard error of the mean; the mean square displacement, and the running diffusion ' +
        'coefficient K(t) = (1/6) d⟨|Δr|²⟩/dt.',
    )
    .argument('<run>', 'folder of a run made by cranis simulate');
  return withOutput(command, FORMATS)
    .examples('cranis analyse run', 'cranis analyse run --format json', 'cranis analyse run -o spectra.pdf')
    .action(async (folder: string, options: Record<string, string>) => {
      const to = destination(options, FORMATS);
      const { openRun } = await import('../../campaign/open.ts');
      const { ensembleStudy } = await import('../../studies/ensemble/study.ts');
      const { writeAnalysis } = await import('./output.ts');
      const result = await ensembleStudy({ source: openRun(folder) });
      sayNotes(result.notes);
      await writeAnalysis(result, to);
    });
}
