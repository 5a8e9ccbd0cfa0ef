/** Options of the commands that look at a cut sky: what is seen of it, and what is done to it. */
import { Option } from 'commander';
import type { SkySaid } from '../../coverage/completed.ts';
import type { Treatment } from '../../coverage/treatment.ts';
import { CranisError } from '../../model/errors.ts';
import { PARAMETERS, type ParameterName, type ParameterValues } from '../../model/parameters.ts';
import type { Apodisation } from '../../sky/apodise.ts';
import type { FramedMask } from '../../studies/frames.ts';
import { type CranisCommand, heading } from '../command.ts';

/** What the options of a cut sky come to that stand in the parameter table. */
const SKY_NAMES = ['apodise', 'apodisation', 'remove', 'withoutM0'] as const satisfies readonly ParameterName[];

export interface SkyOptions {
  readonly coverage?: string;
  readonly mask?: string;
}

/**
 * --coverage, --mask, and what is done at the edges and to the map.
 * @param more parameters of the same group that the command takes, too
 */
export function withSky(command: CranisCommand, more: readonly ParameterName[] = []): CranisCommand {
  return command
    .addOption(
      new Option(
        '--coverage <name>',
        'icecube, hawc, lhaaso, hawc-icecube, full; with a zenith angle as hawc:43; or declinations as -38..76',
      ).helpGroup(heading('sky')),
    )
    .addOption(
      new Option(
        '--mask <file>',
        'HEALPix FITS map, 0 or F where there are no data; with --coverage, what both see',
      ).helpGroup(heading('sky')),
    )
    .parameters([...SKY_NAMES, ...more]);
}

export const treatmentOf = ({ remove = 'none', withoutM0 = false }: ParameterValues): Required<Treatment> => ({
  remove,
  withoutM0,
});

export const apodisationOf = ({ apodise, apodisation }: ParameterValues): Apodisation | undefined =>
  apodise === undefined ? undefined : { width: apodise, kind: apodisation };

/** What a user says of a sky of which data may say more: only what was stated. */
export const skySaid = ({ coverage }: SkyOptions, values: ParameterValues): SkySaid => ({
  coverage,
  apodisation: apodisationOf(values),
  remove: values.remove,
  withoutM0: values.withoutM0,
});

/** The mask of a file. */
export async function readMask(file: string): Promise<FramedMask> {
  const { readMaskFile } = await import('../sky/files.ts');
  return readMaskFile(file);
}

interface Range {
  readonly above?: number;
  readonly min?: number;
  readonly max: number;
  readonly whole?: true;
}

/** The number that an option of ours was given; a CranisError says what it is otherwise. */
export function numberOf(flag: string, text: string, { above, min, max, whole }: Range, unit = ''): number {
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/iu.test(text.trim()) ? Number(text) : Number.NaN;
  const from = above === undefined ? `from ${min}` : `above ${above}`;
  const wanted = `give ${whole ? 'a whole number' : 'a number'}${unit === '' ? '' : ` of ${unit}`} ${from} to ${max}`;
  const what = text === '' ? 'an empty value' : text;
  if (Number.isNaN(value)) throw new CranisError(`${flag}: ${what} is not a number`, { hint: wanted });
  if (whole && !Number.isInteger(value)) {
    throw new CranisError(`${flag}: ${what} is not a whole number`, { hint: wanted });
  }
  if (value > max || (above !== undefined && value <= above) || (min !== undefined && value < min)) {
    throw new CranisError(`${flag}: ${what} is out of range`, { hint: wanted });
  }
  return value;
}

/** Says what a parameter of the table means here, and what its default is. */
export function meaning(command: CranisCommand, name: ParameterName, here: string, fallback: string): CranisCommand {
  const { flag, doc, symbol } = PARAMETERS[name];
  const option = command.options.find(({ long }) => long === flag)!;
  option.description = `${doc}; here ${here} [${symbol === '' ? '' : `${symbol}; `}default ${fallback}]`;
  return command;
}
