import { CranisError } from '../../model/errors.ts';
import { PARAMETERS, type ParameterName } from '../../model/parameters.ts';

/** What `work` gives; an error of it about a parameter begins with the flag of that parameter. */
export function withFlags<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CranisError) || !Object.hasOwn(PARAMETERS, error.where ?? '')) throw error;
    const { flag } = PARAMETERS[error.where as ParameterName];
    if (error.message.startsWith(`${flag}:`)) throw error;
    throw new CranisError(`${flag}: ${error.message}`, {
      where: error.where!,
      cause: error,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
}
