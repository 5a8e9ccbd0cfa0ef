import { readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import { describe, expect, test } from 'vitest';
import { characterWidth, labelWidth, MEASURED_CHARACTERS, SCRIPT_SIZE } from '../../src/figures/font-metrics.ts';
import { markup } from '../../src/figures/text.ts';
import { type Face, fontFiles } from '../../src/node/render/fonts.ts';

interface OpenedFont {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  glyphForCodePoint(codePoint: number): { readonly advanceWidth: number };
}

function open(face: Face): OpenedFont {
  const document = new PDFDocument({ font: fontFiles()[face] }) as unknown as { _font: { font: OpenedFont } };
  return document._font.font;
}

const faces = Object.keys(fontFiles()) as Face[];

describe.each(faces)('%s face as shipped', (face) => {
  const font = open(face);

  test('it is DejaVu Sans', () => {
    expect(readFileSync(fontFiles()[face]).toString('latin1')).toContain('DejaVu');
    expect(font.unitsPerEm).toBe(2048);
  });

  test('it has every character that is measured, among them ℓ ⊙ α µ ⁻ ⁸ ⁹ ₀ × ∞ ≤', () => {
    const missing = [...MEASURED_CHARACTERS, ...'ℓ⊙αµ⁻⁸⁹₀×∞≤'].filter(
      (c) => !font.hasGlyphForCodePoint(c.codePointAt(0)!),
    );
    expect(missing).toEqual([]);
  });

  test('the width table is that of the font: exactly for upright faces, to 0.02 em (# apart) for oblique ones', () => {
    const bold = face.startsWith('bold');
    const tolerance = face.toLowerCase().includes('italic') ? 0.02 : 0;
    for (const character of MEASURED_CHARACTERS) {
      if (tolerance > 0 && character === '#') continue;
      const width = font.glyphForCodePoint(character.codePointAt(0)!).advanceWidth / 2048;
      expect(Math.abs(characterWidth(character, bold) - width), character).toBeLessThanOrEqual(tolerance);
    }
  });
});

test('the width of a label is the sum of its runs, scripts at their size', () => {
  const [C, ell] = [characterWidth('C'), characterWidth('ℓ')];
  expect(labelWidth(markup('*C*_{*ℓ*}'), 10)).toBeCloseTo(10 * (C + SCRIPT_SIZE * ell), 12);
});
