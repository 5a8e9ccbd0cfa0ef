/** A record of a sky, completed by what a caller says of it. */
import { CranisError } from '../model/errors.ts';
import type { Apodisation } from '../sky/apodise.ts';
import { parseCoverage } from './coverage-name.ts';
import type { SkyStatement } from './sky-statement.ts';
import type { Removal } from './treatment.ts';

/** What a caller says of a sky; undefined: nothing, and what is recorded holds. */
export interface SkySaid {
  readonly coverage?: string | undefined;
  readonly apodisation?: Apodisation | undefined;
  readonly remove?: Removal | undefined;
  readonly withoutM0?: boolean | undefined;
}

/** A record of which nothing is missing any more, and what the user should know of how it came about. */
export interface Completed {
  readonly record: SkyStatement;
  readonly notes: readonly string[];
}

/**
 * What is said completes the record. Another coverage than the recorded one replaces all that is recorded of the sky, with a note.
 * @throws CranisError where anything else that is said contradicts the record: the values were made as it says
 */
export function completed(record: SkyStatement, said: SkySaid): Completed {
  if (said.coverage !== undefined && isOther(said.coverage, record)) return replaced(record, said.coverage, said);
  // A record with a digest was written by cranis, which leaves nothing out.
  const isWhole = record.mask?.digest !== undefined;
  const check = (field: keyof SkySaid, isStated: boolean, isSame: boolean, recorded: string) => {
    if (said[field] === undefined || isSame || !(isStated || isWhole)) return;
    throw new CranisError(`the values were made with ${recorded}, as their file says`, {
      where: field,
      hint: `leave out \`${field}\``,
    });
  };
  const { apodisation, remove, withoutM0 } = record;
  const soft = (a: Apodisation | undefined) => (a ? `an apodisation ${a.kind} of ${a.width}°` : 'no apodisation');
  check('apodisation', apodisation !== undefined, soft(apodisation) === soft(said.apodisation), soft(apodisation));
  const nothing = remove === 'none' ? 'no monopole or dipole removed' : `the ${remove} removed`;
  check('remove', remove !== 'none', remove === said.remove, nothing);
  check('withoutM0', withoutM0, withoutM0 === said.withoutM0, `m = 0 ${withoutM0 ? '' : 'not '}removed`);
  return {
    record: {
      ...record,
      coverage: record.coverage ?? said.coverage,
      apodisation: apodisation ?? said.apodisation,
      remove: remove === 'none' ? (said.remove ?? remove) : remove,
      withoutM0: withoutM0 || said.withoutM0 === true,
    },
    notes: [],
  };
}

/** A record without a name may mean any coverage but the full sky, if it is of a part. */
function isOther(coverage: string, record: SkyStatement): boolean {
  const [low, high] = parseCoverage(coverage).declination;
  if (record.coverage === undefined) return low === -90 && high === 90 && (record.fSky ?? 1) < 1;
  const theirs = parseCoverage(record.coverage).declination;
  return low !== theirs[0] || high !== theirs[1];
}

function replaced(record: SkyStatement, coverage: string, said: SkySaid): Completed {
  return {
    record: {
      ...record,
      coverage,
      mask: undefined,
      apodisation: said.apodisation,
      fSky: undefined,
      remove: said.remove ?? 'none',
      withoutM0: said.withoutM0 ?? false,
      iterations: undefined,
    },
    notes: [`the coverage ${coverage} replaces all that is recorded of this sky: ${inWords(record)}`],
  };
}

/** "hawc, C2 apodisation of 20°, m = 0 removed" */
function inWords({ coverage, mask, fSky, apodisation, remove, withoutM0 }: SkyStatement): string {
  return [
    coverage ?? (fSky === undefined ? 'a part of the sky' : `${(100 * fSky).toFixed(1)} % of the sky`),
    ...(mask?.name === undefined ? [] : [`mask ${mask.name}`]),
    ...(apodisation ? [`${apodisation.kind} apodisation of ${apodisation.width}°`] : []),
    ...(remove === 'none' ? [] : [`${remove} removed`]),
    ...(withoutM0 ? ['m = 0 removed'] : []),
  ].join(', ');
}
