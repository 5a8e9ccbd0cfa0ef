/** One line on stderr for whatever went wrong, and the exit code that goes with it. */
import { CommanderError } from 'commander';
import { CranisError } from '../model/errors.ts';

export const EXIT = { ok: 0, fault: 1, user: 2, interrupted: 130, terminated: 143 } as const;

/** Writes the line; returns the exit code: 2 for what the user can mend, 1 for a fault of ours. */
export function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode; // --help and --version end this way
  if (error instanceof CranisError) {
    const hint = error.hint === undefined ? '' : ` (${error.hint})`;
    say(`${error.message}${hint}`);
    return EXIT.user;
  }
  const what = error instanceof Error ? error.message : String(error);
  say(`internal fault: ${what}; please report`);
  if (process.env.CRANIS_DEBUG === '1' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return EXIT.fault;
}

/** The notes of a result. */
export function sayNotes(notes: readonly string[]): void {
  for (const note of notes) say(`note: ${note}`);
}

/** "cranis: …" on one line. */
export function say(message: string): void {
  process.stderr.write(`cranis: ${message.replaceAll(/\s*\n\s*/gu, ' ')}\n`);
}
