/** The fonts that are shipped, so that a figure comes out the same on every machine: DejaVu Sans 2.37. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const FACES = {
  regular: 'DejaVuSans.ttf',
  italic: 'DejaVuSans-Oblique.ttf',
  bold: 'DejaVuSans-Bold.ttf',
  boldItalic: 'DejaVuSans-BoldOblique.ttf',
} as const;

export type Face = keyof typeof FACES;

export const FONT_FAMILY = 'DejaVu Sans';

/** Paths of the font files. */
export function fontFiles(): Readonly<Record<Face, string>> {
  const require = createRequire(import.meta.url);
  const folder = join(dirname(require.resolve('dejavu-fonts-ttf/package.json')), 'ttf');
  return Object.fromEntries(Object.entries(FACES).map(([face, file]) => [face, join(folder, file)])) as Record<
    Face,
    string
  >;
}
