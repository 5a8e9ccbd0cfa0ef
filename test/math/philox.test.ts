import { describe, expect, test } from 'vitest';
import { philox4x32 } from '../../src/math/philox.ts';

describe('Philox4x32-10', () => {
  // The known answers of Random123's kat_vectors (D. E. Shaw Research).
  const ones = 0xffffffff;
  test.each([
    ['zeros', [0, 0, 0, 0], [0, 0], [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8]],
    ['ones', [ones, ones, ones, ones], [ones, ones], [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd]],
    [
      'digits of π',
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ])('known answer for %s', (_name, counter, key, expected) => {
    const out = new Uint32Array(4);
    philox4x32(Uint32Array.from(counter), Uint32Array.from(key), out);
    expect([...out]).toEqual(expected);
  });

  test('is a pure function: the same words again, in place too', () => {
    const counter = Uint32Array.of(1, 2, 3, 4);
    const key = Uint32Array.of(5, 6);
    const first = new Uint32Array(4);
    philox4x32(counter, key, first);
    expect([...counter, ...key]).toEqual([1, 2, 3, 4, 5, 6]);
    philox4x32(counter, key, counter);
    expect([...counter]).toEqual([...first]);
  });
});
