/** What a font file says of its characters, read as the PDF writer reads it. */
import PDFDocument from 'pdfkit';

export interface OpenedFont {
  readonly familyName: string;
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(codePoint: number): boolean;
  /** The width in font units, and the outline as an SVG path. */
  glyphForCodePoint(codePoint: number): { readonly advanceWidth: number; readonly path: { toSVG(): string } };
}

export function openFont(path: string): OpenedFont {
  const document = new PDFDocument({ font: path }) as unknown as { readonly _font: { readonly font: OpenedFont } };
  return document._font.font;
}
