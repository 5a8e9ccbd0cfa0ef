/**
 * The width of a text in DejaVu Sans. Node cannot measure a text, a browser can; with this table margins, legends and captions
 * are laid out alike in both. A test compares the table with the fonts that are shipped. Oblique faces are taken to be as wide
 * as upright ones.
 */
import { FONT_WIDTHS } from './font-widths.ts';
import { type Label, runsOf } from './text.ts';

const UNITS_PER_EM = 2048;

/** Stands for a character that the shipped fonts cannot show. */
const REPLACEMENT = '\ufffd';

const TABLES = Object.freeze({ regular: tableOf(FONT_WIDTHS.regular), bold: tableOf(FONT_WIDTHS.bold) });

function tableOf(rows: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    rows.flatMap((row) => {
      const [first, widths] = row.split(': ') as [string, string];
      const code = Number.parseInt(first, 16);
      return widths.split(' ').map((width, i) => [String.fromCodePoint(code + i), Number(width)] as const);
    }),
  );
}

/** All characters that the shipped fonts have, the same in every face. */
export function knownCharacters(): readonly string[] {
  return [...TABLES.regular.keys()];
}

/**
 * The text written with the characters that the shipped fonts have. A character that they lack is replaced by the letters and
 * accents that it is made of (ẽ, ﬁ), or else by �. Invisible characters, such as joiners, are left out.
 */
export function inKnownCharacters(text: string): string {
  return text.replace(/[^\t\n\r -~]/gu, (character) => {
    if (isKnown(character)) return character;
    if (/\p{Default_Ignorable_Code_Point}/u.test(character)) return '';
    const parts = character.normalize('NFKD');
    return [...parts].every(isKnown) ? parts : REPLACEMENT;
  });
}

const isKnown = (character: string): boolean => TABLES.regular.has(character);

/** Size of sub- and superscripts relative to the line. */
export const SCRIPT_SIZE = 0.72;

/** Advance width in em of one character; for one that the fonts lack, that of what stands for it. */
export function characterWidth(character: string, bold = false): number {
  const table = TABLES[bold ? 'bold' : 'regular'];
  const width =
    table.get(character) ?? [...inKnownCharacters(character)].reduce((sum, part) => sum + (table.get(part) ?? 0), 0);
  return width / UNITS_PER_EM;
}

/** Width of a label set at `size`, in the unit of `size`. */
export function labelWidth(label: Label, size: number): number {
  let width = 0;
  for (const run of runsOf(label)) {
    const scale = run.shift ? SCRIPT_SIZE : 1;
    for (const character of run.text) width += scale * characterWidth(character, run.bold);
  }
  return width * size;
}
