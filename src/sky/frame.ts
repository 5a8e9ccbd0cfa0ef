/** The frames that a map of the sky can be in, and what its longitude and latitude are called there. */

/** C equatorial (celestial), G galactic, E ecliptic: the letters of COORDSYS in FITS files of HEALPix maps. */
export type Frame = 'C' | 'G' | 'E';

/** What a reader calls a frame and its axes. */
export interface FrameNames {
  readonly name: string;
  readonly longitude: string;
  readonly latitude: string;
  /** Symbols of longitude and latitude. */
  readonly symbols: readonly [string, string];
}

/** The names by letter. */
export const FRAMES: Readonly<Record<Frame, FrameNames>> = {
  C: { name: 'equatorial', longitude: 'right ascension', latitude: 'declination', symbols: ['α', 'δ'] },
  G: { name: 'galactic', longitude: 'galactic longitude', latitude: 'galactic latitude', symbols: ['l', 'b'] },
  E: { name: 'ecliptic', longitude: 'ecliptic longitude', latitude: 'ecliptic latitude', symbols: ['λ', 'β'] },
};

const SPELLINGS: Readonly<Record<Frame, readonly string[]>> = {
  C: ['C', 'Q', 'CEL', 'CELESTIAL', 'EQ', 'EQU', 'EQUATORIAL', 'RADEC', 'RA DEC'],
  G: ['G', 'GAL', 'GALACTIC'],
  E: ['E', 'ECL', 'ECLIPTIC'],
};
/** Systems whose equatorial axes agree to 0.1″. FK4 and B1950 are not among them: those axes lie 0.6° apart. */
const EQUINOX = /\b(J ?2000|2000|FK5|ICRS)\b/gu;

/**
 * The frame that a text names, as COORDSYS has it: one letter (Q is equatorial too), a name in any case (EQUATORIAL,
 * RA/DEC, GALACTIC), or a system of equatorial axes (ICRS, FK5, J2000), alone or beside a name.
 * @returns undefined where it names none that is known
 */
export function frameOf(text: string): Frame | undefined {
  const words = text
    .toUpperCase()
    .replaceAll(/2000\.0+/gu, '2000')
    .replaceAll(/[^A-Z0-9]+/gu, ' ')
    .trim();
  const axes = words.replaceAll(EQUINOX, ' ').replaceAll(/ +/gu, ' ').trim();
  if (axes === '') return /[A-Z]/u.test(words) ? 'C' : undefined;
  return (Object.keys(SPELLINGS) as Frame[]).find((frame) => SPELLINGS[frame].includes(axes));
}
