/**
 * FITS header cards, 80 ASCII characters each: written and read. FITS Standard 4.0 (Pence et al. 2010, A&A 524, A42, and
 * later), section 4, with two registered conventions: strings longer than a card go on in CONTINUE cards, and keywords
 * that are longer than eight characters or in lower case stand behind HIERARCH, as astropy and cfitsio read them.
 */
import { CranisError } from '../../model/errors.ts';

/** One entry of a header. Without a value it is a commentary card, COMMENT or HISTORY, of any length. */
export interface FitsCard {
  readonly keyword: string;
  readonly value?: string | number | boolean;
  readonly comment?: string;
}

/** Cards a FITS block holds, and characters a card holds. */
export const BLOCK = 2880;
const WIDTH = 80;

/** The header as bytes: its cards, END, and blanks up to a whole number of blocks. */
export function headerBytes(cards: readonly FitsCard[]): Uint8Array {
  const text = `${cards.flatMap(cardLines).join('')}${'END'.padEnd(WIDTH)}`;
  return new TextEncoder().encode(text.padEnd(Math.ceil(text.length / BLOCK) * BLOCK));
}

/** The 80-character lines of one entry. */
export function cardLines({ keyword, value, comment }: FitsCard): string[] {
  if (value === undefined) return commentary(keyword, comment ?? '');
  const start = /^[A-Z0-9_-]{1,8}$/.test(keyword) ? `${keyword.padEnd(8)}= ` : `HIERARCH ${hierarchical(keyword)} = `;
  if (typeof value === 'string') return textLines(start, value, comment);
  const number = typeof value === 'boolean' ? (value ? 'T' : 'F') : numberText(keyword, value);
  const line = `${start}${number.padStart(20)}`;
  return [withComment(line, comment)];
}

function hierarchical(keyword: string): string {
  if (!/^[A-Za-z0-9_-]+( [A-Za-z0-9_-]+)*$/.test(keyword) || keyword.length > 40) {
    throw new CranisError(`'${keyword}' cannot be a FITS keyword`, {
      where: keyword,
      hint: 'use up to 40 letters, digits, - and _',
    });
  }
  return keyword;
}

/** Integers as they are, others with a decimal point and E, so that every reader takes them as floating. */
function numberText(keyword: string, value: number): string {
  if (!Number.isFinite(value)) {
    throw new CranisError(`FITS has no way to write ${keyword} = ${value}`, { where: keyword, hint: 'leave it out' });
  }
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? '0' : String(value);
  const [mantissa, exponent] = String(value).split('e') as [string, string | undefined];
  const point = mantissa.includes('.') ? mantissa : `${mantissa}.0`;
  return exponent === undefined ? point : `${point}E${exponent.replace('+', '')}`;
}

function withComment(line: string, comment: string | undefined): string {
  if (line.length > WIDTH) throw new RangeError(`FITS card too long: ${line}`);
  return (comment ? `${line} / ${ascii(comment)}` : line).slice(0, WIDTH).padEnd(WIDTH);
}

/** A quoted string; where it does not fit it ends in & and goes on in the next card. */
function textLines(start: string, value: string, comment: string | undefined): string[] {
  const quoted = ascii(value).replaceAll("'", "''");
  if (start.length + quoted.length + 2 <= WIDTH) {
    // Padded within and behind as the standard's fixed format has it, where there is room.
    const room = WIDTH - start.length;
    const text = `'${quoted.padEnd(Math.min(8, room - 2))}'`;
    return [withComment(`${start}${text.padEnd(Math.min(20, room))}`, comment)];
  }
  const lines: string[] = [];
  let rest = quoted;
  let head = start;
  for (;;) {
    const room = WIDTH - head.length - 2;
    if (rest.length <= room) {
      lines.push(withComment(`${head}'${rest}'`, comment));
      return lines;
    }
    // A pair of quotes stands for one and must not be parted: count those that end the piece.
    let cut = room - 1;
    const run = /'*$/.exec(rest.slice(0, cut))![0].length;
    if (run % 2 === 1) cut--;
    lines.push(`${head}'${rest.slice(0, cut)}&'`.padEnd(WIDTH));
    rest = rest.slice(cut);
    head = 'CONTINUE  ';
  }
}

function commentary(keyword: string, text: string): string[] {
  if (keyword !== 'HISTORY' && keyword !== 'COMMENT') throw new RangeError(`FITS: ${keyword} needs a value`);
  const clean = ascii(text);
  const lines: string[] = [];
  for (let i = 0; i === 0 || i < clean.length; i += WIDTH - 8) {
    lines.push(`${keyword.padEnd(8)}${clean.slice(i, i + WIDTH - 8)}`.padEnd(WIDTH));
  }
  return lines;
}

/** A header holds printable ASCII only; other characters are written as \uXXXX, so that they are neither lost nor fatal. */
function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * Values of a header by keyword (HIERARCH ones by the name behind it); the first of a name counts. An integer beyond 2⁵³,
 * as TZERO = 2⁶³ of unsigned columns, is a bigint, so that none of its digits is lost.
 */
export type FitsHeader = ReadonlyMap<string, FitsValue>;

/** The value of one card. */
export type FitsValue = string | number | bigint | boolean;

/** The value cards among the lines of a header; lines that are none, or malformed, are passed over. */
export function parseCards(lines: readonly string[]): FitsHeader {
  const header = new Map<string, FitsValue>();
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const match = /^(?:HIERARCH +([^=]*?) *=|([A-Z0-9_-]{1,8}) *=) *(.*)$/.exec(line);
    if (!match || (match[2] !== undefined && line.indexOf('=') !== 8)) continue;
    let value = parseValue(match[3]);
    while (typeof value === 'string' && value.endsWith('&') && lines[i + 1]?.startsWith('CONTINUE')) {
      const more = parseValue(lines[++i].slice(8).trimStart());
      value = value.slice(0, -1) + (typeof more === 'string' ? more : '');
    }
    const name = match[1] ?? match[2];
    if (value !== undefined && !header.has(name)) header.set(name, value);
  }
  return header;
}

function parseValue(text: string): FitsValue | undefined {
  const quoted = /^'((?:[^']|'')*)'/.exec(text);
  if (quoted) return quoted[1].replaceAll("''", "'").trimEnd();
  const bare = text.split('/')[0].trim();
  if (bare === 'T' || bare === 'F') return bare === 'T';
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([EeDd][+-]?\d+)?$/.test(bare)) return undefined;
  const value = Number(bare.replace(/[Dd]/, 'E'));
  if (/^[+-]?\d+$/.test(bare) && !Number.isSafeInteger(value)) return BigInt(bare.replace('+', ''));
  return Number.isFinite(value) ? value : undefined;
}
