import { CranisCommand } from '../command.ts';
import { withFolder } from '../options/shared.ts';

/** `cranis start`: what `npm start` runs. */
export function startCommand(): CranisCommand {
  return withFolder(
    new CranisCommand('start')
      .summary('a first result: Figures 1 and 2 and a summary')
      .description(
        "Makes the paper's Figure 2, and its Figure 1 from a smaller ensemble of test particles, and sums up in one page which α lies " +
          'nearest to the measured points and to the particles, how far the numbers can be trusted, and where the files are.',
      ),
  )
    .examples('cranis start', 'cranis start -o elsewhere')
    .action(async ({ output }: { output: string }) => {
      const { start } = await import('./start.ts');
      await start(output);
    });
}
