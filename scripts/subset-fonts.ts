/**
 * Makes data/fonts and src/figures/font-widths.ts of DejaVu Sans 2.37 (the npm package dejavu-fonts-ttf): npm run fonts
 * Of each face the characters in scripts/font-characters.ts, without the instructions for coarse screens that no renderer of
 * ours reads. Kerning, ligatures and places of accents stay, so that a text comes out as in the whole font.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import subsetFont from 'subset-font';
import { FONT_CHARACTERS } from './font-characters.ts';
import { openFont } from './open-font.ts';

const ROOT = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const SOURCE = dirname(require.resolve('dejavu-fonts-ttf/package.json'));
const WIDTHS = 'src/figures/font-widths.ts';

export const FONT_FILES = [
  'DejaVuSans.ttf',
  'DejaVuSans-Oblique.ttf',
  'DejaVuSans-Bold.ttf',
  'DejaVuSans-BoldOblique.ttf',
];

/** Path of the whole font that a file of data/fonts is a part of. */
export const wholeFont = (file: string): string => join(SOURCE, 'ttf', file);

/** What the script writes, by path relative to the package. */
export async function makeFonts(): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const fonts = FONT_FILES.map((file) => openFont(wholeFont(file)));
  // One list for all faces: whether a text can be drawn does not depend on its style.
  const characters = FONT_CHARACTERS.filter((character) =>
    fonts.every((font) => font.hasGlyphForCodePoint(character.codePointAt(0)!)),
  );
  const files = new Map<string, string | Uint8Array>();
  for (const file of FONT_FILES) {
    const options = { targetFormat: 'truetype', noHinting: true, dropTables: ['MATH', 'gasp'] } as const;
    files.set(`data/fonts/${file}`, await subsetFont(readFileSync(wholeFont(file)), characters.join(''), options));
  }
  files.set('data/fonts/LICENSE', readFileSync(join(SOURCE, 'LICENSE')));
  files.set(WIDTHS, widthsModule(characters));
  return files;
}

function widthsModule(characters: readonly string[]): string {
  const table = (file: string) => {
    const font = openFont(wholeFont(file));
    return runsOf(characters.map((character) => character.codePointAt(0)!)).map(
      (run) =>
        `    '${run[0].toString(16)}: ${run.map((code) => font.glyphForCodePoint(code).advanceWidth).join(' ')}',\n`,
    );
  };
  return `// Made by scripts/subset-fonts.ts from DejaVu Sans 2.37. Do not edit.
/** Advance widths in 1/2048 em: the first character of each row in hexadecimal, then the widths of this and of those that follow it. */
export const FONT_WIDTHS = {
  regular: [
${table('DejaVuSans.ttf').join('')}  ],
  bold: [
${table('DejaVuSans-Bold.ttf').join('')}  ],
} as const;
`;
}

/** Rows of numbers that follow each other, at most 32 long. */
function runsOf(codes: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const code of codes) {
    const last = runs.at(-1);
    if (last?.at(-1) === code - 1 && code % 32 !== 0) last.push(code);
    else runs.push([code]);
  }
  return runs;
}

if (import.meta.main) {
  mkdirSync(join(ROOT, 'data/fonts'), { recursive: true });
  for (const [path, content] of await makeFonts()) writeFileSync(join(ROOT, path), content);
}
