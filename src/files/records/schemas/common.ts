/** What the schemas of all records share. */
import { z } from 'zod';
import type { Parameter } from '../../../model/parameter.ts';
import { namesOf, type ParameterName, parameter } from '../../../model/parameters.ts';
import { N_SIDE_MAX } from '../../../sky/healpix.ts';
import { FORMAT, KINDS, type Kind } from '../kinds.ts';

/** A record of a kind. Keys that are not listed are allowed, so that a later version may add some. */
export function record<K extends Kind, S extends z.ZodRawShape>(kind: K, description: string, shape: S) {
  return z
    .object({
      kind: z.literal(kind).meta({ description: 'What the file is.' }),
      format: z.literal(FORMAT).meta({ description: 'Version of this schema.' }),
      ...shape,
    })
    .meta({ title: `cranis ${kind}: ${KINDS[kind].name}`, description });
}

/** Makes a field with a description. */
export const described = <S extends z.ZodType>(schema: S, description: string): S => schema.meta({ description }) as S;

export const finite = (description: string) => described(z.number(), description);
export const positive = (description: string) => described(z.number().min(0), description);
export const count = (description: string) => described(z.int().min(0), description);
export const text = (description: string) => described(z.string(), description);
export const flag = (description: string) => described(z.boolean(), description);
/** One value a multipole, in the order of `ell`. */
export const list = (description: string) => described(z.array(z.number()), description);
/** The same where some values are not known. */
export const gappyList = (description: string) => described(z.array(z.number().nullable()), description);
/** Rows, each a list. */
export const rows = (description: string) => described(z.array(z.array(z.number())), description);
export const gappyRows = (description: string) => described(z.array(z.array(z.number().nullable())), description);
/** A number for each name, such as those of the parameters of a fit. */
export const byName = <S extends z.ZodType>(schema: S, description: string) =>
  described(z.record(z.string(), schema), description);

export const multipoles = (description: string) => described(z.array(z.int().min(0).max(1e6)).min(1), description);

export const version = text('Version of cranis that made it.');

const quantity = z
  .object({ value: z.number(), unit: z.string() })
  .meta({ id: 'quantity', description: 'A number with its unit.' });

const UNITS = {
  length: described(z.literal('r_g'), 'Lengths are in gyroradii.'),
  wavenumber: described(z.literal('1/r_g'), 'Wavenumbers are in 1/r_g.'),
  time: described(z.literal('r_g/c'), 'Times are in r_g/c.'),
  gyroradius: described(quantity.optional(), 'r_g, where rigidity and field strength were given.'),
  gyrotime: described(quantity.optional(), 'r_g/c'),
  rigidity: quantity.optional(),
  bRms: described(quantity.optional(), 'Rms field strength.'),
  physical: described(
    z.record(z.string(), quantity).optional(),
    'Parameters that have a dimension, in physical units.',
  ),
};

/** @param more units of what the record itself lists */
export const units = <S extends z.ZodRawShape>(more: S) =>
  z.object({ ...UNITS, ...more }).meta({ description: 'Units of the numbers; physical ones where r_g is known.' });

/** An object of settings: some of those listed, and whatever a later version may add. */
export const parameters = (shape: z.ZodRawShape, description: string) =>
  described(z.looseObject(shape).partial() as z.ZodType as z.ZodType<Record<string, unknown>>, description);

/** Parameters as the parameter table describes them. */
export const fromTable = (...names: readonly ParameterName[]): z.ZodRawShape =>
  Object.fromEntries(
    names.map((name) => {
      const entry = parameter(name);
      const unit = entry.unit === '' ? '' : ` [${entry.unit}]`;
      return [name, described(schemaOf(entry), `${entry.doc}${unit}`)];
    }),
  );

/** Parameters of a model, those that had a meaning for the result. */
export const modelParameters = parameters(
  fromTable(...namesOf('turbulence', 'theory', 'units', 'simulation')),
  'Parameters by name, in the units of `units`.',
);

function schemaOf(entry: Parameter): z.ZodType {
  switch (entry.type) {
    case 'choice':
      return z.string();
    case 'switch':
      return z.boolean();
    case 'table':
      return z.object({ k: z.array(z.number()), g: z.array(z.number()) });
    case 'integers':
      return z.array(z.int());
    case 'numbers':
      return z.array(z.number());
    default: {
      const number = entry.type === 'integer' ? z.int() : z.number();
      return entry.word === undefined ? number : z.union([number, z.literal(entry.word)]);
    }
  }
}

