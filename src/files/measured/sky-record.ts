/** The sky of a spectrum in JSON: the object `coverage`, read and written. */
import type { SeenSky } from '../../coverage/record.ts';
import { FULL_SKY, type MaskStatement, type SkyStatement } from '../../coverage/sky-statement.ts';
import type { Removal } from '../../coverage/treatment.ts';
import type { Apodisation } from '../../sky/apodise.ts';
import { checkNames, type Fields, flag, number, numbers, text } from '../json-fields.ts';

/** What decides the sky. */
const RECORDED = [
  'name',
  'declination',
  'mask',
  'apodisation',
  'fSky',
  'pseudo',
  'perFSky',
  'remove',
  'withoutM0',
  'iterations',
] as const;
/** What else stands there, for a reader. */
const TOLD = ['label', 'source', 'w2', 'w4'] as const;
const MASK = ['name', 'nSide', 'fSky', 'digest'] as const;

/** As {@link statedSky} reads it. What is undefined is left out. */
export function skyJson({ label, source, declination, fSky, w2, w4, record }: SeenSky): Record<string, unknown> {
  const { coverage: name, ...others } = record;
  return { name, label, source, declination, ...others, fSky, w2, w4 };
}

/** Of the object `coverage`; without one, the full sky. */
export function statedSky(coverage: Fields | undefined): SkyStatement {
  if (!coverage) return FULL_SKY;
  checkNames(coverage, [...RECORDED, ...TOLD]);
  const band = numbers(coverage, 'declination', undefined);
  if (band && band.length !== 2)
    throw coverage.failure('declination is not two numbers', 'give the lower one first, as in [-90, -25]');
  return {
    coverage: text(coverage, 'name') ?? (band ? `${band[0]}..${band[1]}` : undefined),
    mask: maskOf(coverage.object('mask')),
    apodisation: apodisationOf(coverage.object('apodisation'), 'width', 'kind'),
    fSky: number(coverage, 'fSky', { above: 0, max: 1 }),
    pseudo: flag(coverage, 'pseudo') ?? false,
    perFSky: flag(coverage, 'perFSky') ?? false,
    remove: removeOf(coverage),
    withoutM0: flag(coverage, 'withoutM0') ?? false,
    iterations: number(coverage, 'iterations', { min: 0, max: 100 }),
  };
}

/** Of a file of `cranis sky` 0.1.0, whose parameters alone say what was seen and what was done. */
export function parametersSky(all: Fields): SkyStatement {
  const parameters = all.object('parameters');
  const coverage = all.object('coverage');
  const fSky = coverage && number(coverage, 'fSky', { above: 0, max: 1 });
  const nSide = parameters && number(parameters, 'nSide', { min: 1, max: 8192 });
  const stated = parameters && text(parameters, 'coverage');
  const mask = parameters && text(parameters, 'mask');
  return {
    coverage: stated ?? (fSky === 1 && mask === undefined ? 'full' : undefined),
    mask: nSide === undefined ? undefined : { name: mask, nSide, fSky, digest: undefined },
    apodisation: apodisationOf(parameters, 'apodise', 'apodisation'),
    fSky,
    pseudo: true,
    perFSky: false,
    remove: parameters ? removeOf(parameters) : 'none',
    withoutM0: (parameters && flag(parameters, 'withoutM0')) ?? false,
    iterations: parameters && number(parameters, 'iterations', { min: 0, max: 100 }),
  };
}

function maskOf(mask: Fields | undefined): MaskStatement | undefined {
  if (!mask) return undefined;
  checkNames(mask, MASK);
  const nSide = number(mask, 'nSide', { min: 1, max: 8192 });
  if (nSide === undefined || !Number.isInteger(Math.log2(nSide))) {
    throw mask.failure(`nSide = ${nSide} is no power of two`, 'give the N_side of the pixels that were seen');
  }
  return {
    name: text(mask, 'name'),
    nSide,
    fSky: number(mask, 'fSky', { above: 0, max: 1 }),
    digest: text(mask, 'digest'),
  };
}

function apodisationOf(all: Fields | undefined, widthName: string, kindName: string): Apodisation | undefined {
  const width = all && number(all, widthName, { above: 0, max: 90 });
  if (!all || width === undefined) return undefined;
  const kind = text(all, kindName) ?? 'C2';
  if (kind === 'C1' || kind === 'C2') return { width, kind };
  throw all.failure(`${kindName} = ${kind} is neither C1 nor C2`, 'they are named as NaMaster names them');
}

function removeOf(all: Fields): Removal {
  const remove = text(all, 'remove') ?? 'none';
  if (remove === 'none' || remove === 'monopole' || remove === 'dipole') return remove;
  throw all.failure(
    `remove = ${remove} is none of none, monopole, dipole`,
    'monopole and dipole go together as dipole',
  );
}
