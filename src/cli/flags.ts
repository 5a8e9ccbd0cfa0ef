/** The library's errors name fields, as `lMax`; on the command line these are flags. */
import { CranisError } from '../model/errors.ts';
import { PARAMETERS, type ParameterName, parameter } from '../model/parameters.ts';
import type { CranisCommand } from './command.ts';

/**
 * An error of the library as the user of a command reads it. It begins with the flag, or the place in a file, by which the field
 * at fault was stated; and fields in backticks, in message and hint, are flags.
 */
export function inFlags(error: unknown, command: CranisCommand): unknown {
  if (!(error instanceof CranisError)) return error;
  const { message, hint, where } = error;
  const label = where === undefined ? undefined : labelOf(where, command);
  // What the command line itself says already begins with the flag.
  const begins = label === undefined || message.startsWith('--') ? '' : `${label}: `;
  return new CranisError(`${begins}${spoken(message, command)}`, {
    cause: error,
    ...(where === undefined ? {} : { where }),
    ...(hint === undefined ? {} : { hint: spoken(hint, command) }),
  });
}

/** How the user stated it; undefined if it was not stated. */
function labelOf(field: string, command: CranisCommand): string | undefined {
  const option = optionOf(field, command);
  if (option && command.getOptionValueSource(option.attributeName()) === 'cli') return option.long ?? option.flags;
  return command.labels.get(field);
}

function optionOf(field: string, { fields, fromTable, options }: CranisCommand) {
  const flag = fields[field];
  if (flag !== undefined) return options.find(({ long }) => long === flag);
  const attribute = [...fromTable].find(([, name]) => name === field)?.[0] ?? field;
  return options.find((option) => option.attributeName() === attribute);
}

/** A parameter that another command takes has its flag there for a name. */
const spoken = (text: string, command: CranisCommand): string =>
  text.replaceAll(/`(\w+)`/gu, (quoted, field: string) => {
    const isParameter = Object.hasOwn(PARAMETERS, field);
    const here = optionOf(field, command)?.long ?? command.fields[field];
    return here ?? (isParameter ? parameter(field as ParameterName).flag : quoted);
  });
