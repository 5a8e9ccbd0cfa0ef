/**
 * Text with italics, sub- and superscripts. Plain strings are taken literally, so that a file's name never turns into
 * a formula; formulas are written with `markup` or as runs.
 */
export interface Run {
  readonly text: string;
  readonly italic?: boolean;
  readonly bold?: boolean;
  readonly shift?: 'sub' | 'sup';
}

/** Text, or runs of text with their styles. */
export type Label = string | readonly Run[];

/** Runs from *italic*, **bold**, _{subscript} and ^{superscript}; a backslash takes the next character literally. */
export function markup(source: string): Run[] {
  const runs: Run[] = [];
  const style = { italic: false, bold: false };
  let shift: 'sub' | 'sup' | undefined;
  let text = '';
  const flush = () => {
    if (text !== '') {
      runs.push({
        text,
        ...(style.italic ? { italic: true } : {}),
        ...(style.bold ? { bold: true } : {}),
        ...(shift ? { shift } : {}),
      });
    }
    text = '';
  };
  for (let i = 0; i < source.length; i++) {
    const here = source[i];
    const pair = source.slice(i, i + 2);
    if (here === '\\' && i + 1 < source.length) {
      text += source[++i];
    } else if (pair === '**') {
      flush();
      style.bold = !style.bold;
      i++;
    } else if (here === '*') {
      flush();
      style.italic = !style.italic;
    } else if (shift === undefined && (pair === '_{' || pair === '^{')) {
      flush();
      shift = here === '_' ? 'sub' : 'sup';
      i++;
    } else if (shift !== undefined && here === '}') {
      flush();
      shift = undefined;
    } else {
      text += here;
    }
  }
  flush();
  if (style.italic || style.bold || shift) throw new RangeError(`markup is not closed: ${source}`);
  return runs;
}

export function runsOf(label: Label): readonly Run[] {
  return typeof label === 'string' ? [{ text: label }] : label;
}

/** Without its styles, for places that know none: K|G|² = 10⁻⁴ c k_0. */
export function plainText(label: Label): string {
  const runs = runsOf(label);
  return runs
    .map(({ text, shift }, i) => `${shift && shift !== runs[i - 1]?.shift ? { sub: '_', sup: '^' }[shift] : ''}${text}`)
    .join('');
}

/** The same to be read out: no spaces but single plain ones. */
export function words(label: Label): string {
  return plainText(label).replaceAll(/\s+/gu, ' ').trim();
}

/** Labels, one after the other. */
export function join(...labels: readonly Label[]): Run[] {
  return labels.flatMap((label) => [...runsOf(label)]);
}

const SUPERSCRIPTS: Readonly<Record<string, string>> = Object.freeze({
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
});

/** 10⁻⁸ for −8. */
export function powerOfTen(exponent: number): string {
  return `10${[...String(exponent)].map((digit) => SUPERSCRIPTS[digit]).join('')}`;
}

/** A number for people: 60, 0.05, 1.5×10⁻⁹; at most `digits` significant digits, no trailing zeros. */
export function formatNumber(value: number, digits = 3): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) throw new RangeError(`formatNumber: ${value} is not finite`);
  const sign = value < 0 ? '−' : '';
  const [mantissa, exponent] = Math.abs(value)
    .toExponential(digits - 1)
    .split('e') as [string, string];
  const power = Number(exponent);
  if (power >= -2 && power < 5) return sign + Number(`${mantissa}e${power}`).toString();
  const short = Number(mantissa).toString();
  return sign + (short === '1' ? powerOfTen(power) : `${short}×${powerOfTen(power)}`);
}

/** The symbols of the field as they are printed. */
export const SYMBOLS = Object.freeze({
  ell: markup('*ℓ*'),
  Cell: markup('*C*_{*ℓ*}'),
  lMax: markup('*ℓ*_{max}'),
  alpha: markup('*α* = *k*_{1}*c*Δ*T*'),
  gradient: markup('*K*|**G**|²'),
  gradientUnit: markup('*c* *k*_{0}'),
  noise: markup('*N*'),
});

/** Prose with the field's symbols set as such: C_ℓ, ℓ_max, k0 or k_0 or k₀, k1, r_g, α, ΔT and K|G|² as people type them. */
export function symbols(typed: string): Run[] {
  // No line break within an equation.
  const text = typed.replace(/ ([=≈∝]) /gu, '\u00a0$1\u00a0');
  const runs: Run[] = [];
  let end = 0;
  for (const match of text.matchAll(TYPED_SYMBOL)) {
    if (match.index > end) runs.push({ text: text.slice(end, match.index) });
    runs.push(...markup(STYLED[match[0]] ?? `*k*_{${'0101'['01₀₁'.indexOf(match[0].at(-1)!)]}}`));
    end = match.index + match[0].length;
  }
  if (end < text.length) runs.push({ text: text.slice(end) });
  return runs;
}

/** Letters only where they are not part of a word, such as the name of a file. */
const TYPED_SYMBOL =
  /(?<![\p{L}\p{N}_./-])(?:C_ℓ|K\|G\|²|r_g|k_?[01₀₁])(?![\p{L}\p{N}_.])|(?<=pseudo-)C_ℓ|(?<=(?<![\p{L}\p{N}_./-])1\/)r_g|ℓ_max|ℓ|ΔT|α/gu;

const STYLED: Readonly<Record<string, string>> = Object.freeze({
  C_ℓ: '*C*_{*ℓ*}',
  ℓ_max: '*ℓ*_{max}',
  ℓ: '*ℓ*',
  r_g: '*r*_{g}',
  'K|G|²': '*K*|**G**|²',
  ΔT: 'Δ*T*',
  α: '*α*',
});
