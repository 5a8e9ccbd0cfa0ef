/**
 * Physical units at the boundary; inside, everything is in r_g, 1/r_g and r_g/c (c = r_g = 1).
 * The bridge is the gyroradius in the rms turbulent field, r_g = c/ω_rms = R/(c B_rms) [P2],
 * R the rigidity pc/(Ze) in volts, B_rms = √⟨δB·δB⟩ over all three components.
 */
import { CranisError } from './errors.ts';
import { didYouMean } from './suggest.ts';

/** What a parameter measures; 'none' is a pure number. */
export type Dimension = 'none' | 'wavenumber' | 'length' | 'time' | 'rigidity' | 'field';

/** m/s; exact, SI (CODATA 2022). */
export const SPEED_OF_LIGHT = 299_792_458;
/** m; exact, IAU 2012 Resolution B2. */
const ASTRONOMICAL_UNIT = 149_597_870_700;
/** m; exact, 648000/π au, IAU 2015 Resolution B2. */
export const PARSEC = (648_000 / Math.PI) * ASTRONOMICAL_UNIT;
/** s; the Julian year of 365.25 days, IAU. */
export const JULIAN_YEAR = 365.25 * 86_400;

/** Metres per unit of length. */
const LENGTHS: Readonly<Record<string, number>> = {
  pc: PARSEC,
  kpc: 1e3 * PARSEC,
  Mpc: 1e6 * PARSEC,
  mpc: 1e-3 * PARSEC,
  au: ASTRONOMICAL_UNIT,
  ly: SPEED_OF_LIGHT * JULIAN_YEAR,
  km: 1e3,
  m: 1,
  cm: 1e-2,
};

/** Seconds per unit of time. */
const TIMES: Readonly<Record<string, number>> = {
  yr: JULIAN_YEAR,
  kyr: 1e3 * JULIAN_YEAR,
  Myr: 1e6 * JULIAN_YEAR,
  Gyr: 1e9 * JULIAN_YEAR,
  d: 86_400,
  h: 3600,
  s: 1,
};

/** TV per unit of rigidity. */
const RIGIDITIES: Readonly<Record<string, number>> = { TV: 1, PV: 1e3, EV: 1e6, GV: 1e-3, MV: 1e-6 };

/** µG per unit of magnetic field; 1 T = 10⁴ G. */
const FIELDS: Readonly<Record<string, number>> = {
  µG: 1,
  uG: 1,
  nG: 1e-3,
  mG: 1e3,
  G: 1e6,
  pT: 1e-2,
  nT: 10,
  µT: 1e4,
  uT: 1e4,
  T: 1e10,
};

/** Unit names by what they measure; inverse lengths are found by their length. */
const UNITS: Readonly<Record<Dimension, Readonly<Record<string, number>>>> = {
  none: {},
  wavenumber: LENGTHS,
  length: LENGTHS,
  time: TIMES,
  rigidity: RIGIDITIES,
  field: FIELDS,
};

/** Gyroradius and gyrotime of a rigidity in an rms field: what ties the dimensionless system to the sky. */
export interface Scale {
  /** R = pc/(Ze), TV. */
  readonly rigidity: number;
  /** B_rms, µG. */
  readonly bRms: number;
  /** r_g, pc. */
  readonly gyroradius: number;
  /** r_g/c, yr. */
  readonly gyrotime: number;
}

/** r_g = R/(c B_rms). @param rigidity TV @param bRms µG */
export function createScale(rigidity: number, bRms: number): Scale {
  const metres = (rigidity * 1e12) / (SPEED_OF_LIGHT * bRms * 1e-10); // 1 µG = 1e-10 T
  return Object.freeze({
    rigidity,
    bRms,
    gyroradius: metres / PARSEC,
    gyrotime: metres / SPEED_OF_LIGHT / JULIAN_YEAR,
  });
}

