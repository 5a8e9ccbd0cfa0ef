import { CranisError } from '../../model/errors.ts';
import { type ParameterName, parameter } from '../../model/parameters.ts';

/** What `work` gives; an error that it throws about a parameter begins with the flag of that parameter. */
export function withFlag<T>(name: ParameterName, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CranisError) || error.where !== name) throw error;
    throw new CranisError(`${parameter(name).flag}: ${error.message}`, {
      where: name,
      cause: error,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
    });
  }
}
