import { expect, test } from 'vitest';
import { FRAMES, type Frame, frameOf } from '../../src/sky/frame.ts';

const SPELLINGS: Record<Frame, string[]> = {
  C: [
    'C',
    'c',
    ' C ',
    'Q',
    'EQUATORIAL',
    'Equatorial',
    'equ',
    'CELESTIAL',
    'cel',
    'RADEC',
    'RA/DEC',
    'ra-dec',
    'ICRS',
    'FK5',
  ].concat(['J2000', 'J2000.0', 'Equatorial (J2000)', 'EQUATORIAL 2000.0', 'ICRS, J2000', 'celestial/ICRS']),
  G: ['G', 'g', 'GALACTIC', 'Galactic', 'gal'],
  E: ['E', 'ECLIPTIC', 'ecliptic', 'ecl', 'ECLIPTIC J2000'],
};

test.each(Object.entries(SPELLINGS))('names of the frame %s', (frame, names) => {
  for (const name of names) expect([name, frameOf(name)]).toEqual([name, frame]);
});

test('what is no name of a frame, or of one whose axes lie elsewhere, is not taken for one', () => {
  for (const name of [
    '',
    ' ',
    'B1950',
    'FK4',
    'EQUATORIAL B1950',
    'EARTH',
    'GEO',
    'CAR',
    'EAST',
    'H',
    '2000',
    'HORIZON',
    'SUPERGALACTIC',
    'C G',
  ]) {
    expect([name, frameOf(name)]).toEqual([name, undefined]);
  }
});

test('each frame calls its axes differently', () => {
  const symbols = Object.values(FRAMES).flatMap((names) => names.symbols);
  expect(new Set(symbols).size).toBe(6);
});
