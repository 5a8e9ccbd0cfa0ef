/**
 * The fonts that are shipped, so that a figure comes out the same on every machine: DejaVu Sans 2.37, as much of it as
 * figures need (data/fonts/README.md).
 */
import { fileURLToPath } from 'node:url';

const FACES = {
  regular: 'DejaVuSans.ttf',
  italic: 'DejaVuSans-Oblique.ttf',
  bold: 'DejaVuSans-Bold.ttf',
  boldItalic: 'DejaVuSans-BoldOblique.ttf',
} as const;

export type Face = keyof typeof FACES;

export const FONT_FAMILY = 'DejaVu Sans';

/** From src/node/render and from dist/node/render it is the same three steps up. */
const FOLDER = new URL('../../../data/fonts/', import.meta.url);

/** Paths of the font files. */
export function fontFiles(): Readonly<Record<Face, string>> {
  return Object.fromEntries(
    Object.entries(FACES).map(([face, file]) => [face, fileURLToPath(new URL(file, FOLDER))]),
  ) as Record<Face, string>;
}
