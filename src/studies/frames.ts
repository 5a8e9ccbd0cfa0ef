/** Maps that are laid over each other must share one frame. This finds it, and says what was assumed. */
import type { CoverageInput } from '../coverage/coverage.ts';
import type { NamedMask } from '../coverage/layers.ts';
import { CranisError } from '../model/errors.ts';
import { FRAMES, type Frame } from '../sky/frame.ts';

/** The pixels of a mask, and what is known of their frame. */
export type FramedMask = NamedMask & Pick<Framed, 'coordinates' | 'coordsys'>;

/** What is known of the frame of one map. */
export interface Framed {
  /** What a reader calls the map. */
  readonly name: string;
  /** undefined where the file does not state it, or states it by a word that is not known. */
  readonly coordinates?: Frame | undefined;
  /** The word that states it, if there is one. */
  readonly coordsys?: string | undefined;
}

/** A frame, and what the user should know of how it was found. */
export interface SharedFrame {
  /** undefined where nothing states it and nothing depends on it. */
  readonly frame: Frame | undefined;
  readonly notes: readonly string[];
}

/**
 * The frame of a map and of those laid over it. One that does not state its frame is taken to share that of the others.
 * Throws a CranisError where two state different ones.
 */
export function sharedFrame(map: Framed, others: readonly Framed[]): SharedFrame {
  const all = [map, ...others];
  const stated = all.find(({ coordinates }) => coordinates !== undefined);
  const different = all.find(({ coordinates }) => coordinates !== undefined && coordinates !== stated?.coordinates);
  if (stated?.coordinates && different?.coordinates) {
    const [from, to] = [different.coordinates, stated.coordinates];
    throw new CranisError(
      `${stated.name} is in ${FRAMES[to].name} coordinates, ${different.name} in ${FRAMES[from].name} ones`,
      { where: different.name, hint: rotation(different.name, from, to) },
    );
  }
  const strange = all.filter(({ coordinates, coordsys }) => coordinates === undefined && coordsys !== undefined);
  const notes = strange.map(
    ({ name, coordsys }) => `${name} says COORDSYS = '${coordsys}', which is no frame known here`,
  );
  const silent = all.filter(({ coordinates }) => coordinates === undefined).map(({ name }) => name);
  if (others.length > 0 && silent.length > 0) {
    const as = stated?.coordinates
      ? `those of ${stated.name}, ${FRAMES[stated.coordinates].name}`
      : 'the same for all of them';
    notes.push(`coordinates of ${listed(silent)} not known: taken as ${as}`);
  }
  return { frame: stated?.coordinates, notes };
}

/** Settings that only make sense in the equatorial frame. */
export interface NeedsRings {
  /** A band of declinations is laid over the map. */
  readonly coverage: CoverageInput['name'];
  /** The mean along right ascension is subtracted. */
  readonly withoutM0: boolean | undefined;
}

/**
 * The frame, which is equatorial where it is not known and declinations or right ascensions are needed.
 * Throws a CranisError where these are needed and it is another.
 */
export function frameFor(shared: SharedFrame, { name }: Framed, { coverage, withoutM0 }: NeedsRings): SharedFrame {
  const { frame, notes } = shared;
  const isBand = coverage !== undefined && !(typeof coverage === 'string' && /^\s*full\s*$/iu.test(coverage));
  if ((!isBand && !withoutM0) || frame === 'C') return shared;
  if (frame === undefined) {
    return { frame: 'C', notes: [...notes, `${name} does not say its coordinates: taken as equatorial`] };
  }
  const band = typeof coverage === 'object' ? coverage.join('..') : coverage;
  const what = isBand ? `the coverage ${band} in declinations` : 'and m = 0 is removed along right ascension';
  throw new CranisError(`${name} is in ${FRAMES[frame].name} coordinates, ${what}`, {
    where: isBand ? 'coverage' : 'withoutM0',
    hint: rotation(name, frame, 'C'),
  });
}

/** The frame of a mask that is used without a map; equatorial where it is not known. */
export function frameOfMask(mask: FramedMask, needs: NeedsRings): Frame {
  const framed = asFramed(mask);
  return frameFor(sharedFrame(framed, []), framed, needs).frame ?? 'C';
}

/** A mask that has no name is called so. */
export const asFramed = ({ name = 'the mask', coordinates, coordsys }: FramedMask): Framed => ({
  name,
  coordinates,
  coordsys,
});

const rotation = (name: string, from: Frame, to: Frame) =>
  `rotate ${name} first, for example with healpy.Rotator(coord=['${from}', '${to}']).rotate_map_pixel`;

const listed = (names: readonly string[]) =>
  names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
