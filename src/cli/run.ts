import { writeFailure } from '../node/write-file.ts';
import { EXIT, report } from './failure.ts';
import { createProgram } from './program.ts';

/** Runs one command line. @returns the exit code: 0, 1 (a fault of ours), 2 (the user's input) */
export async function run(argv: readonly string[]): Promise<number> {
  // `cranis … | head` closes the pipe early: that is the reader's right, not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    process.exit(report(writeFailure('the output', error)));
  });
  // Nobody reads the progress any more: no reason to end a long run.
  process.stderr.on('error', () => {});
  process.on('uncaughtException', (error) => process.exit(report(error)));
  try {
    const program = createProgram();
    if (argv.length === 0) program.outputHelp();
    else await program.parseAsync(argv, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    return report(error);
  }
}