/** A number as the user wrote it, and its unit if there was one. */
export interface Quantity {
  readonly value: number;
  /** As written, without spaces; '' for a bare number. */
  readonly unit: string;
}

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?`;

/**
 * "0.3/pc", "1e-3", "10 TV" → number and unit; undefined if it is not a finite number and perhaps a unit.
 * "0.31/pc" is 0.31 per parsec: a space is what makes it "0.3 1/pc".
 */
export function parseQuantity(text: string): Quantity | undefined {
  const match = new RegExp(`^(${NUMBER})(.*)$`, 'su').exec(text.trim());
  if (!match) return undefined;
  const value = Number(match[1]);
  // U+03BC (Greek mu) and U+00B5 (micro sign) look the same on every keyboard and screen.
  const unit = match[2].replaceAll(/\s/gu, '').replaceAll('μ', 'µ');
  const isUnit = unit === '' || /^(?:1?\/)?\p{L}/u.test(unit);
  return Number.isFinite(value) && isUnit ? { value, unit } : undefined;
}

/** 1/pc, /pc, pc^-1 and pc-1 all mean the same. */
const lengthOfInverse = (unit: string) => /^1?\/(.+)$/u.exec(unit)?.[1] ?? /^(.+?)\^?[-−]1$/u.exec(unit)?.[1];

const isGyroradius = (unit: string | undefined) => unit === 'r_g' || unit === 'rg';

/**
 * A quantity in the unit that a bare number of that dimension has: r_g, 1/r_g, r_g/c, TV or µG.
 * Throws a CranisError if the unit is unknown, measures something else, or needs a scale that is not there.
 */
export function toInternal(quantity: Quantity, dimension: Dimension, scale: Scale | undefined): number {
  const { value, unit } = quantity;
  if (unit === '') return value;
  const inverse = dimension === 'wavenumber' ? lengthOfInverse(unit) : undefined;
  if (dimension === 'wavenumber' ? isGyroradius(inverse) : dimension === 'length' && isGyroradius(unit)) return value;
  if (dimension === 'time' && /^r_?g\/c$/u.test(unit)) return value;

  const factor = UNITS[dimension][(dimension === 'wavenumber' ? inverse : unit) ?? ''];
  if (factor === undefined) throw unknownUnit(quantity, dimension);
  if (dimension === 'rigidity' || dimension === 'field') return value * factor;
  if (!scale) {
    throw new CranisError(`${written(quantity)} is in physical units, but the gyroradius is not known`, {
      hint: `give \`rigidity\` and \`bRms\` too, or a bare number in ${UNIT_OF[dimension]}`,
    });
  }
  if (dimension === 'time') return (value * factor) / (scale.gyrotime * JULIAN_YEAR);
  const lengths = factor / (scale.gyroradius * PARSEC);
  return dimension === 'wavenumber' ? value / lengths : value * lengths;
}

/** What a bare number is in. */
export const UNIT_OF: Readonly<Record<Dimension, string>> = {
  none: '',
  wavenumber: '1/r_g',
  length: 'r_g',
  time: 'r_g/c',
  rigidity: 'TV',
  field: 'µG',
};

/** The same value in pc, 1/pc or yr, for the output; undefined where there is no scale or nothing to convert. */
export function toPhysical(value: number, dimension: Dimension, scale: Scale | undefined): Quantity | undefined {
  if (!scale) return undefined;
  if (dimension === 'wavenumber') return { value: value / scale.gyroradius, unit: '1/pc' };
  if (dimension === 'length') return { value: value * scale.gyroradius, unit: 'pc' };
  if (dimension === 'time') return { value: value * scale.gyrotime, unit: 'yr' };
  return undefined;
}

/** Names of the units of a dimension, as a user writes them; empty for pure numbers. */
export function unitNames(dimension: Dimension): readonly string[] {
  const names = Object.keys(UNITS[dimension]);
  return dimension === 'wavenumber' ? names.map((name) => `1/${name}`) : names;
}

/** As a user would write it: 0.3/pc, 10TV, and 1 1/pc with its space. */
const written = ({ value, unit }: Quantity) => `${value}${/^\d/u.test(unit) ? ' ' : ''}${unit}`;

function unknownUnit(quantity: Quantity, dimension: Dimension): CranisError {
  const { unit } = quantity;
  if (dimension === 'none') {
    return new CranisError(`${written(quantity)} is not a number`, { hint: 'it has no unit: give the bare number' });
  }
  const measured = (Object.keys(UNITS) as Dimension[]).find((other) => {
    const name = other === 'wavenumber' ? lengthOfInverse(unit) : unit;
    return name !== undefined && (name in UNITS[other] || isGyroradius(name));
  });
  if (measured !== undefined && measured !== dimension) {
    return new CranisError(`${written(quantity)} is a ${measured}, not a ${dimension}`, {
      hint: `units that fit: ${examples(dimension)}`,
    });
  }
  const guess = dimension === 'wavenumber' && lengthOfInverse(unit) ? `1/${lengthOfInverse(unit)}` : unit;
  return new CranisError(`${written(quantity)} has an unknown unit${didYouMean(guess, unitNames(dimension))}`, {
    hint: `units that fit: ${examples(dimension)}`,
  });
}

function examples(dimension: Dimension): string {
  const own = dimension === 'rigidity' || dimension === 'field' ? [] : [UNIT_OF[dimension]];
  return [...own, ...unitNames(dimension)].join(', ');
}
