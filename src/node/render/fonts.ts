/**
 * The fonts that come with the package, so that a figure looks the same on every machine: the characters of DejaVu Sans 2.37
 * that figures need (data/fonts/README.md).
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

/** Three steps up from src/node/render and from dist/node/render alike. */
const FOLDER = new URL('../../../data/fonts/', import.meta.url);

/** Paths of the font files. */
export function fontFiles(): Readonly<Record<Face, string>> {
  return Object.fromEntries(
    Object.entries(FACES).map(([face, file]) => [face, fileURLToPath(new URL(file, FOLDER))]),
  ) as Record<Face, string>;
}
