import { CranisCommand } from '../command.ts';
import { withFolder } from '../command-options.ts';

/** `cranis start`: what `npm start` runs. */
export function startCommand(): CranisCommand {
  return withFolder(
    new CranisCommand('start')
      .summary('a first result: Figure 2 and a summary')
      .description(
        "Makes the paper's Figure 2 and sums up in one page which α lies nearest to the measured points, how far the numbers can " +
          'be trusted, and where the files are.',
      ),
  )
    .examples('cranis start', 'cranis start -o elsewhere')
    .action(async ({ output }: { output: string }) => {
      const { start } = await import('../start.ts');
      await start(output);
    });
}
