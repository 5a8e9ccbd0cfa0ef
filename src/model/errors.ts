/**
 * The errors that a user can cause. Each says in one line what is wrong, and in `hint` what to do about it. Both name parameters and
 * settings as the library does, in backticks (`lMax`), which the command line turns into its flags. Anything else that is thrown is
 * a fault of ours.
 */
export class CranisError extends Error {
  override name = 'CranisError';
  /** What the user can do about it, one line. */
  readonly hint: string | undefined;
  /** The parameter or setting, file or file position at fault, where there is one. */
  readonly where: string | undefined;

  constructor(message: string, options: { hint?: string; where?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.hint = options.hint;
    this.where = options.where;
  }
}
