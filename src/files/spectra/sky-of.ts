/** The sky of a spectrum, from the object `coverage` of its file and back. */
import { FULL_SKY, type SkyStatement } from '../../coverage/sky-statement.ts';
import type { Removal } from '../../coverage/treatment.ts';
import type { RecordOf } from '../records/records.ts';

type Coverage = RecordOf<'sky'>['coverage'];

/** What a file states of its sky; nothing of it: the full sky. */
export function statedSky(coverage: Coverage | undefined): SkyStatement {
  if (!coverage) return FULL_SKY;
  const { declination, mask, apodisation } = coverage;
  return {
    coverage: coverage.name ?? (declination ? `${declination[0]}..${declination[1]}` : undefined),
    mask: mask && { name: mask.name, nSide: mask.nSide, fSky: mask.fSky, digest: mask.digest },
    apodisation: apodisation && { width: apodisation.width, kind: apodisation.kind ?? 'C2' },
    fSky: coverage.fSky,
    pseudo: coverage.pseudo ?? false,
    perFSky: coverage.perFSky ?? false,
    remove: coverage.remove ?? 'none',
    withoutM0: coverage.withoutM0 ?? false,
    iterations: coverage.iterations,
  };
}

/** The sky of pseudo-C_ℓ; files of cranis 0.1.0 say among their parameters alone what was seen and what was done to the map. */
export function pseudoSky(coverage: Coverage, parameters: Readonly<Record<string, unknown>>): SkyStatement {
  if (coverage.pseudo !== undefined) return statedSky(coverage);
  const { fSky } = coverage;
  const name = textOf(parameters.coverage);
  const mask = textOf(parameters.mask);
  const nSide = numberOf(parameters.nSide);
  const width = numberOf(parameters.apodise);
  return {
    coverage: name ?? (fSky === 1 && mask === undefined ? 'full' : undefined),
    mask: nSide === undefined ? undefined : { name: mask, nSide, fSky, digest: undefined },
    apodisation: width === undefined ? undefined : { width, kind: parameters.apodisation === 'C1' ? 'C1' : 'C2' },
    fSky,
    pseudo: true,
    perFSky: false,
    remove: removalOf(parameters.remove),
    withoutM0: parameters.withoutM0 === true,
    iterations: numberOf(parameters.iterations),
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined);
const removalOf = (value: unknown): Removal => (value === 'monopole' || value === 'dipole' ? value : 'none');
