import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { pathKey, tomlPositions } from '../../src/files/model-file/toml-positions.ts';

/** A document with every construct that could be mistaken for a key. Each key `x_y` stands at line x, column y. */
const DOCUMENT = String.raw`# k = 1 is a comment with = and [brackets]
r2_1 = "a = 1 # no comment, no key"   # but this is
  r3_3 = 'single = "quoted" ]'
r4_1 = """
r4_1 = "inside a long text"
[not_a_section]
"""
r8_1 = '''
a = b'''
r10_1 = [ 1, 2,
  3, # [
  "=", { r12_10 = 4 } ]
"r13_1" = 1e-3
r14_1.r14_7 = true
r15_1 = { r15_11 = 1, r15_23 = { r15_34 = [1, { r15_49 = 2 }] }, r15_66 = 3 }
r16_1 = [{ r16_12 = 1 }, { r16_28 = 2 }, [{ r16_45 = 3 }]]
[r17_2]
r18_1 = 1979-05-27T07:32:00Z
  [ r17_2 . r19_13 ]
r20_1 = "\"="
[[r21_3]]
'r22_1' = 1
[[r21_3]]
r24_1 = 2
`;

test('every key of a document that a parser knows is found where it stands', () => {
  const positions = tomlPositions(DOCUMENT);
  let seen = 0;
  const walk = (value: unknown, path: string[]): void => {
    if (Array.isArray(value)) for (const item of value) walk(item, path);
    else if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
      for (const [key, inner] of Object.entries(value)) {
        const [, line, column] = /^r(\d+)_(\d+)$/.exec(key)!;
        expect([key, positions.get(pathKey([...path, key]))]).toEqual([
          key,
          { line: Number(line), column: Number(column) },
        ]);
        seen++;
        walk(inner, [...path, key]);
      }
    }
  };
  walk(parse(DOCUMENT), []);
  expect(seen).toBe(26);
});

describe('positions', () => {
  test('of Windows line ends', () => {
    expect(tomlPositions('[a]\r\n# c\r\n b = 1\r\n').get(pathKey(['a', 'b']))).toEqual({ line: 3, column: 2 });
  });

  test('of a last line without an end', () => {
    expect(tomlPositions('[a]').get(pathKey(['a']))).toEqual({ line: 1, column: 2 });
    expect(tomlPositions('a=1').get(pathKey(['a']))).toEqual({ line: 1, column: 1 });
  });
});
