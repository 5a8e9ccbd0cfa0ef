/** Where a result goes, and in which form. */
import { extname } from 'node:path';
import { CranisError } from '../../model/errors.ts';
import { didYouMean } from '../../model/suggest.ts';

export type Format = 'table' | 'json' | 'csv' | 'svg' | 'png' | 'pdf';

export interface Destination {
  readonly format: Format;
  /** undefined: the terminal. */
  readonly file: string | undefined;
}

/**
 * --format, or the ending of -o FILE, or a table on the terminal.
 * @param formats what the command can make; pictures only go to files
 */
export function destination(
  { format, output }: { readonly format?: string; readonly output?: string },
  formats: readonly Format[],
): Destination {
  if (output === '') throw new CranisError('--output: an empty file name', { hint: 'give -o FILE' });
  const stated = format === undefined ? undefined : checkFormat(format, formats.filter(isText), '--format');
  if (output === undefined) return { format: stated ?? 'table', file: undefined };
  const ending = extname(output).slice(1).toLowerCase();
  const endings = formats.filter((known) => known !== 'table');
  const byEnding = endings.find((known) => known === ending);
  if (stated !== undefined && byEnding !== undefined && stated !== byEnding) {
    throw new CranisError(`--format ${stated} and -o ${output} disagree`, { hint: 'leave out --format' });
  }
  const chosen = stated ?? byEnding;
  if (chosen === undefined) {
    throw new CranisError(
      `-o ${output}: ${ending === '' ? 'no ending' : `unknown ending .${ending}`}${didYouMean(ending, endings)}`,
      {
        hint: `the ending says the format: ${endings.map((known) => `.${known}`).join(', ')}`,
      },
    );
  }
  return { format: chosen, file: output };
}

const isText = (format: Format) => format === 'table' || format === 'json' || format === 'csv';

function checkFormat(format: string, known: readonly Format[], label: string): Format {
  const found = known.find((one) => one === format);
  if (found) return found;
  const hint =
    format === 'svg' || format === 'png' || format === 'pdf'
      ? `for a picture, give -o FILE.${format}`
      : `there are ${known.join(', ')}`;
  throw new CranisError(
    `${label}: ${format === '' ? 'an empty value' : format} is not a format${didYouMean(format, known)}`,
    { hint },
  );
}
