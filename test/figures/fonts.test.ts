import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FONT_CHARACTERS } from '../../scripts/font-characters.ts';
import { openFont } from '../../scripts/open-font.ts';
import { makeFonts, wholeFont } from '../../scripts/subset-fonts.ts';
import {
  characterWidth,
  inKnownCharacters,
  knownCharacters,
  labelWidth,
  SCRIPT_SIZE,
} from '../../src/figures/font-metrics.ts';
import { svgText } from '../../src/figures/svg.ts';
import { markup } from '../../src/figures/text.ts';
import { figureDocument } from '../../src/node/render/document.ts';
import { type Face, fontFiles } from '../../src/node/render/fonts.ts';
import { ROOT } from '../cli/cranis.ts';
import { GALLERY } from './gallery.ts';

const faces = Object.keys(fontFiles()) as Face[];
const codeOf = (character: string) => character.codePointAt(0)!;

describe.each(faces)('%s face as shipped', (face) => {
  const path = fontFiles()[face];
  const font = openFont(path);

  test('it is DejaVu Sans', () => {
    expect(font.familyName).toBe('DejaVu Sans');
    expect(font.unitsPerEm).toBe(2048);
  });

  test('it has every character whose width is known, among them ℓ ⊙ α µ ⁻ ⁸ ⁹ ₀ × ∞ ≤ Ł Ж �', () => {
    const missing = [...knownCharacters(), ...'ℓ⊙αµ⁻⁸⁹₀×∞≤ŁЖ\ufffd'].filter(
      (c) => !font.hasGlyphForCodePoint(codeOf(c)),
    );
    expect(missing).toEqual([]);
  });

  test('each character has the outline and the width of the whole font', () => {
    const whole = openFont(wholeFont(path.split('/').at(-1)!));
    const differ = knownCharacters().filter((character) => {
      const [a, b] = [font, whole].map((one) => one.glyphForCodePoint(codeOf(character)));
      return a.advanceWidth !== b.advanceWidth || a.path.toSVG() !== b.path.toSVG();
    });
    expect(differ).toEqual([]);
  });

  test('the width table is that of the font: exactly for upright faces; for oblique ones to 0.02 em in Latin-1 and Greek letters but for #, else to 0.22 em', () => {
    const isOblique = face.toLowerCase().includes('italic');
    const tolerance = (character: string) =>
      !isOblique ? 0 : /[ -~\u00a0-ÿΑ-ωℓ]/u.test(character) && character !== '#' ? 0.02 : 0.22;
    const differ = knownCharacters().filter((character) => {
      const width = font.glyphForCodePoint(codeOf(character)).advanceWidth / 2048;
      return Math.abs(characterWidth(character, face.startsWith('bold')) - width) > tolerance(character);
    });
    expect(differ).toEqual([]);
  });
});

test('the fonts and the width table are what scripts/subset-fonts.ts makes, to the byte', async () => {
  for (const [path, content] of await makeFonts()) {
    const same = readFileSync(join(ROOT, path)).equals(Buffer.from(content));
    expect(same, `${path} is out of date: run npm run fonts`).toBe(true);
  }
});

test('the fonts have all of Latin-1, Latin Extended-A, Greek letters, Cyrillic letters, and whatever figures write', () => {
  const known = new Set(knownCharacters());
  const range = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, i) => String.fromCodePoint(first + i));
  const drawn = Object.values(GALLERY).flatMap((draw) =>
    [...svgText(draw(figureDocument())).matchAll(/>([^<>]+)</g)].flatMap(([, text]) => [...text]),
  );
  const source = readFileSync(join(ROOT, 'src/figures/text.ts'), 'utf8');
  const wanted = [
    ...range(0x20, 0x7e),
    ...range(0xa0, 0x17f),
    ...range(0x391, 0x3c9).filter((c) => /\p{L}/u.test(c)),
    ...range(0x400, 0x45f),
    ...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉–—‘’“”„…′−±×·∞∝∼≈≤≥≠√∂∇∫∑←→⊙⟨⟩ℓ°µ\u0303',
    ...drawn,
    ...source,
  ];
  expect([...new Set(wanted)].filter((character) => character !== '\n' && !known.has(character))).toEqual([]);
  // What was asked for and is not there has no glyph in DejaVu at all, as no letter has that Unicode does not assign.
  const lacking = FONT_CHARACTERS.filter((character) => !known.has(character));
  expect(lacking.filter((character) => !/\p{Cn}|\p{Cf}/u.test(character))).toEqual([]);
});

describe('characters that the fonts lack', () => {
  test.each([
    ['Ж ℓ é → ∞', 'Ж ℓ é → ∞'],
    ['漢字 😀', '\ufffd\ufffd \ufffd'],
    ['ẽ', 'e\u0303'],
    ['ﬁ 𝛼 Ａ', 'fi α A'],
    ['a\ufe0fb\ufeffc', 'abc'],
    ['a\tb\nc', 'a\tb\nc'],
  ])('%j is drawn as %j', (text, drawn) => expect(inKnownCharacters(text)).toBe(drawn));

  test('their width is that of what is drawn', () => {
    expect(characterWidth('漢')).toBe(characterWidth('\ufffd'));
    expect(characterWidth('ẽ', true)).toBe(characterWidth('e', true));
    expect(characterWidth('\ufeff')).toBe(0);
  });
});

test('the width of a label is the sum of its runs, scripts at their size', () => {
  const [C, ell] = [characterWidth('C'), characterWidth('ℓ')];
  expect(labelWidth(markup('*C*_{*ℓ*}'), 10)).toBeCloseTo(10 * (C + SCRIPT_SIZE * ell), 12);
});
