/** Options of the commands that look at a cut sky: what is seen of it, and what is done to it. */
import { Option } from 'commander';
import type { SkySaid } from '../../coverage/completed.ts';
import type { Treatment } from '../../coverage/treatment.ts';
import { CranisError } from '../../model/errors.ts';
import { PARAMETERS, type ParameterName } from '../../model/parameters.ts';
import type { Apodisation } from '../../sky/apodise.ts';
import type { FramedMask } from '../../studies/frames.ts';
import type { CranisCommand } from '../command.ts';
import { checkChoice, choiceOption } from './choice.ts';

const SKY = 'Sky: what is seen of it';
const TREATMENT = 'Treatment: in this order, before the spectrum';

const KINDS = ['C1', 'C2'] as const;
const REMOVALS = ['none', 'monopole', 'dipole'] as const;

export interface SkyOptions {
  readonly coverage?: string;
  readonly mask?: string;
  readonly apodise?: string;
  readonly apodisation: string;
  readonly remove: string;
  readonly withoutM0?: boolean;
}

/** --coverage, --mask, --apodise, --remove, --without-m0. */
export function withSky(command: CranisCommand): CranisCommand {
  return command
    .addOption(
      new Option(
        '--coverage <name>',
        'icecube, hawc, lhaaso, hawc-icecube, full; with a zenith angle as hawc:43; or declinations as -38..76',
      ).helpGroup(SKY),
    )
    .addOption(
      new Option(
        '--mask <file>',
        'HEALPix FITS map, 0 or F where there are no data; with --coverage, what both see',
      ).helpGroup(SKY),
    )
    .addOption(new Option('--apodise <degrees>', 'soften the edges over so many degrees [default not]').helpGroup(SKY))
    .addOption(
      choiceOption('--apodisation', 'how the edges are softened, as NaMaster names it', KINDS, 'C2').helpGroup(SKY),
    )
    .addOption(
      choiceOption(
        '--remove',
        'fitted to the observed pixels and subtracted; dipole: monopole and dipole together',
        REMOVALS,
        'none',
      ).helpGroup(TREATMENT),
    )
    .addOption(
      new Option(
        '--without-m0',
        'subtract the mean along right ascension from each ring, which the data of arrays on the turning Earth lack',
      ).helpGroup(TREATMENT),
    );
}

export function treatmentOf({ remove, withoutM0 }: SkyOptions): Required<Treatment> {
  return { remove: checkChoice('--remove', remove, REMOVALS), withoutM0: withoutM0 === true };
}

export function apodisationOf({ apodise, apodisation }: SkyOptions): Apodisation | undefined {
  const kind = checkChoice('--apodisation', apodisation, KINDS);
  if (apodise === undefined) return undefined;
  return { width: numberOf('--apodise', apodise, { above: 0, max: 90 }, 'degrees'), kind };
}

/** What a command line says of a sky of which data may say more: only what was typed. */
export function skySaid(command: CranisCommand, options: SkyOptions): SkySaid {
  const isTyped = (attribute: string) => command.getOptionValueSource(attribute) === 'cli';
  const { remove, withoutM0 } = treatmentOf(options);
  return {
    coverage: options.coverage,
    apodisation: apodisationOf(options),
    remove: isTyped('remove') ? remove : undefined,
    withoutM0: isTyped('withoutM0') ? withoutM0 : undefined,
  };
}

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