/** How the edges of what was seen were softened. */
const apodisation = z
  .object({
    width: z.number().gt(0).max(90).meta({ description: 'Degrees over which the weight rises from 0 to 1.' }),
    kind: z.enum(['C1', 'C2']).optional().meta({ description: 'As NaMaster names them; C2 if left out.' }),
  })
  .meta({ id: 'apodisation', description: 'How the edges of all that was seen were softened.' });

const N_SIDE = z
  .int()
  .min(1)
  .max(N_SIDE_MAX)
  .refine((nSide) => (nSide & (nSide - 1)) === 0, {
    error: ({ input }) => `nSide = ${input} is no power of two`,
  });

const mask = z
  .object({
    name: text('File that was given as the mask; left out where none was.').optional(),
    nSide: described(N_SIDE, 'N_side of the pixels that were seen, a power of two.'),
    fSky: described(z.number().gt(0).max(1).optional(), 'Fraction of the pixels with weight above zero.'),
    digest: text('Digest of the weights of the pixels, their edges softened.').optional(),
  })
  .meta({ id: 'mask', description: 'The pixels that were seen.' });

/** What decides the sky of a spectrum. All of it may be left out: the full sky, as it is. */
export const SKY = {
  name: text('Name of the coverage such as icecube, or declinations such as -88..68.').optional(),
  declination: described(
    z.array(z.number().min(-90).max(90)).length(2).optional(),
    'Declinations between which there are data, degrees, the lower one first.',
  ),
  mask: mask.optional(),
  apodisation: apodisation.optional(),
  fSky: described(z.number().gt(0).max(1).optional(), 'Fraction of the sky with weight above zero.'),
  pseudo: flag('The values are pseudo-C_ℓ, which the coverage couples; else they are decoupled.').optional(),
  perFSky: flag('Pseudo-C_ℓ were divided by the fraction of the sky.').optional(),
  remove: described(
    z.enum(['none', 'monopole', 'dipole']).optional(),
    'What was fitted to the map and subtracted; the monopole goes with the dipole.',
  ),
  withoutM0: flag('The mean along right ascension, m = 0, was removed.').optional(),
  iterations: described(z.int().min(0).max(100).optional(), 'Rounds of the iterated analysis of the map.'),
};

/** What stands beside it for a reader. */
export const TOLD = {
  label: text('What was seen, in words.').optional(),
  source: text('Where the coverage is from.').optional(),
  w2: described(z.number().min(0).max(1).optional(), '⟨w²⟩ of the weight w over the sky.'),
  w4: described(z.number().min(0).max(1).optional(), '⟨w⁴⟩'),
};

export const coverage = z
  .object({ ...SKY, ...TOLD })
  .meta({ description: 'The part of the sky that was seen, and what was done to the map.' });

/** What a check of a schema finds: where, and what is wrong in a whole sentence. */
export interface Finding {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/**
 * Lists of another length than the one that they belong to.
 * @param lists by key; the keys of an object within are joined by a dot
 */
export function lengths(
  lists: Readonly<Record<string, readonly unknown[] | undefined | null>>,
  like: string,
  wanted: number | undefined,
): Finding[] {
  if (wanted === undefined) return [];
  return Object.entries(lists).flatMap(([key, entries]) => {
    if (!entries || entries.length === wanted) return [];
    const path = key.split('.');
    return [{ path, message: `${path.at(-1)} has ${entries.length} values, ${like} has ${wanted}` }];
  });
}

/** Rows of another length than the list that their columns belong to. */
export function widths(
  matrices: Readonly<Record<string, readonly (readonly unknown[])[] | undefined | null>>,
  like: string,
  wanted: number | undefined,
): Finding[] {
  if (wanted === undefined) return [];
  return Object.entries(matrices).flatMap(([key, rows]) => {
    const at = rows?.findIndex((row) => row.length !== wanted) ?? -1;
    if (!rows || at < 0) return [];
    const path = key.split('.');
    return [{ path, message: `${path.at(-1)} has ${rows[at].length} values at row ${at + 1}, ${like} has ${wanted}` }];
  });
}

/** Adds what {@link lengths} and the like find to a schema. */
export function checked<S extends z.ZodType>(schema: S, find: (value: z.output<S>) => readonly Finding[]): S {
  return schema.check((context) => {
    for (const { path, message } of find(context.value as z.output<S>)) {
      context.issues.push({ code: 'custom', path: [...path], message, input: context.value });
    }
  });
}

/** Multipoles that do not rise. */
export function rising(ell: readonly number[] | undefined, ...path: string[]): Finding[] {
  if (!ell) return [];
  const i = ell.findIndex((l, at) => at > 0 && l <= ell[at - 1]);
  return i < 0 ? [] : [{ path: [...path, i], message: `ℓ = ${ell[i]} does not rise above ${ell[i - 1]}` }];
}
